"""The company's own databases: reached through a port, read in place, never copied."""
