"""The page of sources and tables."""
