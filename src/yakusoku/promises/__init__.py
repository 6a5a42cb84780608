"""
Evidence for every clause that was published, and a look at whether the house can go on keeping them.

A clause is kept only where a query with that clause's own parameters shows it; a control that works
elsewhere shows nothing. What cannot be shown is said to have no evidence.
"""
