"""What Teams takes: sizes and shapes from its documentation, and the schema's names for elements.

Sources: learn.microsoft.com, "Format your bot messages" (sizes), "Cards reference" (version 1.5 and
six primary actions), adaptivecards.io schema explorer (elements and their properties).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

LARGEST = 28 * 1024
"""Bytes of one message in UTF-16: the smallest of the figures that Microsoft has given."""

CARD = "application/vnd.microsoft.card.adaptive"
MOST_ACTIONS = 6

ELEMENTS = {
    "RichTextBlock",
    "TextRun",
    "Container",
    "ColumnSet",
    "Column",
    "Image",
    "ActionSet",
    "Input.Text",
    "Action.Execute",
    "Action.Submit",
    "Action.OpenUrl",
}
"""What our cards are made of; all of them are drawn by telephones."""


class Unfit(Exception):
    """Teams would not take it; the code is Teams' own."""

    def __init__(self, status: int, code: str, why: str) -> None:
        super().__init__(why)
        self.status, self.code, self.why = status, code, why


def check_message(said: Json) -> None:
    """Refuse what Teams would refuse.

    Raises:
        Unfit: with its status and code.
    """
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    if len(text.encode("utf-16-le")) > LARGEST:
        raise Unfit(413, "MessageSizeTooBig", f"{len(text)} characters")
    if said.get("type") != "message":
        raise Unfit(400, "BadSyntax", "expected a message")
    cards = said.get("attachments") or []
    if not cards and not said.get("text"):
        raise Unfit(400, "BadSyntax", "an empty message")
    for one in cards:
        if one.get("contentType") != CARD:
            raise Unfit(400, "BadSyntax", "no card")
        check_card(one["content"])


def check_card(card: Json) -> None:
    """Refuse a card that is not drawn alike everywhere.

    Raises:
        Unfit: with what is wrong with it.
    """
    wrong = [*_wrong(card)]
    if wrong:
        raise Unfit(400, "BadArgument", "; ".join(wrong))


def parts_of(card: object) -> Iterator[Json]:
    """Yield every element and action of a card, in reading order."""
    if isinstance(card, Mapping):
        if "type" in card and card["type"] != "AdaptiveCard":
            yield card
        for name, inner in card.items():
            if name not in {"data", "msteams"}:
                yield from parts_of(inner)
    elif isinstance(card, list):
        for one in card:
            yield from parts_of(one)


def _wrong(card: Json) -> Iterator[str]:
    if (card.get("type"), card.get("version")) != ("AdaptiveCard", "1.5"):
        yield "not a card of version 1.5"
    if not card.get("fallbackText") or not card.get("lang"):
        yield "no fallback text, or no language"
    ids = [one["id"] for one in parts_of(card) if str(one["type"]).startswith("Input.")]
    if len(ids) != len(set(ids)):
        yield "two inputs with one id"
    for one in parts_of(card):
        yield from _wrong_in(one)


def _wrong_in(one: Json) -> Iterator[str]:
    kind = one["type"]
    if kind not in ELEMENTS:
        yield f"unknown element {kind}"
    if kind == "Image" and not (one.get("altText") and one["url"].startswith("https://")):
        yield "a picture without words, or not from https"
    if kind == "Input.Text" and not (one.get("id") and one.get("label")):
        yield "a field without id or label"
    if kind == "ActionSet":
        shown = [each for each in one["actions"] if each.get("mode") != "secondary"]
        if not 0 < len(shown) <= MOST_ACTIONS:
            yield f"{len(shown)} buttons in a row"
    if kind.startswith("Action.") and not one.get("title"):
        yield "a button without words"
