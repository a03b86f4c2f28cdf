"""The page that puts up to four sites, countries or journeys side by side."""
