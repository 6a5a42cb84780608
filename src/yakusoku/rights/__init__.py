"""Requests of persons: from arrival to an answer that can be posted, with its clocks, guards and four eyes."""
