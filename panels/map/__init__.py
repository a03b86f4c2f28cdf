"""The map: its frame, its filter bar, a map beside a text."""
