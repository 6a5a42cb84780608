"""For every published clause: is it kept, and what shows it."""
