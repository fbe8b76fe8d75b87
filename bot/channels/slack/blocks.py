"""Pieces of Block Kit, without any of Slack's own markup.

All words stand in rich text or plain text, which Slack shows to the letter: what a person has
written can become neither a link nor a mention (reliability S16).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.cards.parting import letters
from bot.cards.plain import EMPHASIS, without_emphasis
from knowledge.boundaries.texts import INVISIBLE

Block = dict[str, Any]

LONGEST = 3000
"""Characters of a text; what is longer goes on in the next."""

LONGEST_HEADER = 150
LONGEST_LABEL = 75
LONGEST_ALT = 2000
LONGEST_FIELD = 3000
ROW = 5
"""Buttons of one row."""


def runs(text: str, *, bold: bool = False, to_the_letter: bool = False) -> list[Block]:
    """Return text as pieces; what stands between asterisks is bold, unless it is to the letter."""
    parts = [text] if to_the_letter else EMPHASIS.split(text)
    found: list[Block] = []
    for number, part in enumerate(parts):
        if not part:
            continue
        style = {"style": {"bold": True}} if bold or number % 2 else {}
        found.append({"type": "text", "text": shown(part), **style})
    return [one for one in found if one["text"]] or [{"type": "text", "text": " "}]


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return _rich({"type": "rich_text_section", "elements": runs(text)})


def heading(text: str) -> Block:
    """Return what a message begins with, so that it stands out."""
    words = shown(without_emphasis(text)).replace("\n", " ")
    if len(words) <= LONGEST_HEADER:
        return {"type": "header", "text": plain(words, LONGEST_HEADER)}
    return _rich({"type": "rich_text_section", "elements": runs(text, bold=True)})


def quote(who: str, text: str) -> Block:
    """Return somebody's own words, and whose."""
    return _rich(
        {"type": "rich_text_section", "elements": runs(who, bold=True)},
        {"type": "rich_text_quote", "elements": runs(text, to_the_letter=True)},
    )


def steps(texts: Sequence[str], *, since: int) -> Block:
    """Return numbered steps; the first has the number `since`, from 0."""
    listed = [{"type": "rich_text_section", "elements": runs(one)} for one in texts]
    later = {"offset": since} if since else {}
    return _rich({"type": "rich_text_list", "style": "ordered", **later, "elements": listed})


def link(title: str, address: str) -> Block:
    """Return a page elsewhere, with its address beside it, as people see where it leads."""
    named = {"type": "link", "url": address, "text": shown(title) or address}
    beside = {"type": "text", "text": f" ({shown(address)})"}
    return _rich({"type": "rich_text_section", "elements": [named, beside]})


def file(name: str, text: str) -> Block:
    """Return a small file as its text."""
    return _rich(
        {"type": "rich_text_section", "elements": runs(name, bold=True, to_the_letter=True)},
        {"type": "rich_text_preformatted", "elements": runs(text, to_the_letter=True)},
    )


def picture(address: str, alt: str) -> Block:
    """Return a picture, with what it shows for whoever does not see it."""
    return {"type": "image", "image_url": address, "alt_text": cut(shown(alt), LONGEST_ALT) or " "}


def note(text: str) -> Block:
    """Return one small line."""
    return {"type": "context", "elements": [plain(without_emphasis(text), LONGEST)]}


def portrait(name: str, about: str, picture: str) -> Block:
    """Return a person, with a picture where there is one that Slack can fetch."""
    words = f"{name}\n{without_emphasis(about)}" if about else name
    found: Block = {"type": "section", "text": plain(words, LONGEST)}
    if picture:
        found["accessory"] = {
            "type": "image",
            "image_url": picture,
            "alt_text": cut(shown(name), LONGEST_ALT) or " ",
        }
    return found


def button(label: str, *, action: str, value: str, main: bool = False) -> Block:
    """Return a button."""
    style = {"style": "primary"} if main else {}
    text = plain(without_emphasis(label), LONGEST_LABEL)
    return {"type": "button", "action_id": action, "value": value, "text": text, **style}


def rows(buttons: Sequence[Block]) -> list[Block]:
    """Return buttons in rows."""
    return [
        {"type": "actions", "elements": list(buttons[begin : begin + ROW])}
        for begin in range(0, len(buttons), ROW)
    ]


def field(name: str, label: str, value: str, *, lines: bool, is_first: bool) -> Block:
    """Return a field of a modal; it may be left empty, since our own words say what is missing."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": lines,
        "max_length": LONGEST_FIELD,
    }
    if is_first:
        element["focus_on_load"] = True
    if value:
        element["initial_value"] = cut(value, LONGEST_FIELD)
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": plain(without_emphasis(label), LONGEST_ALT),
        "element": element,
    }


def plain(text: str, most: int) -> Block:
    """Return text that Slack shows to the letter, cut to a length."""
    return {"type": "plain_text", "text": cut(shown(text), most) or " ", "emoji": False}


def shown(text: str) -> str:
    """Return a text without what nobody sees but which changes how it is read."""
    return INVISIBLE.sub("", text)


def cut(text: str, most: int) -> str:
    """Return a text that is at most so many characters, cut between letters."""
    if len(text) <= most:
        return text
    kept = ""
    for letter in letters(text):
        if len(kept) + len(letter) > most - 1:
            break
        kept += letter
    return f"{kept}…"


def words_of(found: object) -> Iterator[str]:
    """Yield all that blocks say, in the order in which it is read; buttons are left out."""
    if isinstance(found, list):
        for one in found:
            yield from words_of(one)
    elif isinstance(found, dict):
        if found.get("type") in {"actions", "input"}:
            return
        if found.get("type") == "rich_text_section":
            yield "".join(str(one.get("text", "")) for one in found["elements"])
        elif isinstance(found.get("text"), str):
            yield found["text"]
        elif found.get("type") == "image":
            yield found["alt_text"]
        else:
            yield from words_of(found.get("text"))
            yield from words_of(found.get("elements"))


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}
