"""How the company manages protection: norms, measures, training, audits, incidents, complaints, changes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from yakusoku.policy.form.common import (
    BodyWord,
    Channel,
    Cited,
    ClauseId,
    ContactWord,
    Fields,
    LawWord,
    PageWord,
    Said,
    Speed,
)
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

Worker = Literal[
    "officer", "executive_officer", "regular", "contract", "part_time", "temporary", "dispatched", "partner_staff",
    "other_related", "third_party", "all",
]  # fmt: skip
Often = Literal["regularly", "monthly", "yearly", "continually", "when_needed", "always"]
Trigger = Literal[
    "law_change", "business_change", "management_change", "technology_change", "incident", "situation_change",
    "finding", "need",
]  # fmt: skip
Threat = Literal[
    "unauthorized_access", "intrusion", "loss", "destruction", "alteration", "damage", "leak", "misuse", "malware",
]  # fmt: skip


class Norm(Said):
    """
    A law, guideline, standard or rule that the text says it follows. `says` is its name.

    `law`: its code in our data of law. `replaced_by`: what took its place, where it is no longer in force (a gap).
    """

    sort: Literal["law", "guideline", "standard", "social_norm", "group_policy", "internal_rule", "body_rule"]
    law: LawWord | None = None
    number: Bilingual | None = None
    issued: date | None = None
    replaced_by: Bilingual | None = None
    body: BodyWord | None = None


class Measure(Said):
    """
    Something the company says it does: how `often`, on which `triggers`, how fast, and by or to `whom`.

    "Regularly" counts as twelve months for evidence.
    """

    often: Often | None = None
    triggers: tuple[Trigger, ...] = ()
    speed: Speed | None = None
    whom: tuple[Worker, ...] = ()


class Governance(Measure):
    """Organization: the system, who is bound, who answers, which rules exist."""

    sort: Literal[
        "system", "responsibility", "rules", "bound", "register", "supervision", "management_review"
    ]
    covers: tuple[
        Literal["acquire", "use", "store", "provide", "erase", "method", "persons", "roles"], ...
    ] = ()


class SecurityMeasure(Measure):
    """A security measure, by the kinds of the PPC guideline (GL10). `where`: pages, rooms or systems."""

    sort: Literal["whole", "organizational", "personnel", "physical", "technical", "external"]
    against: tuple[Threat, ...] = ()
    means: tuple[
        Literal[
            "access_control", "authentication", "encryption_in_transit", "encryption_at_rest", "entry_control",
            "locked_storage", "anti_virus", "anti_malware", "monitoring", "logging",
        ],
        ...,
    ] = ()  # fmt: skip
    where: tuple[Bilingual, ...] = ()
    published_word: str | None = None
    scope: Bilingual | None = None


class Training(Measure):
    """Education. `about`: what is taught; `understanding`, `awareness`: that these are aimed at, too."""

    about: Bilingual | None = None
    understanding: bool = False
    awareness: bool = False


class Audit(Measure):
    """Checks and audits of the handling."""

    sort: Literal["inspection", "audit", "both"] = "both"


class Improvement(Measure):
    """Correction, prevention and continual improvement."""

    sort: Literal["corrective", "preventive", "continual", "review"]


class IncidentStep(Measure):
    """
    One step when something went wrong, or seems to have.

    `to`: who is told, `desk` at which desk. `channels`: by which it came, such as a call in the company's name.
    """

    step: Literal[
        "report_line",
        "contain",
        "investigate",
        "tell_persons",
        "publish",
        "report",
        "prevent",
        "impersonation",
    ]
    to: tuple[Literal["persons", "public", "authority", "manager", "desk"], ...] = ()
    desk: ContactWord | None = None
    channels: tuple[Channel, ...] = ()


class ComplaintStep(Measure):
    """How complaints and consultations are taken: at which desk, about what, and where else one may turn."""

    about: Literal["handling", "policy", "press", "broadcasting", "requests", "all"] = "handling"
    desk: ContactWord | None = None
    body: BodyWord | None = None
    after_us: bool = False


class ChangeRule(Said):
    """How a change of the text, or of what it says, is made known, and when."""

    about: Literal["policy", "purposes", "joint_use", "companies", "recipients"]
    how: tuple[Literal["posted", "notified", "not_said"], ...] = Field(min_length=1)
    moment: Literal["before", "without_delay", "not_said"] = "not_said"
    triggers: tuple[Trigger, ...] = ()


class Place(Cited):
    """A place where the text is published: website, catalog, brochure."""

    medium: Literal["website", "catalog", "brochure", "counter", "other"]
    name: Bilingual | None = None
    at: PageWord | None = None
    always: bool = False


class Publication(Strict):
    """
    The dates that the text itself gives; None where it gives none (a finding). `places`: where it stands.

    `also`: other texts that are promised to stand there with it.
    """

    clauses: tuple[ClauseId, ...] = ()
    enacted: date | None = None
    revised: date | None = None
    latest_at: Bilingual | None = None
    places: tuple[Place, ...] = ()
    also: tuple[Bilingual, ...] = ()
    changes: tuple[ChangeRule, ...] = ()


class AnonymizedRule(Said, Fields):
    """Anonymously processed information (article 43): on making, publishing or providing it."""

    act: Literal["make", "publish", "provide"]
    prevents: tuple[Literal["identification", "restoration"], ...] = ()
    publishes: tuple[Literal["items", "method"], ...] = ()
    tells_recipient: bool = False
    moment: Literal["before", "without_delay", "not_said"] = "not_said"


class Press(Said):
    """Press and writing (article 57): exempt from chapter 4, and what is promised all the same."""

    acts: tuple[Literal["press", "writing", "academic", "religious", "political"], ...] = ("press", "writing")
    still: tuple[Literal["proper_handling", "security", "complaints"], ...] = ()
