"""The first document of an address: what it is called, what it is about, and its picture, before any session."""
