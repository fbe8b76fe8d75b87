"""A tip as a Markdown file with front matter, the format of tips/content.

The file reads as the tip does: the answer, numbered steps, a quoted line that says how one sees
that it worked, and then sections named `## local`, `## bridge`, `## longer`, `## careful` and
`## easy` (which is shaped like the tip itself).

A text that would be read as something else is kept as it is by a backslash: at the end of a line
for a line break, at its beginning before what would be a step, a check or a heading.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from tips.exchange.fields import LISTS, flat
from tips.exchange.parcel import Value, Why, shown
from tips.model import Advice, Stage, Tip, TipKind

SECTIONS = ("local", "bridge", "longer", "careful", "easy")
FRONT = (
    "id", "language", "topic", "kind", "title", "owner", "caretaker", "credit", "checked", "review",
    "stage", "open", "audience", "names", "pictures", "films", "follows", "source",
    "source_version", "source_ahead", "phrasings",
)  # fmt: skip
"""The fields of the front matter, in the order in which they are written."""

USUAL = {"stage": "published", "open": "no"}
"""What is not written, because it goes without saying."""

WHOLE = ("names", "pictures", "films")
"""Lists of the front matter that are empty when they are not there; the others stay as they are."""

LONGEST_FRONT = 20_000
"""Characters of front matter that are read."""

MOST_BRACKETS = 200
"""Brackets in front matter; many within each other take long to read, and no tip needs them."""

REQUIRED = ("id", "topic", "title", "owner", "checked", "review", "phrasings")
STEP = re.compile(r"\d{1,2}\. +(?P<step>\S.*)", re.DOTALL)
FENCE = re.compile(r"(?m)^---[ \t]*\n")
MARKED = re.compile(r"\\*(?:\d{1,2}\. |>|#|---|\s)")
"""How a line begins that would be read as a mark, or that has been kept from it before."""
MARK = re.compile(r"\d{1,2}\. |>")
"""How a line begins that is a step or a check."""

KEPT = re.compile(r"\\+(?:\d{1,2}\. |>|#|---|\s)")
HEADING = re.compile(r"(?m)^(?=\\*## )")
KEPT_HEADING = re.compile(r"(?m)^\\(?=\\*## )")
BRACKETS = re.compile(r"[\[{]")
LINE_ENDS = re.compile("[\u0085\u2028\u2029]")
BACKSLASHES = re.compile(r"\\+$")


class UnreadableTip(ValueError):
    """The file is not a tip; the message names the field and what was expected.

    Attributes:
        field: that cannot be read.
        why: the reason, with its details.
    """

    def __init__(
        self, message: str, *, field: str = "row", why: Why = Why.FRONT, **details: str | int
    ) -> None:
        super().__init__(message)
        self.field = field
        self.why = why
        self.details = details


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut in two: the front matter, and the text by section ("" is the tip itself)."""

    front: dict[str, Any]
    sections: dict[str, str]


def read(text: str, *, language: str) -> Tip:
    """Read a tip from its file's text.

    Raises:
        UnreadableTip: something is missing or malformed; the message says what and where.
    """
    parts = _cut(text)
    front, sections = parts.front, parts.sections
    missing = [name for name in REQUIRED if not front.get(name)]
    if missing:
        message = f"front matter lacks {', '.join(missing)}"
        raise UnreadableTip(message)
    try:
        kind = TipKind(front.get("kind", "tool"))
    except ValueError:
        message = f"kind is {front['kind']!r}, expected one of {', '.join(TipKind)}"
        raise UnreadableTip(message) from None
    return Tip(
        id=_scalar("id", front["id"]),
        language=language,
        topic=_scalar("topic", front["topic"]),
        title=_scalar("title", front["title"]),
        kind=kind,
        owner=_scalar("owner", front["owner"]),
        checked=_day(front, "checked"),
        review=_day(front, "review"),
        phrasings=_list(front, "phrasings"),
        names=_list(front, "names"),
        audience=_list(front, "audience"),
        advice=_advice(sections[""], where="the tip"),
        local=sections.get("local", ""),
        bridge=sections.get("bridge", ""),
        longer=sections.get("longer", ""),
        careful=sections.get("careful", ""),
        easy=_advice(sections["easy"], where="## easy") if "easy" in sections else None,
        open=front.get("open", "no") in {"yes", True},
        stage=Stage.PUBLISHED,
    )


