"""What a reader may look for by a few words: every record that has a place of its own in the app, as one list."""
