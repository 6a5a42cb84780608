"""Where the line of each deed goes."""

from __future__ import annotations

import logging
import os
from pathlib import Path


def log_to(target: str, folder: Path) -> None:
    """Send the line of each deed to a file of the home, or to standard error where `target` is empty."""
    logger = logging.getLogger("yakusoku.deed")
    for old in list(logger.handlers):
        logger.removeHandler(old)
        old.close()
    handler: logging.Handler = logging.StreamHandler()
    if target:
        path = folder / target
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
        os.chmod(path, 0o600)  # noqa: PTH101  the handler has just made it
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
