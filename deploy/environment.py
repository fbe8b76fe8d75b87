"""Makes .venv from requirements.lock: `python3 deploy/environment.py`, as `make setup` does.

Whatever goes wrong is said in one line that tells what to do, and the exit status is then 2.
When nothing has changed since the last time, it takes less than a tenth of a second.

This file must parse and run on Python 3.6, so that an old Python can be told that it is old:
no newer syntax, annotations with newer types in quotes, and the standard library only.
"""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".lock-sha256"
VAR = ROOT / "var"
LOG = VAR / "install.log"

SPACE = "700 MB"
PAUSE = 0.1
BAR = 20

PACKAGE = re.compile(r"^[A-Za-z0-9][\w.\[\]-]*==", re.MULTILINE)
FETCHED = re.compile(r"\(from -r \S*requirements\.lock \(line (\d+)\)\)")
NOT_FOR_US = re.compile(r"^Ignoring ", re.MULTILINE)
INSTALLING = re.compile(r"^Installing collected packages: (.+)$", re.MULTILINE)
REASONS = (
    ("No space left on device", f"the disk is full, about {SPACE} are needed"),
    ("Disk quota exceeded", f"the disk quota is full, about {SPACE} are needed"),
    ("DO NOT MATCH THE HASHES", "a package differs from the one in requirements.lock"),
    ("NewConnectionError", "the package index cannot be reached; check network and proxy"),
    ("ReadTimeoutError", "the package index is too slow; check network and proxy"),
    ("SSLError", "the package index has a certificate that is not trusted; check the proxy"),
    ("No matching distribution", "pip found no such package here; check network and proxy"),
)


class SetUpError(Exception):
    """Setting up cannot go on; the message is one line that says what to do."""


def main() -> int:
    """Set up .venv and return the exit status."""
    # Said aloud, since a shell that starts us in the background tells us to ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        use_a_new_python()
        set_up()
    except SetUpError as error:
        complain(str(error))
        return 2
    except OSError as error:
        complain(unusable(error))
        return 2
    except KeyboardInterrupt:
        complain("Stopped. Run the same command again to go on.")
        return 130
    return 0


def use_a_new_python() -> None:
    """Go on if this Python is new enough, else become the newest on PATH that is.

    Raises:
        SetUpError: there is none.
    """
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        python = shutil.which(name)
        if python and is_new(python):
            os.execv(python, [python, str(Path(__file__).resolve())])  # noqa: S606 - no shell needed
    raise SetUpError(
        "This is Python {}, and Python {} or newer is needed: install it, "
        "or name it as in `make run PYTHON=/path/to/python3`.".format(
            ".".join(map(str, sys.version_info[:3])), ".".join(map(str, OLDEST))
        )
    )


def is_new(python: str) -> bool:
    """Ask a Python itself; names on PATH may lie, and stand-ins may start nothing."""
    question = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    return succeeds([python, "-c", question])


def set_up() -> None:
    """Make .venv, unless it is there and whole; one process at a time."""
    if is_whole():
        say(".venv is ready.")
        return
    need_venv()
    VAR.mkdir(exist_ok=True)
    with (VAR / "install.lock").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another command that is setting up .venv")
            fcntl.flock(turn, fcntl.LOCK_EX)
        if is_whole():
            say(".venv is ready.")
            return
        make()


def is_whole() -> bool:
    """Tell whether .venv was finished from this lock, in this place, and its Python starts."""
    try:
        kept = STAMP.read_text(encoding="utf-8")
    except OSError:
        return False
    return kept == stamp() and succeeds([str(PYTHON), "-I", "-S", "-c", ""])


