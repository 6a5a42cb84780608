"""One command per deed: parse, call once, say the answer."""
