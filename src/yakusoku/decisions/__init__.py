"""May we? A question about a use of personal data becomes a ruling with its rule, clause, article and sentence."""
