"""Tips as Markdown files in a folder or an archive, laid out as language/topic/id.md.

Pictures lie beside them in pictures/NAME. Names inside an archive are looked at, never used as a
path.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from knowledge.boundaries.texts import clean
from knowledge.people.roster.vocabulary import plain
from knowledge.tables.archive import unpacking
from knowledge.tables.limits import MEGABYTE
from knowledge.tables.unfit import Unfit, UnfitTable
from tips.exchange.checking import ID, PICTURE, slug
from tips.exchange.markdown import UnreadableTip, unknown, values, write
from tips.exchange.parcel import Fault, Parcel, Refusal, Said, UnfitParcel, Value, Why, shown
from tips.exchange.sheets import LIMITS
from tips.model import Tip

MOST_FILES = 5_000
LARGEST_TIP = 100_000
"""Bytes of a tip's file."""

LARGEST_PICTURE = 2 * MEGABYTE
MOST_TEXT = 8 * MEGABYTE
"""Bytes of all tips together."""

PLACE = re.compile(r"(?:.*/)?(?P<language>sv|en|da|nb|fi)/[^/]+/[^/]+\.md", re.DOTALL)
PICTURES = re.compile(r"(?:.*/)?pictures/(?P<name>[^/]+)", re.DOTALL)

KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF")
"""How pictures begin that are kept: PNG, JPEG, GIF and WebP."""

MADE = (1980, 1, 1, 0, 0, 0)
"""When every file in an archive says it was made, so that the same tips make the same archive."""

File = tuple[str, bytes]
"""A path inside, with slashes, and what is there."""


def files(
    tips: Iterable[Tip], *, emails: Mapping[str, str], pictures: Mapping[str, bytes]
) -> Iterator[File]:
    """Yield the files that hold some tips and their pictures."""
    named: set[str] = set()
    for tip in tips:
        name = tip.id if ID.fullmatch(tip.id) else slug(tip.id) or "tip"
        topic = re.sub(r"[^a-z0-9_-]+", "-", plain(tip.topic)).strip("-") or "egna"
        yield f"{tip.language}/{topic}/{name}.md", write(tip, emails=emails).encode()
        named |= {one.name for one in tip.pictures}
    for name in sorted(named & pictures.keys()):
        yield f"pictures/{name}", pictures[name]


def archive(
    tips: Iterable[Tip], *, emails: Mapping[str, str], pictures: Mapping[str, bytes]
) -> bytes:
    """Pack some tips and their pictures; the same ones make the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in files(tips, emails=emails, pictures=pictures):
            info = zipfile.ZipInfo(path, MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, data)
    return file.getvalue()


def read_one(data: bytes, name: str, *, place: str = "") -> Parcel:
    """Read one tip's file; its folders say the language, if they are known.

    Raises:
        UnfitTable: it is far too large.
    """
    if len(data) > LARGEST_TIP:
        raise UnfitTable(Unfit.LARGE, name, most=1)
    said, ignored = _said(place or name, data, "")
    return Parcel(name=name, said=(said,), ignored=tuple(ignored))


def read_archive(data: bytes, name: str) -> Parcel:
    """Read an archive of tips.

    Raises:
        UnfitTable: it is damaged or encrypted, or would take too much to unpack.
        UnfitParcel: it holds no tips, or too many files.
    """
    if len(data) > LIMITS.megabytes * MEGABYTE:
        raise UnfitTable(Unfit.LARGE, name, most=LIMITS.megabytes)
    with unpacking(data, name, most_bytes=LIMITS.unpacked * MEGABYTE) as packed:
        parts = [one for one in packed.infolist() if not one.is_dir()]
        if len(parts) > MOST_FILES:
            raise UnfitParcel(Refusal.FILES, name, most=MOST_FILES)
        return _parcel(name, ((one.filename, _taken(packed, one)) for one in parts))


def read_folder(folder: Path) -> Parcel:
    """Read a folder of tips; links in it are not followed.

    Raises:
        UnfitTable, UnfitParcel: as `read_archive`.
        OSError: something in it cannot be read.
    """
    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if len(paths) > MOST_FILES:
        raise UnfitParcel(Refusal.FILES, folder.name, most=MOST_FILES)
    return _parcel(
        folder.name, ((path.relative_to(folder).as_posix(), _start(path)) for path in paths)
    )


def _taken(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with packed.open(part) as one:
        return one.read(LARGEST_PICTURE + 1)


def _start(path: Path) -> bytes:
    with path.open("rb") as one:
        return one.read(LARGEST_PICTURE + 1)


def _parcel(name: str, found: Iterable[File]) -> Parcel:
    said: list[Said] = []
    pictures: dict[str, bytes] = {}
    ignored: dict[str, None] = {}
    text = 0
    for path, data in found:
        picture = PICTURES.fullmatch(path)
        if picture and _is_picture(picture["name"], data):
            pictures[picture["name"]] = data
        elif PLACE.fullmatch(path) or (path.endswith(".md") and data.startswith(b"---")):
            text += len(data)
            if text > MOST_TEXT:
                raise UnfitTable(Unfit.SWOLLEN, name)
            one, fields = _said(path, data, shown(path))
            said.append(one)
            ignored |= dict.fromkeys(fields)
        else:
            ignored.setdefault(shown(path))
    if not said:
        raise UnfitParcel(Refusal.EMPTY, name)
    return Parcel(name=name, said=tuple(said), pictures=pictures, ignored=tuple(ignored))


def _is_picture(name: str, data: bytes) -> bool:
    fits = len(data) <= LARGEST_PICTURE and data.startswith(KINDS)
    return fits and bool(PICTURE.fullmatch(name))


def _said(path: str, data: bytes, file: str) -> tuple[Said, list[str]]:
    """Read one file; return what it says, and the fields nobody reads."""
    place = PLACE.fullmatch(path)
    found: dict[str, Value] = {"language": place["language"]} if place else {}
    nothing = Said(file=file, values={"id": Path(path).stem})
    if len(data) > LARGEST_TIP:
        fault = nothing.fault("row", Why.LONG, most=LARGEST_TIP, found=len(data))
        return _faulty(nothing, fault), []
    try:
        text = data.decode()
        found |= values(clean(text))
        return Said(file=file, values=found), unknown(text)
    except UnicodeDecodeError:
        return _faulty(nothing, nothing.fault("row", Why.NO_TEXT)), []
    except UnreadableTip as error:
        fault = nothing.fault(error.field, error.why, **error.details)
        return _faulty(nothing, fault), []


def _faulty(said: Said, fault: Fault) -> Said:
    return Said(file=said.file, values=said.values, faults=(fault,))
