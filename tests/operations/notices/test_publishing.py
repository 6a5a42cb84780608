"""Publishing: two people, files without faults, days in order, changes told in time; and nothing changed afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.operations.doors import run
from tests.operations.notices.versions import FIRST, prepare, publish, write
from yakusoku.examples import homes

if TYPE_CHECKING:
    from tests.operations.notices.conftest import Staff
    from yakusoku.site.home import Home

TODAY = date(2026, 11, 24)
NEXT = date(2026, 12, 1)


def refused(staff: Staff, day: date = FIRST, *, by: str | None = None) -> str:
    """Return why a prepared version is not published."""
    from yakusoku.notices import operations

    with pytest.raises(operations.UnableToPublish) as refusal:
        operations.publish(controller="jcom", version=day, by=by or staff.manager, now=NOW)
    return str(refusal.value.wrong)


def test_a_version_is_prepared_by_one_and_published_by_another(own: Home) -> None:
    from tests.operations.notices.conftest import employ
    from yakusoku.ledger import queries as ledger
    from yakusoku.notices import queries

    homes.copy_jcom(own.folder)
    staff = employ()

    made = publish(staff)

    assert (made.published_by, made.published_on, made.taken_over) == (staff.manager, TODAY, True)
    assert [one.tag for one in ledger.entries("jcom", about=made.public_id)] == [
        "notices:version:prepared",
        "notices:version:published",
    ]
    facts = ledger.entries("jcom", about=made.public_id)[-1].facts
    assert facts["file"] == made.file_digest
    assert dict(made.words) == {"en": facts["words_en"], "ja": facts["words_ja"]}
    found = queries.notice_on("jcom", TODAY, "ja")
    assert found.published == made
    assert found.page.digest == facts["words_ja"]


def test_who_prepared_a_version_does_not_publish_it(staff: Staff) -> None:
    from yakusoku.notices import operations

    operations.prepare(controller="jcom", version=FIRST, by=staff.manager, now=NOW)

    assert refused(staff) == "who prepared a version does not publish it."
    assert (
        operations.publish(controller="jcom", version=FIRST, by=staff.other, now=NOW).published_by
        == staff.other
    )


def test_the_database_itself_knows_no_version_with_one_person(staff: Staff) -> None:
    from django.db import IntegrityError, transaction

    from yakusoku.promises.pairs.planting import get

    publish(staff)
    row = get("notices.Version")
    for values in (
        {"published_by": row.prepared_by},
        {"published_by": ""},
        {"published_at": None},
        {"taken_over": False},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.update(**values)


def test_only_a_manager_publishes_and_only_staff_prepares(staff: Staff) -> None:
    from yakusoku.notices import operations
    from yakusoku.staff.queries import UnableToAct

    prepare(staff)
    with pytest.raises(UnableToAct):
        operations.publish(controller="jcom", version=FIRST, by=staff.desk, now=NOW)
    with pytest.raises(operations.UnableToPublish, match="no active member"):
        operations.prepare(controller="jcom", version=FIRST, by="stf_0000000000000000", now=NOW)


def test_what_nobody_prepared_is_not_published(staff: Staff) -> None:
    assert refused(staff) == "nobody has prepared the version of 2020-04-01."


def test_a_file_that_changed_after_it_was_prepared_is_prepared_again(staff: Staff, home: Home) -> None:
    prepare(staff)
    file = home.folder / "policies" / "jcom" / "2020-04-01.yaml"
    file.write_bytes(file.read_bytes() + b"# a remark\n")

    assert refused(staff) == "the file of 2020-04-01 was changed after it was prepared."
    assert publish(staff).published_on == TODAY


def test_a_file_with_errors_is_neither_prepared_nor_published(staff: Staff, home: Home) -> None:
    from yakusoku.notices import operations

    file = home.folder / "policies" / "jcom" / "2020-04-01.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("[publication.latest]", "[publication.lates]"), "utf-8"
    )

    with pytest.raises(
        operations.UnableToPublish, match="the check finds 1 errors, the first at policies/jcom/"
    ):
        prepare(staff)


def test_errors_of_another_company_do_not_stop_it(staff: Staff, home: Home) -> None:
    other = home.folder / "policies" / "other"
    other.mkdir()
    (other / "2020-04-01.yaml").write_text("yakusoku: 1\n", "utf-8")

    # the map says of each dataset who answers for it, so another company adds nothing there
    assert publish(staff).published_on == TODAY


def test_a_published_version_is_not_published_again(staff: Staff) -> None:
    publish(staff)

    assert refused(staff) == "the version of 2020-04-01 is published; it is never changed."
    with pytest.raises(Exception, match="it is never changed"):
        prepare(staff)


@pytest.mark.parametrize("gone", [False, True])
def test_nothing_is_published_while_an_earlier_file_is_changed_or_gone(
    staff: Staff, home: Home, *, gone: bool
) -> None:
    from yakusoku.notices.operations import UnableToPublish

    publish(staff)
    write(home.folder, NEXT)
    file = home.folder / "policies" / "jcom" / "2020-04-01.yaml"
    if gone:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b"# a remark\n")

    with pytest.raises(UnableToPublish, match="is gone" if gone else "has been changed since"):
        prepare(staff, NEXT)


def test_a_version_before_its_predecessor_is_refused(staff: Staff, home: Home) -> None:
    write(home.folder, NEXT)
    publish(staff, NEXT)
    prepare(staff, FIRST)

    assert "2020-04-01 does not lie after 2026-12-01" in refused(staff)


def test_a_version_whose_day_has_passed_is_refused_once_the_home_keeps_notices(
    staff: Staff, home: Home
) -> None:
    publish(staff)
    write(home.folder, NEXT)
    prepare(staff, NEXT)
    later = NOW + timedelta(days=8)
    from yakusoku.notices import operations

    with pytest.raises(operations.UnableToPublish, match="2026-12-01 has passed"):
        operations.publish(controller="jcom", version=NEXT, by=staff.manager, now=later)


def test_older_versions_are_taken_over_in_their_order(staff: Staff, home: Home) -> None:
    write(home.folder, date(2026, 11, 1))

    assert publish(staff).taken_over
    assert publish(staff, date(2026, 11, 1), now=NOW + timedelta(days=1)).taken_over


def test_a_change_that_is_promised_beforehand_is_published_before_its_day(staff: Staff, home: Home) -> None:
    """JC-S1.3: a change of joint use is posted or notified beforehand."""
    publish(staff)
    write(
        home.folder, TODAY, ("scope: {en: J:COM Group companies", "scope: {en: Companies of the J:COM Group")
    )
    prepare(staff, TODAY)

    assert "(JC-S1.2, JC-S1.3), and it would be in force on the day on which it is published." in refused(
        staff, TODAY
    )
    assert publish(staff, TODAY, now=NOW - timedelta(days=1)).published_on == date(2026, 11, 23)


def test_a_change_of_joint_use_that_the_act_wants_told_before_is_published_before(
    staff: Staff, home: Home
) -> None:
    """Article 27(6): another responsible party is told beforehand, also where the text promises nothing."""
    silent = ("about: joint_use, how: [posted, notified], moment: before", "about: joint_use, how: [posted]")
    write(home.folder, date(2026, 11, 2), silent, ("moment: before}}]", "moment: not_said}}]"))
    publish(staff, date(2026, 11, 2))
    write(
        home.folder,
        TODAY,
        ('        name: {en: "JCOM Co., Ltd.", ja: JCOM', '        name: {en: "Other Co., Ltd.", ja: 他'),
    )
    prepare(staff, TODAY)

    assert "A27(6)" in refused(staff, TODAY)


def test_a_change_that_nothing_promises_beforehand_may_be_in_force_at_once(staff: Staff, home: Home) -> None:
    publish(staff)
    write(home.folder, TODAY, ("telephone: 0120-999-000", "telephone: 0120-111-000"))

    assert not publish(staff, TODAY).taken_over


def test_nothing_stays_where_a_deed_breaks(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    from yakusoku.ledger import queries as ledger
    from yakusoku.notices import operations, queries

    made = prepare(staff)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr("yakusoku.notices.models.Words.objects.create", broken)
    with pytest.raises(RuntimeError):
        operations.publish(controller="jcom", version=FIRST, by=staff.manager, now=NOW)

    assert queries.versions(controller="jcom") == ()
    assert len(ledger.entries("jcom", about=made.public_id)) == 1


def test_a_list_of_what_is_published_stands_beside_the_files(staff: Staff, home: Home) -> None:
    made = publish(staff)

    listed = (home.folder / "policies" / "jcom" / "published.sha256").read_text(encoding="utf-8")

    assert listed == f"{made.file_digest}  2020-04-01.yaml\n"


def test_a_list_that_cannot_be_written_takes_nothing_back(
    staff: Staff, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("yakusoku.notices.operations.write_list", full)

    assert publish(staff).published_on == TODAY
    assert (
        "The list of published files of jcom is not that of own state."
        in run(home.folder, "doctor", now=NOW).output
    )


def test_two_managers_at_once_keep_the_days_in_order(own: Home) -> None:
    """Whoever comes second waits, and then finds that the earlier version is too late."""
    from threading import Barrier, Thread

    from django.db import connection

    from tests.operations.notices.conftest import employ
    from yakusoku.notices import operations, queries

    homes.copy_jcom(own.folder)
    staff = employ()
    later = date(2026, 12, 8)
    for day in (NEXT, later):
        write(own.folder, day)
        prepare(staff, day)
    both = Barrier(2)
    said: list[date | None] = []

    def go(day: date) -> None:
        both.wait()
        try:
            said.append(
                operations.publish(controller="jcom", version=day, by=staff.manager, now=NOW).in_force_from
            )
        except operations.UnableToPublish:
            said.append(None)
        finally:
            connection.close()

    threads = [Thread(target=go, args=(day,)) for day in (NEXT, later)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    published = [one.in_force_from for one in queries.versions(controller="jcom")]
    assert published == sorted(one for one in said if one)
    assert said in ([NEXT, later], [later, None], [None, later])


def test_a_check_reports_a_published_file_that_was_changed(staff: Staff, home: Home) -> None:
    publish(staff)
    assert run(home.folder, "check", now=NOW).exit_code == 0
    file = home.folder / "policies" / "jcom" / "2020-04-01.yaml"
    file.write_bytes(file.read_bytes() + b"# a remark\n")

    found = run(home.folder, "check", now=NOW)

    assert found.exit_code == 1
    assert "policies/jcom/2020-04-01.yaml" in found.output
    assert "This version was published and has been changed since." in found.output


def test_by_command_from_preparing_to_showing(staff: Staff, home: Home) -> None:
    shown = run(home.folder, "notice", "show", "jcom", now=NOW)
    assert "In force from 1 April 2020." in shown.output
    assert "Not published here" in shown.stderr

    run(home.folder, "notice", "prepare", "jcom", "2020-04-01", "--by", staff.desk, now=NOW)
    alone = run(home.folder, "notice", "publish", "jcom", "2020-04-01", "--by", staff.desk, now=NOW)
    assert alone.exit_code == 1
    done = run(home.folder, "notice", "publish", "jcom", "2020-04-01", "--by", staff.manager, now=NOW)
    assert done.exit_code == 0
    assert [line.split()[1] for line in done.output.splitlines()] == ["en", "ja"]

    page = run(home.folder, "notice", "show", "jcom", "--format", "html", "--in", "ja", now=NOW)
    assert '<html lang="ja">' in page.output
    assert "Published on 2026-11-24" in page.stderr
    listed = run(home.folder, "notice", "list", "jcom", now=NOW)
    assert f"taken over on 2026-11-24 by {staff.manager}" in listed.output
