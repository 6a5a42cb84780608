"""Rows of recipients, provisions, receipts and demands. Private to the room; what was recorded is never changed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from yakusoku.provision.demands import Outcome, Sort
from yakusoku.provision.rules import Note, Role

_WAYS = ("single", "batch", "contract")


class Recipient(models.Model):
    """
    Somebody to whom data go, or from whom they come: name, address and representative as law wants them recorded.

    `who` holds these three, sealed, since a sole trader and whoever represents a company are persons; `name_digest` is
    keyed, so that nobody is entered twice. `company` is its word in the policy, where that names it. `route`: the
    declaration under which it gets data. `since` and `until`: a joint user's or entrustee's time. `key` is the age key
    to which files are encrypted.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    role = models.CharField(max_length=12)
    company = models.CharField(max_length=64, blank=True)
    route = models.CharField(max_length=64)
    who = models.BinaryField()
    name_digest = models.CharField(max_length=64)
    represented = models.BooleanField(default=False)
    country = models.CharField(max_length=2, default="JP")
    key = models.CharField(max_length=100, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    content = models.CharField(max_length=64)
    added_by = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "provision_recipient"
        constraints = (
            models.CheckConstraint(
                name="recipient_role_is_known", condition=Q(role__in=[one.value for one in Role])
            ),
            models.CheckConstraint(
                name="recipient_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                name="recipient_once",
                fields=["controller", "route", "name_digest"],
                condition=Q(until__isnull=True),
            ),
        )

    def end(self, *, until: date) -> bool:
        """Note the last day; False where that was done before."""
        return bool(Recipient.objects.filter(pk=self.pk, until__isnull=True).update(until=until))


class RecipientNote(models.Model):
    """
    Something noted of a recipient, which is never changed: `kind`, its day, and what shows it.

    `terms`: what a contract says. `until`: how long it holds, or to which day a look was put off. `reason`: of an
    extension or of trouble, without names.
    """

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=16)
    on = models.DateField()
    until = models.DateField(null=True)
    terms = models.JSONField(default=list)
    reference = models.CharField(max_length=40)
    reason = models.CharField(max_length=300, blank=True)
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "provision_recipient_note"
        constraints = (
            models.CheckConstraint(
                name="note_kind_is_known", condition=Q(kind__in=[one.value for one in Note])
            ),
            models.CheckConstraint(
                name="note_extension_has_reason_and_day",
                condition=~Q(kind=Note.EXTENSION.value) | (Q(until__isnull=False) & ~Q(reason="")),
            ),
        )
        indexes = (models.Index(fields=["recipient", "on"], name="note_of_recipient"),)


class Provision(models.Model):
    """
    One provision, as the call that provided recorded it.

    `ground` is on what it rests and `case` which case of the law's records that is; `exemption` says why law owes no
    record, and is empty where it does. `way`: single, batch or contract; `document` is the contract. `items` are kinds
    of data, `columns` what was read. `left_out` counts by reason who was not given. `asked_digest` is of the whole
    order, so that a second call with the same reference is known. `digest` is of the file as it left.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    reference = models.CharField(max_length=40)
    asked_digest = models.CharField(max_length=64)
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="provisions")
    route = models.CharField(max_length=64)
    purpose = models.CharField(max_length=64)
    ground = models.CharField(max_length=24)
    case = models.CharField(max_length=24)
    exemption = models.CharField(max_length=24, blank=True)
    consent = models.BooleanField(default=False)
    way = models.CharField(max_length=8)
    document = models.CharField(max_length=40, blank=True)
    event = models.CharField(max_length=40, blank=True)
    items = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    medium = models.CharField(max_length=12)
    version = models.DateField()
    rule = models.CharField(max_length=120)
    clause = models.CharField(max_length=40, blank=True)
    article = models.CharField(max_length=40, blank=True)
    asked = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict)
    file = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    on = models.DateField()
    kept_until = models.DateField()
    content = models.CharField(max_length=64)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "provision_record"
        constraints = (
            models.UniqueConstraint(name="provision_once", fields=["controller", "reference"]),
            models.CheckConstraint(name="provision_way_is_known", condition=Q(way__in=_WAYS)),
            models.CheckConstraint(name="provision_of_somebody", condition=Q(given__gte=1)),
            models.CheckConstraint(
                name="provision_of_no_more_than_asked", condition=Q(asked__gte=F("given"))
            ),
            models.CheckConstraint(
                name="provision_contract_named", condition=~Q(way="contract") | ~Q(document="")
            ),
        )
        indexes = (
            models.Index(fields=["controller", "route"], name="provision_by_route"),
            models.Index(fields=["kept_until"], name="provision_kept"),
        )


class Receipt(models.Model):
    """
    Data received from somebody: who gave them, how the giver had acquired them and what showed that (article 30).

    `history` is a code, `shown` refers to the contract or other document in which it was seen.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    reference = models.CharField(max_length=40)
    provider = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="receipts")
    ground = models.CharField(max_length=24)
    case = models.CharField(max_length=24)
    exemption = models.CharField(max_length=24, blank=True)
    consent = models.BooleanField(default=False)
    way = models.CharField(max_length=8)
    document = models.CharField(max_length=40, blank=True)
    items = models.JSONField(default=list)
    history = models.CharField(max_length=24)
    shown = models.CharField(max_length=40)
    published = models.BooleanField(default=False)
    persons = models.PositiveIntegerField()
    on = models.DateField()
    kept_until = models.DateField()
    content = models.CharField(max_length=64)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "provision_receipt"
        constraints = (
            models.UniqueConstraint(name="receipt_once", fields=["controller", "reference"]),
            models.CheckConstraint(name="receipt_way_is_known", condition=Q(way__in=_WAYS)),
            models.CheckConstraint(
                name="receipt_says_how_it_was_acquired",
                condition=~Q(exemption="") | (~Q(history="") & ~Q(shown="")),
            ),
        )
        indexes = (models.Index(fields=["kept_until"], name="receipt_kept"),)


