"""Rows of choices and what follows from them. Private to the room; choices and their keys are never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from yakusoku.consent.rules import Form, How, Kind, Turn, turns

_PAIRS = Q()
for _kind in Kind:
    _PAIRS |= Q(kind=_kind.value, turn__in=[one.value for one in turns(_kind)])


class Choice(models.Model):
    """
    One choice of a person, as it was recorded; a later one takes its place, and none is changed or removed.

    `scope`: what it is about, such as `purposes.news`, or the way of addressing that is stopped; `purpose` narrows a
    stop. `version` to `text_digest`: the words that were shown. `proof` refers to what shows the choice, `proof_digest`
    is the SHA-256 of it. `confirmed_…`: how it was known that it is the person. `reference` is that of the delivery:
    a second delivery of it records nothing. `content` is the digest of all of it, which the ledger holds too.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    turn = models.CharField(max_length=10)
    scope = models.CharField(max_length=64)
    purpose = models.CharField(max_length=64, blank=True)
    form = models.CharField(max_length=10, default=Form.PLAIN.value)
    version = models.DateField(null=True)
    version_id = models.CharField(max_length=40, blank=True)
    sentence = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True)
    text_digest = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=20)
    through = models.CharField(max_length=64)
    proof = models.CharField(max_length=40, blank=True)
    proof_digest = models.CharField(max_length=64, blank=True)
    confirmed_how = models.CharField(max_length=10, blank=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_because = models.CharField(max_length=64, blank=True)
    reference = models.CharField(max_length=64)
    chosen_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    content = models.CharField(max_length=64)

    class Meta:
        db_table = "consent_choice"
        constraints = (
            models.UniqueConstraint(name="choice_delivered_once", fields=["controller", "reference"]),
            models.CheckConstraint(name="choice_turn_of_its_kind", condition=_PAIRS),
            models.CheckConstraint(
                name="choice_form_is_known", condition=Q(form__in=[one.value for one in Form])
            ),
            models.CheckConstraint(
                name="choice_not_of_tomorrow", condition=Q(chosen_at__lte=F("recorded_at"))
            ),
            models.CheckConstraint(
                name="choice_purpose_narrows_a_stop", condition=Q(purpose="") | Q(kind=Kind.STOP.value)
            ),
            # A consent without the words it was given to, and without proof, is none.
            models.CheckConstraint(
                name="choice_given_to_words_with_proof",
                condition=~Q(turn=Turn.GIVEN.value)
                | Q(version__isnull=False) & ~Q(text_digest="") & ~Q(sentence="") & ~Q(proof=""),
            ),
            models.CheckConstraint(
                name="choice_loosened_by_the_person",
                condition=~Q(turn=Turn.LOOSENED.value)
                | Q(confirmed_how__in=[one.value for one in How])
                & ~Q(confirmed_by="")
                & ~Q(confirmed_because=""),
            ),
        )
        indexes = (models.Index(fields=["controller", "kind", "scope"], name="choice_about"),)


class ChoiceKey(models.Model):
    """
    On whom a choice acts, by digests under the home's key; nothing in a row finds or tells a person.

    `digest` is of the mailbox, number or dwelling, `house` of the dwelling without its room. `named` is the digest of
    the person's name there, and empty where the whole household chose; `script` says in which script the name was.
    """

    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="keys")
    identity = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    house = models.CharField(max_length=64, blank=True)
    named = models.CharField(max_length=64, blank=True)
    script = models.CharField(max_length=5, blank=True)

    class Meta:
        db_table = "consent_choice_key"
        constraints = (
            models.UniqueConstraint(name="choice_key_once", fields=["choice", "identity", "digest", "named"]),
        )
        indexes = (
            models.Index(fields=["digest"], name="choice_key_digest"),
            models.Index(fields=["house"], condition=~Q(house=""), name="choice_key_house"),
        )


class EndedChoice(models.Model):
    """
    A choice that a request of the person made, and that ended with it: refused, or taken back.

    From `ended_at` on it counts no more; what else the person chose stands as before. Like a choice, a row stays.
    """

    choice = models.OneToOneField(Choice, on_delete=models.PROTECT, related_name="ended")
    request = models.CharField(max_length=40)
    because = models.CharField(max_length=64)
    ended_at = models.DateTimeField()
    ended_by = models.CharField(max_length=64)

    class Meta:
        db_table = "consent_ended_choice"
        constraints = (
            models.CheckConstraint(
                name="ended_choice_says_why", condition=~Q(because="") & ~Q(request="") & ~Q(ended_by="")
            ),
        )


