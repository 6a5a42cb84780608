"""The whole policy file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from yakusoku.policy.form.clauses import Clause, Gap
from yakusoku.policy.form.common import Cited, ClauseId, Name, Prefix
from yakusoku.policy.form.controller import Controller
from yakusoku.policy.form.purposes import ProvisionDefault, Purpose, RetentionRule
from yakusoku.policy.form.rights import IdentityCheck, Representatives, RightForm, RightWord
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict


class Publication(Cited):
    """The dates that the text itself gives; None where it gives none (a finding)."""

    enacted: date | None = None
    revised: date | None = None
    latest_at: Bilingual | None = None


class PolicyForm(Strict):
    """One published version of one company's policy, as data."""

    yakusoku: Literal[1]
    id: Name
    clause_prefix: Prefix
    wording: Literal["paraphrase", "exact"]
    controller: Controller
    laws: tuple[str, ...] = Field(min_length=1)
    published_from: date
    publication: Publication
    purposes: dict[Name, Purpose]
    rights: dict[RightWord, RightForm]
    identity: dict[Name, IdentityCheck] = {}
    representatives: Representatives | None = None
    retention: dict[Name, RetentionRule] = {}
    provision_default: ProvisionDefault | None = None
    clauses: dict[ClauseId, Clause]
    headings: dict[ClauseId, Bilingual] = {}
    not_encoded: tuple[ClauseId, ...] = ()
    gaps: tuple[Gap, ...] = ()
