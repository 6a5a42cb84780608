"""Gaps that a declaration shows by what it leaves empty: open lists, addresses, names, numbers, bases."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from yakusoku.laws.citations import cite
from yakusoku.policy.form.common import Fields
from yakusoku.policy.form.controller import Contact
from yakusoku.policy.form.providing import Responsible
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.text import Text, text
from yakusoku.terms.yamlfile import KeyPath


def in_parts(policy: Policy) -> Iterator[Finding]:
    """Yield what the declarations of a policy leave open."""
    yield from _controller(policy)
    yield from _open_lists(policy, policy.form, ())
    yield from _joint_use(policy)
    yield from _bases(policy)
    for name, page in policy.form.pages.items():
        if page.url is None:
            says = text("The text points to a page and gives no address: {page}.", page=page.says)
            do = text("Publish the address, and watch that the page can be read.")
            yield _gap("page-without-address", policy, ("pages", name), says, do, name)
    for name, norm in policy.form.norms.items():
        if norm.replaced_by is not None:
            says = text("“{norm}” is no longer in force: {heir}.", norm=norm.says, heir=norm.replaced_by)
            do = text("Name what is in force now; until then that is followed.")
            yield _gap("norm-replaced", policy, ("norms", name), says, do, name)
    for name, bureau in policy.form.credit.items():
        if bureau.name is None:
            says = text("The credit bureau is not named ({article}).", article=cite("ISA35-3-58"))
            do = text("Publish its name.")
            yield _gap("bureau-not-named", policy, ("credit", name), says, do, name)


def _gap(kind: str, policy: Policy, path: KeyPath, says: Text, do: Text, read: str | None = None) -> Finding:
    where = policy.document.where(path, key=True)
    return Finding(f"policy.{kind}", where, says, do, Severity.GAP, read=read)


def _controller(policy: Policy) -> Iterator[Finding]:
    company = policy.controller
    if "appi" in policy.laws and company.address is None:
        says = text("The company's address is not published ({article}).", article=cite("A32(1)(i)"))
        yield _gap("no-address", policy, ("controller",), says, text("Publish it."))
    if "appi" in policy.laws and company.representative is None:
        says = text("Who represents the company is not published ({article}).", article=cite("A32(1)(i)"))
        yield _gap("no-representative", policy, ("controller",), says, text("Publish the name."))
    if not company.contacts:
        says = text("No desk is published ({article}).", article=cite("O10(ii)"))
        do = text("Publish a desk for complaints and requests, with a way to reach it.")
        yield _gap("no-desk", policy, ("controller",), says, do)
    for name, contact in company.contacts.items():
        yield from _reach(policy, name, contact)


def _reach(policy: Policy, name: str, contact: Contact) -> Iterator[Finding]:
    path: KeyPath = ("controller", "contacts", name)
    if not (contact.telephone or contact.email or contact.url or contact.address):
        says = text("The desk “{desk}” is named without a way to reach it.", desk=contact.name)
        do = text("Publish a telephone number, an e-mail address or a postal address.")
        yield _gap("desk-out-of-reach", policy, path, says, do, name)


def _open_lists(policy: Policy, value: object, path: KeyPath) -> Iterator[Finding]:
    """Yield each list of data that ends with "etc." or the like, anywhere in the form."""
    if isinstance(value, Fields) and value.open is not None:
        says = text("The list of data is open: “{rest}”.", rest=value.open)
        do = text("Close the list; until then only the kinds of data under “fields” are permitted.")
        yield _gap("open-list", policy, path, says, do, str(path[-1]))
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _open_lists(policy, getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _open_lists(policy, inner, (*path, str(key)))


def _joint_use(policy: Policy) -> Iterator[Finding]:
    article = cite("A27(5)(iii)")
    for name, use in policy.form.joint_use.items():
        path: KeyPath = ("joint_use", name)
        if not (use.with_ or use.scope or use.listed_at):
            says = text("Who uses the data jointly is not published ({article}).", article=article)
            do = text("Publish the members; until then nothing is used jointly.")
            yield _gap("joint-users-not-named", policy, path, says, do, name)
        if not (use.purposes or use.same_purposes_as_own):
            says = text("The purposes of joint use are not published ({article}).", article=article)
            do = text("Publish them; until then nothing is used jointly.")
            yield _gap("joint-purposes-not-named", policy, path, says, do, name)
        for missing in _lacks(use.responsible):
            says = text(
                "For joint use the text does not give {what} ({article}).", what=missing, article=article
            )
            yield _gap(
                "joint-responsible-incomplete", policy, path, says, text("Publish it in that place."), name
            )


def _lacks(responsible: Responsible | None) -> Iterator[Text]:
    if responsible is None:
        yield text("who is responsible")
        return
    if responsible.address is None:
        yield text("the address of the responsible party")
    if responsible.representative is None:
        yield text("the representative of the responsible party")


def _bases(policy: Policy) -> Iterator[Finding]:
    if "gdpr" not in policy.laws:
        return
    for name, purpose in policy.purposes.items():
        if not purpose.basis:
            says = text(
                "The purpose “{purpose}” has no legal basis ({article}).",
                purpose=purpose.says,
                article=cite("G13(1)(c)"),
            )
            do = text("Publish one; until then nobody in the EEA is processed for it.")
            yield _gap("no-basis", policy, ("purposes", name), says, do, name)
        elif len(purpose.basis) > 1:
            says = text(
                "For the purpose “{purpose}” the text gives several bases and does not say which holds for what.",
                purpose=purpose.says,
            )
            do = text("Allocate them; until then each operation records one.")
            yield _gap("bases-not-allocated", policy, ("purposes", name), says, do, name)
        if "legal_duty" in purpose.basis and not purpose.law:
            says = text(
                "The purpose “{purpose}” rests on a duty in law and names no law.", purpose=purpose.says
            )
            do = text("Name the law; until then the basis is not used.")
            yield _gap("duty-without-law", policy, ("purposes", name), says, do, name)
