"""What is held where, about whom and why: the graph and the plans over it. Pure."""
