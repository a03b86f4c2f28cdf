"""The page of the record of cooperation."""
