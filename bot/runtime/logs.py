"""One line an event, as JSON, with the kind of fault and the place, and no text from people."""

import logging

import structlog


def configure() -> None:
    """Set logging up once, at the start of a command."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    # It would write down request lines as they came, and tracebacks; our own handlers say what
    # went wrong without anybody's words.
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(),
    )
