"""Draws a reply as one or more messages of Block Kit, each small enough for Slack to take."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.model import Attachment, Choice, Field, FieldKind, Form, Picture, Reply, Weight
from bot.cards.parting import parts
from bot.channels.kept_files import path_of
from bot.channels.slack import blocks, buttons
from bot.channels.slack.blocks import Block
from bot.channels.slack.buttons import Button, carried
from bot.texts.catalogue import Catalogue, Say, catalogue, say
from knowledge.boundaries.texts import LONGEST
from knowledge.sealing import Seal

LARGEST = 12_000
"""Characters of one message's blocks as JSON; Slack refuses somewhat more, without saying what."""

MOST_BLOCKS = 45
"""Slack takes 50; the rows of buttons come besides."""

LONGEST_FALLBACK = 3_000
"""Characters said in notifications and to screen readers, escaped."""

LONGEST_TITLE = 24
PRESS, OPEN = "press", "open"

Message = Mapping[str, Any]

JSON_KIND = "application/json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """What every message needs to be drawn.

    Attributes:
        seal: marks the buttons.
        public_url: where the service is found from outside, or "": then without pictures.
    """

    seal: Seal
    public_url: str = ""

    def messages(
        self, reply: Reply, letter: str, language: str, *, may_share: bool = False
    ) -> list[Message]:
        """Return a reply as the messages to post, in order; its buttons stand on the last.

        Args:
            reply: what is said.
            letter: the letter that brings it.
            language: in which language.
            may_share: whether only one person sees it, who may show it to all.
        """
        texts = catalogue(language)
        last = blocks.rows(self._buttons(reply, letter, texts, may_share=may_share))
        room = LARGEST - _size(last)
        found: list[list[Block]] = [[]]
        left = room
        for block in self._said(reply, letter, texts):
            size = _size(block)
            if found[-1] and (size > left or len(found[-1]) >= MOST_BLOCKS - len(last)):
                found.append([])
                left = room
            found[-1].append(block)
            left -= size
        found[-1] += last
        return [{"text": fallback(one), "blocks": one} for one in found]

    def modal(self, form: Form, letter: str, language: str, *, number: int) -> Message:
        """Return a form as the window that opens over the chat."""
        texts = catalogue(language)
        is_line = number == buttons.LINE
        title = texts.word(form.fields[0].label if is_line else form.send)
        fields = [_field(one, texts, is_first=not at) for at, one in enumerate(form.fields)]
        heading = blocks.plain(title, LONGEST_TITLE)
        shortened = [] if len(title) <= LONGEST_TITLE else [blocks.paragraph(title)]
        return {
            "type": "modal",
            "callback_id": "form",
            "private_metadata": carried(Button(letter, number), self.seal),
            "title": heading,
            "submit": blocks.plain(texts.word(say("line.send")), LONGEST_TITLE),
            "close": blocks.plain(texts.word(say("slack.close")), LONGEST_TITLE),
            "blocks": [*shortened, *fields],
        }

    def _said(self, reply: Reply, letter: str, texts: Catalogue) -> Iterator[Block]:
        """Yield all that a reply says, in the order in which it is read."""
        yield from _opening(reply, texts)
        for one in reply.quotes:
            for part in parts(one.text, blocks.LONGEST):
                yield blocks.quote(texts.word(one.who), part)
        yield from _steps(reply.steps, texts)
        yield from self._pictures(reply.pictures)
        yield from map(blocks.paragraph, _pieces(reply.after, texts))
        for link in reply.links:
            yield blocks.link(texts.word(link.title), link.address)
        yield from self._files(reply.files, letter)
        if reply.note:
            yield blocks.note(texts.word(reply.note))
        if reply.portrait:
            who = reply.portrait
            # Initials stand in the place of a picture where letters can; Slack has no such place.
            name = who.name or who.initials
            yield blocks.portrait(name, texts.inside(who.about), self._public(who.picture))

    def _pictures(self, pictures: Sequence[Picture]) -> Iterator[Block]:
        for picture in pictures:
            address = self._public(f"pictures/{picture.name}")
            if address:
                yield blocks.picture(address, picture.alt)

    def _files(self, files: Sequence[Attachment], letter: str) -> Iterator[Block]:
        """Yield each file as its address, and where nobody could fetch it, as its text."""
        for number, file in enumerate(files):
            address = self._public(path_of(self.seal, letter, number, file.name)) if letter else ""
            if address:
                yield blocks.link(file.name, address)
            elif file.kind.startswith("text/") or file.kind == JSON_KIND:
                for part in parts(file.text[:LONGEST], blocks.LONGEST):
                    yield blocks.file(file.name, part)

    def _public(self, path: str) -> str:
        """Return a path as an address that Slack can fetch; "" where there is none."""
        if path.startswith("https://"):
            return path
        if not path or not self.public_url.startswith("https://"):
            return ""
        return f"{self.public_url.rstrip('/')}/{path.lstrip('/')}"

    def _buttons(
        self, reply: Reply, letter: str, texts: Catalogue, *, may_share: bool
    ) -> list[Block]:
        found = []
        for number, form in ((buttons.LINE, reply.inline), (buttons.FORM, reply.form)):
            if form:
                label = say("slack.write") if number == buttons.LINE else say("slack.open_form")
                found.append(self._button(texts, label, OPEN, Button(letter, number), main=True))
        for number, choice in sorted(enumerate(reply.choices), key=_place):
            is_main = choice.weight is Weight.MAIN
            button = Button(letter, number)
            found.append(self._button(texts, choice.label, PRESS, button, main=is_main))
        if may_share and reply.for_all:
            button = Button(letter, buttons.SHARE)
            found.append(self._button(texts, say("slack.share"), PRESS, button, main=False))
        return found

    def _button(
        self, texts: Catalogue, label: Say, deed: str, button: Button, *, main: bool
    ) -> Block:
        value = carried(button, self.seal)
        action = f"{deed}:{button.number}"
        return blocks.button(texts.word(label), action=action, value=value, main=main)


def fallback(found: Sequence[Block]) -> str:
    """Return what notifications and screen readers say of blocks, with nothing that is markup."""
    said = "\n".join(blocks.words_of(list(found)))
    most = LONGEST_FALLBACK
    while len(written := escaped(blocks.cut(said, most))) > LONGEST_FALLBACK:
        most -= len(written) - LONGEST_FALLBACK
    return written or "…"


def escaped(text: str) -> str:
    """Return a text so that Slack shows it to the letter where it reads markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _opening(reply: Reply, texts: Catalogue) -> Iterator[Block]:
    """Yield the text; what comes first is the heading, if more follows."""
    first, *rest = [*_pieces(reply.text, texts)] or [""]
    is_alone = not (reply.steps or reply.portrait or reply.quotes or reply.note or rest)
    yield blocks.paragraph(first) if is_alone else blocks.heading(first)
    yield from map(blocks.paragraph, rest)


