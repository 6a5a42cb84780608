"""All that must be equal after a kill: rows, entries, sealed contents, files. Opened values are compared as digests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hex."""
    return hashlib.sha256(content).hexdigest()


def summary(folder: Path) -> dict[str, Any]:
    """Return what a home holds that its promises speak of; two homes of one story must give the same."""
    from yakusoku.ledger import queries as ledger
    from yakusoku.ledger.verification.verify import verify
    from yakusoku.rights import queries
    from yakusoku.site.home import open_home
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries as keys
    from yakusoku.work import queries as work

    home = open_home(folder)
    try:
        requests = queries.requests()
        return {
            "requests": [repr(one) for one in requests],
            "findings": [repr(one) for each in requests for one in queries.findings(each.request_id)],
            "items": [repr(one) for each in requests for one in queries.items(each.request_id)],
            "fees": [repr(one) for one in queries.fees(controller="jcom")],
            "identity": [repr(one) for one in queries.identity_checks(controller="jcom")],
            "dispatches": [repr(one) for one in queries.dispatches(controller="jcom")],
            "entries": [
                [
                    one.tag,
                    one.about,
                    one.by,
                    one.at.isoformat(),
                    json.dumps(dict(one.facts)),
                    one.leaf_hash,
                    one.index,
                ]
                for one in ledger.entries("jcom")
            ],
            "intents": [[one.kind, one.about, one.state] for one in work.intents()],
            "plans": [
                digest(queries.plan_text(each.request_id).encode()) for each in requests if each.plan_digest
            ],
            "sealed": {
                f"{each.request_id}/{name}": digest(vault.get(case_id=each.request_id, name=name))
                for each in requests
                for name in sorted(vault.names(case_id=each.request_id))
            },
            "keys": [repr(fault) for fault in keys.verify_keys()],
            "mail": {file.name: digest(file.read_bytes()) for file in sorted((folder / "mail").iterdir())},
            "leftovers": sorted(str(file.relative_to(folder)) for file in folder.rglob(".*.part")),
            "ledger": [repr(one) for one in verify("jcom").findings],
        }
    finally:
        home.close()
