"""The record of cooperation: events in order, readiness of countries, the brief of one country."""
