"""The page on which those who may change the tables: a draft, its check, its approval. Imported only with `EDITING`."""
