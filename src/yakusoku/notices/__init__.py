"""
Notices in force: what the public read on a day, in which words, who put it there, and who was shown it.

A published version is never changed; what it said on a day, and which version stood over a datum, has one answer.
"""
