"""
Which person stands in which batch, by the hundred million: Parquet files by month and person, told by one manifest.

What counts is what the manifest names: a file that it does not name was never there, and one that is gone or damaged
is named.
"""
