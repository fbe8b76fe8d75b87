"""Draws an address as a QR code."""

from io import BytesIO

import segno

QUIET = 4
"""Modules of white around it, without which a phone may not see it."""


def as_svg(address: str) -> bytes:
    """Return an address as a black QR code on white, a picture that grows with its frame."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=QUIET, dark="#000000", light="#ffffff", omitsize=True
    )
    return drawn.getvalue()
