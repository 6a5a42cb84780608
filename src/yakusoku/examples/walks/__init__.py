"""Walks: one request answered from arrival to closing, as staff would, over a real home."""
