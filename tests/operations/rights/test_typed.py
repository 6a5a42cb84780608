"""Each deed of the desk by its command: one entry, and refused or done anew when it is typed again."""

from __future__ import annotations

import pytest

from tests.operations.rights import typed
from tests.operations.rights.stages import At
from tests.operations.rights.typed import DEEDS
from yakusoku.rights import queries


@pytest.mark.parametrize("name", DEEDS)
def test_a_command_does_one_deed_and_a_second_one_is_refused_or_another(at: At, name: str) -> None:
    deed = DEEDS[name]
    desk = deed.stage(at)
    before, all_before = typed.entries(desk, deed), desk.entries()

    first = typed.run(desk, deed)
    assert first.exit_code == 0, first.output
    assert typed.entries(desk, deed) == before + 1
    assert desk.entries() == all_before + 1, "a command is one deed"

    second = typed.run(desk, deed)
    assert (second.exit_code == 0) == deed.again, second.output
    assert "Traceback" not in second.output
    if not deed.again:
        assert desk.entries() == all_before + 1, "what is refused leaves nothing"


@pytest.mark.parametrize("channel", [one for one in typed.CHANNELS if one != "forwarded"])
def test_a_request_is_taken_in_by_every_channel_with_the_person_s_clock_from_its_arrival(
    at: At, channel: str
) -> None:
    desk = at("")
    command = f"receive {{asked}} --company jcom --channel {channel} --ref C-1 --arrived 2026-11-02"
    deed = typed.Typed("", typed.at(""), command, {"asked": typed.ASKED})
    said = typed.run(desk, deed)
    assert said.exit_code == 0, said.output
    made = queries.request(said.output.split()[0])
    assert (made.channel, made.received_on.isoformat()) == (channel, "2026-11-02")
