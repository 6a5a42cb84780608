"""The record of each person in own state: enough for a company on one machine, and the pattern for other stores."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from yakusoku.provision import models
from yakusoku.provision.ports import Batch, Row
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_AT_ONCE = 500


class UnableToKeepPersons(UnableTo):
    """The persons of a record are not kept."""

    asked = text("keep who stands in a record")


class OwnStateRecords:
    """Keeps rows in own state, in the transaction of the deed that makes the record."""

    def append(self, batch: Batch, persons: Iterable[bytes]) -> int:
        """
        Keep the persons of a batch; see `ports.RecordStore`.

        :raises UnableToKeepPersons: if other persons were kept under it before
        """
        given = sorted(set(persons))
        kept = list(self.persons(batch))
        if kept and kept != given:
            raise UnableToKeepPersons(
                text("other persons are kept under {batch}.", batch=batch.public_id),
                do=text("Make a new record; one that was made is never changed."),
            )
        if not kept:
            rows = (
                models.PersonRecord(
                    controller=batch.controller, batch=batch.public_id, on=batch.day, person=one
                )
                for one in given
            )
            while some := list(islice(rows, _AT_ONCE)):
                models.PersonRecord.objects.bulk_create(some)
        return len(given)

    def find(self, controller: str, persons: Collection[bytes]) -> Iterator[Row]:
        """Yield in which batches any of these persons stand; see `ports.RecordStore`."""
        wanted = iter(sorted(set(persons)))
        while some := list(islice(wanted, _AT_ONCE)):
            found = models.PersonRecord.objects.filter(controller=controller, person__in=some)
            for person, batch in found.values_list("person", "batch"):
                yield Row(bytes(person), batch)

    def persons(self, batch: Batch) -> Iterator[bytes]:
        """Yield the persons of one batch; see `ports.RecordStore`."""
        found = models.PersonRecord.objects.filter(controller=batch.controller, batch=batch.public_id)
        yield from (bytes(one) for one in found.order_by("person").values_list("person", flat=True))

    def drop(self, controller: str, batches: Collection[Batch]) -> int:
        """Forget these batches; see `ports.RecordStore`."""
        ids = [one.public_id for one in batches]
        gone, _ = models.PersonRecord.objects.filter(controller=controller, batch__in=ids).delete()
        return gone
