"""The map as a picture: SVG drawn from the tables and styles that the screen uses, and PNG made of it."""
