"""The card of a site and the list of sites."""
