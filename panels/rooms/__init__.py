"""Meeting rooms of a walkthrough: their store, and the lines to those who follow."""
