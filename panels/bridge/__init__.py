"""The two components through which page and server speak with the browser: map and stage."""
