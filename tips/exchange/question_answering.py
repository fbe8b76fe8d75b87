r"""Tips as a table of Azure's question answering (QnA Maker before it): a row a way to ask.

What that table has no column for rides in Metadata, percent-encoded, so that our own round trip
loses nothing. A table from there has an answer only: it becomes the answer, steps, and the rest.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from knowledge.people.roster.vocabulary import folded
from knowledge.tables import writing
from knowledge.tables.delimited import rows_in, text_of
from knowledge.tables.formulas import as_meant
from knowledge.tables.limits import MEGABYTE
from knowledge.tables.unfit import Unfit, UnfitTable
from tips.exchange.checking import LONGEST, MOST, slug
from tips.exchange.fields import FIELDS, cell, flat, from_cell
from tips.exchange.markdown import UnreadableTip, advice_in, as_text
from tips.exchange.parcel import Parcel, Refusal, Said, UnfitParcel, Value, shown
from tips.exchange.sheets import LIMITS
from tips.model import Tip

COLUMNS = (
    "Question", "Answer", "Source", "Metadata", "SuggestedQuestions", "IsContextOnly", "Prompts",
    "QnaId",
)  # fmt: skip
MOST_ROWS = 10 * LIMITS.rows
LONGEST_LINE = 200_000
LONGEST_SLUG = 60
"""Characters of an id that come from the first question; QnaId makes it one of its own."""

IN_COLUMNS = frozenset({"answer", "steps", "check", "phrasings"})
RIDING = tuple(name for name in FIELDS if name not in IN_COLUMNS)
"""The fields that ride in Metadata."""

ON_EVERY_ROW = frozenset({"id", "language", "topic", "kind"})

UNASKED = "unasked"
"""In Metadata: nobody asks for it in words, and the question is its title."""

SOURCE = "Editorial"
"""What stands in Source, as for answers that were written by hand there."""

ESCAPED = re.compile(r"(\\*)([nt\n\t])")
RESERVED = re.compile(r"[%|:\\]|[^\S ]")
ITEM = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+(?P<text>\S.*)")
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def write(tips: Iterable[Tip], *, emails: Mapping[str, str]) -> bytes:
    """Write tips as a table with tabs, in UTF-8, with nothing a spreadsheet would reckon."""
    return writing.delimited(_rows(tips, emails), separator="\t", marked=False, sparing=True)


def is_one(data: bytes, name: str) -> bool:
    """Say whether the first row has that table's headings."""
    try:
        first = text_of(data, name).readline(LONGEST_LINE)
    except UnfitTable:
        return False
    found = {folded(one) for one in first.split("\t")}
    return {"question", "answer"} <= found and bool({"metadata", "qnaid", "source"} & found)


def read(data: bytes, name: str) -> Parcel:
    """Read such a table; rows with one QnaId are one tip.

    Raises:
        UnfitTable: it is no text, or far too large.
        UnfitParcel: the headings are other ones, or there is nothing below them.
    """
    if len(data) > LIMITS.megabytes * MEGABYTE:
        raise UnfitTable(Unfit.LARGE, name, most=LIMITS.megabytes)
    groups: dict[tuple[str, ...], list[tuple[int, Mapping[str, str]]]] = defaultdict(list)
    for number, row in _numbered(data, name):
        key = (row["qnaid"],) if row["qnaid"] else (row["answer"], row["metadata"])
        groups[key].append((number, row))
    ignored: list[str] = []
    said: list[Said] = []
    for rows in groups.values():
        if all(row["iscontextonly"].casefold() == "true" for _, row in rows):
            ignored.append(shown(rows[0][1]["question"]))
        else:
            said.append(_said(rows))
    if not said:
        raise UnfitParcel(Refusal.EMPTY, name)
    return Parcel(name=name, said=tuple(said), ignored=tuple(ignored))


def _rows(tips: Iterable[Tip], emails: Mapping[str, str]) -> Iterator[Sequence[str]]:
    yield COLUMNS
    for number, tip in enumerate(tips, start=1):
        values = flat(tip, emails=emails)
        riding = [f"{name}:{_packed(cell(values[name]))}" for name in RIDING if values[name]]
        if not tip.phrasings:
            riding.append(f"{UNASKED}:yes")
        answer = _escaped(as_text(tip.advice))
        metadata = "|".join(riding)
        for asked in tip.phrasings or (tip.title,):
            yield (
                _escaped(asked), answer, tip.source or SOURCE, metadata, "[]", "False",
                "[]", str(number),
            )  # fmt: skip
            # Once is enough: the rows of one QnaId are one tip.
            metadata = "|".join(one for one in riding if one.partition(":")[0] in ON_EVERY_ROW)


