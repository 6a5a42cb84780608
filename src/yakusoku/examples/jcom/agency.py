"""The rows of shops and agencies, and of recruitment."""

from __future__ import annotations

from yakusoku.examples.jcom import agency_tables as tables
from yakusoku.examples.jcom import service_words as words
from yakusoku.examples.jcom.contracts import Contract
from yakusoku.examples.jcom.rows import Calendar
from yakusoku.examples.jcom.times import Times
from yakusoku.examples.jcom.words import OPERATORS
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person
from yakusoku.examples.people.spellings import spelled
from yakusoku.examples.systems.company import Made
from yakusoku.examples.systems.tables import Row

_BILLED = 6  # months of electricity that are kept
_APPLIES_IN_100 = 4
_OLDEST_APPLICANT = 40


def rows_of(contract: Contract, times: Times, draws: Draws) -> Made:
    """Return what shops and agencies hold under a contract."""
    insured, claims = _insurance(contract, times, draws)
    supplied, used = _electricity(contract, times, draws)
    return (
        (tables.SHOP_VISIT, _visits(contract, times, draws)),
        (tables.INSURANCE_CONTRACT, insured),
        (tables.INSURANCE_CLAIM, claims),
        (tables.ELECTRICITY_SUPPLY, supplied),
        (tables.ELECTRICITY_USE, used),
    )


def _visits(contract: Contract, times: Times, draws: Draws) -> list[Row]:
    rows: list[Row] = []
    for place in range(max(0, draws.below(6) - 3)):
        at = times.at(times.draw(draws, 800), 600 + draws.below(540))
        said = (draws.pick(words.SHOPS), at, draws.pick(words.ERRANDS), draws.pick(OPERATORS))
        rows.append((f"V{contract.subscriber_no[1:]}-{place + 1}", contract.subscriber_no, *said))
    return rows


def _insurance(contract: Contract, times: Times, draws: Draws) -> tuple[list[Row], list[Row]]:
    """One in four is insured through the agency, and one in four of these has a claim."""
    if draws.below(100) >= 25:
        return [], []
    policy_no = f"P{contract.subscriber_no[1:]}"
    began = times.draw(draws)
    ended = times.later(draws, began, 700) if draws.below(100) < 30 else None
    collected = words.GROUPS[0] if draws.below(100) < 12 else None
    insurer, product = draws.pick(words.INSURERS), draws.pick(words.PRODUCTS)
    premium = 180 + 10 * draws.below(90)
    days = (times.on(began), times.day(ended))
    insured = (policy_no, contract.subscriber_no, insurer, product, premium, collected, *days)
    return [insured], _claims(policy_no, began, ended, times, draws)


def _claims(policy_no: str, began: int, ended: int | None, times: Times, draws: Draws) -> list[Row]:
    last = times.newest if ended is None else ended
    wanted, spare = draws.below(100) < 25, began - last
    if not wanted or spare < 1:
        return []
    happened = last + draws.below(spare)
    reported = max(times.newest, happened - draws.below(20))
    health = draws.pick(words.HEALTH) if draws.below(100) < 60 else None
    paid = times.later(draws, reported, 40)
    yen = 1_000 * (5 + draws.below(95)) if paid is not None else None
    days = (times.on(happened), times.on(reported))
    return [(f"{policy_no}-1", policy_no, *days, health, times.day(paid), yen)]


def _electricity(contract: Contract, times: Times, draws: Draws) -> tuple[list[Row], list[Row]]:
    """Three in ten buy electricity through J:COM; its use is billed by month."""
    if draws.below(100) >= 30:
        return [], []
    point = f"09{contract.subscriber_no[1:]:0>20}"
    began = times.draw(draws)
    ended = times.later(draws, began, 900) if draws.below(100) < 15 else None
    days = (times.on(began), times.day(ended))
    supply = (point, contract.subscriber_no, draws.pick(words.PLANS), 10 * (2 + draws.below(5)), *days)
    first, last = days[0][:7], (days[1] or times.on(times.newest))[:7]
    used: list[Row] = []
    for month, _ in times.calendar.months[-_BILLED:]:
        kwh = 90 + draws.below(400)
        if first <= month <= last:
            used.append((point, month, kwh, kwh * 31 + 800))
    return [supply], used


def applications_of(somebody: Person, calendar: Calendar, *, seed: int, code: str | None) -> Made:
    """
    Return what recruitment holds of somebody: four in a hundred below forty once applied for work.

    Fukuda's application is open, Endo's was decided.
    """
    draws = Draws("jcom-recruitment", seed, somebody.number, size=40)
    applies = draws.below(100) < _APPLIES_IN_100 and somebody.age(calendar.as_of) < _OLDEST_APPLICANT
    if not (applies or code in ("fukuda", "endo")):
        return ()
    written = spelled(somebody, "jcom-recruitment", seed=seed)
    times = Times(calendar, 700, 0)
    applied = times.draw(draws, 600)
    told = times.later(draws, applied, 90)
    if code == "fukuda":
        told = None
    if code == "endo":
        told = times.newest
    number = f"E{somebody.number:010d}"
    applicant: Row = (
        number,
        written.family.kanji,
        written.given.kanji,
        written.family.kana,
        written.given.kana,
        written.birth_date.isoformat(),
        written.email,
        written.mobile,
        draws.pick(words.SCHOOLS),
        draws.pick(words.POSITIONS),
        times.on(applied),
        draws.pick(words.RESULTS) if told is not None else None,
        times.day(told),
    )
    return (
        (tables.APPLICANT, [applicant]),
        (tables.INTERVIEW, _interviews(number, applied, told, times, draws)),
    )


def _interviews(number: str, applied: int, told: int | None, times: Times, draws: Draws) -> list[Row]:
    """Return up to two interviews between application and outcome, one after the other."""
    rows: list[Row] = []
    back, last = applied, told or 0
    for which in range(1 + draws.below(2)):
        back -= 1 + draws.below(20)
        if back <= last:
            break
        said = draws.pick(words.REMARKS) if draws.below(100) < 70 else None
        at = times.at(back, 600 + draws.below(400))
        rows.append((number, which + 1, at, draws.pick(OPERATORS), said))
    return rows
