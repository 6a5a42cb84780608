"""What is shown of J:COM's clauses: before anything happened, after the walk, and long after it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.common import golden
from tests.conftest import NOW
from tests.operations import promises_scene as planted
from yakusoku.examples import homes
from yakusoku.promises.rules import State

if TYPE_CHECKING:
    from yakusoku.promises.queries import ClauseView
    from yakusoku.site.home import Home


def states(now: datetime = NOW) -> dict[str, State]:
    from yakusoku.promises import queries

    return {clause.id: clause.state for clause in queries.promises("jcom", now=now).clauses}


def one(clause: str, now: datetime = NOW) -> ClauseView:
    from yakusoku.promises import queries

    return queries.clause("jcom", clause, now=now)


def said(clause: str) -> str:
    return " ".join(str(part.says) for part in one(clause).parts)


def test_each_clause_has_the_state_that_the_walk_shows(walked_home: Home) -> None:
    del walked_home
    golden.check(
        "promises/jcom_states.txt", "".join(f"{clause} {state}\n" for clause, state in states().items())
    )


def test_every_clause_of_the_text_is_listed_once(walked_home: Home) -> None:
    del walked_home
    assert len(states()) == 142


def test_before_anything_happened_no_deed_is_claimed(home: Home) -> None:
    homes.copy_jcom(home.folder)

    found = states()

    assert {clause for clause, state in found.items() if state is State.KEPT} <= {"JC-P2.1", "JC-P2.4"}
    assert State.BROKEN not in found.values()
    assert found["JC-D3.1"] is State.NOT_CALLED_ON
    assert found["JC-P10.1"] is State.NO_EVIDENCE


def test_a_clause_shows_its_declarations_its_owner_and_the_entry_that_proves_it(walked_home: Home) -> None:
    del walked_home
    clause = one("JC-D3.1")

    assert [citation.path for citation in clause.citations] == [
        "rights.disclosure.fee.clauses[0]",
        "rights.purpose_notice.clauses[0]",
        "rights.purpose_notice.fee.clauses[0]",
    ]
    (control,) = clause.controls
    assert control.owner.code == "desk"
    assert control.parameters == {"yen": 1100, "rights": "disclosure, purpose_notice"}
    (entry,) = control.evidence[0].entries
    assert (entry.tag, entry.facts["yen"], entry.index) == ("rights:fee:paid", 1100, 7)


def test_a_gap_of_the_text_is_shown_with_its_clause(walked_home: Home) -> None:
    del walked_home
    (gap,) = one("JC-S3.0").gaps
    assert "missing" in gap.says.en
    assert gap.article is not None
    assert "27" in gap.article.en


def test_old_evidence_is_a_risk_and_later_none(walked_home: Home) -> None:
    del walked_home
    assert states(NOW + timedelta(days=340))["JC-D3.1"] is State.KEPT
    assert states(NOW + timedelta(days=370))["JC-D3.1"] is State.AT_RISK
    assert states(NOW + timedelta(days=760))["JC-D3.1"] is State.NO_EVIDENCE


def test_what_is_looked_at_today_is_never_old(walked_home: Home) -> None:
    del walked_home
    assert states(NOW + timedelta(days=3000))["JC-P2.4"] is State.KEPT


def test_a_contact_that_nobody_tried_has_no_evidence_although_letters_name_it(walked_home: Home) -> None:
    del walked_home
    clause = one("JC-C1.2")

    assert clause.state is State.NO_EVIDENCE
    assert [part.state for part in clause.parts] == [State.KEPT, State.NO_EVIDENCE]
    assert clause.evident


def test_a_catch_all_purpose_is_not_called_on(walked_home: Home) -> None:
    del walked_home
    assert states()["JC-A3.7"] is State.NOT_CALLED_ON


def test_a_paper_that_took_the_place_of_the_one_in_the_text_shows_the_masking(walked_home: Home) -> None:
    del walked_home
    assert "Health insurance qualification certificate, masked in 5 places" in said("JC-D2.3")


def test_a_part_that_was_not_on_the_copy_needed_no_mask(walked_home: Home) -> None:
    del walked_home
    from yakusoku.rights.models import IdentityCheck

    zones = [zone for zone in IdentityCheck.objects.get().masked_zones if zone != "qr_code"]
    planted.rows("rights.IdentityCheck", masked_zones=zones)
    assert states()["JC-D2.3"] is State.BROKEN
    planted.rows("rights.IdentityCheck", absent_zones=["qr_code"])
    assert states()["JC-D2.3"] is State.KEPT


def test_a_late_answer_is_a_risk(walked_home: Home) -> None:
    del walked_home
    from yakusoku.rights.models import Dispatch

    Dispatch.objects.update(sent_on=NOW.date())

    assert one("JC-D1.2").parts[0].state is State.AT_RISK


def test_a_fee_that_the_ledger_knows_otherwise_is_red(walked_home: Home) -> None:
    del walked_home
    planted.rows("rights.Fee", yen=900)
    assert "of another amount than 1,100 yen: 1" in said("JC-D3.1")


def test_two_faults_of_one_kind_are_counted(walked_home: Home) -> None:
    del walked_home
    planted.fee_for_a_correction()
    planted.fee_for_a_correction()
    assert "Fees asked for other rights: 2;" in said("JC-D3.1")


def test_an_approval_without_a_second_person_is_no_lawful_ground(walked_home: Home) -> None:
    del walked_home
    planted.rows("rights.RightsRequest", state="review", prepared_by="stf_1", approved_by="")
    assert one("JC-D1.5").state is State.BROKEN


def test_a_ground_of_another_right_is_no_lawful_ground(walked_home: Home) -> None:
    del walked_home
    planted.withheld("CORR-1", "JC-D1.4")
    planted.rows("rights.ReviewItem", {"ground": "DISC-2"}, ground="DISC-1")
    planted.rows("rights.RightsRequest", right="A-CORR")
    assert one("JC-D1.4").state is State.BROKEN


def test_a_search_without_any_paper_is_red(walked_home: Home) -> None:
    del walked_home
    from yakusoku.rights.models import IdentityCheck

    IdentityCheck.objects.all().delete()

    assert "Searches begun before a paper was checked: 1" in said("JC-D2.1")


def test_a_withdrawn_request_is_not_unanswered(walked_home: Home) -> None:
    del walked_home
    day = NOW.date()
    planted.request(
        state="withdrawn",
        received_on=day - timedelta(days=30),
        suit_open_on=day - timedelta(days=15),
    )
    assert one("JC-D1.2").parts[0].state is State.KEPT


def test_an_unreadable_policy_of_the_day_shows_nothing(walked_home: Home) -> None:
    del walked_home
    planted.request(received_on=NOW.date().replace(year=2019), suit_open_on=NOW.date())
    assert "judged by another version than that of their day" in said("JC-P10.1")


def test_an_unknown_company_and_an_unknown_clause_are_refused(walked_home: Home) -> None:
    del walked_home
    from yakusoku.promises import queries

    with pytest.raises(queries.UnableToShow, match="no policy of acme"):
        queries.promises("acme", now=NOW)
    with pytest.raises(queries.UnableToShow, match="no clause JC-D9"):
        one("JC-D9")
