"""What a message looks like, from its own blocks: for the desk, where there is no Slack."""

from collections.abc import Iterator
from typing import Any

from bot.cards.looks import Look, LookKind, Run
from bot.cards.model import Reply
from bot.channels.slack.draw import Drawing

LETTER = "likeness"


def looks(drawing: Drawing, reply: Reply, language: str) -> list[Look]:
    """Return a reply as Slack would show it."""
    return [
        look
        for message in drawing.messages(reply, LETTER, language)
        for block in message["blocks"]
        for look in _looks(block)
    ]


def _looks(block: dict[str, Any]) -> Iterator[Look]:
    match block["type"]:
        case "header":
            yield Look(kind=LookKind.HEADING, runs=(Run(block["text"]["text"]),))
        case "rich_text":
            for element in block["elements"]:
                yield from _rich(element)
        case "image":
            runs = (Run(block["alt_text"]),)
            yield Look(kind=LookKind.PICTURE, runs=runs, address=block["image_url"])
        case "context":
            yield Look(kind=LookKind.NOTE, runs=(Run(block["elements"][0]["text"]),))
        case "actions":
            for one in block["elements"]:
                kind = LookKind.MAIN if one.get("style") == "primary" else LookKind.BUTTON
                yield Look(kind=kind, runs=(Run(one["text"]["text"]),))


def _rich(element: dict[str, Any]) -> Iterator[Look]:
    if element["type"] != "rich_text_list":
        yield Look(kind=LookKind.TEXT, runs=_runs(element))
        return
    for number, one in enumerate(element["elements"], element.get("offset", 0) + 1):
        yield Look(kind=LookKind.STEP, runs=_runs(one), number=number)


def _runs(element: dict[str, Any]) -> tuple[Run, ...]:
    return tuple(
        Run(one["text"], bold=bool(one.get("style", {}).get("bold"))) for one in element["elements"]
    )
