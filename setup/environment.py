"""Makes the checkout's own `.venv` from a hashed lock file; standard library only.

`ensure("run")` gives the interpreter that runs panj; `ensure("dev")` adds what `./check` needs. Where the
lock has not changed since the last time, nothing is done. uv is used where it is on PATH, else venv + pip.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
NO_VENV = """\
This Python has no venv module, which Panj needs to set itself up.
On Debian or Ubuntu:  sudo apt install python3-venv
Then run the same command again."""


def use_new_enough_python() -> None:
    """Replaces this process by a newer Python where the one that runs is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which("python3.%d" % minor)
        if newer:
            os.execv(newer, [newer] + sys.argv)
    sys.exit(
        "Panj needs Python %d.%d or newer; this is %s.\n" % (OLDEST + (sys.version.split()[0],))
        + "Install a newer python3 (Debian 12, Ubuntu 24.04 and later have one) and run this again."
    )


def ensure(kind: str) -> Path:
    """The interpreter of a `.venv` in which everything of `setup/KIND.lock` is installed."""
    lock = ROOT / "setup" / (kind + ".lock")
    python = _interpreter()
    stamp = VENV / ("panj-%s.stamp" % kind)
    if not (python.exists() and _is_this_checkouts()):
        _create()
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        _install(lock)
        _link_source()
        stamp.write_text(wanted)
    return python


def _interpreter() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _is_this_checkouts() -> bool:
    """False for an environment that was moved along with a copied checkout, or half made."""
    marks = list(VENV.glob("lib/python3*/site-packages/panj-checkout.pth")) + list(
        VENV.glob("Lib/site-packages/panj-checkout.pth")
    )
    return any(Path(m.read_text().strip()) == ROOT / "src" for m in marks)


def _create() -> None:
    _say("Setting Panj up in %s (once; about a minute)" % VENV)
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it
        import venv
    except ImportError:
        sys.exit(NO_VENV)
    venv.EnvBuilder(clear=True, with_pip=not shutil.which("uv")).create(VENV)
    _link_source()


def _link_source() -> None:
    """Lets the environment import panj from `src`, with no build step."""
    command = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    found = subprocess.run([_interpreter(), "-c", command], check=True, capture_output=True, text=True)
    (Path(found.stdout.strip()) / "panj-checkout.pth").write_text(str(ROOT / "src") + "\n")


def _install(lock: Path) -> None:
    count = sum(1 for line in lock.read_text().splitlines() if line[:1].isalnum())
    _say("Installing up to %d packages, as pinned with their hashes in setup/%s" % (count, lock.name))
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "-q", "--python", str(_interpreter())]
    else:
        command = [str(_interpreter()), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    done = subprocess.run(command + ["--require-hashes", "-r", str(lock)], cwd=ROOT)
    if done.returncode:
        sys.exit(
            "The packages could not be installed (see above). Nothing is lost: once the cause is mended\n"
            "(network, disk space), the same command goes on. Panj needs the network only for this step."
        )


def _say(line: str) -> None:
    print("panj: " + line, file=sys.stderr, flush=True)
