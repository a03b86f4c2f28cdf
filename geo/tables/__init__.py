"""From a CSV file to text to values, and what is wrong on the way."""
