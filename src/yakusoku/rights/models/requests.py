"""Rows of requests: arrival, who asks, what was found and decided, and how the answer left."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import F, Q

from yakusoku.rights.measures import CHANGES
from yakusoku.rights.rules import APPROVED_ONCE, MADE, OUTCOMES, Measure, State


def _plain(*codes: StrEnum) -> list[str]:
    """Return codes as a migration writes them: plain words, which outlive the classes."""
    return [code.value for code in codes]


class RightsRequest(models.Model):
    """
    A request from its arrival to its closing.

    If the process dies anywhere, `state` is the truth: every deed moves it in the transaction that makes it true.
    """

    public_id = models.CharField(max_length=40, primary_key=True)
    controller = models.CharField(max_length=40)
    state = models.CharField(max_length=20, default=State.RECEIVED.value)
    channel = models.CharField(max_length=20)
    arrival_ref = models.CharField(max_length=40)
    receipt_code = models.CharField(max_length=20, unique=True)
    received_at = models.DateTimeField()
    received_on = models.DateField()
    suit_open_on = models.DateField()
    target_on = models.DateField(null=True)
    right = models.CharField(max_length=20, blank=True)
    law = models.CharField(max_length=20, blank=True)
    method = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="ja")
    policy_version = models.DateField(null=True)
    policy_digest = models.CharField(max_length=64, blank=True)
    asked = models.BinaryField()
    measure = models.CharField(max_length=20, default=Measure.SHOW.value)
    law_case = models.CharField(max_length=20, blank=True)
    wish = models.BinaryField(null=True)
    due_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    answer_digest = models.CharField(max_length=64, blank=True)
    prepared_by = models.CharField(max_length=40, blank=True)
    prepared_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    package_digest = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True)
    built_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rights_request"
        constraints = (
            models.CheckConstraint(
                name="rights_request_state_is_known", condition=Q(state__in=_plain(*State))
            ),
            # Four eyes: who prepared an answer never approves it.
            models.CheckConstraint(
                name="rights_request_four_eyes",
                condition=Q(approved_by="") | ~Q(approved_by=F("prepared_by")),
            ),
            models.CheckConstraint(
                name="rights_request_approved_was_prepared", condition=Q(approved_by="") | ~Q(prepared_by="")
            ),
            # No state is reached but by way of what makes it true.
            models.CheckConstraint(
                name="rights_request_assigned_has_right",
                condition=Q(state__in=_plain(State.RECEIVED, State.WITHDRAWN, State.ENDED)) | ~Q(right=""),
            ),
            models.CheckConstraint(
                name="rights_request_decided_has_outcome",
                condition=~Q(state__in=_plain(State.DECIDED, *APPROVED_ONCE))
                | Q(outcome__in=_plain(*OUTCOMES)) & ~Q(prepared_by=""),
            ),
            models.CheckConstraint(
                name="rights_request_passed_was_approved",
                condition=~Q(state__in=_plain(*APPROVED_ONCE)) | ~Q(approved_by=""),
            ),
            models.CheckConstraint(
                name="rights_request_made_has_package",
                condition=~Q(state__in=_plain(*MADE)) | ~Q(package_digest=""),
            ),
            # Rows are changed after the second person agreed, and a letter says so only when it is done.
            models.CheckConstraint(
                name="rights_request_changed_was_approved",
                condition=Q(changed_at__isnull=True) | Q(state__in=_plain(*APPROVED_ONCE)),
            ),
            models.CheckConstraint(
                name="rights_request_answer_says_what_was_done",
                condition=~Q(state__in=_plain(State.CHANGED, *MADE))
                | ~Q(measure__in=_plain(*CHANGES))
                | Q(changed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_request_measure_is_known", condition=Q(measure__in=_plain(*Measure))
            ),
            models.CheckConstraint(
                name="rights_request_closed_has_a_time",
                condition=~Q(state=State.CLOSED.value) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_request_dates_in_order", condition=Q(suit_open_on__gt=F("received_on"))
            ),
            models.UniqueConstraint(
                name="rights_request_arrives_once", fields=["controller", "channel", "arrival_ref"]
            ),
        )
        indexes = (models.Index(fields=["controller", "state", "received_on"], name="rights_request_desk"),)

    def move(self, to: State, *, of: tuple[State, ...], **values: Any) -> bool:  # noqa: ANN401  columns of many types
        """Change the state from one of `of` and set `values`; False where the row was in another state."""
        moved = RightsRequest.objects.filter(pk=self.pk, state__in=of).update(state=to, **values)
        return bool(moved)

    def set_due(self, on: date) -> None:
        """Put another last day for the answer, by an extension of which the person was told."""
        RightsRequest.objects.filter(pk=self.pk).update(due_on=on)


class PersonLink(models.Model):
    """Staff say: these rows are this person's, and why. Keys, reason and the birth date that they hold are sealed."""

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="links")
    dataset = models.CharField(max_length=80)
    collection = models.CharField(max_length=80)
    keys = models.BinaryField()
    keys_digest = models.CharField(max_length=64)
    reason = models.BinaryField()
    born = models.BinaryField(null=True)
    score = models.PositiveIntegerField()
    confirmed_by = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField()

    class Meta:
        db_table = "rights_person_link"
        constraints = (
            models.UniqueConstraint(
                name="rights_person_link_once", fields=["request", "dataset", "collection", "keys_digest"]
            ),
        )


