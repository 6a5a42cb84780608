"""What stays of an erasure: packages go, restored rows are erased again, and whoever came back is not touched."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import transaction

from tests.conftest import NOW
from tests.operations.rights import rows
from tests.operations.rights.changing import (
    again,
    erasure,
    finish,
    linked,
    outside_lines,
    tags_of,
)
from tests.operations.rights.stages import At
from yakusoku.rights.models import Tombstone
from yakusoku.rights.operations.build import UnableToRelease
from yakusoku.rights.rules import Measure
from yakusoku.vault import operations as vault


class TestWhatStaysOfAnErasure:
    def test_an_earlier_package_of_the_person_is_destroyed_and_of_nobody_else(self, at: At) -> None:
        desk = at("closed")
        earlier = desk.request
        desk.asks("A-STOP5", measure=Measure.ERASE)
        desk.decide()
        finish(desk)
        assert "rights:package:destroyed" in tags_of(desk, earlier)
        assert not [
            one for one in vault.names(case_id=earlier) if one.startswith(("package", "letter", "found"))
        ]
        desk.request = earlier
        with pytest.raises(UnableToRelease, match="was destroyed: the person's data were erased"):
            desk.release()

    def test_a_tombstone_names_nobody_and_ends_with_the_last_backup(self, at: At) -> None:
        desk = erasure(at)
        number = linked(desk)
        desk.decide()
        finish(desk)
        [stone] = Tombstone.objects.all()
        assert [person.partition(":")[0] for person in stone.persons] == ["subscriber_no"]
        assert number not in json.dumps(stone.persons)
        assert stone.until == NOW.date() + timedelta(days=35)
        [line] = outside_lines(desk)
        assert (line["id"], line["persons"]) == (stone.pk, stone.persons)

    def test_rows_of_an_older_backup_are_erased_again_and_nobody_elses(self, at: At) -> None:
        desk = erasure(at)
        backup = {name: desk.store(name).read_bytes() for name in ("customers", "media")}
        desk.decide()
        finish(desk)
        erased = rows.everything(desk.home.folder)
        for name, content in backup.items():
            desk.store(name).write_bytes(content)
        assert rows.everything(desk.home.folder) != erased

        again(desk)

        assert rows.everything(desk.home.folder) == erased

    def test_whoever_came_back_after_the_erasure_is_not_touched(self, at: At) -> None:
        desk = erasure(at)
        number = linked(desk)
        backup = desk.store("customers").read_bytes()
        desk.decide()
        finish(desk)
        desk.store("customers").write_bytes(backup)
        later = (desk.now + timedelta(days=3)).date().isoformat()
        desk.write(
            "customers", f"UPDATE subscriber SET collected_on = '{later}' WHERE subscriber_no = '{number}'"
        )
        before = rows.everything(desk.home.folder)
        again(desk)
        assert rows.everything(desk.home.folder) == before

    def test_a_tombstone_that_the_database_lost_comes_back_from_the_file_outside(self, at: At) -> None:
        from yakusoku.rights.tombstones import Replay

        desk = erasure(at)
        backup = desk.store("customers").read_bytes()
        desk.decide()
        finish(desk)
        erased = rows.everything(desk.home.folder)
        lines = outside_lines(desk)
        Tombstone.objects.all().delete()
        desk.store("customers").write_bytes(backup)
        with transaction.atomic():
            assert Replay().replay(log="jcom", lines=lines, now=desk.now) == 1
            assert Replay().replay(log="jcom", lines=lines, now=desk.now) == 0
        desk.work()
        assert rows.everything(desk.home.folder) == erased
        assert Tombstone.objects.get().again_at is not None

    def test_a_tombstone_that_has_ended_is_not_acted_on(self, at: At) -> None:
        desk = erasure(at)
        backup = desk.store("customers").read_bytes()
        desk.decide()
        finish(desk)
        desk.store("customers").write_bytes(backup)
        before = rows.everything(desk.home.folder)
        desk.later(days=40)
        from yakusoku.rights.operations.again import UnableToEraseAgain

        with pytest.raises(UnableToEraseAgain, match="no tombstone of jcom is in force"):
            again(desk)
        assert rows.everything(desk.home.folder) == before
