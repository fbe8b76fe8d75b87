"""One line an event, as JSON, with the kind of fault and the place, and no text from people.

A field that is not on the list below is left out, whoever writes it: what is not foreseen is not
logged. Other people's libraries may say that something happened, and where; not what.
"""

import json
import logging
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import structlog
from typing_extensions import override

FIELDS = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "request",
        "error",
        "where",
        "route",
        "reason",
        "status",
        "tries",
        "count",
        "refused_by",
        "refused_with",
        "why",
        "library",
        "team",
        "off",
    }
)
"""All that a line may hold; docs/reference/logs.md says what each is."""

LONGEST = 200
"""Characters a field may have."""

OURS = (bool, int, float, type(None))


def configure() -> None:
    """Set logging up once, at the start of a command."""
    handler = logging.StreamHandler()
    handler.setFormatter(OfLibraries())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # It would write down request lines as they came, and tracebacks; our own handlers say what
    # went wrong without anybody's words.
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_listed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: PatientLogger(),
    )


def only_listed(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> Mapping[str, Any]:
    """Leave out every field that is not on the list, and cut short what is too long."""
    return {name: _short(value) for name, value in event.items() if name in FIELDS}


class PatientLogger(structlog.PrintLogger):
    """Writes to standard output; where nothing can be written, the work goes on without.

    A full disk, or a pipe that nobody reads, must not end the worker that has something to say.
    """

    @override
    def msg(self, message: str) -> None:
        """Write a line, or lose it."""
        with suppress(OSError, ValueError):
            super().msg(message)

    log = debug = info = warn = warning = fatal = failure = err = error = critical = exception = msg


class OfLibraries(logging.Formatter):
    """Writes that a library had something to say, how grave, from where; never what it said."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the line: a message may hold a body, an address or somebody's words."""
        kind = record.exc_info[0] if record.exc_info else None
        line = {
            "event": "library",
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "library": record.name,
            "where": f"{record.filename}:{record.lineno}",
        }
        if kind is not None:
            line["error"] = kind.__name__
        return json.dumps(line)


def _short(value: object) -> object:
    return value if isinstance(value, OURS) else str(value)[:LONGEST]