def stamp() -> str:
    """Return what tells a finished .venv from another: the lock, the place and the Python."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{digest}\n{VENV}\n{PYTHON.resolve()}\n"


def need_venv() -> None:
    """Check that this Python can make a .venv.

    Raises:
        SetUpError: it lacks a module, as Debian's does until a package is added.
    """
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return
    version = ".".join(map(str, sys.version_info[:2]))
    package = f"python{version}-venv"
    if shutil.which("apt"):
        raise SetUpError(f"This Python has no venv module. Install it: sudo apt install {package}")
    raise SetUpError(f"This Python has no venv module. Install the package {package} or the like.")


def make() -> None:
    """Make .venv anew, fill it, and set the stamp last, so that half a .venv never counts."""
    started = time.monotonic()
    remove(VENV)
    VENV.mkdir()
    version = ".".join(map(str, sys.version_info[:3]))
    say(f"Making .venv with Python {version}; the log is {LOG.relative_to(ROOT)}")
    pip = [str(PYTHON), "-u", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    install = ["install", "--require-hashes", "--progress-bar", "off", "--no-color"]
    bar = Bar()
    try:
        with LOG.open("wb") as log:
            run([sys.executable, "-m", "venv", str(VENV)], log, bar)
            run([*pip, *install, "-r", LOCK.name], log, bar)
    finally:
        bar.end()
    STAMP.write_text(stamp(), encoding="utf-8")
    say(f".venv is ready after {time.monotonic() - started:.0f} s.")


def remove(place: Path) -> None:
    """Take away what is in the way, a broken .venv or a file or link of that name."""
    if place.is_symlink() or place.is_file():
        place.unlink()
    elif place.exists():
        shutil.rmtree(place)


def run(command: "list[str]", log: "IO[bytes]", bar: "Bar") -> None:
    """Run a command that writes the log, and draw from the log how far it has come.

    Raises:
        SetUpError: the command failed.
    """
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=str(ROOT), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        while process.poll() is None:
            bar.draw(*progress())
            time.sleep(PAUSE)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if process.returncode:
        raise SetUpError(failure())
    bar.draw(*progress())


def progress() -> "tuple[str, int, int]":
    """Read from the log what is being done, how much of it is done, and how much there is."""
    said = LOG.read_text(encoding="utf-8", errors="replace")
    installing = INSTALLING.search(said)
    if installing:
        names = installing.group(1).split(", ")
        there = len(list(VENV.glob("lib/python*/site-packages/*.dist-info")))
        return "Installing      ", min(there, len(names)), len(names)
    whole = len(PACKAGE.findall(LOCK.read_text(encoding="utf-8")))
    return (
        "Setting up .venv",
        len(set(FETCHED.findall(said))),
        whole - len(NOT_FOR_US.findall(said)),
    )


def failure() -> str:
    """Say in one line why the last command failed, as far as its log tells."""
    said = LOG.read_text(encoding="utf-8", errors="replace")
    errors = [line for line in said.splitlines() if re.match(r"(?i)\s*error\b", line)]
    reasons = [reason for sign, reason in REASONS if sign in said]
    why = (reasons or [line.strip()[:160] for line in errors[-1:]] or ["see the log"])[0]
    return f"Setting up .venv failed: {why}. All that was said is in {LOG.relative_to(ROOT)}"


def unusable(error: OSError) -> str:
    """Say in one line that a file cannot be read or written, and what to do."""
    where = error.filename or ROOT
    return f"Cannot use {where}: {error.strerror}. Mend that, or move the project elsewhere."


class Bar:
    """A progress bar, redrawn in place on a terminal; elsewhere a plain line at each quarter."""

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._last = ""

    def draw(self, what: str, done: int, whole: int) -> None:
        """Draw how far it has come, if that differs from what was drawn."""
        if not self._live:
            done = done * 4 // max(whole, 1) * whole // 4
        filled = BAR * done // max(whole, 1)
        line = f"{what}  [{'#' * filled}{'-' * (BAR - filled)}] {done}/{whole}"
        if line != self._last and (done or self._live):
            self._last = line
            say(f"\r{line}" if self._live else line, end="" if self._live else "\n")

    def end(self) -> None:
        """Leave the terminal at the beginning of a line."""
        if self._live and self._last:
            say("")


def succeeds(command: "list[str]") -> bool:
    """Tell whether a command can be started and ends well; it says nothing."""
    quiet = subprocess.DEVNULL
    try:
        return subprocess.call(command, stdin=quiet, stdout=quiet, stderr=quiet) == 0  # noqa: S603
    except OSError:
        return False


def say(line: str, end: str = "\n") -> None:
    """Write a line to the one who waits."""
    sys.stdout.write(line + end)
    sys.stdout.flush()


def complain(line: str) -> None:
    """Write the one line that says what to do."""
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
