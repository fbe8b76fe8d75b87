"""Which format a file of tips has, by its name, and by its headings where people have them too."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath

from tips.exchange import collection, json_lines, question_answering, sheets
from tips.exchange.parcel import Parcel, Refusal, UnfitParcel
from tips.model import Tip

WRITTEN = (".zip", ".csv", ".xlsx", ".jsonl", ".tsv")
"""What can be written as one file; a folder takes Markdown files."""

READ = (*WRITTEN, ".md")
ALWAYS = frozenset({".md", ".zip", ".jsonl"})
"""Files that can be of nothing else."""


def suffix_of(name: str) -> str:
    """Return how a file's name ends, in small letters."""
    return PurePath(name).suffix.casefold()


def is_of_tips(data: bytes, name: str) -> bool:
    """Say whether a file is of tips, and not, say, of people; its beginning is enough."""
    if suffix_of(name) in ALWAYS:
        return True
    return _is_table_of_questions(data, name) or sheets.is_of_tips(data, name)


def read(data: bytes, name: str, *, place: str = "") -> Parcel:
    """Read a file of tips.

    Args:
        data: the file.
        name: what it is called; its suffix says the format.
        place: where it lies, with slashes, for a Markdown file whose folder says the language.

    Raises:
        UnfitTable, UnfitParcel: nothing in it can be used.
    """
    match suffix_of(name):
        case ".md":
            return collection.read_one(data, name, place=place)
        case ".zip":
            return collection.read_archive(data, name)
        case ".jsonl":
            return json_lines.read(data, name)
        case _ if _is_table_of_questions(data, name):
            return question_answering.read(data, name)
        case _:
            return sheets.read(data, name)


def write(
    tips: Sequence[Tip], name: str, *, emails: Mapping[str, str], pictures: Mapping[str, bytes]
) -> bytes:
    """Write tips in the format a file's name asks for.

    Args:
        tips: in the order they are to stand in.
        name: of the file.
        emails: work addresses by person id, for caretakers.
        pictures: by name; only an archive has room for them.

    Raises:
        UnfitParcel: there is no such format.
        TooLongForWorkbook: a field has no room in a cell of a workbook.
    """
    suffix = suffix_of(name)
    if suffix == ".zip":
        return collection.archive(tips, emails=emails, pictures=pictures)
    writers: Mapping[str, Callable[..., bytes]] = {
        ".csv": sheets.as_csv,
        ".xlsx": sheets.as_workbook,
        ".jsonl": json_lines.write,
        ".tsv": question_answering.write,
    }
    if suffix not in writers:
        raise UnfitParcel(Refusal.FORMAT, name, wanted=", ".join(WRITTEN))
    return writers[suffix](tips, emails=emails)


def _is_table_of_questions(data: bytes, name: str) -> bool:
    return suffix_of(name) in {".tsv", ".txt"} and question_answering.is_one(data, name)
