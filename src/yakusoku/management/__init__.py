"""
The management cycle: what only people can see is looked at, counted and noted; faults are corrected.

An inspection is a count by a named member of staff on a day, never a tick, and never by who answers for it alone.
"""
