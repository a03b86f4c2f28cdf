"""The editions that are kept, where the environment names a database for them."""
