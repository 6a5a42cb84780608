"""The package a person receives: letter, page, data and tables, the same bytes for the same content."""