def values(text: str) -> dict[str, Value]:
    """Return what a file says of a tip, by field; as much as anybody wrote.

    Raises:
        UnreadableTip: it is no such file; what is wrong with a value is for others to say.
    """
    parts = _cut(text)
    found: dict[str, Value] = dict.fromkeys(WHOLE, ())
    for name, value in parts.front.items():
        if name in FRONT:
            found[name] = _value(str(name), value)
    found |= {name: parts.sections.get(name, "") for name in SECTIONS if name != "easy"}
    advice = _advice(parts.sections[""], where="the tip")
    found |= {"answer": advice.answer, "steps": advice.steps, "check": advice.check}
    easy = (
        _advice(parts.sections["easy"], where="## easy", field="easy_answer")
        if "easy" in parts.sections
        else Advice(answer="")
    )
    return found | {
        "easy_answer": easy.answer,
        "easy_steps": easy.steps,
        "easy_check": easy.check,
    }


def unknown(text: str) -> list[str]:
    """Return the fields of the front matter that nobody reads."""
    return [shown(name) for name in _cut(text).front if name not in FRONT]


def write(tip: Tip, *, emails: Mapping[str, str]) -> str:
    """Write a tip as a file; `values` reads back what it says.

    Args:
        tip: the tip.
        emails: work addresses by person id, for its caretaker.
    """
    said = flat(tip, emails=emails)
    front = {
        name: date.fromisoformat(str(value)) if name in {"checked", "review"} else _listed(value)
        for name, value in ((name, said[name]) for name in FRONT)
        if (value or name == "phrasings")
        and value != USUAL.get(name)
        and (name != "language" or value != "sv")
    }
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 10_000
    text = io.StringIO()
    yaml.dump(front, text)
    parts = [f"---\n{text.getvalue()}---\n{as_text(tip.advice)}"]
    for name in SECTIONS:
        body = as_text(tip.easy) if name == "easy" and tip.easy else str(said.get(name, ""))
        if body:
            kept = body if name == "easy" else HEADING.sub(r"\\", body)
            parts.append(f"## {name}\n{kept}")
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def as_text(advice: Advice) -> str:
    """Write an advice as text: the answer, numbered steps, and how one sees that it worked."""
    steps = "\n".join(
        f"{number}. {_unbroken(step)}" for number, step in enumerate(advice.steps, start=1)
    )
    parts = [
        _unbroken(_stuffed(advice.answer)),
        steps,
        f"> {_unbroken(advice.check)}" if advice.check else "",
    ]
    return "\n\n".join(part for part in parts if part)


def advice_in(text: str) -> Advice:
    """Read back what `as_text` wrote, or raise UnreadableTip."""
    return _advice(text, where="the tip")


def _listed(value: Value) -> str | list[str]:
    if not isinstance(value, str):
        return [_scalar_of(one) for one in value]
    return _scalar_of(value)


def _scalar_of(text: str) -> str:
    """Return a text as YAML is to have it, which takes some signs for the end of a line."""
    return DoubleQuotedScalarString(text) if LINE_ENDS.search(text) else text


def _stuffed(line: str) -> str:
    return f"\\{line}" if MARKED.match(line) else line


