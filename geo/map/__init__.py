"""What the map draws, and the base map beneath it."""
