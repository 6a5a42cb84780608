"""The deeds on a request, one file a stage. Each is one transaction with one ledger entry."""
