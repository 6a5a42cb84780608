"""Every document, representative and channel under the five packaged policies; and what holds whatever is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.common import golden
from tests.rules.rights.who import ARRIVED, COMPANIES, TODAY, paper, policy, situation
from yakusoku.laws import procedures
from yakusoku.laws import queries as laws
from yakusoku.policy.form.identity import IdentityCheck
from yakusoku.rights.identity import refusing, wanted
from yakusoku.rights.identity.insufficient import Insufficient
from yakusoku.rights.identity.lacking import Missing, What, basis
from yakusoku.rights.identity.refusing import Presented
from yakusoku.rights.identity.shown import Conflict, Holding, Represented, Shown, Situation, Whose
from yakusoku.rights.promised import promised
from yakusoku.rights.rules import Channel

LATE = date(2029, 11, 30)
NEW = ARRIVED - timedelta(days=30)
REPRESENTATIVE = Whose.REPRESENTATIVE
RIGHTS = ("A-DISC", "A-PURP", "A-STOP5", "G-ACC", "G-POR", "G-ERA")
KINDS = ("parent", "guardian", "statutory", "mandated", "attorney", "administrative_scrivener")


def told(lacks: tuple[Missing, ...]) -> str:
    """Return what is missing, as a lawyer reads it."""
    if not lacks:
        return "nothing"
    return "; ".join(
        f"{one.what}{f' x{one.number}' if one.number > 1 else ''}"
        f"{f' (<= {one.months} months)' if one.months else ''} of {one.whose} [{basis(one.because).en}]"
        for one in lacks
    )


def rights_of(company: str) -> list[str]:
    found = policy(company)
    return [one for one in RIGHTS if promised(found, one, as_of=ARRIVED)]


def matrix() -> Iterator[str]:
    """Yield each company, right and channel with what is missing at first, and what becomes of each document."""
    for company in COMPANIES:
        for right in rights_of(company):
            for channel in Channel:
                judged = situation(company, right, channel)
                yield f"{company} {right} {channel}"
                yield f"  without anything: {told(wanted.missing(judged, Shown()))}"
                yield f"  on doubt: {told(wanted.missing(judged, Shown(doubted=True)))}"
                for code in sorted(laws.document_codes()):
                    given_ = Presented(paper=paper(code, issued_on=NEW), valid_until=LATE, original=True)
                    why = refusing.refused(given_, judged, Shown())
                    if why is None:
                        because = wanted.accepted(judged, Shown(), Whose.PERSON)[code]
                        alone = told(wanted.missing(judged, Shown(papers=(paper(code, issued_on=NEW),))))
                        yield f"  {code}: taken [{basis(because).en}]; then missing: {alone}"
                    elif why.reason.original != "the policy does not accept this document.":
                        yield f"  {code}: {why.reason} [{basis(why.because).en}]"


def test_every_document_under_every_policy_and_channel() -> None:
    golden.check("rights/documents.txt", "\n".join(matrix()) + "\n")


def ages() -> dict[str, date]:
    return {
        "14 years": date(2012, 1, 5), "15 years": date(2011, 5, 20), "16 years": date(2010, 5, 20),
        "18 years": date(2008, 11, 24), "40 years": date(1986, 7, 8),
    }  # fmt: skip


def representatives() -> Iterator[str]:
    """Yield each kind of representative under two policies, by age and conflict, with what is missing."""
    for company, right in (("jalux", "G-ACC"), ("jalux", "G-ERA"), ("jcom", "A-DISC"), ("japanet", "A-DISC")):
        judged = situation(company, right)
        yield f"{company} {right}"
        for age, born in ages().items():
            yield f"  {age}, asks alone: {told(wanted.missing(judged, Shown(born=born, recognized=True)))}"
            for kind in KINDS:
                for conflict in get_args(Conflict) if kind in ("parent", "guardian") else ("",):
                    asks = Represented(
                        kind=kind, conflict=conflict, holding="sole" if kind == "parent" else ""
                    )
                    lacks = wanted.missing(judged, Shown(born=born, recognized=True, represented=asks))
                    said = f", conflict: {conflict}" if conflict else ""
                    yield f"  {age}, {kind}{said}: {told(lacks)}"


def test_every_representative_by_right_age_and_conflict() -> None:
    golden.check("rights/representatives.txt", "\n".join(representatives()) + "\n")


def asks(kind: str, **more: Any) -> Represented:
    return Represented(kind=kind, **more)


def proofs_of(kind: str, *, right: str) -> tuple[Any, ...]:
    """Return papers by which a representative of this kind shows all that is wanted of it."""
    own = [paper("driving_licence", REPRESENTATIVE)]
    if procedures.authority(kind, as_of=ARRIVED).value.through == "mandated":
        mandate = paper("mandate_letter", REPRESENTATIVE, issued_on=NEW, signed=True, scope=(right,))
        return (*own, mandate)
    code = procedures.authority(kind, as_of=ARRIVED).value.documents[0]
    return (*own, paper(code, REPRESENTATIVE, issued_on=NEW, names_both=True))


MINOR, ADULT = date(2014, 5, 20), date(1986, 7, 8)
TEENAGER = date(2010, 2, 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("company", "right"), [("jalux", "G-ACC"), ("jcom", "A-DISC")])
def test_each_representative_goes_on_with_its_papers_and_not_without_one_of_them(
    kind: str, company: str, right: str
) -> None:
    judged = situation(company, right)
    born = MINOR if kind == "parent" else ADULT
    asking = asks(kind, holding="sole" if kind == "parent" else "")
    papers = (paper("driving_licence"), *proofs_of(kind, right=right))
    assert wanted.missing(judged, Shown(papers=papers, born=born, represented=asking)) == ()
    for left in papers[1:]:
        rest = tuple(one for one in papers if one is not left)
        assert wanted.missing(judged, Shown(papers=rest, born=born, represented=asking))


MANDATES = [
    # issued on, signed, for, why not
    (NEW, True, ("G-ACC",), None),
    (NEW, True, ("all",), None),
    (NEW, True, ("G-ERA", "G-ACC"), None),
    (NEW, True, ("G-ERA",), "not for this right"),
    (NEW, True, (), "not for this right"),
    (NEW, False, ("all",), "no signature or seal"),
    (None, True, ("all",), "bears no day"),
    (TODAY + timedelta(days=1), True, ("all",), "lies in the future"),
]


@pytest.mark.parametrize(("issued", "signed", "scope", "wrong"), MANDATES)
def test_a_mandate_is_dated_signed_and_for_the_right(
    issued: date | None, signed: bool, scope: tuple[str, ...], wrong: str | None
) -> None:
    judged, shown = situation("jalux", "G-ACC"), Shown(represented=asks("mandated"))
    mandate = paper("mandate_letter", REPRESENTATIVE, issued_on=issued, signed=signed, scope=scope)
    refused = refusing.refused(Presented(paper=mandate), judged, shown)
    assert (refused is None) == (wrong is None)
    if refused is not None and wrong is not None:
        assert wrong in str(refused.reason)
        assert (refused.because.clause, refused.because.article) == ("JALUX-11.9", "G12(6)")


ADDRESSES = [
    # document, issued on, why not (the request arrived on 24 November 2026)
    ("residence_record", date(2026, 8, 24), None),
    ("residence_record", date(2026, 8, 23), "more than 3 months before the request of 2026-11-24"),
    ("residence_record", None, "the day of issue is missing"),
    ("tax_certificate", date(2026, 11, 29), None),
    ("utility_receipt", date(2026, 11, 1), "does not accept"),
]


@pytest.mark.parametrize(("document", "issued", "wrong"), ADDRESSES)
def test_an_address_document_is_public_and_at_most_three_months_old_at_the_request(
    document: str, issued: date | None, wrong: str | None
) -> None:
    judged = situation("jalux", "G-ACC")
    shown = paper(document, issued_on=issued)
    refused = refusing.refused(Presented(paper=shown), judged, Shown())
    assert (refused is None) == (wrong is None)
    if refused is not None and wrong is not None:
        assert wrong in str(refused.reason)
        assert refused.because.clause in {"JALUX-10.3", "JALUX-11.5"}
        return
    passport = paper("passport")
    assert [one.what for one in wanted.missing(judged, Shown(papers=(passport,)))] == [What.ADDRESS]
    assert wanted.missing(judged, Shown(papers=(passport, shown))) == ()
    assert wanted.missing(judged, Shown(papers=(paper("driving_licence"),))) == ()


VALIDITY = [
    ("driving_licence", None, None, "bears a last day of validity"),
    ("driving_licence", None, TODAY, None),
    ("driving_licence", None, TODAY - timedelta(days=1), "valid until 2026-11-29 only"),
    ("pension_book", date(2022, 4, 1), None, "issued after 2022-03-31"),
    ("pension_book", date(2022, 3, 31), None, None),
    ("insurance_card", None, LATE, "no longer valid"),
]


@pytest.mark.parametrize(("document", "issued", "until", "wrong"), VALIDITY)
def test_a_paper_is_valid_on_the_day_on_which_it_is_seen(
    document: str, issued: date | None, until: date | None, wrong: str | None
) -> None:
    judged = situation("jcom", "A-DISC")
    refused = refusing.refused(
        Presented(paper=paper(document, issued_on=issued), valid_until=until), judged, Shown()
    )
    assert (wrong in str(refused.reason)) if wrong and refused else (refused is None and wrong is None)
    assert refused is None or (refused.because.clause and refused.because.article)


def checks(**form: Any) -> Situation:
    return situation("jcom", "A-DISC", "telephone", checks=(IdentityCheck(clauses=("EX-4.1",), **form),))


LICENCE, BOOK = paper("driving_licence"), paper("pension_book")
SEAL = {"certificate_months": 3, "clauses": ("EX-4.2",)}
LISTED = {"driving_licence": {"clauses": ("EX-4.1",)}, "pension_book": {"clauses": ("EX-4.1",)}}
PLANTED: list[tuple[dict[str, Any], Shown, list[What]]] = [
    ({"documents": LISTED, "number": 2}, Shown(papers=(LICENCE,)), [What.IDENTITY]),
    ({"documents": LISTED, "number": 2}, Shown(papers=(LICENCE, LICENCE)), [What.IDENTITY]),
    ({"documents": LISTED, "number": 2}, Shown(papers=(LICENCE, BOOK)), []),
    ({"documents": LISTED, "without_photograph": 2}, Shown(papers=(LICENCE,)), []),
    ({"documents": LISTED, "without_photograph": 2}, Shown(papers=(BOOK,)), [What.IDENTITY]),
    ({"documents": LISTED, "seal": SEAL}, Shown(papers=(LICENCE,)), [What.SEAL]),
    (
        {"documents": LISTED, "seal": SEAL},
        Shown(papers=(LICENCE, paper("seal_certificate", issued_on=NEW))),
        [],
    ),
    (
        {"documents": LISTED, "seal": SEAL},
        Shown(papers=(LICENCE, paper("seal_certificate", issued_on=date(2026, 8, 1)))),
        [What.SEAL],
    ),
    ({"documents": LISTED, "only_on_doubt": True}, Shown(), [What.RECOGNITION]),
    ({"documents": LISTED, "only_on_doubt": True}, Shown(recognized=True), []),
    ({"documents": LISTED, "only_on_doubt": True}, Shown(recognized=True, doubted=True), [What.IDENTITY]),
    ({"call_back": {"clauses": ("EX-4.3",)}}, Shown(recognized=True), [What.CALL_BACK]),
    ({"call_back": {"clauses": ("EX-4.3",)}}, Shown(called_back=True), []),
    (
        {"documents": LISTED, "call_back": {"always": True, "clauses": ("EX-4.3",)}},
        Shown(papers=(LICENCE,)),
        [What.CALL_BACK],
    ),
    ({"registered_facts": ("birth_date", "address")}, Shown(), [What.FACTS]),
    ({"registered_facts": ("birth_date", "address")}, Shown(facts_agree=True), []),
    ({"registered_facts": ("birth_date",)}, Shown(facts_agree=True, other_number=True), [What.FACTS]),
]


@pytest.mark.parametrize(("form", "shown", "lacks"), PLANTED)
def test_a_check_of_the_text_is_met_by_what_it_asks_for(
    form: dict[str, Any], shown: Shown, lacks: list[What]
) -> None:
    assert [one.what for one in wanted.missing(checks(**form), shown)] == lacks


AUTHORITY: list[tuple[str, Holding, tuple[Any, ...], date, list[What]]] = [
    ("parent", "joint", (), MINOR, [What.PARENTAL_CONSENT]),
    ("parent", "joint", (paper("parental_consent", REPRESENTATIVE, signed=True),), MINOR, []),
    ("parent", "joint", (paper("parental_consent", REPRESENTATIVE),), MINOR, [What.PARENTAL_CONSENT]),
    ("parent", "sole", (), MINOR, []),
    ("parent", "sole", (), TEENAGER, [What.CONFIRMATION]),
    ("parent", "sole", (), ADULT, [What.NOT_OF_THIS_KIND]),
    ("guardian", "", (), MINOR, [What.NOT_OF_THIS_KIND]),
    ("guardian", "", (), ADULT, []),
]


@pytest.mark.parametrize(("kind", "holding", "more", "born", "lacks"), AUTHORITY)
def test_parents_hold_alone_or_together_and_only_over_minors(
    kind: str, holding: Holding, more: tuple[Any, ...], born: date, lacks: list[What]
) -> None:
    shown = Shown(
        papers=(*proofs_of(kind, right="A-DISC"), *more), born=born, represented=asks(kind, holding=holding)
    )
    assert [one.what for one in wanted.missing(situation("jcom", "A-DISC"), shown)] == lacks


def test_a_denial_and_a_conflict_stop_everybody_but_a_special_representative() -> None:
    judged = situation("jcom", "A-DISC")
    papers = (paper("driving_licence"), *proofs_of("mandated", right="A-DISC"))
    denied = Shown(papers=papers, represented=asks("mandated", word="denied"))
    assert [one.what for one in wanted.missing(judged, denied)] == [What.CONFIRMATION]
    conflict = Shown(papers=proofs_of("parent", right="A-DISC"), born=MINOR,
                     represented=asks("parent", holding="sole", conflict="child"))  # fmt: skip
    [special] = wanted.missing(judged, conflict)
    assert (special.what, special.because.article) == (What.SPECIAL_REPRESENTATIVE, "CIV826")
    appointed = Shown(
        papers=proofs_of("statutory", right="A-DISC"), born=MINOR, represented=asks("statutory")
    )
    assert wanted.missing(judged, appointed) == ()


def test_under_the_gdpr_staffs_word_suffices_only_where_the_text_names_no_paper() -> None:
    judged = situation("jalux", "G-ERA")
    silent = Situation(
        right="G-ERA", law="gdpr", channel="post", arrived=ARRIVED, today=TODAY, checks=(), all_checks=()
    )
    shown = Shown(recognized=True, represented=asks("mandated"))
    assert wanted.missing(silent, shown) == ()
    assert [one.what for one in wanted.missing(judged, shown)] == [What.AUTHORITY, What.IDENTITY]
    by_act = Situation(right="A-DISC", law="appi", channel="post", arrived=ARRIVED, today=TODAY)
    assert What.AUTHORITY in {one.what for one in wanted.missing(by_act, shown)}


PAPERS = st.builds(
    paper,
    st.sampled_from(sorted(laws.document_codes())),
    st.sampled_from(Whose),
    issued_on=st.none() | st.dates(date(2026, 5, 1), TODAY),
    names_both=st.booleans(),
    signed=st.booleans(),
    scope=st.sampled_from([(), ("all",), ("G-ACC",), ("A-DISC",)]),
)
REPRESENTED = st.none() | st.builds(
    Represented,
    kind=st.sampled_from(KINDS),
    holding=st.sampled_from(["", "sole", "joint"]),
    conflict=st.sampled_from(["", "", "parents", "child"]),
    word=st.sampled_from(["", "agreed", "denied", "not_reached"]),
)
SHOWN = st.builds(
    Shown,
    papers=st.lists(PAPERS, max_size=6).map(tuple),
    recognized=st.booleans(),
    called_back=st.booleans(),
    facts_agree=st.booleans(),
    other_number=st.booleans(),
    doubted=st.booleans(),
    born=st.none() | st.sampled_from([MINOR, TEENAGER, ADULT]),
    represented=REPRESENTED,
)
ASKED = st.sampled_from(
    [(one, right, channel) for one in COMPANIES for right in rights_of(one) for channel in Channel]
)


@given(ASKED, SHOWN)
def test_nobody_is_known_whom_the_text_or_the_law_would_not_know(
    asked: tuple[str, str, str], shown: Shown
) -> None:
    """An oracle in other words: with nothing missing, each of two people has shown what alone could suffice."""
    judged = situation(*asked)
    if wanted.missing(judged, shown):
        return
    asking = shown.represented
    person = {one.law.code for one in shown.of(Whose.PERSON)}
    mine = {one.law.code for one in shown.of(REPRESENTATIVE)}
    if asking is None or procedures.authority(asking.kind, as_of=ARRIVED).value.through == "mandated":
        assert shown.born != MINOR
    if asking is not None:
        assert not asking.conflict
        assert asking.word != "denied"
        law = procedures.authority(asking.kind, as_of=ARRIVED).value
        assert mine & {*law.documents}
        assert any("identity" in laws.document(code, as_of=TODAY).proves for code in mine)
        assert law.of_age is None or shown.born is None or (shown.born == ADULT) == (law.of_age == "reached")
        if law.through == "statutory":
            return
    if asked[0] == "japanet" and asked[2] == "telephone" and asked[1] != "A-PURP":
        assert shown.called_back or shown.doubted
    elif judged.checks:
        assert any(laws.document(code, as_of=TODAY).kind == "identity" for code in person)
    elif not shown.doubted:
        assert shown.recognized or shown.called_back or shown.facts_agree


@given(ASKED, SHOWN, PAPERS)
def test_one_more_paper_never_makes_more_missing(
    asked: tuple[str, str, str], shown: Shown, more: Any
) -> None:
    judged = situation(*asked)
    before = {(one.whose, one.what) for one in wanted.missing(judged, shown)}
    if shown.doubted or not before:
        return
    richer = Shown(**{**shown.__dict__, "papers": (*shown.papers, more)})
    after = {(one.whose, one.what) for one in wanted.missing(judged, richer)}
    assert len(after) <= len(before)


@given(ASKED, SHOWN)
def test_whatever_is_missing_names_its_article_and_papers_that_may_be_taken(
    asked: tuple[str, str, str], shown: Shown
) -> None:
    judged = situation(*asked)
    for one in wanted.missing(judged, shown):
        assert one.because.article
        assert basis(one.because).ja
        if one.what in (What.IDENTITY, What.ADDRESS, What.SEAL, What.AUTHORITY):
            assert set(one.accepted) <= set(wanted.accepted(judged, shown, one.whose))
            assert "insurance_card" not in one.accepted


def test_every_word_about_who_asks_is_said_in_both_languages() -> None:
    for code in (*What, *Whose):
        assert not code.says.say("ja").isascii()
        assert code.says.say("en").isascii()
    for one in Insufficient:
        assert not one.says.ja.isascii()
