"""What the map draws: sites, lines at every zoom, and the ground and base map beneath them."""
