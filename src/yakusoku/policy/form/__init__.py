"""The format of a policy file: typed, strict, and each declaration cites the clauses it keeps."""
