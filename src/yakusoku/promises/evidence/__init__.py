"""One query a control: what shows that a clause with these parameters is kept, and what speaks against it."""
