"""Who asks in the person's place: papers where they are named, the person's own word, and nobody else's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.operations.rights.desk import Desk, asked
from tests.operations.rights.stages import At
from yakusoku.examples import papers as drawn
from yakusoku.examples import papers_of_authority as of_authority
from yakusoku.examples.people import cast
from yakusoku.rights import queries, sender
from yakusoku.rights.answer import Addressee
from yakusoku.rights.identity.insufficient import Insufficient
from yakusoku.rights.identity.lacking import What
from yakusoku.rights.models import IdentityCheck
from yakusoku.rights.operations.papers import Bears, UnableToIdentify
from yakusoku.rights.operations.representatives import UnableToConfirmAuthority
from yakusoku.rights.operations.search import UnableToSearch
from yakusoku.rights.rules import State
from yakusoku.terms.personal import Personal

MOTHER = Addressee(
    name=Personal(cast.CHIBAS_MOTHER.name), postal_code=Personal(cast.CHIBAS_MOTHER.postal_code),
    address=Personal((cast.CHIBAS_MOTHER.city,)),
)  # fmt: skip


def lacks(desk: Desk) -> list[What]:
    return [one.what for one in queries.missing(desk.request, now=desk.now)]


def born(desk: Desk, day: str) -> None:
    """Let the request be about a person born on `day`."""
    desk.receive("E-3", asked=asked(birth_date=day))
    desk.triage()


class TestMandates:
    def test_a_mandate_two_identities_and_the_search_begins(self, at: At) -> None:
        desk = at("need_id")
        desk.authority()
        assert lacks(desk) == [What.IDENTITY, What.AUTHORITY, What.IDENTITY]
        assert desk.identify() == State.NEED_ID
        assert desk.show_mandate("A-DISC") == State.NEED_FEE
        assert [one.whose for one in queries.papers(desk.request)] == ["person", *["representative"] * 2]
        desk.pay()
        desk.link()
        desk.search()

    def test_staffs_word_alone_is_not_enough(self, at: At) -> None:
        desk = at("need_id")
        desk.identify()
        assert desk.state == State.NEED_FEE
        desk.authority()
        assert desk.state == State.NEED_ID
        assert "--whose representative" in queries.request(desk.request).next_step

    def test_a_mandate_for_another_right_is_refused_with_clause_and_article(self, at: At) -> None:
        desk = at("need_id")
        desk.authority()
        with pytest.raises(UnableToIdentify, match=r"not for this right\. \[PPC General Guideline"):
            desk.show_mandate("A-CORR")

    def test_who_denies_the_mandate_is_the_only_one_answered(self, at: At) -> None:
        desk = at("need_id")
        desk.authority()
        desk.identify()
        desk.show_mandate()
        assert desk.ask_person("denied") == State.NEED_ID
        assert lacks(desk) == [What.CONFIRMATION]
        assert desk.ask_person("agreed") == State.NEED_FEE

    def test_somebody_else_shows_everything_anew(self, at: At) -> None:
        desk = at("need_id")
        desk.authority()
        desk.identify()
        desk.show_mandate()
        desk.authority(who=MOTHER)
        assert desk.state == State.NEED_ID
        wrong = {
            one.rejected_because for one in queries.papers(desk.request) if one.whose == "representative"
        }
        assert wrong == {Insufficient.OTHER_REPRESENTATIVE}
        row = desk.row
        assert sender.sent_to(row) == MOTHER

    def test_an_attorney_shows_the_identification_of_the_bar(self, at: At) -> None:
        desk = at("need_id")
        desk.authority(kind="attorney")
        desk.identify()
        card = replace(drawn.driving_licence(cast.BABA), document="attorney_identification", zones={})
        desk.show(card, agrees=True)
        assert lacks(desk) == [What.AUTHORITY]

    def test_a_paper_of_a_representative_needs_one(self, at: At) -> None:
        desk = at("need_id")
        with pytest.raises(UnableToIdentify, match=r"nobody asks in the person's place\. \[APPI Order"):
            desk.show_mandate()

    def test_a_conflict_is_noted_of_statutory_representatives_only(self, at: At) -> None:
        with pytest.raises(UnableToConfirmAuthority, match="statutory representatives only"):
            at("need_id").authority(conflict="child")


class TestParents:
    def test_a_parent_asks_for_a_child_by_the_family_register(self, at: At) -> None:
        desk = at("")
        born(desk, "2014-05-20")
        desk.authority(kind="parent", holding="sole", who=MOTHER)
        desk.show(drawn.driving_licence(cast.CHIBAS_MOTHER), agrees=True)
        register = of_authority.family_register(cast.CHIBA, [cast.CHIBAS_MOTHER], issued_on=date(2026, 11, 1))
        with pytest.raises(UnableToIdentify, match="does not name the person and the representative"):
            desk.show(register)
        desk.show(register, bears=Bears(issued_on=register.issued_on, names_both=True))
        assert desk.state == State.NEED_FEE

    @pytest.mark.parametrize(
        ("day", "more", "wrong"),
        [
            ("2008-11-01", {"kind": "parent", "holding": "sole"}, r"is of age.*Civil Code, Article 4"),
            ("2014-05-20", {"kind": "guardian"}, "is a minor, and no guardian"),
            ("2014-05-20", {"kind": "parent"}, "whether one parent holds"),
            ("2014-05-20", {"kind": "mandated", "holding": "sole"}, "whether one parent holds"),
        ],
    )
    def test_the_age_at_the_request_decides_who_may_come(
        self, at: At, day: str, more: dict[str, str], wrong: str
    ) -> None:
        desk = at("")
        born(desk, day)
        with pytest.raises(UnableToConfirmAuthority, match=wrong):
            desk.authority(**more)

    def test_without_a_birth_date_nobody_asks_as_a_parent(self, at: At) -> None:
        desk = at("")
        desk.receive("E-3", asked=replace(asked(), facts={}))
        desk.triage()
        with pytest.raises(UnableToConfirmAuthority, match="birth date is not known"):
            desk.authority(kind="parent", holding="sole")

    def test_the_registered_birth_date_counts_and_not_the_one_that_was_given(self, at: At) -> None:
        desk = at("")
        desk.receive("E-3", asked=asked(birth_date="2014-05-20"))
        desk.triage()
        desk.link()
        with pytest.raises(UnableToConfirmAuthority, match="is of age"):
            desk.authority(kind="parent", holding="sole")

    def test_a_child_who_asks_alone_waits_for_a_parent(self, at: At) -> None:
        desk = at("")
        born(desk, "2014-05-20")
        desk.identify()
        assert (desk.state, lacks(desk)) == (State.NEED_ID, [What.REPRESENTATIVE])

    def test_of_a_teenager_the_own_word_is_wanted(self, at: At) -> None:
        desk = at("")
        born(desk, "2010-02-01")
        desk.authority(kind="parent", holding="joint")
        assert lacks(desk) == [What.AUTHORITY, What.PARENTAL_CONSENT, What.IDENTITY, What.CONFIRMATION]

    def test_a_parent_against_the_child_waits_for_a_special_representative(self, at: At) -> None:
        desk = at("")
        born(desk, "2014-05-20")
        desk.authority(kind="parent", holding="sole", conflict="child")
        assert lacks(desk) == [What.SPECIAL_REPRESENTATIVE]


class TestSearching:
    def test_a_search_looks_once_more_whether_it_is_known_who_asks(self, at: At) -> None:
        desk = at("ready")
        IdentityCheck.objects.update(
            rejected_at=desk.now, rejected_by=desk.sato, rejected_because="unreadable"
        )
        with pytest.raises(UnableToSearch, match=r"it is not known who asks: .*\[JC-D2\.1"):
            desk.search()
