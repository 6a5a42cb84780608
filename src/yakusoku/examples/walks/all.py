"""The walks after the first, in the order in which the demo shows them: three change rows, the last one discloses."""

from __future__ import annotations

from yakusoku.examples.walks.changing import ChangeWalk
from yakusoku.examples.walks.jal_correction import CorrectionWalk
from yakusoku.examples.walks.jalpak_cease_provision import CeaseProvisionWalk
from yakusoku.examples.walks.jalux_erasure import ErasureWalk
from yakusoku.examples.walks.japanet_disclosure import TelephoneWalk

CHANGES: tuple[type[ChangeWalk], ...] = (ErasureWalk, CeaseProvisionWalk, CorrectionWalk, TelephoneWalk)
