"""Rows of endpoints, deliveries and attempts. Private to the room."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Endpoint(models.Model):
    """
    A system that gets messages of one company. Its secret is derived from the home's key and `generation`: not here.

    `failing_since`: since when nothing was taken; `pause_until`: before that nothing is tried, except by replay.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    url = models.CharField(max_length=500)
    events = models.CharField(max_length=200)
    generation = models.PositiveIntegerField(default=1)
    rotated_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="active")
    failing_since = models.DateTimeField(null=True)
    pause_until = models.DateTimeField(null=True)
    added_by = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "webhooks_endpoint"
        constraints = (
            models.CheckConstraint(
                name="webhooks_endpoint_state", condition=Q(state__in=["active", "disabled", "retired"])
            ),
        )
        indexes = (models.Index(fields=["controller", "state"], name="webhooks_endpoint_of"),)

    def move(self, to: str, *, of: tuple[str, ...], **values: object) -> bool:
        """Change the state from one of `of`; False where another process was first."""
        return bool(Endpoint.objects.filter(pk=self.pk, state__in=of).update(state=to, **values))


class Delivery(models.Model):
    """One message to one endpoint; `body` is what is sent, the same bytes each time, under `public_id`."""

    public_id = models.CharField(max_length=40, unique=True)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=40)
    about = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=10, default="waiting")
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhooks_delivery"
        constraints = (
            models.UniqueConstraint(name="webhooks_once_each", fields=["endpoint", "about"]),
            models.CheckConstraint(
                name="webhooks_delivery_state",
                condition=Q(state__in=["waiting", "held", "delivered", "given-up"]),
            ),
        )
        indexes = (models.Index(fields=["endpoint", "state", "id"], name="webhooks_delivery_of"),)

    def move(self, to: str, *, of: tuple[str, ...], **values: object) -> bool:
        """Change the state from one of `of`; False where another process was first."""
        return bool(Delivery.objects.filter(pk=self.pk, state__in=of).update(state=to, **values))


class Attempt(models.Model):
    """One attempt to deliver: when, and what came of it: a status of HTTP, or a word such as `timeout`."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="tries")
    number = models.PositiveIntegerField()
    tried_at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    duration_ms = models.PositiveIntegerField()

    class Meta:
        db_table = "webhooks_attempt"
        constraints = (models.UniqueConstraint(name="webhooks_attempt_once", fields=["delivery", "number"]),)
