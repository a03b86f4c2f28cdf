"""Every state of the tables that was published: kept in a database, opened again, compared."""
