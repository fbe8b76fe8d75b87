"""Pieces of an Adaptive Card, version 1.5: only what telephones draw, and no Markdown anywhere.

All words stand in text runs, which are shown to the letter: what a person has written can become
neither a link nor a mention (reliability S17).
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.cards.plain import EMPHASIS, without_emphasis
from knowledge.boundaries.texts import INVISIBLE

Element = dict[str, Any]

VERSION = "1.5"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
CARD_TYPE = "application/vnd.microsoft.card.adaptive"


def shown(text: str) -> str:
    """Return a text without what nobody sees but which changes how it is read."""
    return INVISIBLE.sub("", text)


def runs(text: str, *, plain: bool = False, **look: object) -> list[Element]:
    """Return text runs; what stands between asterisks is bold, unless it is a person's words.

    Args:
        text: what is said.
        plain: whether an asterisk is an asterisk.
        look: how all of it looks, in the card's own words.
    """
    if plain:
        return [{"type": "TextRun", "text": shown(text), **look}]
    found = []
    for number, part in enumerate(EMPHASIS.split(shown(text))):
        if part:
            bold = {"weight": "Bolder"} if number % 2 else {}
            found.append({"type": "TextRun", "text": part, **look, **bold})
    return found


def paragraph(
    text: str, *, plain: bool = False, spacing: str = "Default", **look: object
) -> Element:
    """Return a paragraph."""
    return {
        "type": "RichTextBlock",
        "spacing": spacing,
        "inlines": runs(text, plain=plain, **look) or [{"type": "TextRun", "text": " "}],
    }


def heading(text: str) -> Element:
    """Return what a card begins with, so that it stands out."""
    return paragraph(text, size="Medium", weight="Bolder")


def quote(who: str, text: str) -> Element:
    """Return somebody's own words, and whose."""
    return {
        "type": "Container",
        "style": "emphasis",
        "spacing": "Medium",
        "items": [
            paragraph(who, isSubtle=True, size="Small", weight="Bolder"),
            paragraph(text, plain=True, spacing="Small"),
        ],
    }


def step(number: int, text: str) -> Element:
    """Return a numbered step."""
    return {
        "type": "ColumnSet",
        "spacing": "Small",
        "columns": [
            {
                "type": "Column",
                "width": "28px",
                "items": [paragraph(f"{number}.", weight="Bolder", color="Accent")],
            },
            {"type": "Column", "width": "stretch", "items": [paragraph(text)]},
        ],
    }


def picture(address: str, alt: str) -> Element:
    """Return a picture, and what it shows for whoever does not see it."""
    return {
        "type": "Image",
        "url": address,
        "altText": shown(alt),
        "size": "Stretch",
        "spacing": "Medium",
        "msteams": {"allowExpand": True},
    }


def link(title: str, address: str) -> Element:
    """Return a page elsewhere, with its site beside so that nobody is led astray."""
    opens = {"type": "Action.OpenUrl", "title": shown(title), "url": address}
    return {
        "type": "RichTextBlock",
        "spacing": "Small",
        "inlines": [
            {
                "type": "TextRun",
                "text": shown(title),
                "color": "Accent",
                "underline": True,
                "selectAction": opens,
            },
            {"type": "TextRun", "text": f"  {domain(address)}", "isSubtle": True, "size": "Small"},
        ],
    }


def portrait(name: str, about: str, initials: str, address: str) -> Element:
    """Return a person: with their picture, else with their initials."""
    face: Element = (
        {
            "type": "Image",
            "url": address,
            "altText": shown(name),
            "style": "Person",
            "width": "40px",
            "height": "40px",
        }
        if address
        else {
            "type": "Container",
            "style": "accent",
            "minHeight": "40px",
            "verticalContentAlignment": "Center",
            "items": [
                {
                    "type": "RichTextBlock",
                    "horizontalAlignment": "Center",
                    "inlines": runs(initials, plain=True, weight="Bolder"),
                }
            ],
        }
    )
    return {
        "type": "Container",
        "separator": True,
        "spacing": "Medium",
        "items": [
            {
                "type": "ColumnSet",
                "columns": [
                    {"type": "Column", "width": "64px", "items": [face]},
                    {
                        "type": "Column",
                        "width": "stretch",
                        "verticalContentAlignment": "Center",
                        "items": [
                            paragraph(name, plain=True, weight="Bolder"),
                            paragraph(about, spacing="None", isSubtle=True),
                        ],
                    },
                ],
            }
        ],
    }


def note(text: str) -> Element:
    """Return one small line."""
    return paragraph(text, spacing="Medium", size="Small", isSubtle=True)


def label(text: str) -> str:
    """Return what stands on a button, where nothing can stand out."""
    return without_emphasis(shown(text))


def execute(title: str, verb: str, data: Mapping[str, object]) -> Element:
    """Return a button that the service is told of."""
    return {"type": "Action.Execute", "title": label(title), "verb": verb, "data": dict(data)}


def opens_dialog(title: str, data: Mapping[str, object]) -> Element:
    """Return a button that opens a dialog."""
    carried = {"msteams": {"type": "task/fetch"}, **data}
    return {"type": "Action.Submit", "title": label(title), "data": carried}


def field(
    name: str, label: str, value: str, *, lines: bool, most: int, error: str = ""
) -> list[Element]:
    """Return something to fill in, with what was wrong above it."""
    found = [paragraph(error, color="Attention", weight="Bolder")] if error else []
    entry: Element = {
        "type": "Input.Text",
        "id": name,
        "label": shown(label),
        "isMultiline": lines,
        "maxLength": most,
    }
    if value:
        entry["value"] = shown(value)
    return [*found, entry]


def card(body: Sequence[Element], *, language: str, fallback: str) -> Element:
    """Return a whole card."""
    return {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": VERSION,
        "lang": language,
        "fallbackText": fallback,
        "msteams": {"width": "Full"},
        "body": list(body),
    }


def domain(address: str) -> str:
    """Return the site of an address, as people see it."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
