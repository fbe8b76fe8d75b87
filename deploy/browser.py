"""Finds or installs a Chromium for the browser tests: `.venv/bin/python deploy/browser.py`.

Writes its path to var/test-browser (an empty line stands for Playwright's own), after it has been
seen to load a page. Where none can be had, one line says what to install and the status is 2.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "var" / "test-browser"
LOG = ROOT / "var" / "browser.log"

WISH = "COACH_TEST_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OWN = ""
"""Playwright's own Chromium; Playwright knows where it is."""

PAGE = "data:text/html,<title>ready</title>"
LONGEST_START = 30_000
LONGEST_INSTALL = 900


class NoBrowserError(Exception):
    """No Chromium can be had; the message is one line that says what to do."""


def main() -> int:
    """Find a browser, write down where it is, and return the exit status."""
    try:
        FOUND.parent.mkdir(exist_ok=True)
        browser = browser_for_tests()
        FOUND.write_text(f"{browser}\n", encoding="utf-8")
    except NoBrowserError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"Cannot use {error.filename or ROOT}: {error.strerror}. Mend that.\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Run the same command again to go on.\n")
        return 130
    say(f"Browser for the tests: {browser or 'the Chromium of Playwright'}")
    return 0


def browser_for_tests() -> str:
    """Return the path of a Chromium that works, the wished one if there is a wish.

    Raises:
        NoBrowserError: there is none, and none could be installed.
    """
    wish = os.environ.get(WISH)  # noqa: TID251 - a setting of the tests, not of the service
    if wish:
        if works(wish):
            return wish
        raise NoBrowserError(f"{WISH} is {wish}, which does not load a page: change or unset it.")
    if found_before():
        return FOUND.read_text(encoding="utf-8").strip()
    for browser in candidates():
        if works(browser):
            return browser
    raise NoBrowserError(
        f"The tests need a Chromium. Install one (Debian: sudo apt install chromium), "
        f"or name it in {WISH}. What was tried is in {LOG.relative_to(ROOT)}"
    )


def found_before() -> bool:
    """Tell whether the browser of the last time is still there, without starting it if possible."""
    try:
        browser = FOUND.read_text(encoding="utf-8").strip()
    except OSError:
        return False
    return os.access(browser, os.X_OK) if browser else works(OWN)


def candidates() -> Iterator[str]:
    """Yield browsers to try: those that are there, then those that can be installed."""
    LOG.write_text("", encoding="utf-8")
    yield from on_path()
    yield OWN
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing Debian's Chromium; the log is {LOG.relative_to(ROOT)}")
        if installed_by_debian():
            yield from on_path()
    say(f"Downloading Playwright's Chromium; the log is {LOG.relative_to(ROOT)}")
    if logged([sys.executable, "-m", "playwright", "install", "chromium"]):
        yield OWN


def on_path() -> Iterator[str]:
    """Yield the Chromiums that the machine has."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            yield path


def installed_by_debian() -> bool:
    """Install Debian's Chromium; its lists are fetched only if it is not found without."""
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*quiet, "install", "-y", "--no-install-recommends", "chromium"]
    return logged(install) or (logged([*quiet, "update"]) and logged(install))


def logged(command: list[str]) -> bool:
    """Run a command with its words in the log, and tell whether it ended well."""
    with LOG.open("ab") as log:
        log.write(f"$ {' '.join(command)}\n".encode())
        log.flush()
        try:
            process = subprocess.run(  # noqa: S603 - our own command
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=LONGEST_INSTALL,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            log.write(f"{error}\n".encode())
            return False
    return process.returncode == 0


def works(browser: str) -> bool:
    """Start a browser without a window and load a page; what goes wrong goes to the log."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(
                executable_path=browser or None, args=options, timeout=LONGEST_START
            )
            page = started.new_page()
            page.goto(PAGE)
            title = page.title()
            started.close()
    except Error as error:
        with LOG.open("a", encoding="utf-8") as log:
            log.write(f"{browser or 'Chromium of Playwright'}: {error}\n")
        return False
    return title == "ready"


def say(line: str) -> None:
    """Write a line to the one who waits."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
