"""One frozen dataclass per table, its fields the columns: what a row becomes."""