class IdentityCheck(models.Model):
    """
    That a document was seen, which zones were masked, and who checked it. The image is sealed and short-lived.

    A request has as many as it needs, of the person and of a representative (`whose`). One that was found
    insufficient bears `rejected_at` and why, and proves nothing; it may never have had an image.
    Without a document (where text and law ask for none), the `reason` by which staff know the person is sealed, and
    `means` says in a word by what.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="checks")
    whose = models.CharField(max_length=20, default="person")
    document = models.CharField(max_length=40, blank=True)
    means = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    names_both = models.BooleanField(default=False)
    signed = models.BooleanField(default=False)
    scope = models.JSONField(default=list)
    rejected_at = models.DateTimeField(null=True)
    rejected_by = models.CharField(max_length=40, blank=True)
    rejected_because = models.CharField(max_length=40, blank=True)
    reason = models.BinaryField(null=True)
    required_zones = models.JSONField(default=list)
    masked_zones = models.JSONField(default=list)
    absent_zones = models.JSONField(default=list)
    address_agrees = models.BooleanField()
    image_name = models.CharField(max_length=80, blank=True)
    image_digest = models.CharField(max_length=64, blank=True)
    image_destroyed_at = models.DateTimeField(null=True)
    clause = models.CharField(max_length=40, blank=True)
    article = models.CharField(max_length=80, blank=True)
    checked_by = models.CharField(max_length=40)
    checked_at = models.DateTimeField()

    class Meta:
        db_table = "rights_identity_check"
        constraints = (
            models.CheckConstraint(
                name="rights_identity_check_has_a_way", condition=~Q(document="") | Q(reason__isnull=False)
            ),
            models.CheckConstraint(
                name="rights_identity_check_is_about_one", condition=Q(whose__in=["person", "representative"])
            ),
            models.CheckConstraint(
                name="rights_identity_check_rejected_has_reason",
                condition=Q(rejected_at__isnull=True, rejected_because="")
                | (Q(rejected_at__isnull=False) & ~Q(rejected_because="") & ~Q(rejected_by="")),
            ),
        )


class Fee(models.Model):
    """A fee that the policy publishes and the law permits: asked once, paid once, with a receipt."""

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="fee")
    yen = models.PositiveIntegerField()
    tax_yen = models.PositiveIntegerField()
    tax_percent = models.PositiveIntegerField()
    clause = models.CharField(max_length=40)
    article = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    receipt = models.CharField(max_length=40, null=True, unique=True)

    def pay(self, *, on: date, receipt: str, now: datetime) -> bool:
        """Note the payment and its receipt; False where it was noted before."""
        unpaid = Fee.objects.filter(pk=self.pk, paid_at__isnull=True)
        return bool(unpaid.update(paid_at=now, paid_on=on, receipt=receipt))

    class Meta:
        db_table = "rights_fee"
        constraints = (
            models.CheckConstraint(name="rights_fee_holds_its_tax", condition=Q(tax_yen__lt=F("yen"))),
            models.CheckConstraint(
                name="rights_fee_paid_has_receipt",
                condition=Q(paid_at__isnull=True) | Q(receipt__isnull=False, paid_on__isnull=False),
            ),
        )


class Search(models.Model):
    """The frozen plan of a request: its text is final SQL and holds no value."""

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="search")
    plan_digest = models.CharField(max_length=64)
    plan = models.TextField()
    steps = models.PositiveIntegerField()
    started_by = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rights_search"


class Finding(models.Model):
    """
    What one step of the plan found: columns, counts and a digest. The rows lie sealed beside the database.

    `shared` numbers the rows that are somebody else's, too; looked for where rows are to be changed.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="findings")
    step = models.PositiveIntegerField()
    dataset = models.CharField(max_length=80)
    collection = models.CharField(max_length=80)
    rows = models.PositiveIntegerField()
    candidates = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=list)
    shared = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    found_at = models.DateTimeField()

    class Meta:
        db_table = "rights_finding"
        constraints = (
            models.UniqueConstraint(name="rights_finding_once_a_step", fields=["request", "step"]),
        )

    @property
    def section(self) -> str:
        """Name the collection as reviews and letters do: `dataset.collection`."""
        return f"{self.dataset}.{self.collection}"


class ReviewItem(models.Model):
    """
    The decision on one collection (`field` empty) or one of its fields.

    The `also_` words are those of the same right under the other law, where both bind.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="items")
    section = models.CharField(max_length=160)
    field = models.CharField(max_length=80, blank=True)
    decision = models.CharField(max_length=10)
    ground = models.CharField(max_length=40, blank=True)
    clause = models.CharField(max_length=40, blank=True)
    article = models.CharField(max_length=80, blank=True)
    other_law = models.CharField(max_length=80, blank=True)
    also_ground = models.CharField(max_length=40, blank=True)
    also_clause = models.CharField(max_length=40, blank=True)
    also_article = models.CharField(max_length=80, blank=True)
    also_law = models.CharField(max_length=80, blank=True)
    decided_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "rights_review_item"
        constraints = (
            models.UniqueConstraint(name="rights_review_item_once", fields=["request", "section", "field"]),
            models.CheckConstraint(
                name="rights_review_item_withheld_has_ground",
                condition=Q(decision__in=["show", "act"], ground="")
                | (Q(decision__in=["withhold", "refuse"]) & ~Q(ground="")),
            ),
            models.CheckConstraint(
                name="rights_review_item_also_beside_ground", condition=Q(also_ground="") | ~Q(ground="")
            ),
        )


class Dispatch(models.Model):
    """How and when the answer left the house, and the proof of it."""

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="dispatches")
    method = models.CharField(max_length=30)
    tracking = models.CharField(max_length=40)
    sent_on = models.DateField()
    sent_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "rights_dispatch"
        constraints = (
            models.UniqueConstraint(name="rights_dispatch_once", fields=["request", "method", "tracking"]),
        )
