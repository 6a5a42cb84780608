"""Places that people search: what they found as rows and enclosures, and what they are asked to do there."""
