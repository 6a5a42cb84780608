"""Speed, measured as ratios in one run: against the same work without us, a peer, or the physical limit."""
