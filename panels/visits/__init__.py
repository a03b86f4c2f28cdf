"""The page of field visits and findings."""
