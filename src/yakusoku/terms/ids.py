"""Public ids: short, typed by a prefix, readable aloud, and without meaning."""

from __future__ import annotations

from yakusoku.terms import entropy

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_CHECKS = _ALPHABET + "*~$=U"
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})


def _encode(value: int, length: int) -> str:
    digits = []
    for _ in range(length):
        value, rest = divmod(value, 32)
        digits.append(_ALPHABET[rest])
    return "".join(reversed(digits))


def public_id(prefix: str, *, why: str) -> str:
    """Return a new id such as `req_3V8M…`: 80 random bits behind a prefix that names the kind."""
    return f"{prefix}_{_encode(int.from_bytes(entropy.draw(10, why=f'id:{prefix}:{why}'), 'big'), 16)}"


def passphrase(*, why: str) -> str:
    """Return five groups of four letters and digits that cannot be taken for each other: 100 random bits."""
    letters = _encode(int.from_bytes(entropy.draw(13, why=f"passphrase:{why}"), "big") >> 4, 20)
    return "-".join(letters[at : at + 4] for at in range(0, 20, 4))


def receipt_code(*, why: str) -> str:
    """
    Return a new receipt code, such as `7K3M-9QXD-41VB-C`.

    Sixty random bits and a check character (modulo 31, so that a slip of one letter is found);
    the code is what a person quotes on the telephone, so it has no letters that look alike.
    """
    value = int.from_bytes(entropy.draw(8, why=f"receipt:{why}"), "big") >> 4
    body = _encode(value, 12)
    return "-".join((body[:4], body[4:8], body[8:], _CHECKS[value % 31]))


def normalize_receipt(code: str) -> str | None:
    """Return the code as it was printed, or None where its check character does not fit."""
    bare = code.strip().upper().translate(_LOOKALIKES)
    if len(bare) != 13 or any(letter not in _ALPHABET for letter in bare):
        return None
    value = 0
    for letter in bare[:12]:
        value = value * 32 + _ALPHABET.index(letter)
    if _CHECKS[value % 31] != bare[12]:
        return None
    return "-".join((bare[:4], bare[4:8], bare[8:12], bare[12]))