def _steps(says: Sequence[Say], texts: Catalogue) -> Iterator[Block]:
    """Yield steps in as few lists as hold them; the numbers go on from one to the next."""
    held: list[str] = []
    since = 0
    for one in says:
        step = blocks.cut(texts.word(one), blocks.LONGEST)
        if held and sum(map(len, held)) + len(step) > blocks.LONGEST:
            yield blocks.steps(held, since=since)
            since, held = since + len(held), []
        held.append(step)
    if held:
        yield blocks.steps(held, since=since)


def _place(numbered: tuple[int, Choice]) -> tuple[int, int]:
    """Return where a choice stands: the main one first, a quiet one last."""
    order = (Weight.MAIN, Weight.NORMAL, Weight.QUIET)
    return order.index(numbered[1].weight), numbered[0]


def _pieces(says: Sequence[Say], texts: Catalogue) -> Iterator[str]:
    for one in says:
        for paragraph in texts.word(one).split("\n\n"):
            yield from parts(paragraph, blocks.LONGEST)


def _field(one: Field, texts: Catalogue, *, is_first: bool) -> Block:
    lines = one.kind is not FieldKind.LINE
    return blocks.field(one.name, texts.word(one.label), one.value, lines=lines, is_first=is_first)


def errors_of(form: Form | None, language: str) -> dict[str, str]:
    """Return what is wrong in a form, by field, as Slack shows it beside each."""
    texts = catalogue(language)
    fields = form.fields if form else ()
    return {one.name: texts.word(one.error) for one in fields if one.error}


def _size(element: object) -> int:
    return len(json.dumps(element, ensure_ascii=False, separators=(",", ":")))
