"""
To whom data of persons were given, and from whom they came: the call that provides is the record.

Nothing goes out without a ruling, a recipient of the register and a record; what authorities were told is kept apart.
"""
