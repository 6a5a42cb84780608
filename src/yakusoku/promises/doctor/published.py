"""Published notices: no file of a version was changed since, and the list beside the files is the one of own state."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.notices import queries as notices
from yakusoku.promises.doctor.lines import Area, Line, look, ok, wrong
from yakusoku.terms.text import text


def look_at_published() -> Iterator[Line]:
    """Yield published files that were changed or are gone; nothing where nothing was published."""
    companies = notices.companies()
    fine = True
    for finding in (one for company in companies for one in notices.changed_files(company)):
        fine = False
        says = text("{place}: {says}", place=finding.where.file, says=finding.says)
        yield wrong(Area.FILES, says, finding.do)
    for company in notices.stray_lists():
        fine = False
        says = text("The list of published files of {company} is not that of own state.", company=company)
        do = text(
            "Restore policies/{company}/published.sha256; the next publication writes it anew.",
            company=company,
        )
        yield look(Area.FILES, says, do)
    if companies and fine:
        count = sum(len(notices.versions(controller=company)) for company in companies)
        yield ok(Area.FILES, text("Published versions: {count}; all files are unchanged.", count=count))
