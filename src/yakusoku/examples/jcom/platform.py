"""The rows of the service platform. Keys are made from the contract's own number, so nothing is counted."""

from __future__ import annotations

from collections.abc import Sequence

from yakusoku.examples.jcom import service_tables as tables
from yakusoku.examples.jcom import service_words as words
from yakusoku.examples.jcom.contracts import Contract
from yakusoku.examples.jcom.times import Times
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.systems.company import Made
from yakusoku.examples.systems.tables import Row

_MINUTES = 24 * 60
_HOW_MANY_CALLS = (0, 0, 0, 1, 2, 3, 5)
_HOW_MANY_CONNECTIONS = (0, 1, 1, 2, 3)


def rows_of(
    contract: Contract, times: Times, draws: Draws, *, devices: Sequence[Row], code: str | None
) -> Made:
    """Return what the service platform holds under a contract; `code` names one of the cast."""
    return (
        (tables.HOUSEHOLD_SETTING, [_household(contract, times, draws)]),
        (tables.CONTACT_CHOICE, [_choice(contract, times, draws, code)]),
        (tables.USE_RESTRICTION, _restrictions(contract, times, draws, code)),
        (tables.TELEPHONE_CALL, _calls(contract, times, draws)),
        (tables.CONNECTION, _connections(contract, times, draws)),
        (tables.CREDIT_INQUIRY, _credit(contract, times, draws)),
        (tables.DOWNLOAD, _downloads(contract, times, draws)),
        (tables.DEVICE_OPERATION, _operations(times, draws, devices)),
        (tables.CAMPAIGN_ENTRY, _campaigns(contract, times, draws)),
        (tables.SURVEY_ANSWER, _surveys(contract, times, draws)),
        (tables.OUTSIDE_PROFILE, _profiles(contract, times, draws)),
    )


def _number(letter: str, contract: Contract, place: int = 1) -> str:
    return f"{letter}{contract.subscriber_no[1:]}-{place}"


def _household(contract: Contract, times: Times, draws: Draws) -> Row:
    shared, recommends = draws.below(100) < 58, draws.below(100) < 83
    limit = 1_000 * (1 + draws.below(5)) if draws.below(100) < 20 else None
    changed = None if recommends and limit is None else times.on(times.draw(draws))
    return (_number("H", contract), contract.subscriber_no, shared, recommends, limit, changed)


def _choice(contract: Contract, times: Times, draws: Draws, code: str | None) -> Row:
    post, email, telephone = (draws.below(100) >= 12 for _ in range(3))
    if code == "baba":
        post = email = telephone = False
    changed = None if post and email and telephone else times.on(times.draw(draws))
    return (contract.subscriber_no, post, email, telephone, code == "doi", changed)


def _restrictions(contract: Contract, times: Times, draws: Draws, code: str | None) -> list[Row]:
    """Doi's use is suspended, Endo's was; of others two in a hundred."""
    kind, reason = draws.pick(words.RESTRICTIONS)
    since, lasts = times.draw(draws, 400), 30 + draws.below(300)
    if code not in ("doi", "endo") and draws.below(100) >= 2:
        return []
    until = None if code == "doi" else times.later(draws, since, lasts)
    if code == "endo":
        until = times.newest
    return [(_number("R", contract), contract.subscriber_no, kind, reason, times.on(since), times.day(until))]


def _calls(contract: Contract, times: Times, draws: Draws) -> list[Row]:
    rows: list[Row] = []
    for place in range(draws.pick(_HOW_MANY_CALLS)):
        at = times.at(times.draw(draws, 90), draws.below(_MINUTES))
        seconds = 10 + draws.below(1_800)
        called = f"090-0{draws.below(1_000):03d}-{draws.below(10_000):04d}"
        charge = 8 * (1 + seconds // 180)
        rows.append((_number("T", contract, place + 1), contract.subscriber_no, at, called, seconds, charge))
    return rows


def _connections(contract: Contract, times: Times, draws: Draws) -> list[Row]:
    """Addresses are those that RFC 5737 keeps for documents."""
    rows: list[Row] = []
    for place in range(draws.pick(_HOW_MANY_CONNECTIONS)):
        back, minute = times.draw(draws, 60), draws.below(_MINUTES - 1)
        lasts = draws.below(_MINUTES - minute)
        ended = times.at(back, minute + lasts) if draws.below(100) < 95 else None
        address = f"198.51.100.{1 + draws.below(254)}"
        began = times.at(back, minute)
        rows.append((_number("N", contract, place + 1), contract.subscriber_no, address, began, ended))
    return rows


def _credit(contract: Contract, times: Times, draws: Draws) -> list[Row]:
    """A credit bureau was asked about three in ten, mostly when the contract began."""
    if draws.below(100) >= 30:
        return []
    late = 1 + draws.below(4) if draws.below(100) < 15 else None
    back = times.draw(draws) if late else times.oldest
    reason = words.CREDIT_REASONS[late is not None]
    at = times.at(back, 600 + draws.below(420))
    bureau, outcome = draws.pick(words.BUREAUS), draws.pick(words.OUTCOMES)
    return [(_number("K", contract), contract.subscriber_no, bureau, at, reason, outcome, late)]


def _downloads(contract: Contract, times: Times, draws: Draws) -> list[Row]:
    rows: list[Row] = []
    for place in range(max(0, draws.below(5) - 2)):
        at = times.at(times.draw(draws, 500), draws.below(_MINUTES))
        title, yen = draws.pick(words.TITLES), 110 * draws.below(6)
        rows.append((_number("L", contract, place + 1), contract.subscriber_no, title, at, yen))
    return rows


def _operations(times: Times, draws: Draws, devices: Sequence[Row]) -> list[Row]:
    if not devices:
        return []
    device = str(devices[0][0])
    rows: list[Row] = []
    for place in range(draws.below(4)):
        at = times.at(times.draw(draws, 30), draws.below(_MINUTES))
        rows.append((f"O{device[1:]}-{place + 1}", device, at, draws.pick(words.OPERATIONS)))
    return rows


def _campaigns(contract: Contract, times: Times, draws: Draws) -> list[Row]:
    if draws.below(100) >= 15:
        return []
    name, prize = draws.pick(words.CAMPAIGNS)
    back, wins = times.draw(draws, 700), draws.below(100) < 40
    sent = times.later(draws, back, 60) if wins else None
    row = (_number("C", contract), contract.subscriber_no, name, times.on(back), prize if wins else None)
    return [(*row, times.day(sent))]


def _surveys(contract: Contract, times: Times, draws: Draws) -> list[Row]:
    if draws.below(100) >= 12:
        return []
    said = draws.pick(words.OPINIONS) if draws.below(100) < 60 else None
    day, survey = times.on(times.draw(draws, 700)), draws.pick(words.SURVEYS)
    return [(_number("A", contract), contract.subscriber_no, survey, day, 1 + draws.below(5), said)]


def _profiles(contract: Contract, times: Times, draws: Draws) -> list[Row]:
    if draws.below(100) >= 25:
        return []
    provider, segment = draws.pick(words.PROVIDERS), draws.pick(words.SEGMENTS)
    day = times.on(times.draw(draws, 900))
    return [(_number("X", contract), contract.subscriber_no, provider, day, segment)]
