"""All that a reply says, as plain lines: for a copy of what was said, and for those who listen."""

import re
from dataclasses import replace

from bot.cards.model import Reply
from bot.texts.catalogue import Catalogue

EMPHASIS = re.compile(r"(?<![^\W_])(?<!\*)\*([^\s*](?:[^*]*[^\s*])?)\*(?![^\W_])(?!\*)")
"""Our own sign for what stands out: *a button*."""


def plain_text(reply: Reply, texts: Catalogue) -> str:
    """Put all that stands in a reply into words, one line each; choices are left out."""
    lines = [without_emphasis(texts.word(one)) for one in reply.text]
    lines += [f"{texts.word(one.who)} {one.text}" for one in reply.quotes]
    lines += [without_emphasis(texts.word(one)) for one in (*reply.steps, *reply.after)]
    if reply.note:
        lines.append(without_emphasis(texts.word(reply.note)))
    return "\n".join(lines)


def read_aloud(reply: Reply, texts: Catalogue) -> str:
    """Put a reply into words for who does not see its card: numbered, with pictures and links."""
    first = replace(reply, steps=(), after=(), note=None)
    lines = [plain_text(first, texts)]
    lines += [
        f"{number}. {without_emphasis(texts.word(text))}"
        for number, text in enumerate(reply.steps, 1)
    ]
    lines += [one.alt for one in reply.pictures]
    lines += [without_emphasis(texts.word(one)) for one in reply.after]
    lines += [f"{texts.word(one.title)}: {one.address}" for one in reply.links]
    lines += [one.name for one in reply.files]
    if reply.note:
        lines.append(without_emphasis(texts.word(reply.note)))
    if reply.portrait:
        lines.append(f"{reply.portrait.name}, {texts.inside(reply.portrait.about)}")
    return "\n".join(one for one in lines if one)


def without_emphasis(text: str) -> str:
    """Return a text where nothing can stand out, as it is read."""
    return EMPHASIS.sub(r"\1", text)
