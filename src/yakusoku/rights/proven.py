"""What an answer says of how it was known who asks."""

from __future__ import annotations

from collections.abc import Sequence

from yakusoku.laws import queries as laws
from yakusoku.rights import paragraphs, ports
from yakusoku.rights.answer import Paragraph
from yakusoku.rights.identity.shown import Whose
from yakusoku.rights.models import IdentityCheck, PhoneCheck, RightsRequest
from yakusoku.terms.bilingual import Bilingual


def paragraphs_of(row: RightsRequest) -> list[Paragraph]:
    """Return how the person's identity, and a representative's identity and authority, were confirmed."""
    checks = list(IdentityCheck.objects.filter(request=row, rejected_at__isnull=True).order_by("pk"))
    of_person = [one for one in checks if one.whose == Whose.PERSON]
    said = []
    for make, whose in ((paragraphs.identified, Whose.PERSON), (paragraphs.authorized, Whose.REPRESENTATIVE)):
        papers = [one for one in checks if one.document and one.whose == whose]
        if papers:
            said.append(make(_names(row, papers), clause=papers[0].clause, article=papers[0].article))
    said += [paragraphs.recognized(article=one.article) for one in of_person if not one.document][:1]
    called = PhoneCheck.objects.filter(request=row, result="agreed").order_by("pk").last()
    if called is not None:
        make_called = paragraphs.called_back if called.way == "call_back" else paragraphs.told_facts
        said.append(make_called(clause=called.clause, article=called.article))
    return said


def _names(row: RightsRequest, papers: Sequence[IdentityCheck]) -> tuple[Bilingual, ...]:
    named = [
        laws.document(one.document, as_of=ports.day(one.checked_at, row.controller)).name for one in papers
    ]
    return tuple(dict.fromkeys(named))
