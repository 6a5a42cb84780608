"""
J:COM's sample systems: two made-up databases full of synthetic subscribers, as a company would have them.
"""
