"""What every page stands in: entrance, masthead, notes about edition and faults."""
