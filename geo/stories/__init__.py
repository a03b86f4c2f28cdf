"""Stories of the walkthrough, joined with the tables: scenes, and figures by reference."""
