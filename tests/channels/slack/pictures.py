"""Draws the kept messages as Slack lays them out: `python -m tests.channels.slack.pictures`.

Not Slack's own drawing: its order, sizes and widths, so that one sees what a message says first,
how long it is, and which button stands out. The pictures land in var/slack.
"""

import asyncio
import html
import json
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import Any

from playwright.async_api import async_playwright

from tests.channels.served import ROOT
from tests.channels.slack.sample_messages import FOLDER, HOMES

PICTURES = ROOT / "var" / "slack"
STYLE = """
body { font: 15px/1.47 Lato, 'DejaVu Sans', sans-serif; color: #1d1c1d; background: #fff;
  width: 600px; margin: 16px; }
h3 { font-size: 18px; margin: 0 0 8px; } section, ol, ul, blockquote, pre { margin: 0 0 8px; }
blockquote { border-left: 4px solid #ddd; padding-left: 12px; white-space: pre-wrap; }
pre { background: #f6f6f6; border: 1px solid #ddd; padding: 8px; white-space: pre-wrap; }
.rich { white-space: pre-wrap; margin: 0 0 8px; }
.context { color: #616061; font-size: 13px; display: flex; gap: 8px; align-items: center; }
.context img, .side { width: 20px; height: 20px; border-radius: 4px; background: #ccd; }
.side { width: 48px; height: 48px; float: right; }
.picture { width: 360px; height: 150px; background: #e8eef2; border-radius: 8px; padding: 8px;
  color: #616061; }
button { font: inherit; font-weight: 700; background: #fff; border: 1px solid #bbb;
  border-radius: 8px; padding: 6px 12px; margin: 0 8px 8px 0; }
button.primary { background: #007a5a; color: #fff; border-color: #007a5a; }
button.danger { color: #e01e5a; border-color: #e01e5a; }
label { display: block; font-weight: 700; } .input { border: 1px solid #aaa; border-radius: 8px;
  padding: 8px; min-height: 20px; margin: 4px 0; white-space: pre-wrap; }
.tall { min-height: 90px; }
.hint { color: #616061; font-size: 13px; margin-bottom: 12px; } hr { border: 0;
  border-top: 1px solid #ddd; }
a { color: #1264a3; } .modal { border: 1px solid #bbb; border-radius: 10px; padding: 16px; }
"""

Block = Mapping[str, Any]


def drawn(block: Block) -> str:
    """Return a block as HTML."""
    kind = block["type"]
    if kind in SHAPES:
        return SHAPES[kind](block)
    raise KeyError(kind)


def _words(block: Block) -> str:
    return html.escape(str(block["text"]))


def _rich(block: Block) -> str:
    return "".join(_rich_part(one) for one in block["elements"])


def _rich_part(one: Block) -> str:
    inner = "".join(_run(each) for each in one["elements"])
    match one["type"]:
        case "rich_text_list":
            tag = "ol" if one["style"] == "ordered" else "ul"
            rows = "".join(f"<li>{_rich_part(each)}</li>" for each in one["elements"])
            return f"<{tag}>{rows}</{tag}>"
        case "rich_text_quote":
            return f"<blockquote>{inner}</blockquote>"
        case "rich_text_preformatted":
            return f"<pre>{inner}</pre>"
    return f'<div class="rich">{inner}</div>'


def _run(one: Block) -> str:
    if one["type"] == "link":
        return f'<a href="#">{html.escape(one.get("text") or one["url"])}</a>'
    if one["type"] != "text":
        return ""
    text, style = _words(one), one.get("style", {})
    for name, tag in (("bold", "b"), ("italic", "i"), ("code", "code")):
        text = f"<{tag}>{text}</{tag}>" if style.get(name) else text
    return text


def _section(block: Block) -> str:
    side = block.get("accessory")
    beside = "" if side is None else '<div class="side"></div>'
    if side is not None and side["type"] == "button":
        beside = f'<div style="float:right">{_button(side)}</div>'
    texts = [block["text"]] if "text" in block else block["fields"]
    return f"<section>{beside}{'<br>'.join(map(_words, texts))}</section>"


def _context(block: Block) -> str:
    parts = (
        "<img alt=''>" if one["type"] == "image" else f"<span>{_words(one)}</span>"
        for one in block["elements"]
    )
    return f'<div class="context">{"".join(parts)}</div>'


def _button(one: Block) -> str:
    return f'<button class="{one.get("style", "")}">{_words(one["text"])}</button>'


def _actions(block: Block) -> str:
    return "".join(map(_button, block["elements"]))


def _input(block: Block) -> str:
    field = block["element"]
    tall = " tall" if field.get("multiline") else ""
    said = html.escape(str(field.get("initial_value", "")))
    hint = _words(block["hint"]) if "hint" in block else ""
    return (
        f"<label>{_words(block['label'])}</label>"
        f'<div class="input{tall}">{said}</div><div class="hint">{hint}</div>'
    )


SHAPES: Mapping[str, Callable[[Block], str]] = {
    "header": lambda block: f"<h3>{_words(block['text'])}</h3>",
    "section": _section,
    "rich_text": _rich,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "divider": lambda _block: "<hr>",
    "image": lambda block: f'<div class="picture">{html.escape(block["alt_text"])}</div>',
}


def page_of(said: Block) -> str:
    """Return a message, a window or App Home as a page."""
    inner = "".join(map(drawn, said["blocks"]))
    if said.get("type") == "modal":
        submit = _words(said["submit"]) if "submit" in said else ""
        inner = (
            f'<div class="modal"><h3>{_words(said["title"])}</h3>{inner}'
            f"<button>{_words(said['close'])}</button>"
            f'<button class="primary">{submit}</button></div>'
        )
    return f'<!doctype html><html lang="sv"><style>{STYLE}</style><body>{inner}</body></html>'


async def main() -> None:
    """Draw every kept message."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page(viewport={"width": 640, "height": 200})
        for file in sorted([*FOLDER.glob("*.json"), *HOMES.glob("*.json")]):
            await page.set_content(page_of(json.loads(file.read_text(encoding="utf-8"))))
            await page.screenshot(path=PICTURES / f"{file.stem}.png", full_page=True)
        await browser.close()
    sys.stdout.write(f"Look at each picture in {PICTURES.relative_to(ROOT)}.\n")


if __name__ == "__main__":
    asyncio.run(main())
