"""
What persons chose: consents, refusals, withdrawals, stops and objections, in a register that only grows.

A stop acts at once on the address, number or mailbox that was given, and outlives the erasure of whoever gave it.
"""
