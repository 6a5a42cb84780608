"""
What every sample system shares: tables declared once for all databases, filled row by row with flat memory.

How a company is added stands in docs/sample-systems.md.
"""
