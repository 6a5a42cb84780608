"""Outbox of intents written in the deed's own transaction: the only way upward."""
