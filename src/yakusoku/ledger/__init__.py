"""Append-only, tamper-evident record of deeds: knows no privacy words."""
