"""The pure part of the ledger: tree, tiles, notes, proofs, tags, and the walk that verifies."""
