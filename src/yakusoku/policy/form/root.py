"""The whole policy file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from yakusoku.policy.form.clauses import Clause, Gap
from yakusoku.policy.form.common import ClauseId, LawWord, Name, Prefix
from yakusoku.policy.form.companies import Company, Definition, Page
from yakusoku.policy.form.controller import Controller
from yakusoku.policy.form.identity import IdentityCheck, Representatives
from yakusoku.policy.form.managing import (
    AnonymizedRule,
    Audit,
    ComplaintStep,
    Governance,
    Improvement,
    IncidentStep,
    Norm,
    Press,
    Publication,
    SecurityMeasure,
    Training,
)  # fmt: skip
from yakusoku.policy.form.providing import (
    CreditBureau,
    EntrustedWork,
    Entrustment,
    JointUse,
    Provision,
    ProvisionDefault,
    Transfer,
    Transmission,
)  # fmt: skip
from yakusoku.policy.form.purposes import Accuracy, Items, Notice, Purpose, Restriction, Source, SpecialCare
from yakusoku.policy.form.retention import RetentionRule
from yakusoku.policy.form.rights import Procedure, RightForm, RightWord
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict


class PolicyForm(Strict):
    """One published version of one company's policy, as data."""

    yakusoku: Literal[1]
    id: Name
    clause_prefix: Prefix
    wording: Literal["paraphrase", "exact"]
    published_from: date

    controller: Controller
    companies: dict[Name, Company] = {}
    laws: tuple[LawWord, ...] = Field(min_length=1)
    norms: dict[Name, Norm] = {}
    publication: Publication = Publication()
    pages: dict[Name, Page] = {}
    definitions: dict[Name, Definition] = {}

    purposes: dict[Name, Purpose] = {}
    restrictions: dict[Name, Restriction] = {}
    special_care: dict[Name, SpecialCare] = {}
    items: dict[Name, Items] = {}
    sources: dict[Name, Source] = {}
    notices: dict[Name, Notice] = {}
    accuracy: dict[Name, Accuracy] = {}

    provision_default: ProvisionDefault | None = None
    provisions: dict[Name, Provision] = {}
    joint_use: dict[Name, JointUse] = {}
    entrustments: dict[Name, Entrustment] = {}
    entrusted: dict[Name, EntrustedWork] = {}
    transfers: dict[Name, Transfer] = {}
    credit: dict[Name, CreditBureau] = {}
    transmissions: dict[Name, Transmission] = {}

    retention: dict[Name, RetentionRule] = {}
    anonymized: dict[Name, AnonymizedRule] = {}

    identity: dict[Name, IdentityCheck] = {}
    representatives: Representatives | None = None
    rights: dict[RightWord, RightForm] = {}
    procedures: dict[Name, Procedure] = {}

    governance: dict[Name, Governance] = {}
    security: dict[Name, SecurityMeasure] = {}
    training: dict[Name, Training] = {}
    audits: dict[Name, Audit] = {}
    improvement: dict[Name, Improvement] = {}
    incidents: dict[Name, IncidentStep] = {}
    complaints: dict[Name, ComplaintStep] = {}
    press: dict[Name, Press] = {}

    clauses: dict[ClauseId, Clause]
    headings: dict[ClauseId, Bilingual] = {}
    not_encoded: tuple[ClauseId, ...] = ()
    gaps: tuple[Gap, ...] = ()
