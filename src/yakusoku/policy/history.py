"""One version of a policy, and all versions of one company: which was in force on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from yakusoku.policy.form.clauses import Clause
from yakusoku.policy.form.controller import Contact, Controller
from yakusoku.policy.form.purposes import Purpose
from yakusoku.policy.form.retention import RetentionRule
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.rules import RightPromise, promises
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import Document


class UnableToFindPolicy(UnableTo):
    """No version was in force on the day that was asked about."""

    asked = text("say which policy was in force")


@dataclass(frozen=True)
class Policy:
    """One published version: its data, the bytes it was read from, and where each part stands."""

    form: PolicyForm = field(repr=False)
    document: Document

    @property
    def id(self) -> str:
        """The company's short name."""
        return self.form.id

    @property
    def controller(self) -> Controller:
        """The company that promises."""
        return self.form.controller

    @property
    def laws(self) -> tuple[str, ...]:
        """The laws and norms the text says it follows and that bind it."""
        return self.form.laws

    @property
    def published_from(self) -> date:
        """The first day of this version."""
        return self.form.published_from

    @property
    def purposes(self) -> Mapping[str, Purpose]:
        """Purposes of use by their id."""
        return self.form.purposes

    @property
    def retention(self) -> Mapping[str, RetentionRule]:
        """Rules on how long data stay."""
        return self.form.retention

    @property
    def clauses(self) -> Mapping[str, Clause]:
        """The encoded clauses, in published order."""
        return self.form.clauses

    @property
    def headings(self) -> Mapping[str, Bilingual]:
        """Clauses that promise nothing."""
        return self.form.headings

    @property
    def not_encoded(self) -> tuple[str, ...]:
        """Clauses of the text that this file does not yet carry."""
        return self.form.not_encoded

    @cached_property
    def rights(self) -> Mapping[str, RightPromise]:
        """What a person may ask for, by the word for it (`disclosure`, …)."""
        return promises(self.form)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file's bytes, in hexadecimal."""
        return hashlib.sha256(self.document.content).hexdigest()

    def desk(self, right: str) -> Contact:
        """Return the desk for a right. :raises KeyError: if the policy does not promise that right"""
        return self.controller.contacts[self.rights[right].desk]


@dataclass(frozen=True)
class History:
    """All published versions of one company's policy, oldest first."""

    company: str
    versions: tuple[Policy, ...]

    def in_force(self, as_of: date) -> Policy:
        """
        Return the version in force on `as_of`.

        :raises UnableToFindPolicy: before the first version
        """
        begun = [one for one in self.versions if one.published_from <= as_of]
        if begun:
            return begun[-1]
        raise UnableToFindPolicy(
            text(
                "the first policy of {company} is of {first}, and the question is about {day}.",
                company=self.company,
                first=self.versions[0].published_from.isoformat(),
                day=as_of.isoformat(),
            ),
            do=text("Ask about a later day, or add the older version as a file of its own."),
        )
