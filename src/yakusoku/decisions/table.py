"""One version of a policy under the law of some days: what every check of a question reads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from yakusoku.datamap.categories import covers, kind_of, lies_in
from yakusoku.decisions.facts import by_condition, gate_words, known
from yakusoku.decisions.parts import clause_of
from yakusoku.decisions.questions import Question
from yakusoku.decisions.rulings import Gate, Obligation
from yakusoku.decisions.trees import Not, Tree
from yakusoku.laws.grounds import Because
from yakusoku.laws.lists import closed_list
from yakusoku.policy.form.common import Cited, Said
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import Policy
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text

LISTS = (
    "exceptions/provision",
    "exceptions/no_third_party",
    "kinds/special_care",
    "kinds/finance_sensitive",
    "kinds/communication_secrecy",
    "mailing/email_advertising",
    "providing/entrustment",
    "providing/foreign_consent",
    "providing/routes",
    "sectors/credit_bureau",
    "sectors/viewing",
)
"""The lists of law that rulings under the Act read; GDPR's are in `GDPR_LISTS`."""
GDPR_LISTS = ("exceptions/bases", "kinds/gdpr_special", "providing/gdpr_entrustment")


@dataclass(frozen=True)
class Refusal:
    """A no that needs no facts. `known` False: it could not be evaluated."""

    reason: str
    why: Text
    do: Text
    because: Because
    says: Bilingual | None = None
    known: bool = True


Step = Gate | Obligation | Refusal
Steps = Iterator[Step]


@dataclass(frozen=True)
class Table:
    """
    A version, all versions up to it, and the first day of a time in which neither law nor relations change.

    `ends` are the last days of the versions in `past`, None for the newest.
    """

    policy: Policy
    past: tuple[tuple[Policy, date | None], ...]
    day: date

    @property
    def form(self) -> PolicyForm:
        """What was published."""
        return self.policy.form

    @property
    def appi(self) -> bool:
        """Whether the Act binds: wherever a text does not name the GDPR alone."""
        return "appi" in self.form.laws or not self.gdpr

    @property
    def gdpr(self) -> bool:
        """Whether the GDPR binds."""
        return "gdpr" in self.form.laws

    def article(self, of: str, point: str) -> str:
        """Return the article of a point of law on this day, else that of its whole list."""
        found = closed_list(of, as_of=self.day)
        one = found.point(point)
        return one.article if one else found.article

    def exempting(self, code: str) -> str:
        """Return the article of an exception on which a provision rests: the Act's, or the basis of the GDPR."""
        if self.appi:
            return self.article("exceptions/provision", code)
        return {"law": "G6(1)(c)", "life_property": "G6(1)(d)"}.get(code, "G6(1)")

    def special(self, category: str) -> bool:
        """Return whether law handles a kind of data with special care: Act, finance guideline or GDPR."""
        if kind_of(category) in ("special_care", "finance_sensitive"):
            return True
        return self.gdpr and self.gdpr_special(category)

    def gdpr_special(self, category: str) -> bool:
        """Return whether a kind of data is of a special category of the GDPR (9(1))."""
        points = closed_list("kinds/gdpr_special", as_of=self.day).points
        return any(lies_in(category, key) for point in points for key in point.categories)

    def relations(self, company: str) -> frozenset[str]:
        """Return what a company is to the controller on this day; nothing where it is not declared."""
        one = self.form.companies.get(company)
        return frozenset(
            each.kind
            for each in (one.relations if one else ())
            if (each.begins or date.min) <= self.day <= (each.ends or date.max)
        )


@dataclass(frozen=True)
class Asked:
    """A question before a table."""

    table: Table
    question: Question

    @property
    def form(self) -> PolicyForm:
        """What was published."""
        return self.table.form

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of data that are asked about, sorted."""
        return tuple(sorted(self.question.categories))

    @property
    def limit(self) -> str:
        """The article that binds use to purposes."""
        return "A18(1)" if self.table.appi else "G5(1)(b)"

    def cited(
        self, rule: str, declared: Cited | None, article: str | None, about: str | None = None
    ) -> tuple[Because, Bilingual | None]:
        """
        Return why, and the published sentence in our words: that of the clause, else that of the declaration.

        The last part of `rule` says which part of the declaration is meant; `about`, which of its conditions.
        """
        if declared is None:
            return Because(rule, None, article), None
        section, _, rest = rule.partition(".")
        name, _, part = rest.partition(".")
        clause = clause_of(self.form, declared, part, about, name if section == "purposes" else None)
        found = self.form.clauses.get(clause)
        return Because(rule, clause, article), found.says if found else declared.says if isinstance(
            declared, Said
        ) else None

    def no(
        self,
        reason: str,
        why: Text,
        do: Text,
        *,
        rule: str,
        declared: Cited | None = None,
        article: str | None = None,
        known: bool = True,
    ) -> Refusal:
        """Return a refusal with the clause and sentence of the part of the declaration that `rule` names."""
        because, says = self.cited(rule, declared, article)
        return Refusal(reason, why, do, because, says, known)

    def gate(
        self,
        condition: str,
        rule: str,
        *,
        declared: Said | None = None,
        scope: str = "",
        article: str | None = None,
        tree: Tree | None = None,
    ) -> Gate:
        """Return the gate of a condition of the policy format, of a fact by its name, or of several joined."""
        because, says = self.cited(rule, declared, article, condition)
        if tree is not None and condition in gate_words():
            return Gate(condition, gate_words()[condition], tree, because, says)
        fact = by_condition().get(condition) or known()[condition]
        needed = tree if tree is not None else fact.tree(scope)
        return Gate(fact.condition or fact.name, fact.says, needed, because, says)

    def required(self, conditions: Iterable[str], where: str, declared: Said, article: str | None) -> Steps:
        """Yield a gate for each condition that a declaration at `where` (`provisions.insurers`) requires."""
        for condition in conditions:
            scope = where
            if condition == "not_stopped" and self.question.channel:
                scope = self.question.channel
            yield self.gate(condition, f"{where}.requires", declared=declared, scope=scope, article=article)


def covered(permitted: Iterable[str], category: str) -> bool:
    """Return whether one of the permitted kinds covers a category, at dots, special care only by its name."""
    return any(covers(one, category) for one in permitted)


def touches(named: Iterable[str], category: str) -> bool:
    """Return whether a category is one of the named kinds, lies in one, or holds one."""
    return any(lies_in(category, one) or lies_in(one, category) for one in named)


@cache
def countries(group: str) -> frozenset[str]:
    """Return the countries of a packaged group: `EEA`, or those that the Act holds `equivalent`."""
    packaged = files("yakusoku.decisions").joinpath("data/countries.toml").read_text("utf-8")
    groups = tomllib.loads(packaged)["group"]
    own = frozenset(groups[group]["codes"])
    return own.union(*(countries(other) for other in groups[group].get("with", ())))


def contrary(tree: Tree) -> Tree:
    """Return the contrary of a condition, without a double one."""
    return tree.of if isinstance(tree, Not) else Not(tree)