class ErasureCheck(models.Model):
    """Whether data must go since a consent was withdrawn: open until somebody has looked, and says what came of it."""

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    choice = models.OneToOneField(Choice, on_delete=models.PROTECT, related_name="+")
    special_care = models.BooleanField()
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    state = models.CharField(max_length=6, default="open")
    outcome = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    closed_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consent_erasure_check"
        constraints = (
            models.CheckConstraint(
                name="check_closed_says_what_came_of_it",
                condition=Q(state="open", outcome="", closed_by="", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False) & ~Q(outcome="") & ~Q(closed_by=""),
            ),
        )
        indexes = (models.Index(fields=["controller", "state"], name="check_open"),)

    def close(self, *, outcome: str, reference: str, by: str, now: datetime) -> bool:
        """Note what came of it; False where that was done before."""
        waiting = ErasureCheck.objects.filter(pk=self.pk, state="open")
        return bool(
            waiting.update(state="closed", outcome=outcome, reference=reference, closed_by=by, closed_at=now)
        )


class Screening(models.Model):
    """A list that was held against the register before it was handed over: for which mailing, and what came of it."""

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    mailing = models.CharField(max_length=40)
    way = models.CharField(max_length=12)
    purpose = models.CharField(max_length=64, blank=True)
    as_of = models.DateTimeField()
    screened_at = models.DateTimeField()
    screened_by = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    stopped = models.PositiveIntegerField()
    without_consent = models.PositiveIntegerField()
    unread = models.PositiveIntegerField()

    class Meta:
        db_table = "consent_screening"
        constraints = (
            models.UniqueConstraint(name="screening_once", fields=["controller", "mailing"]),
            models.CheckConstraint(
                name="screening_counts_add_up",
                condition=Q(rows__gte=F("stopped") + F("without_consent") + F("unread")),
            ),
        )
        indexes = (models.Index(fields=["controller", "way", "screened_at"], name="screening_by_way"),)


class Roll(models.Model):
    """
    A collection of a store whose rows are people, each with a number here. `columns` says by what they are known.

    It is locked by whoever binds a choice or new rows, so that neither misses the other.
    """

    controller = models.CharField(max_length=40)
    collection = models.CharField(max_length=200)
    columns = models.TextField()
    numbered = models.PositiveBigIntegerField(default=0)
    bound_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consent_roll"
        constraints = (models.UniqueConstraint(name="roll_once", fields=["controller", "collection"]),)


class PersonNumber(models.Model):
    """
    A dense number for a row of a roll. `held` is the digest of its key and of what it is known by.

    A row that changes has another digest, so it gets another number and is bound anew. `unread`: it holds nothing
    that a choice could act on, or something that cannot be read, so nobody knows what was chosen.
    """

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="people")
    number = models.PositiveBigIntegerField()
    held = models.CharField(max_length=64)
    unread = models.BooleanField(default=False)

    class Meta:
        db_table = "consent_person_number"
        constraints = (
            models.UniqueConstraint(name="person_number_once", fields=["roll", "number"]),
            models.UniqueConstraint(name="person_number_of_a_row", fields=["roll", "held"]),
        )


class NumberKey(models.Model):
    """A key of a numbered row, as the keys of choices are: by it a choice that arrives finds the number."""

    person = models.ForeignKey(PersonNumber, on_delete=models.PROTECT, related_name="keys")
    identity = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    house = models.CharField(max_length=64, blank=True)
    named = models.CharField(max_length=64, blank=True)
    script = models.CharField(max_length=5, blank=True)

    class Meta:
        db_table = "consent_number_key"
        indexes = (
            models.Index(fields=["digest"], name="number_key_digest"),
            models.Index(fields=["house"], condition=~Q(house=""), name="number_key_house"),
        )


class Bound(models.Model):
    """That a choice reaches a numbered row; `exact`: to the letter, as a consent must."""

    person = models.ForeignKey(PersonNumber, on_delete=models.PROTECT, related_name="bound")
    key = models.ForeignKey(ChoiceKey, on_delete=models.PROTECT, related_name="bound")
    exact = models.BooleanField()

    class Meta:
        db_table = "consent_bound"
        constraints = (models.UniqueConstraint(name="bound_once", fields=["person", "key"]),)


class Audience(models.Model):
    """
    Of whom a use may be made, as it was at a moment: question, policy and counts; whom it names is in its file alone.

    `question` is what was asked, as JSON. `digest` binds policy, question and ids. `counts` is a list of
    `[reason, known, count]` of those left out. `seen` is how many choices the register held that could bear on it.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    purpose = models.CharField(max_length=64, blank=True)
    question = models.TextField()
    drawn_from = models.CharField(max_length=200)
    policy = models.CharField(max_length=64)
    version = models.DateField(null=True)
    as_of = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    rows = models.PositiveBigIntegerField()
    allowed = models.PositiveBigIntegerField()
    counts = models.JSONField(default=list)
    ids = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    seen = models.PositiveBigIntegerField()

    class Meta:
        db_table = "consent_audience"
        constraints = (
            models.CheckConstraint(name="audience_not_more_than_asked", condition=Q(allowed__lte=F("rows"))),
            models.CheckConstraint(name="audience_ends", condition=Q(expires_at__gt=F("made_at"))),
        )
        indexes = (models.Index(fields=["controller", "made_at"], name="audience_by_company"),)
