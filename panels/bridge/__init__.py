"""The two components that carry messages between browser and server: map and stage."""
