"""Who acts: a small register of people and their roles per company."""
