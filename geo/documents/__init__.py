"""Documents to hand over: the handout, the one-pager of a country, and slides."""
