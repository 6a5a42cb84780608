"""Make `.venv` and install exactly what the lock files name. Needs only Python's standard library."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BOOT = ROOT / ".boot"
LOCKS = ROOT / "requirements"


def run(*command: str | Path) -> None:
    """Run a command in the project's folder and stop at its failure."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def installer() -> list[str]:
    """Return the command of a hash-checked installer, fetched into `.boot` once."""
    if not (BOOT / "uv").exists():
        shutil.rmtree(BOOT, ignore_errors=True)
        base = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
        if subprocess.run([*base, "--version"], capture_output=True, check=False).returncode:
            run(sys.executable, "-m", "venv", BOOT / "env")
            base = [str(BOOT / "env" / "bin" / "python"), "-m", "pip"]
        run(*base, "install", "-q", "--require-hashes", "--target", BOOT, "-r", LOCKS / "boot.txt")
    return [str(BOOT / "bin" / "uv")]


def main() -> None:
    """Install the locked dependencies, then this project without resolving anything."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python must hear the reason
        raise SystemExit(f"Yakusoku needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    uv = installer()
    if not (VENV / "bin" / "python").exists():
        run(*uv, "venv", "-q", "--python", sys.executable, VENV)
    python = VENV / "bin" / "python"
    locks = [LOCKS / name for name in ("base.txt", "build.txt", "dev.txt")]
    run(*uv, "pip", "sync", "-q", "--require-hashes", "--python", python, *locks)
    run(*uv, "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--python", python, "-e", ROOT)
    (VENV / ".installed").touch()


if __name__ == "__main__":
    main()
