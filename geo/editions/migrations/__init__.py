"""How the database of the editions came to what it is, step by step; Alembic runs it."""
