"""A tip as a Markdown file with front matter, the format of tips/content.

The file reads as the tip does: the answer, numbered steps, a quoted line that says how one sees
that it worked, and then sections named `## local`, `## bridge`, `## longer`, `## careful` and
`## easy` (which is shaped like the tip itself).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from tips.model import Advice, Stage, Tip, TipKind

SECTIONS = ("local", "bridge", "longer", "careful", "easy")
REQUIRED = ("id", "topic", "title", "owner", "checked", "review", "phrasings")
STEP = re.compile(r"\d{1,2}\. +(?P<step>\S.*)")


class UnreadableTip(ValueError):
    """The file is not a tip; the message names the field and what was expected."""


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
        id=str(front["id"]),
        language=language,
        topic=str(front["topic"]),
        title=str(front["title"]),
        kind=kind,
        owner=str(front["owner"]),
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
        stage=Stage.PUBLISHED,
    )


def _cut(text: str) -> Parts:
    pieces = text.replace("\r\n", "\n").split("---\n", 2)
    if len(pieces) != 3 or pieces[0].strip():
        message = "expected front matter between two lines of ---"
        raise UnreadableTip(message)
    try:
        front = YAML(typ="safe").load(pieces[1])
    except (YAMLError, ValueError) as error:
        message = f"front matter is not YAML: {' '.join(str(error).split())[:160]}"
        raise UnreadableTip(message) from error
    if not isinstance(front, dict):
        message = "front matter holds no fields"
        raise UnreadableTip(message)
    sections: dict[str, str] = {}
    for number, chunk in enumerate(re.split(r"(?m)^## +", pieces[2])):
        name, _, body = ("", "", chunk) if number == 0 else chunk.partition("\n")
        name = name.strip()
        if name and name not in SECTIONS:
            message = f"section {name!r} is not one of {', '.join(SECTIONS)}"
            raise UnreadableTip(message)
        sections[name] = body.strip()
    return Parts(front, sections)


def _day(front: dict[str, Any], name: str) -> date:
    found = front[name]
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    try:
        return date.fromisoformat(str(found))
    except ValueError:
        message = f"{name} is {found!r}, expected a day as 2026-11-02"
        raise UnreadableTip(message) from None


def _list(front: dict[str, Any], name: str) -> tuple[str, ...]:
    found = front.get(name, [])
    if not isinstance(found, list):
        message = f"{name} is not a list"
        raise UnreadableTip(message)
    return tuple(str(one).strip() for one in found)


def _advice(text: str, *, where: str) -> Advice:
    answer: list[str] = []
    steps: list[str] = []
    check: list[str] = []
    for line in (one.strip() for one in text.splitlines()):
        if not line:
            continue
        step = STEP.fullmatch(line)
        if step:
            steps.append(step["step"])
        elif line.startswith(">"):
            check.append(line.removeprefix(">").strip())
        elif steps or check:
            message = f"{where}: text after the steps that is neither step nor > check: {line[:60]}"
            raise UnreadableTip(message)
        else:
            answer.append(line)
    if not answer:
        message = f"{where}: no answer before the steps"
        raise UnreadableTip(message)
    return Advice(answer=" ".join(answer), steps=tuple(steps), check=" ".join(check))
