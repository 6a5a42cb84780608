"""Who asks, and in whose name: what law and text want shown, what was shown, and what is still missing. Pure."""
