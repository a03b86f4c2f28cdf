"""The stage of the walkthrough, its roles and its messages."""
