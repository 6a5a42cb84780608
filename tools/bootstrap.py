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
        quiet = ("--disable-pip-version-check", "--root-user-action=ignore", "-q")
        options = (*quiet, "--require-hashes", "--target", BOOT, "-r", LOCKS / "boot.txt")
        run(_with_pip(), "-m", "pip", "install", *options)
    return [str(BOOT / "bin" / "uv")]


def _with_pip() -> str | Path:
    """Return a Python that has pip: this one, or one in a folder of its own."""
    version = (sys.executable, "-m", "pip", "--version")
    if subprocess.run(version, capture_output=True, check=False).returncode == 0:
        return sys.executable
    made = subprocess.run((sys.executable, "-m", "venv", str(BOOT / "env")), capture_output=True, check=False)
    if made.returncode:
        raise SystemExit("This Python has neither pip nor venv. On Debian: apt-get install python3-venv")
    return BOOT / "env" / "bin" / "python"


def main() -> None:
    """Install the locked dependencies, then this project without resolving anything."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python must hear the reason
        raise SystemExit(f"Yakusoku needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    print("Making .venv from the lock files; the first time takes a minute.", flush=True)
    uv = installer()
    if not (VENV / "bin" / "python").exists():
        run(*uv, "venv", "-q", "--clear", "--python", sys.executable, VENV)
    python = VENV / "bin" / "python"
    locks = [LOCKS / name for name in ("base.txt", "extras.txt", "build.txt", "dev.txt")]
    run(*uv, "pip", "sync", "-q", "--compile-bytecode", "--require-hashes", "--python", python, *locks)
    run(*uv, "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--python", python, "-e", ROOT)
    (VENV / ".installed").touch()


if __name__ == "__main__":
    main()
