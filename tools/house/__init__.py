"""House rules as small linters: each returns faults with a place and a sentence that tells the next step."""
