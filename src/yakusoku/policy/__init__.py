"""What the company promised: reading, checking and dating policies. Pure."""
