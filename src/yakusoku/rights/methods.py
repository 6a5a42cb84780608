"""What an answer says of the way in which it is given, where it is not the chosen one (APPI 33(2), 33(3))."""

from __future__ import annotations

import json

from yakusoku.rights import answer
from yakusoku.rights.items.drawing import sentence
from yakusoku.rights.models import OtherMethod, RightsRequest
from yakusoku.terms.bilingual import Bilingual
from yakusoku.vault import operations as vault

LABEL = "other-method"


def paragraphs(row: RightsRequest) -> list[answer.Paragraph]:
    """Return what the answer says of the way it is given in, where that is not the chosen one."""
    found = OtherMethod.objects.filter(request=row).first()
    if found is None:
        return []
    plain = json.loads(vault.unseal(case_id=row.public_id, label=LABEL, sealed=bytes(found.says)))
    return [
        answer.Paragraph(code="other-method", says=_SAYS, article=found.article),
        sentence("other-method-why", Bilingual(plain["en"], plain["ja"]), article=found.article),
    ]


_SAYS = Bilingual(
    "To answer by the way that you chose needs great cost or is otherwise hard. We therefore answer in writing.",
    "ご請求に係る方法による開示には、多額の費用を要するなどの困難があるため、書面の交付による方法でお答えいたします。",
)
