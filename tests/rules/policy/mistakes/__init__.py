"""Mistakes planted into a home in which nothing is wrong: each is found as itself, and nothing beside it."""
