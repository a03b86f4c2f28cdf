"""What the browser fetches, and the addresses it fetches it from."""
