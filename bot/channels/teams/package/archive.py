"""Puts manifest, translations and icons into the one file that Teams takes."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bot.channels.teams.package.manifest import (
    COLOUR,
    OUTLINE,
    App,
    Json,
    localization,
    manifest,
    others,
)

ICONS = Path(__file__).parent / "icons"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip knows; with it the same app is the same file, byte for byte."""


def packed(app: App) -> bytes:
    """Return the package as a zip."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, content in _files(app):
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return found.getvalue()


def _files(app: App) -> Iterator[tuple[str, bytes]]:
    yield "manifest.json", _written(manifest(app))
    for language in others():
        yield f"{language}.json", _written(localization(language))
    for name in (COLOUR, OUTLINE):
        yield name, (ICONS / name).read_bytes()


def _written(values: Json) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=2).encode()
