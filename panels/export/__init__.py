"""The export page: every form of export, and how it is made."""
