"""Reasons why data must not be touched for now, each with its matter, its owner and its next day of review."""
