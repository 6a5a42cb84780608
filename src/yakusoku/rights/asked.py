"""What a person wrote when asking, typed and sealed. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from yakusoku.terms.personal import Personal

FACTS = frozenset({
    "full_name", "family_name", "given_name", "full_kana", "family_kana", "given_kana", "romaji", "birth_date",
    "postal_code", "prefecture", "city", "street", "building", "address", "telephone", "mobile", "phone", "email",
    "subscriber_no",
})  # fmt: skip
"""Names of facts by which a person can be found, beside the identities of the data map."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """
    A request as it arrived: who writes, where to answer, what helps to find the data, and the words used.

    `facts` are what the person gave to be found by, under the data map's words: `family_name`, `given_name`,
    `birth_date`, `telephone`, `email`, `subscriber_no`, …
    """

    name: Personal[str]
    postal_code: Personal[str]
    address: Personal[tuple[str, ...]]
    words: Personal[str]
    facts: Mapping[str, Personal[str]] = field(default_factory=dict)

    def given(self) -> dict[str, Personal[str]]:
        """Return all that the person gave to be found by, the name and the address to answer to among it."""
        return {
            "full_name": self.name,
            "postal_code": self.postal_code,
            "address": Personal("".join(self.address.reveal())),
            **self.facts,
        }

    def to_bytes(self) -> bytes:
        """Return the canonical bytes that are sealed."""
        plain = {
            "name": self.name.reveal(),
            "postal_code": self.postal_code.reveal(),
            "address": list(self.address.reveal()),
            "words": self.words.reveal(),
            "facts": {key: value.reveal() for key, value in sorted(self.facts.items())},
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Asked:
        """Return what `to_bytes` wrote."""
        plain = json.loads(content)
        return cls(
            name=Personal(plain["name"]),
            postal_code=Personal(plain["postal_code"]),
            address=Personal(tuple(plain["address"])),
            words=Personal(plain["words"]),
            facts={key: Personal(value) for key, value in plain["facts"].items()},
        )
