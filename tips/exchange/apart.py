"""Reads a file in a process of its own, so that a file made to harm harms nothing else.

The process may use so much memory and so much time; when it uses more it is ended, and the service
goes on answering meanwhile.
"""

import resource
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from knowledge.tables.unfit import Unfit, UnfitTable
from tips.exchange import formats
from tips.exchange.parcel import Parcel, Refusal, UnfitParcel

SECONDS = 45.0
MOST_MEMORY = 2 * 1024**3
"""Bytes of address space; most of it is the interpreter and its libraries."""

Reason = tuple[Unfit | Refusal, Mapping[str, str | int]]


def read(data: bytes, name: str, *, seconds: float = SECONDS) -> Parcel:
    """Read a file of tips; blocks until it is done.

    Args:
        data: the file.
        name: what it is called; its suffix says the format.
        seconds: how long it may take.

    Raises:
        UnfitTable, UnfitParcel: nothing in it can be used, or reading it takes too much.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_limited) as pool:
        reading = pool.submit(_read, data, name)
        try:
            found = reading.result(timeout=seconds)
        except TooLate:
            for process in list(pool._processes.values()):  # noqa: SLF001 - there is no other way
                process.kill()
            raise UnfitParcel(Refusal.SLOW, name) from None
        except (BrokenProcessPool, MemoryError):
            raise UnfitParcel(Refusal.SLOW, name) from None
    if isinstance(found, Parcel):
        return found
    why, details = found
    if isinstance(why, Unfit):
        raise UnfitTable(why, name, **details)
    raise UnfitParcel(why, name, **details)


def _read(data: bytes, name: str) -> Parcel | Reason:
    """Read a file; why it cannot be is returned, since such an error cannot be sent back."""
    try:
        return formats.read(data, name)
    except UnfitTable as error:
        return error.why, error.details
    except UnfitParcel as error:
        return error.why, error.details


def _limited() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
