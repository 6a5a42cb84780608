"""
Japanet's sample systems: mail order, calls and campaigns, and recruitment, full of people who do not exist.
"""
