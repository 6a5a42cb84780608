"""Audiences: of whom among many a use may be made. Decided once, asked where the rows lie, counted by reason."""