class PersonRecord(models.Model):
    """That a person stands in a provision or receipt: by half of a keyed digest, which tells nobody."""

    controller = models.CharField(max_length=40)
    batch = models.CharField(max_length=40)
    on = models.DateField()
    person = models.BinaryField(max_length=16)

    class Meta:
        db_table = "provision_person"
        constraints = (models.UniqueConstraint(name="person_once_in_batch", fields=["batch", "person"]),)
        indexes = (models.Index(fields=["person"], name="person_found"),)


class Demand(models.Model):
    """
    What an authority or somebody else asked for: basis, whether it is a duty, the least items, and who approved.

    In tables of its own that no search for a person's data reads: that it was asked may be what a person must not
    learn (Order, article 5). About whom it is lies sealed.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    sort = models.CharField(max_length=12)
    body = models.CharField(max_length=200)
    reference = models.CharField(max_length=40)
    exception = models.CharField(max_length=24)
    basis = models.CharField(max_length=120)
    must = models.BooleanField()
    items = models.JSONField(default=list)
    about = models.BinaryField()
    received_on = models.DateField()
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, default=Outcome.OPEN.value)
    approved_items = models.JSONField(default=list)
    because = models.CharField(max_length=300, blank=True)
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    medium = models.CharField(max_length=12, blank=True)
    dispatch = models.CharField(max_length=40, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "provision_demand"
        constraints = (
            models.UniqueConstraint(name="demand_once", fields=["controller", "body", "reference"]),
            models.CheckConstraint(
                name="demand_sort_is_known", condition=Q(sort__in=[one.value for one in Sort])
            ),
            models.CheckConstraint(
                name="demand_settled_by_a_second_person",
                condition=Q(outcome=Outcome.OPEN.value, settled_by="", settled_at__isnull=True)
                | (
                    ~Q(outcome=Outcome.OPEN.value)
                    & ~Q(settled_by="")
                    & ~Q(settled_by=F("noted_by"))
                    & Q(settled_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="demand_answered_once_approved",
                condition=Q(answered_on__isnull=True)
                | (Q(outcome=Outcome.APPROVED.value) & ~Q(answered_by="") & ~Q(dispatch="")),
            ),
        )

    def settle(self, *, outcome: Outcome, items: list[str], because: str, by: str, now: datetime) -> bool:
        """Note what a second person decided; False where that was done before."""
        waiting = Demand.objects.filter(pk=self.pk, outcome=Outcome.OPEN.value)
        return bool(
            waiting.update(
                outcome=outcome.value, approved_items=items, because=because, settled_by=by, settled_at=now
            )
        )

    def answer(self, *, on: date, medium: str, dispatch: str, by: str) -> bool:
        """Note that it was handed over; False where it is not approved, or was done before."""
        waiting = Demand.objects.filter(pk=self.pk, outcome=Outcome.APPROVED.value, answered_on__isnull=True)
        return bool(waiting.update(answered_on=on, medium=medium, dispatch=dispatch, answered_by=by))
