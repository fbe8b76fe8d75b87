"""The way out of the house: a proxy to go by, and a company's own authority to trust."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


class UnfitWay(ValueError):
    """The way out cannot be gone; the message is one line that says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WayOut:
    """How other people's servers are reached.

    Attributes:
        proxy: address of an outbound proxy; None where the net is reached directly.
        trust: whose certificates are believed; None for those the system believes.
    """

    proxy: str | None = field(default=None, repr=False)
    trust: ssl.SSLContext | None = None


STRAIGHT = WayOut()


def way_out(*, proxy: str, authority: Path | None) -> WayOut:
    """Return the way out that the settings describe.

    Args:
        proxy: http://host:port, or "".
        authority: a PEM file with the company's own certificates, believed beside the system's.

    Raises:
        UnfitWay: one of them cannot be used.
    """
    if proxy:
        parts = urlsplit(proxy)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UnfitWay("COACH_OUTBOUND_PROXY must look like http://proxy.example.org:3128")
    trust = None
    if authority is not None:
        trust = ssl.create_default_context()
        try:
            trust.load_verify_locations(cafile=str(authority))
        except (OSError, ssl.SSLError) as error:
            raise UnfitWay(
                f"COACH_CA_FILE={authority} holds no certificates that can be read "
                f"({type(error).__name__})"
            ) from None
    return WayOut(proxy=proxy or None, trust=trust)
