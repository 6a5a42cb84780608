"""What a published right comes to: which papers, by which channel, and the clause that accepts each."""

from __future__ import annotations

from yakusoku.laws import queries as laws
from yakusoku.policy.form.identity import IdentityCheck
from yakusoku.policy.form.rights import RightForm
from yakusoku.policy.form.root import PolicyForm

# where the text names no method, the person chooses (Act article 33(2), Rules article 30)
LAWFUL_METHODS = ("electronic", "paper")


class RightPromise:
    """A right of one policy, ready to be asked: papers resolved, methods and target settled."""

    def __init__(self, word: str, form: RightForm, checks: tuple[IdentityCheck, ...]) -> None:
        """Take the right's form with the identity checks it names."""
        self.word = word
        self.form = form
        self.checks = checks
        self.law_codes = form.law_codes
        self.clauses = form.clauses
        self.fee = form.fee
        self.desk = form.desk
        self.grounds = dict(form.grounds)
        self.reasons_on_refusal = form.reasons_on_refusal
        self.target_days = form.target.days if form.target else None
        self.default_items = form.default_items.uses if form.default_items else None

    @property
    def methods(self) -> tuple[str, ...]:
        """The ways to receive an answer: those published, else those that the law lets the person choose."""
        return tuple(self.form.methods.allowed) if self.form.methods else LAWFUL_METHODS

    def documents(self, channel: str) -> dict[str, tuple[str, ...]]:
        """
        Return the papers accepted by `channel`, each with the clauses that accept it.

        Listed papers come first, in published order; where the text accepts other papers too, every
        identity paper that law knows follows. Whether one is still valid is a question to the law.
        """
        accepted: dict[str, tuple[str, ...]] = {}
        for check in self._checks(channel):
            accepted |= {code: paper.clauses for code, paper in check.documents.items()}
        for check in self._checks(channel):
            if check.other_documents:
                for code in sorted(laws.document_codes(kind="identity")):
                    accepted.setdefault(code, check.other_documents.clauses)
        return accepted

    def masks(self, document: str) -> tuple[str, ...]:
        """Return the zones that the text asks to black out on `document`; the law may ask for more."""
        papers = [check.documents[document] for check in self.checks if document in check.documents]
        return tuple(dict.fromkeys(zone for paper in papers for zone in paper.mask))

    def needs_identity(self, channel: str) -> bool:
        """Return whether the text asks for papers by this channel; a fact of the text, not a ruling."""
        return bool(self._checks(channel))

    def _checks(self, channel: str) -> tuple[IdentityCheck, ...]:
        return tuple(one for one in self.checks if not one.channels or channel in one.channels)


def promises(form: PolicyForm) -> dict[str, RightPromise]:
    """Return the rights of a policy by their word, in published order."""
    return {
        word: RightPromise(
            word, right, tuple(form.identity[name] for name in right.identity if name in form.identity)
        )
        for word, right in form.rights.items()
    }
