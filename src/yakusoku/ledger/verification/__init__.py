"""Holds every stored byte of a log against the checkpoints that were signed, and names what does not fit."""
