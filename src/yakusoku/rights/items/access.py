"""The points of GDPR 15(1) and 15(2), beside the copy of the data: drawn from policy, law and data map. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap.categories import lies_in
from yakusoku.laws import queries as laws
from yakusoku.policy.form.providing import Transfer
from yakusoku.rights import recipients
from yakusoku.rights.answer import Paragraph
from yakusoku.rights.items import purposes
from yakusoku.rights.items.drawing import Drawn, Ground, Held, kinds_of, listed, named, purposes_of, sentence
from yakusoku.terms.bilingual import Bilingual

_OWN_RIGHTS = ("G-REC", "G-ERA", "G-RES", "G-OBJ")
_OF_THE_PERSON = ("person", "observed")
_MECHANISMS = {
    "adequacy": Bilingual("a decision of adequacy (Article 45)", "十分性認定（第45条）"),
    "scc": Bilingual("standard contractual clauses (Article 46)", "標準契約条項（第46条）"),
    "bcr": Bilingual("binding corporate rules (Article 47)", "拘束的企業準則（第47条）"),
    "consent": Bilingual("explicit consent (Article 49)", "明示的な同意（第49条）"),
    "derogation": Bilingual("a derogation (Article 49)", "例外規定（第49条）"),
    "equivalent_measures": Bilingual(
        "a system of equivalent measures of the recipient", "受領者における相当措置の体制"
    ),
    "equivalent_country": Bilingual(
        "a country whose protection is held to be equivalent", "同等の水準にあると認められる国"
    ),
}


def draw(ground: Ground) -> Iterator[Drawn]:
    """Yield the points of the right of access, in the order of the law; none where nothing is held."""
    if not ground.held:
        return
    articles = {one.code: one for one in ground.law.contents}
    makers = {
        "ACC-purposes": _purposes,
        "ACC-categories": _categories,
        "ACC-recipients": _recipients,
        "ACC-period": _period,
        "ACC-rights": _rights,
        "ACC-complaint": _complaint,
        "ACC-source": _source,
        "ACC-automated": lambda ground, article: (),
        "ACC-safeguards": _transfers,
    }
    for code, make in makers.items():
        point = articles[code]
        yield Drawn(code, point.says, point.article, tuple(make(ground, point.article)))
        if code == "ACC-purposes":
            yield from purposes.rest(ground, code="ACC-purposes-rest", article=point.article)


def _purposes(ground: Ground, article: str) -> Iterator[Paragraph]:
    for _, purpose in purposes_of(ground):
        yield sentence("purpose", purpose.says, clauses=purpose.clauses, article=article)


def _categories(ground: Ground, article: str) -> Iterator[Paragraph]:
    for one in ground.held:
        kinds = named(sorted({kind for column in one.fields for kind in kinds_of(column)}))
        if kinds.en:
            says = Bilingual(f"{one.title.en}: {kinds.en}", f"{one.title.ja}：{kinds.ja}")
            yield sentence("category", says, article=article)


def _recipients(ground: Ground, article: str) -> Iterator[Paragraph]:
    for one in recipients.candidates(ground.policy, ground.kinds):
        yield sentence("recipient", one.says, clauses=(one.clause,) if one.clause else (), article=article)


def _period(ground: Ground, article: str) -> Iterator[Paragraph]:
    served = {name for name, _ in purposes_of(ground)}
    for rule in ground.policy.form.retention.values():
        meets = any(lies_in(kind, one) or lies_in(one, kind) for one in rule.fields for kind in ground.kinds)
        general = not rule.fields and (not rule.purposes or served & set(rule.purposes))
        if meets or general:
            yield sentence("period", rule.says, clauses=rule.clauses, article=article)


def _rights(ground: Ground, article: str) -> Iterator[Paragraph]:
    names = listed(laws.right(code, as_of=ground.law.since).name for code in _OWN_RIGHTS)
    clauses = tuple(
        dict.fromkeys(
            clause
            for one in ground.policy.rights.values()
            if set(one.law_codes) & set(_OWN_RIGHTS)
            for clause in one.clauses
        )
    )
    says = Bilingual(
        f"You may ask us for each of these: {names.en}",
        f"お客様は、当社に対し、次の権利を行使することができます：{names.ja}",
    )
    yield sentence("rights", says, clauses=clauses, article=article)


def _complaint(ground: Ground, article: str) -> Iterator[Paragraph]:
    yield sentence("complaint", COMPLAINT, article=article)


def _source(ground: Ground, article: str) -> Iterator[Paragraph]:
    """Say whose words each collection rests on; nothing where one column does not say who gave it."""
    if any(not _known(one) for one in ground.held):
        return
    for one in ground.held:
        others = _others(one)
        if others:
            from_whom = listed(others)
            says = Bilingual(
                f"{one.title.en}: in part not from you, but {from_whom.en}",
                f"{one.title.ja}：一部はお客様以外から取得したものです（{from_whom.ja}）",
            )
            yield sentence("source", says, article=article)
        else:
            says = Bilingual(
                f"{one.title.en}: from you, or from your use of our services",
                f"{one.title.ja}：お客様ご本人から、又はお客様によるサービスのご利用を通じて取得したものです",
            )
            yield sentence("source", says, article=article)


def _known(held: Held) -> bool:
    return all(one.origin.provided_by is not None for one in held.fields if kinds_of(one))


def _others(held: Held) -> tuple[Bilingual, ...]:
    """Return from whom else the data of a collection came, as far as the data map declares it."""
    found = []
    for one in held.fields:
        giver = one.origin.provided_by
        if not kinds_of(one) or giver in _OF_THE_PERSON:
            continue
        if giver == "derived":
            found.append(_DERIVED)
        else:
            found.append(one.origin.source or _THIRD_PARTY)
    return tuple(dict.fromkeys(found))


def _transfers(ground: Ground, article: str) -> Iterator[Paragraph]:
    for way in ground.policy.form.transfers.values():
        yield sentence("transfer", way.says, clauses=way.clauses, article=article)
        said = mechanisms(way)
        if said is not None:
            yield sentence("safeguard", said, clauses=way.clauses, article=article)


def mechanisms(way: Transfer) -> Bilingual | None:
    """Return by what a transfer is protected, in the order of the text; None where it says nothing."""
    known = [_MECHANISMS[one] for one in way.mechanism if one in _MECHANISMS]
    if not known:
        return None
    names = listed(known)
    return Bilingual(
        f"The data are protected by, in this order: {names.en}",
        f"移転に当たっては、次の順に保護措置を講じています：{names.ja}",
    )


COMPLAINT = Bilingual(
    "You may complain to a supervisory authority, in particular in the Member State where you live or work, or where"
    " you hold that the infringement happened",
    "お客様は、監督機関（特に、お住まい若しくはお勤めの加盟国又は侵害があったとお考えの加盟国のもの）に"
    "苦情を申し立てることができます",
)
_DERIVED = Bilingual("made by us from other data", "当社が他の情報から作成したもの")
_THIRD_PARTY = Bilingual("given to us by another party", "第三者から提供を受けたもの")
