"""Which addresses may be written to, and so be shown the bot's token (reliability S4)."""

import re
from urllib.parse import urlsplit

MICROSOFTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
"""Exact names: under trafficmanager.net anybody may register another."""

PLAIN = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~/-]*)?")
"""An address without a name and password in it, a query, a fragment or anything packed."""

LONGEST = 400
ANY_PORT = "*"


def may_be_written_to(address: object, also: tuple[str, ...] = ()) -> bool:
    """Say whether an address is one of Microsoft's connectors, or a stand-in of the settings.

    Args:
        address: what an activity calls its service address; anything.
        also: host, host:port or host:* of stand-ins on this machine, for which http will do.
    """
    if not isinstance(address, str) or len(address) > LONGEST or not PLAIN.fullmatch(address):
        return False
    if ".." in address:
        return False
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if parts.netloc in also or f"{parts.hostname}:{ANY_PORT}" in also:
        return True
    return parts.scheme == "https" and port is None and parts.netloc in MICROSOFTS


def are_one(one: object, other: object) -> bool:
    """Say whether two service addresses are the same, but for a slash at the end."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return one.rstrip("/") == other.rstrip("/")
