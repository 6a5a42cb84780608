"""Packaged companies, synthetic people and their sample systems; the walk that the demo runs."""
