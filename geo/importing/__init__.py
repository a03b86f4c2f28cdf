"""Bring in tables of others: read, matched with ours, held against what we hold, and kept as a draft."""