def _unbroken(text: str) -> str:
    """Write a text so that its lines are read as one thing."""
    first, *more = text.split("\n")
    lines = [first, *map(_stuffed, more)]
    doubled = [BACKSLASHES.sub(lambda found: 2 * found[0], line) for line in lines]
    return "\\\n".join(doubled)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a text, each with what it begins with that is a mark, unbroken."""
    mark, whole, continues = "", "", False
    for line in map(str.strip, text.split("\n")):
        tail = BACKSLASHES.search(line)
        count = len(tail[0]) if tail else 0
        content = line[: len(line) - count] + "\\" * (count // 2)
        found = MARK.match(line)
        if KEPT.match(line):
            content = content[1:]
        if continues:
            whole += f"\n{content}"
        else:
            mark, whole = found[0] if found else "", content
        continues = bool(count % 2)
        if not continues:
            yield mark, whole
    if continues:
        yield mark, whole


def _cut(text: str) -> Parts:
    pieces = FENCE.split(text.removeprefix("\ufeff").replace("\r\n", "\n"), maxsplit=2)
    if len(pieces) != 3 or pieces[0].strip():
        message = "expected front matter between two lines of ---"
        raise UnreadableTip(message)
    if len(pieces[1]) > LONGEST_FRONT:
        message = f"front matter has more than {LONGEST_FRONT} characters"
        raise UnreadableTip(message, why=Why.LONG, most=LONGEST_FRONT, found=len(pieces[1]))
    if len(BRACKETS.findall(pieces[1])) > MOST_BRACKETS:
        message = "front matter is not YAML: too many brackets"
        raise UnreadableTip(message, why=Why.YAML, said="[[[")
    try:
        front = YAML(typ="safe", pure=True).load(pieces[1])
    except (YAMLError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())[:160]
        message = f"front matter is not YAML: {said}"
        raise UnreadableTip(message, why=Why.YAML, said=shown(said)) from error
    if not isinstance(front, dict):
        message = "front matter holds no fields"
        raise UnreadableTip(message)
    sections: dict[str, str] = {}
    for number, chunk in enumerate(re.split(r"(?m)^## +", pieces[2])):
        name, _, body = ("", "", chunk) if number == 0 else chunk.partition("\n")
        name = name.strip()
        if name and name not in SECTIONS:
            message = f"section {name!r} is not one of {', '.join(SECTIONS)}"
            wanted = ", ".join(SECTIONS)
            raise UnreadableTip(message, why=Why.SECTION, said=shown(name), wanted=wanted)
        sections[name] = body.strip()
        if name not in {"", "easy"}:
            sections[name] = KEPT_HEADING.sub("", sections[name])
    return Parts(front, sections)


def _value(name: str, value: object) -> Value:
    if name not in LISTS:
        return _scalar(name, value)
    if not isinstance(value, list):
        message = f"{name} is not a list"
        raise UnreadableTip(message, field=name, why=Why.LIST)
    return tuple(_scalar(name, one).strip() for one in value)


def _scalar(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | float() | date():
            return str(value)
        case _:
            message = f"{name} is no text"
            raise UnreadableTip(message, field=name, why=Why.NO_TEXT)


def _day(front: dict[str, Any], name: str) -> date:
    found = front[name]
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    try:
        return date.fromisoformat(_scalar(name, found))
    except ValueError:
        message = f"{name} is {found!r}, expected a day as 2026-11-02"
        raise UnreadableTip(message, field=name, why=Why.DAY, said=shown(found)) from None


def _list(front: dict[str, Any], name: str) -> tuple[str, ...]:
    value = _value(name, front.get(name, []))
    return (value,) if isinstance(value, str) else value


def _advice(text: str, *, where: str, field: str = "answer") -> Advice:
    answer: list[str] = []
    steps: list[str] = []
    check: list[str] = []
    for mark, line in _lines(text):
        step = STEP.fullmatch(line) if mark else None
        if not line:
            continue
        if step:
            steps.append(step["step"])
        elif mark == ">":
            check.append(line.removeprefix(">").strip())
        elif steps or check:
            message = f"{where}: text after the steps that is neither step nor > check: {line[:60]}"
            raise UnreadableTip(message, field=field, why=Why.LOOSE, said=shown(line))
        else:
            answer.append(line)
    if not answer:
        message = f"{where}: no answer before the steps"
        raise UnreadableTip(message, field=field, why=Why.MISSING)
    return Advice(answer=" ".join(answer), steps=tuple(steps), check=" ".join(check))
