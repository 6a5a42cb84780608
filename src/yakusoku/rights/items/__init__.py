"""What an answer tells in words: each point that a law wants told, drawn from policy, law and data map. Pure."""
