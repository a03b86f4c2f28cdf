"""Sites and crossings: which answer to a filter, facing posts, opening hours, visits, findings."""
