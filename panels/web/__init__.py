"""What the browser fetches: style sheets and their addresses."""
