"""Whether the text opens a way of asking for a right; what comes by another way is received all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yakusoku.rights.promised import promised
from yakusoku.rights.rules import Channel

if TYPE_CHECKING:
    from datetime import date

    from yakusoku.policy.queries import Policy

_WORDS: dict[Channel, frozenset[str]] = {
    Channel.POST: frozenset({"post", "form"}),
    Channel.TELEPHONE: frozenset({"telephone"}),
    Channel.COUNTER: frozenset({"counter"}),
    Channel.EMAIL: frozenset({"email"}),
    Channel.FAX: frozenset({"fax"}),
    Channel.INTERNET: frozenset({"internet", "portal", "member_site"}),
}
"""The words of the policy for each way; what another company passed on came by no way of the text's."""


def opened(policy: Policy, right: str, measure: str, *, as_of: date) -> frozenset[str]:
    """Return the ways that the text names for a right, in its own list and in its procedures."""
    found = promised(policy, right, as_of=as_of, measure=measure)
    if found is None or found.published is None:
        return frozenset()
    word = found.published.word
    procedures = [one for one in policy.form.procedures.values() if word in one.rights]
    return frozenset(found.channels).union(*(one.channels for one in procedures))


def is_open(policy: Policy, channel: Channel, right: str, measure: str, *, as_of: date) -> bool:
    """Return whether a request by this way is one that the text opens; where it names no way, every one is open."""
    named = opened(policy, right, measure, as_of=as_of)
    return channel is Channel.FORWARDED or not named or bool(named & _WORDS[channel])
