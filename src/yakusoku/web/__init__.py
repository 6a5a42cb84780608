"""Doors for browsers and programs: parse, make one call, answer. So far the one for programs: `api`."""
