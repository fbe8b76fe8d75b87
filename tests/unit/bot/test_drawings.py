"""Console and web draw every part of a reply."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum

from hypothesis import given, settings

from bot.cards.model import Reply
from bot.channels.console.draw import lines, reply_lines, welcome
from bot.channels.mailbox.model import Message
from bot.channels.webchat.draw import drawn
from bot.texts.catalogue import Say, catalogue
from knowledge.people.model import Department, Person, Role
from tests.unit.bot.replies import SAYS, replies

PROPERTY = settings(deadline=None, derandomize=True, max_examples=60)

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
UNSEEN = {"action", "picture"}
"""What is for machines: where a press goes, and the address of a picture a terminal cannot show."""


def texts_in(value: object) -> Iterator[str]:
    """Yield every text that a person is meant to read in a reply."""
    if isinstance(value, Say):
        yield str(value.details["text"])
    elif isinstance(value, Enum):
        return
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in UNSEEN:
                yield from texts_in(getattr(value, field.name))


def strings(value: object) -> Iterator[str]:
    """Yield every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def a_message(reply: Reply | None, words: str = "") -> Message:
    """Return a message to Ann."""
    return Message(number=7, event="e", at=AT, language="sv", words=words, reply=reply)


@PROPERTY
@given(reply=replies(SAYS))
def test_the_page_gets_every_text(reply: Reply) -> None:
    """Nothing that a person should read is left out on the web; actions stay on the server."""
    found = list(strings(drawn(a_message(reply))))

    missing = [text for text in texts_in(reply) if text not in found]
    assert missing == []


@PROPERTY
@given(reply=replies(SAYS))
def test_the_terminal_gets_every_text(reply: Reply) -> None:
    """All but the form, which is asked field by field, stands in the lines of the terminal."""
    found = "\n".join(reply_lines(reply, catalogue("sv")))

    shown = [getattr(reply, field.name) for field in fields(reply) if field.name != "form"]
    missing = [text for one in shown for text in texts_in(one) if text not in found]
    assert missing == []


@PROPERTY
@given(reply=replies(SAYS))
def test_no_action_leaves_the_server(reply: Reply) -> None:
    """The page knows a choice by its number; what it does is not in the drawing."""
    found = drawn(a_message(reply))

    assert [set(choice) for choice in found["choices"]] == [{"label", "weight"}] * len(
        reply.choices
    )
    assert found["form"] is None or set(found["form"]) == {"fields", "send"}


@PROPERTY
@given(reply=replies(SAYS))
def test_a_drawing_has_the_same_shape_for_everybody(reply: Reply) -> None:
    """What a person said and what the bot said have the same fields."""
    said, own = drawn(a_message(reply)), drawn(a_message(None, "hej"))

    assert own.keys() - said.keys() <= {"press"}
    assert said.keys() <= own.keys()


def test_ones_own_line_is_drawn_as_ones_own() -> None:
    """What a person wrote comes back as theirs, on both channels."""
    message = a_message(None, "hej {du}")

    assert lines(message) == ["Du: hej {du}"]
    assert drawn(message) | {"from": "me", "text": ["hej {du}"], "number": 7} == drawn(message)


def test_a_terminal_says_who_one_is() -> None:
    """The first line names the person and what they are, with the department if there is one."""
    bo = Person(id="bo", name="Bo Test", role=Role.COACH, department="law", language="sv")

    assert "Du är Bo Test, digital coach på Juridik." in welcome(
        bo, [Department(id="law", name="Juridik")]
    )
    assert "Du är Bo Test, digital coach." in welcome(bo, [])
