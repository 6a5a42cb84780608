"""
Synthetic Japanese people: made from a seed and a number, the same on every machine, and nobody.

Names, cities, postal codes and area codes are real and public; their combination is drawn. Telephone
numbers lie where Japan's numbering plan assigns none, e-mail addresses under names reserved for
examples.
"""
