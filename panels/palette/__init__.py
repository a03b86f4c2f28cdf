"""Find anything: the palette that answers to a few words, and the keys of each page."""
