"""Journeys along the corridor: ways, evidence, time/cost–distance profiles, scenarios, lengths."""
