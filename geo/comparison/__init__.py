"""Things side by side: what the tables say of several posts, countries or ways, and how they differ in words."""
