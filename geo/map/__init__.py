"""What the map draws: the layers of sites and lines, lines at every zoom, the ground and the base map beneath."""
