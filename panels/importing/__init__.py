"""The page on which those who keep the tables bring in tables of others."""
