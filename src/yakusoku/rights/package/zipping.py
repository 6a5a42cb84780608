"""One file of many: a ZIP archive whose bytes depend on the package alone."""

from __future__ import annotations

import io
import zipfile

from yakusoku.rights.package.building import Package

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_OWNER_READS_WRITES = 0o100600 << 16


def to_zip(package: Package) -> bytes:
    """
    Return the package as a ZIP archive.

    Dates, order, permissions and the making system are fixed. Files are stored, not compressed: what a
    compressor makes changes with its version, and these bytes must not.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in package.files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _OWNER_READS_WRITES
            archive.writestr(entry, content)
    return made.getvalue()
