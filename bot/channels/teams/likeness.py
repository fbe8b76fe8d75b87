"""What a card looks like, from its own elements: for the desk, where there is no Teams."""

from collections.abc import Iterator
from typing import Any

from bot.cards.looks import Look, LookKind, Run
from bot.cards.model import Reply
from bot.channels.teams.draw import Drawing

LETTER = "likeness"


def looks(drawing: Drawing, reply: Reply, language: str) -> list[Look]:
    """Return a reply as Teams would show it."""
    return [
        look
        for card in drawing.cards(reply, LETTER, language)
        for element in card["body"]
        for look in _looks(element)
    ]


def _looks(element: dict[str, Any]) -> Iterator[Look]:
    match element["type"]:
        case "RichTextBlock":
            yield Look(kind=_kind(element), runs=_runs(element))
        case "ColumnSet":
            number, words = (column["items"][0] for column in element["columns"])
            text = number["inlines"][0]["text"].rstrip(".")
            yield Look(kind=LookKind.STEP, runs=_runs(words), number=int(text))
        case "Image":
            runs = (Run(element["altText"]),)
            yield Look(kind=LookKind.PICTURE, runs=runs, address=element["url"])
        case "ActionSet":
            for one in element["actions"]:
                kind = LookKind.MAIN if one.get("style") == "positive" else LookKind.BUTTON
                yield Look(kind=kind, runs=(Run(one["title"]),))


def _kind(element: dict[str, Any]) -> LookKind:
    first = element["inlines"][0]
    if first.get("size") == "Medium":
        return LookKind.HEADING
    return LookKind.NOTE if first.get("size") == "Small" else LookKind.TEXT


def _runs(element: dict[str, Any]) -> tuple[Run, ...]:
    return tuple(Run(one["text"], bold=one.get("weight") == "Bolder") for one in element["inlines"])
