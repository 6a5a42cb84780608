"""
Pairs: for each evidence a fault that is planted in a home made for it, and its repair.

A query that is always green is worth nothing. Each pair must turn exactly its clauses red, and the repair green again.
"""
