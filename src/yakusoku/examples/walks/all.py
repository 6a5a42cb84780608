"""The walks in which rows are changed, in the order in which the demo shows them."""

from __future__ import annotations

from yakusoku.examples.walks.changing import ChangeWalk
from yakusoku.examples.walks.jal_correction import CorrectionWalk
from yakusoku.examples.walks.jalpak_cease_provision import CeaseProvisionWalk
from yakusoku.examples.walks.jalux_erasure import ErasureWalk

CHANGES: tuple[type[ChangeWalk], ...] = (ErasureWalk, CeaseProvisionWalk, CorrectionWalk)
