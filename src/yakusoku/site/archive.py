"""The policies and the data map of a home, read once and read again when a file changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from yakusoku.datamap import queries as datamaps
from yakusoku.datamap.parts import DataMap
from yakusoku.policy import queries as policies
from yakusoku.policy.queries import History, Policy
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToReadHome(UnableTo):
    """The home's policies or data map have errors, so nothing is decided from them."""

    asked = text("use the policies and the data map of this home")


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    files = sorted(folder.rglob("*.yaml"))
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)


class Archive:
    """Reads `policies/<company>/` and `datamap/` of one home."""

    def __init__(self, folder: Path, stores: Iterable[str]) -> None:
        """Read below `folder`, lazily; the data map may name these `stores`."""
        self._folder = folder
        self._stores = tuple(stores)
        self._histories: dict[str, tuple[object, History]] = {}
        self._map: tuple[object, DataMap] | None = None

    def policy(self, controller: str, as_of: date) -> Policy:
        """
        Return the policy of `controller` that was in force on `as_of`.

        :raises UnableTo: if there is none, or the files have errors
        """
        return self.history(controller).in_force(as_of)

    def companies(self) -> tuple[str, ...]:
        """Return the companies that have at least one file of a policy, readable or not, sorted."""
        return tuple(sorted({file.parent.name for file in self._folder.glob("policies/*/*.yaml")}))

    def timezone(self, controller: str, *, otherwise: str) -> str:
        """Return the zone that the company's newest policy names; `otherwise` where no policy can be read."""
        try:
            return self.history(controller).versions[-1].controller.timezone
        except UnableTo:
            return otherwise

    def history(self, controller: str) -> History:
        """Return every version of a company's policy. :raises UnableTo: if there is none, or the files have errors"""
        folder = self._folder / "policies" / controller
        stamp = _stamp(folder)
        kept = self._histories.get(controller)
        if kept is None or kept[0] != stamp:
            kept = (stamp, policies.load(folder))
            self._histories[controller] = kept
        return kept[1]

    def datamap(self, company: str | None = None) -> DataMap:
        """
        Return the data map of the home, with `company` only what that company answers for.

        :raises UnableToReadHome: if it has errors: a map that cannot be trusted finds half of a person's data
        """
        folder = self._folder / "datamap"
        stamp = _stamp(folder)
        if self._map is None or self._map[0] != stamp:
            companies = [path.name for path in (self._folder / "policies").glob("*") if path.is_dir()]
            found, findings = datamaps.load(folder, stores=self._stores, companies=companies or None)
            errors = [finding for finding in findings if finding.severity == "error"]
            if errors:
                raise UnableToReadHome(
                    text(
                        "the data map has {count} errors, the first at {where}.",
                        count=len(errors),
                        where=str(errors[0].where),
                    ),
                    do=text("Run `yakusoku check` and repair them."),
                )
            self._map = (stamp, found)
        return self._map[1] if company is None else self._map[1].of(company)
