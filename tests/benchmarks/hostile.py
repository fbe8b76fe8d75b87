"""A process of its own that reads a file of tips: `python -m tests.benchmarks.hostile FILE`.

It prints why nothing can be used, or how many tips are refused, the seconds it took, and the
megabytes by which the process grew at most.
"""

import gc
import sys
import time
from datetime import date
from pathlib import Path

from bot.runtime.tips_file import parcel_in
from knowledge.people.roster import reading as people
from knowledge.people.roster.sheet import UnfitRoster
from knowledge.tables.unfit import UnfitTable
from tips.exchange.checking import Here
from tips.exchange.parcel import Parcel, UnfitParcel
from tips.exchange.plan import planned

KILOBYTES = 1024


def megabytes(name: str) -> float:
    """Return a figure of this process: VmRSS is what it holds, VmHWM the most it ever held."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / KILOBYTES
    raise KeyError(name)


def main(path: Path) -> None:
    """Read the file as the command does, and print the figures."""
    gc.collect()
    before, begun = megabytes("VmRSS"), time.perf_counter()
    try:
        parcel = parcel_in(path)
        if parcel is None:
            people.read(path.read_bytes(), path.name)
        plan = planned(parcel or Parcel(name=""), Here(tips={}, today=date(2026, 11, 23)))
        said = f"refused:{plan.tips_refused}"
    except (UnfitTable, UnfitParcel) as error:
        said = error.why.value
    except UnfitRoster as error:
        said = str(error).replace(" ", "_")
    spent = time.perf_counter() - begun
    sys.stdout.write(f"{said} {spent:.2f} {megabytes('VmHWM') - before:.0f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
