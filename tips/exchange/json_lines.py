"""Tips as JSON Lines: an object a line, with the field names of the model."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.tables.delimited import text_of
from knowledge.tables.limits import MEGABYTE
from knowledge.tables.unfit import Unfit, UnfitTable
from tips.exchange.fields import FIELDS, LISTS, flat
from tips.exchange.parcel import Fault, Parcel, Refusal, Said, UnfitParcel, Value, Why, shown
from tips.exchange.sheets import LIMITS
from tips.model import Tip

LONGEST_LINE = 200_000
"""Characters of a line that are read; no tip is that long."""

ADVICE = ("answer", "steps", "check")
PLAIN = tuple(
    name for name in FIELDS
    if name not in {*ADVICE, "easy_answer", "easy_steps", "easy_check", "pictures", "films", "open"}
)  # fmt: skip
"""Fields that are the same in the file as with us."""


class _Unfit(Exception):
    """A value is of another kind than its field."""


def write(tips: Iterable[Tip], *, emails: Mapping[str, str]) -> bytes:
    """Write tips a line each, in UTF-8."""
    lines = (json.dumps(_whole(tip, emails), ensure_ascii=False) for tip in tips)
    return "".join(f"{line}\n" for line in lines).encode()


def read(data: bytes, name: str) -> Parcel:
    """Read a file of tips, line by line.

    Raises:
        UnfitTable: it is no text, or far too large.
        UnfitParcel: there is nothing in it, or far too many lines.
    """
    if len(data) > LIMITS.megabytes * MEGABYTE:
        raise UnfitTable(Unfit.LARGE, name, most=LIMITS.megabytes)
    said: list[Said] = []
    ignored: dict[str, None] = {}
    text = text_of(data, name)
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise UnfitTable(Unfit.LONG_LINE, name, found=len(line))
        if len(said) > LIMITS.rows or number > 2 * LIMITS.rows:
            raise UnfitParcel(Refusal.TIPS, name, most=LIMITS.rows)
        if line.strip():
            said.append(_said(number, line, ignored))
    if not said:
        raise UnfitParcel(Refusal.EMPTY, name)
    return Parcel(name=name, said=tuple(said), ignored=tuple(ignored))


def _whole(tip: Tip, emails: Mapping[str, str]) -> dict[str, Any]:
    values = flat(tip, emails=emails)
    whole: dict[str, Any] = {name: values[name] for name in PLAIN}
    whole["advice"] = {name: values[name] for name in ADVICE}
    easy = {name: values[f"easy_{name}"] for name in ADVICE}
    whole["easy"] = easy if tip.easy else None
    whole["pictures"] = [{"name": one.name, "alt": one.alt} for one in tip.pictures]
    whole["films"] = [
        {"address": one.address, "title": one.title, "captions": one.captions} for one in tip.films
    ]
    whole["open"] = tip.open
    return whole


def _said(number: int, line: str, ignored: dict[str, None]) -> Said:
    empty = Said(row=number)
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Said(row=number, faults=(empty.fault("row", Why.NO_JSON),))
    if not isinstance(found, dict):
        return Said(row=number, faults=(empty.fault("row", Why.NO_JSON),))
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    for name, value in found.items():
        try:
            read_value = _values(name, value)
        except _Unfit:
            faults.append(empty.fault(shown(name), Why.NO_TEXT))
            continue
        if read_value is None:
            ignored.setdefault(shown(name))
        else:
            values |= read_value
    return Said(row=number, values=values, faults=tuple(faults))


def _values(name: str, value: object) -> dict[str, Value] | None:
    """Return what a field says, by our fields; None for a field that nobody knows."""
    match name:
        case "advice":
            return {part: _value(part, one) for part, one in _parts(value).items()}
        case "easy":
            parts = _parts(value or {"answer": "", "steps": [], "check": ""})
            return {f"easy_{part}": _value(part, one) for part, one in parts.items()}
        case "pictures":
            return {name: tuple(_picture(one) for one in _list(value))}
        case "films":
            return {name: tuple(_film(one) for one in _list(value))}
        case "open" if isinstance(value, bool):
            return {name: "yes" if value else "no"}
        case _:
            return {name: _value(name, value)} if name in FIELDS else None


def _value(name: str, value: object) -> Value:
    if name in LISTS:
        return tuple(_text(one) for one in _list(value))
    return _text(value)


def _parts(value: object) -> dict[str, object]:
    if not isinstance(value, dict) or not value.keys() <= set(ADVICE):
        raise _Unfit
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise _Unfit
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Unfit
    return value


def _picture(value: object) -> str:
    if not isinstance(value, dict):
        raise _Unfit
    return f"{_text(value.get('name', ''))} {_text(value.get('alt', ''))}".strip()


def _film(value: object) -> str:
    if not isinstance(value, dict):
        raise _Unfit
    captions = ", ".join(_text(one) for one in _list(value.get("captions", [])))
    parts = (_text(value.get("address", "")), _text(value.get("title", "")), f"({captions})")
    return " ".join(part for part in parts if part)
