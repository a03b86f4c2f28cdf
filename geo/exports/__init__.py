"""The data to take away: what of the tables belongs to a selection, and the files it is written to."""
