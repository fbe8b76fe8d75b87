"""What Slack takes: its own types, kinds of blocks, how long texts may be, and no live markup."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.slack import schema

Json = Mapping[str, Any]

LIVE = re.compile(r"<[!@#]|<[^<>]*\|")
"""Markup that calls people or hides where a link leads; we never make any."""

MOST_CHARACTERS = 13_000
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
KINDS = {"header", "section", "context", "divider", "image", "actions", "rich_text", "input"}
LENGTHS = {
    "header": 150,
    "section": 3000,
    "button": 75,
    "context": 3000,
    "input": 2000,
}


def check_message(said: Json) -> None:
    """Refuse a message that Slack would not take, or that holds markup."""
    assert said.get("text"), "a message says nothing to who does not see its blocks"
    assert not LIVE.search(said["text"]), said["text"]
    assert len(said["text"]) <= 4000
    check_blocks(said["blocks"], "message")
    assert len(json.dumps(said["blocks"], ensure_ascii=False)) <= MOST_CHARACTERS


def check_view(view: Json) -> None:
    """Refuse a modal or a home page that Slack would not take."""
    assert view["type"] in {"modal", "home"}
    schema.check("View", view)
    check_blocks(view["blocks"], view["type"])
    if view["type"] == "modal":
        for name in ("title", "submit", "close"):
            assert 1 <= len(view[name]["text"]) <= 24
        assert len(view["private_metadata"]) <= 3000
        assert len({one["block_id"] for one in view["blocks"] if "block_id" in one}) == sum(
            "block_id" in one for one in view["blocks"]
        )


def check_blocks(blocks: list[Json], place: str) -> None:
    """Refuse blocks that Slack would not take."""
    assert 1 <= len(blocks) <= MOST_BLOCKS[place]
    for block in blocks:
        assert block["type"] in KINDS
        schema.check("KnownBlock", block)
        assert (block["type"] == "input") <= (place == "modal")
        if block["type"] == "actions":
            assert 1 <= len(block["elements"]) <= 25
            ids = [one["action_id"] for one in block["elements"]]
            assert len(ids) == len(set(ids))
            for one in block["elements"]:
                assert 1 <= len(one["text"]["text"]) <= LENGTHS["button"]
                assert len(one["value"]) <= 2000
                assert len(one["action_id"]) <= 255
        if block["type"] in {"header", "section"}:
            assert 1 <= len(block["text"]["text"]) <= LENGTHS[block["type"]]
        if block["type"] == "input":
            assert 1 <= len(block["label"]["text"]) <= LENGTHS["input"]
            assert len(block["element"].get("initial_value", "")) <= 3000
        for text in texts_in(block):
            assert text["type"] in {"plain_text", "text"}, "nothing of ours is read as markup"
            assert text["text"], "an empty text is refused"


def texts_in(found: object) -> Iterator[Json]:
    """Yield every text there is."""
    if isinstance(found, list):
        for one in found:
            yield from texts_in(one)
    elif isinstance(found, dict):
        if found.get("type") in {"plain_text", "mrkdwn", "text"}:
            yield found
        for one in found.values():
            yield from texts_in(one)


def buttons_in(blocks: object) -> list[Json]:
    """Return all buttons, in order."""
    found: list[Json] = []
    if isinstance(blocks, list):
        for one in blocks:
            found += buttons_in(one)
    elif isinstance(blocks, dict):
        if blocks.get("type") == "button":
            found.append(blocks)
        found += buttons_in(list(blocks.values()))
    return found


def lines_of(blocks: list[Json]) -> list[str]:
    """Return what people read, line by line; buttons in brackets."""
    found: list[str] = []
    for block in blocks:
        kind = block["type"]
        if kind in {"header", "section"}:
            found += block["text"]["text"].split("\n")
        elif kind == "context":
            found += [one["text"] for one in block["elements"]]
        elif kind == "image":
            found.append(f"({block['alt_text']})")
        elif kind == "actions":
            found += [f"[{one['text']['text']}]" for one in block["elements"]]
        elif kind == "input":
            found.append(f"{block['label']['text']}: {block['element'].get('initial_value', '')}")
        elif kind == "rich_text":
            found += _rich_lines(block)
    return found


def _rich_lines(block: Json) -> list[str]:
    found: list[str] = []
    for element in block["elements"]:
        if element["type"] == "rich_text_list":
            since = element.get("offset", 0)
            for number, one in enumerate(element["elements"], since + 1):
                found.append(f"{number}. {_words(one)}")
        else:
            mark = "> " if element["type"] == "rich_text_quote" else ""
            found += [f"{mark}{line}" for line in _words(element).split("\n")]
    return found


def _words(element: Json) -> str:
    return "".join(str(one.get("text", "")) for one in element["elements"])