def _numbered(data: bytes, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row by its headings, in small letters, with those that are missing as empty."""
    places: dict[str, int] = {}
    for number, row in enumerate(_lines(data, name), start=1):
        if not places:
            places = {folded(cell): place for place, cell in enumerate(row)}
            if not {"question", "answer"} <= places.keys():
                said = ", ".join(map(shown, row[:8]))
                raise UnfitParcel(Refusal.HEADLESS, name, said=said)
        elif number > MOST_ROWS:
            raise UnfitTable(Unfit.ROWS, name, most=MOST_ROWS)
        elif any(value.strip() for value in row):
            found = {
                heading: as_meant(row[place]) if place < len(row) else ""
                for heading, place in places.items()
            }
            yield number, defaultdict(str, found)
    if not places:
        raise UnfitParcel(Refusal.EMPTY, name)


def _lines(data: bytes, name: str) -> Iterator[Sequence[str]]:
    """Yield the rows, whether or not quotation marks mean anything in them."""
    try:
        for _ in rows_in(data, name, known=_known):
            pass
    except UnfitTable as error:
        if error.why is not Unfit.QUOTED:
            raise
        text = text_of(data, name)
        while line := text.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise UnfitTable(Unfit.LONG_LINE, name, found=len(line)) from None
            yield line.rstrip("\r\n").split("\t")
    else:
        yield from rows_in(data, name, known=_known)


def _known(cells: Sequence[str]) -> int:
    return len({folded(one) for one in cells} & {folded(one) for one in COLUMNS})


def _said(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Said:
    number, first = rows[0]
    riding = _riding(max((row["metadata"] for _, row in rows), key=len))
    asked = tuple(dict.fromkeys(_unescaped(row["question"]) for _, row in rows))
    answer = _unescaped(first["answer"])
    values: dict[str, Value] = {"phrasings": asked}
    if "id" in riding:
        values |= {name: from_cell(name, riding.get(name, "")) for name in RIDING}
        if UNASKED in riding:
            values["phrasings"] = ()
        try:
            advice = advice_in(answer)
            values |= {"answer": advice.answer, "steps": advice.steps, "check": advice.check}
        except UnreadableTip:
            values |= _advised(answer)
    else:
        known = ("language", "topic", "kind", "owner", "title")
        values |= {name: riding[name] for name in known if name in riding}
        values["id"] = "-".join(
            part for part in (slug(asked[0])[:60], slug(first["qnaid"])) if part
        )
        values |= _advised(answer)
    return Said(row=number, values=values)


def _riding(text: str) -> dict[str, str]:
    """Return what Metadata says, as key:value|key:value or as JSON."""
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        pairs = [one for one in found if isinstance(one, dict)]
        return {
            str(one.get("name", "")).casefold(): unquote(str(one.get("value", ""))) for one in pairs
        }
    pairs_said = (one.partition(":") for one in text.split("|"))
    return {key.strip().casefold(): unquote(value.strip()) for key, _, value in pairs_said}


def _packed(text: str) -> str:
    return RESERVED.sub(lambda found: "".join(f"%{one:02X}" for one in found[0].encode()), text)


def _escaped(text: str) -> str:
    r"""Write line breaks and tabs as \n and \t; backslashes before such letters are doubled."""
    letters = {"\n": r"\n", "\t": r"\t"}
    return ESCAPED.sub(lambda found: 2 * found[1] + letters.get(found[2], found[2]), text)


def _unescaped(text: str) -> str:
    def meant(found: re.Match[str]) -> str:
        half = "\\" * (len(found[1]) // 2)
        if len(found[1]) % 2:
            return half + {"n": "\n", "t": "\t"}.get(found[2], found[2])
        return half + found[2]

    return ESCAPED.sub(meant, text)


def _advised(text: str) -> dict[str, Value]:
    """Cut an answer from elsewhere: its first words, the first list as steps, the rest as more."""
    said: list[str] = []
    steps: list[str] = []
    more: list[str] = []
    for line in text.replace("\r", "").split("\n"):
        item = ITEM.fullmatch(line)
        if item and not more:
            steps.append(item["text"].strip())
        elif line.strip():
            (more if steps else said).append(line.strip().lstrip("#").strip())
    most, longest = MOST["steps"]
    if len(steps) > most or any(len(step) > longest for step in steps):
        more = [*(f"{number}. {step}" for number, step in enumerate(steps, start=1)), *more]
        steps = []
    if not said:
        said = [steps.pop(0)] if steps else [more.pop(0)] if more else []
    answer, rest = _opening(said)
    return {"answer": answer, "steps": tuple(steps), "longer": "\n".join([*rest, *more])}


def _opening(paragraphs: Sequence[str]) -> tuple[str, list[str]]:
    """Return the first paragraph, or as many of its sentences as an answer has room for."""
    if not paragraphs:
        return "", []
    first, *rest = paragraphs
    if len(first) <= LONGEST["answer"]:
        return first, rest
    sentences = SENTENCE.split(first)
    answer = sentences[0]
    count = 1
    while count < len(sentences) and len(answer) + len(sentences[count]) < LONGEST["answer"]:
        answer = f"{answer} {sentences[count]}"
        count += 1
    return answer, [" ".join(sentences[count:]), *rest]
