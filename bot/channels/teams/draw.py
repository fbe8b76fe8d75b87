"""Draws a reply as one or more Adaptive Cards, each small enough for Teams to take."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.cards.model import Choice, Field, FieldKind, Form, Picture, Reply, Weight
from bot.cards.plain import read_aloud
from bot.cards.pressed import as_pressed
from bot.channels.kept_files import path_of
from bot.channels.teams import buttons, elements
from bot.channels.teams.buttons import Button, carried
from bot.channels.teams.elements import Element, shown
from bot.channels.teams.parting import parts, utf16
from bot.texts.catalogue import Catalogue, Say, catalogue, say
from knowledge.boundaries.texts import LONGEST
from knowledge.sealing import Seal

LARGEST = 24_000
"""Bytes of one message, in UTF-16, as the reliability report caps it."""

LONGEST_PIECE = 6_000
"""Bytes of one paragraph, in UTF-16; a longer one is cut."""

LONGEST_FALLBACK = 1_200
"""Characters said to those who do not see the card."""

LONGEST_SUMMARY = 120
NOTHING = " "
ROW = 6
WIDEST_ROW = 72
"""Letters on the buttons of a row; more of either, and each button has a line of its own."""

PRESS, SEND, FORM = "press", "send", "form"

ActivityJson = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """What every card needs to be drawn.

    Attributes:
        seal: marks the buttons.
        public_url: where the service is found from outside, or "": then without pictures.
    """

    seal: Seal
    public_url: str = ""

    def messages(self, reply: Reply, letter: str, language: str) -> list[ActivityJson]:
        """Return a reply as the messages to post, in order; its buttons stand on the last."""
        return [activity(one) for one in self.cards(reply, letter, language)]

    def cards(self, reply: Reply, letter: str, language: str) -> list[Element]:
        """Return a reply as cards, each within what Teams takes."""
        texts = catalogue(language)
        last = [*self._fields(reply, letter, texts), *self._buttons(reply, letter, texts)]
        fallback = shown(read_aloud(reply, texts))[:LONGEST_FALLBACK] or NOTHING
        room = LARGEST - _size(activity(elements.card([], language=language, fallback=fallback)))
        room -= sum(_size(one) for one in last)
        found: list[list[Element]] = [[]]
        left = room
        for element in self._said(reply, letter, texts):
            size = _size(element)
            if found[-1] and size > left:
                found.append([])
                left = room
            found[-1].append(element)
            left -= size
        found[-1] += last
        return [elements.card(body, language=texts.language, fallback=fallback) for body in found]

    def pressed(self, reply: Reply, letter: str, language: str, label: str) -> list[Element]:
        """Return the card as it is once something on it was pressed: what, and no more buttons."""
        return self.cards(as_pressed(reply, label), letter, language)

    def dialog(self, form: Form, letter: str, language: str, *, number: int) -> Element:
        """Return a form as the card that a dialog holds."""
        texts = catalogue(language)
        send = {
            "type": "Action.Submit",
            "title": texts.word(form.send),
            "style": "positive",
            "data": carried(Button(letter, number), self.seal),
        }
        fields = [part for one in form.fields for part in _field(one, texts)]
        title = texts.word(form.send)
        body = [*fields, {"type": "ActionSet", "actions": [send]}]
        return elements.card(body, language=texts.language, fallback=title)

    def _said(self, reply: Reply, letter: str, texts: Catalogue) -> Iterator[Element]:
        """Yield all that a reply says, in the order in which it is read."""
        yield from _opening(reply, texts)
        for one in reply.quotes:
            for part in parts(one.text, LONGEST_PIECE):
                yield elements.quote(texts.word(one.who), part)
        for number, text in enumerate(reply.steps, 1):
            for part in parts(texts.word(text), LONGEST_PIECE):
                yield elements.step(number, part)
        yield from self._pictures(reply.pictures)
        yield from map(elements.paragraph, _pieces(reply.after, texts))
        for link in reply.links:
            yield elements.link(texts.word(link.title), link.address)
        yield from self._files(reply, letter)
        if reply.note:
            yield elements.note(texts.word(reply.note))
        if reply.portrait:
            who = reply.portrait
            about = texts.inside(who.about)
            yield elements.portrait(who.name, about, who.initials, self._public(who.picture))

    def _pictures(self, pictures: Sequence[Picture]) -> Iterator[Element]:
        for picture in pictures:
            address = self._public(f"pictures/{picture.name}")
            if address:
                yield elements.picture(address, picture.alt)

    def _files(self, reply: Reply, letter: str) -> Iterator[Element]:
        for number, file in enumerate(reply.files):
            address = self._public(path_of(self.seal, letter, number, file.name))
            if address:
                yield elements.link(file.name, address)
            elif file.kind.startswith("text/"):
                yield elements.quote(file.name, file.text[:LONGEST])

    def _public(self, path: str) -> str:
        """Return a path as an address that Teams can fetch; "" where there is none."""
        if path.startswith("https://"):
            return path
        if not path or not self.public_url.startswith("https://"):
            return ""
        return f"{self.public_url.rstrip('/')}/{path.lstrip('/')}"

    def _fields(self, reply: Reply, letter: str, texts: Catalogue) -> list[Element]:
        if reply.inline is None:
            return []
        send = elements.execute(
            texts.word(reply.inline.send), SEND, carried(Button(letter, buttons.LINE), self.seal)
        )
        main = {**send, "style": "positive"}
        found = [part for one in reply.inline.fields for part in _field(one, texts)]
        return [*found, {"type": "ActionSet", "actions": [main]}]

    def _buttons(self, reply: Reply, letter: str, texts: Catalogue) -> list[Element]:
        found = []
        if reply.form:
            data = carried(Button(letter, buttons.FORM), self.seal)
            opening = elements.opens_dialog(texts.word(say("teams.open_form")), data)
            found.append({**opening, "style": "positive"})
        order = sorted(enumerate(reply.choices), key=_place)
        for number, choice in order:
            data = carried(Button(letter, number), self.seal)
            button = elements.execute(texts.word(choice.label), PRESS, data)
            if choice.weight is Weight.MAIN:
                button["style"] = "positive"
            found.append(button)
        is_row = len(found) <= ROW and sum(len(one["title"]) for one in found) <= WIDEST_ROW
        rows = [found] if is_row else [[one] for one in found]
        return [
            {"type": "ActionSet", "spacing": "Small" if number else "Medium", "actions": row}
            for number, row in enumerate(rows)
            if row
        ]


def activity(card: Element) -> ActivityJson:
    """Return a message that holds a card, with its words for notifications and who listens."""
    fallback = str(card["fallbackText"])
    return {
        "type": "message",
        "summary": _summary(fallback),
        "attachments": [{"contentType": elements.CARD_TYPE, "content": card}],
    }


def _opening(reply: Reply, texts: Catalogue) -> Iterator[Element]:
    """Yield the text; what comes first is the card's heading, if more follows."""
    first, *rest = [*_pieces(reply.text, texts)] or [""]
    is_alone = not (reply.steps or reply.portrait or reply.quotes or reply.note or rest)
    yield elements.paragraph(first) if is_alone else elements.heading(first)
    yield from map(elements.paragraph, rest)


def _summary(text: str) -> str:
    first = next((one for one in text.split("\n") if one.strip()), "")
    return first if len(first) <= LONGEST_SUMMARY else f"{first[: LONGEST_SUMMARY - 1]}…"


def _place(numbered: tuple[int, Choice]) -> tuple[int, int]:
    """Return where a choice stands: the main one first, a quiet one last."""
    order = (Weight.MAIN, Weight.NORMAL, Weight.QUIET)
    return order.index(numbered[1].weight), numbered[0]


def _pieces(says: Sequence[Say], texts: Catalogue) -> Iterator[str]:
    for one in says:
        for paragraph in texts.word(one).split("\n\n"):
            yield from parts(paragraph, LONGEST_PIECE)


def _field(one: Field, texts: Catalogue) -> list[Element]:
    return elements.field(
        one.name,
        texts.word(one.label),
        one.value,
        lines=one.kind is not FieldKind.LINE,
        most=LONGEST,
        error=texts.word(one.error) if one.error else "",
    )


def _size(element: object) -> int:
    return utf16(json.dumps(element, ensure_ascii=False, separators=(",", ":")))
