"""Features by address: all that has a place, for geographic information systems (OGC API – Features)."""
