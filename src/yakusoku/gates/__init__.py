"""A gate that is called: which systems ask before they use data, how often they asked, and where nobody does."""
