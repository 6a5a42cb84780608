"""
Small maps with the walk that Fides' semantics ask for, each written by hand before the program was asked.

`edges` are `p.id > o.p_id` in the dataset `d` unless another is named; `@email > p.email` begins the walk. What a case
does not say is expected to be empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """One map, what is asked, and what is to come out."""

    lines: str
    edges: str = ""
    order: str = ""
    identities: tuple[str, ...] = ("email",)
    targets: tuple[str, ...] = ()
    loops: tuple[str, ...] = ()
    error: tuple[str, str] | None = None
    skipped: dict[str, str] = field(default_factory=dict)
    excused: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    erased_after: dict[str, str] = field(default_factory=dict)


_P = "p: id key, email @email\n"
_A_AND_B = "a: id key, email @email, b_id ~b.id\nb: id key, email @email\n"
_SEEDS_A_B = "@email > a.email\n@email > b.email\n"


def _sentence(name: str, others: str, given: str) -> str:
    return f'Skipping the "{name}" collection, it is reachable by the {others} but only the {given} provided'


CASES: dict[str, Case] = {
    # where a walk begins
    "one collection that holds the identity": Case(_P, "@email > p.email", "p"),
    "an identity in two fields of one collection": Case(
        "p: id key, email @email, backup @email", "@email > p.email\n@email > p.backup", "p"
    ),
    "two collections that hold the identity": Case(
        "b: id key, email @email\na: id key, email @email", _SEEDS_A_B, "a b"
    ),
    "several identities are alternatives": Case(
        _P + "c: id key, phone @phone_number",
        "@email > p.email\n@phone_number > c.phone", "c p", identities=("email", "phone_number"),
    ),
    "one row holds two identities that were given": Case(
        "p: id key, email @email, phone @phone_number",
        "@email > p.email\n@phone_number > p.phone", "p", identities=("phone_number", "email"),
    ),
    "an identity that no field holds begins nothing": Case(
        _P, identities=("phone_number",),
        skipped={"p": _sentence("d:p", '"email" identity', '"phone_number" identity was')},
    ),
    # the three directions
    "filled from another": Case(
        _P + "o: id key, p_id <p.id", "@email > p.email\np.id > o.p_id", "p o"
    ),
    "gives its key to another": Case(
        "p: id key, email @email, home >address.id\naddress: id key",
        "@email > p.email\np.home > address.id", "p address", shared={"address": "p"},
    ),
    "no direction, met where it is declared": Case(
        "p: id key, email @email, home ~address.id\naddress: id key",
        "@email > p.email\np.home > address.id", "p address", shared={"address": "p"},
    ),
    "no direction, met at the other end": Case(
        _P + "o: id key, p_id ~p.id", "@email > p.email\np.id > o.p_id", "p o"
    ),
    "no direction between two beginnings is used once, from the lesser address": Case(
        _A_AND_B, _SEEDS_A_B + "a.b_id > b.id", "a b", shared={"b": "a"}
    ),
    "no direction is used from whichever may come first": Case(
        _A_AND_B.replace("a:", "a after=d.b:"), _SEEDS_A_B + "b.id > a.b_id", "b a",
        shared={"a": "b"},
    ),
    "no direction, declared at both ends, is one link": Case(
        "a: id key, email @email, b_id ~b.id\nb: id key ~a.b_id",
        "@email > a.email\na.b_id > b.id", "a b", shared={"b": "a"},
    ),
    "from at one end and to at the other is one link": Case(
        "p: id key >o.p_id, email @email\no: id key, p_id <p.id", "@email > p.email\np.id > o.p_id", "p o"
    ),
    "no direction on one side and from on the other agree": Case(
        "p: id key ~o.p_id, email @email\no: id key, p_id <p.id", "@email > p.email\np.id > o.p_id", "p o"
    ),
    "against its direction a link leads nowhere": Case(
        "p: id key, email @email, o_id <o.id\no: id key",
        "@email > p.email", "p", error=("UnreachableNodesError", "o"),
    ),
    "no directions in a row are followed from the identity outward": Case(
        "a: id key, b_id ~b.id\nb: id key, c_id ~c.id\nc: id key, email @email",
        "@email > c.email\nc.id > b.c_id\nb.id > a.b_id", "c b a",
    ),
    # several links
    "two fields lead to one collection as alternatives": Case(
        _P + "o: id key, buyer <p.id, payer <p.id", "@email > p.email\np.id > o.buyer\np.id > o.payer", "p o",
        shared={"o": "p"},
    ),
    "one field leads to two collections": Case(
        _P + "o: id key, p_id <p.id\nq: id key, p_id <p.id >r.p_id\nr: id key, p_id",
        "@email > p.email\np.id > o.p_id\np.id > q.p_id\nq.p_id > r.p_id", "p o q r",
    ),
    "a diamond": Case(
        _P + "b: id key, p_id <p.id\nc: id key, p_id <p.id\nz: id key, b_id <b.id, c_id <c.id",
        "@email > p.email\np.id > b.p_id\np.id > c.p_id\nb.id > z.b_id\nc.id > z.c_id", "p b c z",
        shared={"z": "b c"},
    ),
    "a beginning that is filled as well": Case(
        _P + "o: id key, p_id <p.id, email @email",
        "@email > p.email\n@email > o.email\np.id > o.p_id", "p o",
        shared={"o": "p"},
    ),
    "the same name in two datasets is two collections": Case(
        "p: id key, email @email\nx:p: id key, p_id <d:p.id",
        "@email > p.email\np.id > x:p.p_id", "p x:p",
    ),
    # composite keys
    "a composite key keeps all its parts": Case(
        "o: shop key, no key, email @email\nline: id key, shop <o.shop, no <o.no",
        "@email > o.email\no.shop > line.shop\no.no > line.no", "o line",
    ),
    "two composite keys to one collection are told apart by a word": Case(
        "o: id key, email @email, s1 >place.shop %bill, n1 >place.no %bill, s2 >place.shop %home, n2 >place.no %home\n"
        "place: shop key, no key",
        "@email > o.email\no.s1 > place.shop\no.n1 > place.no\no.s2 > place.shop\no.n2 > place.no", "o place",
        shared={"place": "o"},
    ),
    # circles (Fides passes its check and crashes later)
    "two that fill each other are a loop": Case(
        "a: id key <b.a_id, email @email\nb: id key, a_id <a.id",
        "@email > a.email\na.id > b.a_id\nb.a_id > a.id", "a b", loops=("a b",),
        shared={"a": "b", "b": "a"},
    ),
    "a circle of three with a tail": Case(
        "a: id key, email @email, c_id <c.id\nb: id key, a_id <a.id\nc: id key, b_id <b.id\nz: id key, c_id <c.id",
        "@email > a.email\na.id > b.a_id\nb.id > c.b_id\nc.id > a.c_id\nc.id > z.c_id", "a b c z", loops=("a b c",),
        shared={"a": "c", "b": "a", "c": "b", "z": "c"},
    ),
    "a circle that is entered from outside": Case(
        _P + "a: id key, p_id <p.id, b_id <b.id\nb: id key, a_id <a.id",
        "@email > p.email\np.id > a.p_id\na.id > b.a_id\nb.id > a.b_id", "p a b", loops=("a b",),
        shared={"a": "b p", "b": "a"},
    ),
    "two circles beside each other are two loops": Case(
        "a: id key, email @email, b_id <b.id\nb: id key, a_id <a.id\n"
        "x: id key, email @email, y_id <y.id\ny: id key, x_id <x.id",
        "@email > a.email\na.id > b.a_id\nb.id > a.b_id\n@email > x.email\nx.id > y.x_id\ny.id > x.y_id",
        "a b x y", loops=("a b", "x y"),
        shared={"a": "b", "b": "a", "x": "y", "y": "x"},
    ),
    "a circle that nothing enters": Case(
        _P + "a: id key, b_id <b.id\nb: id key, a_id <a.id",
        "@email > p.email", "p", error=("UnreachableNodesError", "a b"),
    ),
    # after
    "after decides between two beginnings": Case(
        "a after=d.b: id key, email @email\nb: id key, email @email", _SEEDS_A_B, "b a"
    ),
    "after a collection that does not exist holds nothing up": Case(
        "a after=d.gone: id key, email @email", "@email > a.email", "a"
    ),
    "after what people search or what is not processed holds nothing up": Case(
        "a after=d.boxes+d.old: id key, email @email\nboxes manual: letter\nold skip: id key",
        "@email > a.email",
        "a",
        left_out={"boxes": "manual", "old": "skip_processing"},
    ),
    "after each other": Case(
        "a after=d.b: id key, email @email\nb after=d.a: id key, email @email",
        _SEEDS_A_B, "a b", loops=("a b",), error=("TraversalError", "a b"),
    ),
    "after itself": Case(
        "a after=d.a: id key, email @email", "@email > a.email", "a", error=("TraversalError", "a")
    ),
    "after what only it leads to": Case(
        "a after=d.b: id key, email @email\nb: id key, a_id <a.id",
        "@email > a.email\na.id > b.a_id", "a b", loops=("a b",), error=("TraversalError", "a"),
    ),
    "after what another identity would reach": Case(
        "a after=d.c: id key, email @email\nc: id key, phone @phone_number",
        "@email > a.email", "a", error=("TraversalError", "a"),
        skipped={"c": _sentence("d:c", '"phone_number" identity', '"email" identity was')},
    ),
    "a dataset after another waits for all of it": Case(
        "dataset x after=d\nx:a: id key, email @email\np: id key, email @email\nq: id key, p_id <p.id",
        "@email > x:a.email\n@email > p.email\np.id > q.p_id", "p q x:a",
    ),
    "a dataset after itself": Case(
        "dataset x after=x\nx:a: id key, email @email", "@email > x:a.email", "x:a",
        error=("TraversalError", "x:a"),
    ),
    "after in a dataset whose key holds dots": Case(
        "a after=crm.jp.old.b: id key, email @email\ncrm.jp.old:b: id key, email @email",
        "@email > a.email\n@email > crm.jp.old:b.email", "crm.jp.old:b a",
    ),
    # what is out of reach, and why
    "nothing leads to it": Case(
        _P + "lonely: id key", "@email > p.email", "p", error=("UnreachableNodesError", "lonely")
    ),
    "nothing leads to what it would lead to": Case(
        _P + "far: id key, l_id <lonely.id\nlonely: id key",
        "@email > p.email", "p", error=("UnreachableNodesError", "far lonely"),
    ),
    "another identity would reach it": Case(
        _P + "c: id key, phone @phone_number\nd2: id key, c_id <c.id", "@email > p.email", "p",
        skipped={
            "c": _sentence("d:c", '"phone_number" identity', '"email" identity was'),
            "d2": _sentence("d:d2", '"phone_number" identity', '"email" identity was'),
        },
    ),
    "another identity would reach a circle and what follows": Case(
        _P + "a: id key, b_id <b.id\nb: id key, a_id <a.id, phone @phone_number\nz: id key, a_id <a.id",
        "@email > p.email",
        "p",
        skipped={
            one: _sentence(f"d:{one}", '"phone_number" identity', '"email" identity was') for one in "abz"
        },
    ),
    "two other identities would reach it": Case(
        _P + "c: id key, phone @phone_number, ext @external_id", "@email > p.email", "p",
        skipped={"c": _sentence("d:c", '"external_id", "phone_number" identities', '"email" identity was')},
    ),
    "another identity than the two that were given": Case(
        _P + "c: id key, phone @phone_number\ne: id key, ext @external_id",
        "@email > p.email\n@external_id > e.ext", "e p", identities=("email", "external_id"),
        skipped={"c": _sentence("d:c", '"phone_number" identity', '"email", "external_id" identities were')},
    ),
    "it is filled from a field of the request": Case(
        _P + "mail: id key, tenant ?tenant_id", "@email > p.email", "p", excused={"mail": "custom_request_field"}
    ),
    "it holds nothing that the policy is about": Case(
        _P + "log: id key #system.operations", "@email > p.email", "p", targets=("user",),
        excused={"log": "targets"},
    ),
    "a longer word that begins alike is another category": Case(
        _P + "news: id key #user.contact_preferences_custom", "@email > p.email", "p", targets=("user.contact",),
        excused={"news": "targets"},
    ),
    "what lies below a target is what the policy is about": Case(
        _P + "news: id key #user.contact.email", "@email > p.email", "p", targets=("system", "user.contact"),
        error=("UnreachableNodesError", "news"),
    ),
    "special care below a target is not excused": Case(
        _P + "ward: id key #user.health_and_medical.genetic", "@email > p.email", "p", targets=("user",),
        error=("UnreachableNodesError", "ward"),
    ),
    "categories of a whole collection count": Case(
        _P + "news #user.contact: id key #system.operations", "@email > p.email", "p", targets=("user.contact",),
        error=("UnreachableNodesError", "news"),
    ),
    # what is left out, and what cannot be
    "a collection that is not processed": Case(
        _P + "old skip: id key", "@email > p.email", "p", left_out={"old": "skip_processing"}
    ),
    "a reference to what is not processed": Case(
        _P + "old skip: id key\no: id key, email @email, old_id <old.id",
        "@email > p.email\n@email > o.email", "o p", left_out={"old": "skip_processing"},
        error=("ValidationError", "old:id"),
    ),
    "a reference to a collection that does not exist": Case(
        "p: id key, email @email, g_id <gone.id", "@email > p.email", "p", error=("ValidationError", "gone:id")
    ),
    "a reference to its own collection": Case(
        "p: id key, email @email, boss <p.id", "@email > p.email", "p", error=("ValidationError", "p:id")
    ),
    "places for people, and places about nobody": Case(
        "p: id key, email @email, c_no >channel.no\nboxes manual: letter\nchannel nobody: no key",
        "@email > p.email", "p", left_out={"boxes": "manual", "channel": "not_personal"},
    ),
    # fields within fields
    "keys within objects": Case(
        "m: id key, contact.email @email, contact.no :integer\no: id key, m_no <m.contact.no",
        "@email > m.contact.email\nm.contact.no > o.m_no", "m o", shared={"o": "m"},
    ),
    "keys within arrays of objects": Case(
        "m: id key, visits :object[], visits.email @email, visits.no :integer\no: id key, no <m.visits.no",
        "@email > m.visits.email\nm.visits.no > o.no", "m o", shared={"o": "m"},
    ),
    "an array of keys": Case(
        "p: id key, email @email, cards :integer[] >card.id\ncard: id key",
        "@email > p.email\np.cards > card.id", "p card", shared={"card": "p"},
    ),
    "an object does not link itself": Case(
        _P + "m: id key, contact @email <p.id, contact.name", "@email > p.email", "p",
        error=("UnreachableNodesError", "m"),
    ),
    # the order of erasure
    "erase_after is a predecessor beside the root": Case(
        _P + "o erase_after=d.line: id key, p_id <p.id\nline: id key, o_id <o.id",
        "@email > p.email\np.id > o.p_id\no.id > line.o_id", "p o line", erased_after={"o": "line"},
    ),
    "erase_after several": Case(
        "p erase_after=d.o+d.q: id key, email @email\no: id key, p_id <p.id\nq: id key, p_id <p.id",
        "@email > p.email\np.id > o.p_id\np.id > q.p_id", "p o q", erased_after={"p": "o q"},
    ),
    "erase_after what is not reached is no predecessor": Case(
        "p erase_after=d.c: id key, email @email\nc: id key, phone @phone_number", "@email > p.email", "p",
        skipped={"c": _sentence("d:c", '"phone_number" identity', '"email" identity was')},
    ),
    "erase_after each other": Case(
        "p erase_after=d.o: id key, email @email\no erase_after=d.p: id key, p_id <p.id",
        "@email > p.email\np.id > o.p_id", "p o", error=("TraversalError", "o p"),
        erased_after={"o": "p", "p": "o"},
    ),
    # rows of several people
    "what a shared row leads to is shared": Case(
        "p: id key, email @email, home >address.id\naddress: id key\nnote: id key, a_id <address.id",
        "@email > p.email\np.home > address.id\naddress.id > note.a_id", "p address note",
        shared={"address": "p", "note": "address"},
    ),
    "what is far behind a shared row is shared": Case(
        "p: id key, email @email, home >address.id\naddress: id key\nnote: id key, a_id <address.id\n"
        "word: id key, n_id <note.id",
        "@email > p.email\np.home > address.id\naddress.id > note.a_id\nnote.id > word.n_id",
        "p address note word",
        shared={"address": "p", "note": "address", "word": "note"},
    ),
    "a number that came with other keys may be somebody else's": Case(
        "p: no key, email @email\no: id key, email @email, p_no <p.no >profile.p_no\nprofile: id key, p_no",
        "@email > p.email\n@email > o.email\np.no > o.p_no\no.p_no > profile.p_no",
        "p o profile",
        shared={"o": "p", "profile": "o"},
    ),
    "the person's own number passes on without being shared": Case(
        "p: no key, email @email\no: id key, p_no <p.no >profile.p_no\nprofile: id key, p_no",
        "@email > p.email\np.no > o.p_no\no.p_no > profile.p_no", "p o profile",
    ),
}  # fmt: skip
