"""One step for each file."""
