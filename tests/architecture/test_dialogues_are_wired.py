"""Every button, form and open dialogue leads somewhere, and every channel draws it."""

import ast
import inspect
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.cards.model import (
    Attachment,
    Choice,
    Field,
    Form,
    Link,
    Picture,
    Portrait,
    Quote,
    Reply,
)
from bot.conversations import commands, handlers
from tests.architecture.source import ROOT, Call, calls, modules, texts_of

ARGUMENT = "…"
"""Stands for whatever an action carries: an id, a number, a language."""

BY_THE_ROUTER = frozenset({"pause.yes", "line.send"})
"""What the router takes itself: both bring a line to the dialogue that waits for it."""

BY_A_SIGN = frozenset({"learn.thread"})
"""What a sign under a message in a channel asks for, without any button."""

CHANNELS = sorted(path.parent.name for path in (ROOT / "bot" / "channels").glob("*/draw.py"))

FOR_MACHINES = {
    "console": {"weight", "picture", "form", "kind", "inline", "for_all"},
    "webchat": {"action", "inline", "for_all"},
    "teams": {"for_all"},
    "slack": set(),
}
"""What a channel leaves out of its drawing, and why it may: a terminal has no size for a button and
no picture, shows a file as text, and asks field by field; a page knows a choice by its number. In
both one always sees where to write the next line, and nobody reads along."""


def action_of(node: ast.expr, call: Call) -> set[str]:
    """Return the actions an expression can become, with a sign for each argument."""
    if isinstance(node, ast.JoinedStr):
        return {
            "".join(
                str(part.value) if isinstance(part, ast.Constant) else ARGUMENT
                for part in node.values
            )
        }
    if isinstance(node, ast.IfExp):
        return action_of(node.body, call) | action_of(node.orelse, call)
    if isinstance(node, ast.Name):
        values = [
            one.value
            for one in ast.walk(call.inside or call.module.tree)
            if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == node.id
        ]
        return {action for value in values for action in action_of(value, call)}
    return texts_of(node, call, {})


@cache
def actions() -> Mapping[str, str]:
    """Return every action that a dialogue puts on a button or a form, and where."""
    found: dict[str, str] = {}
    for call in calls("bot"):
        if not call.module.name.startswith("bot.conversations"):
            continue
        named = next((one.value for one in call.node.keywords if one.arg == "action"), None)
        node = call.argument(1, "action") if call.name == "Choice" else named
        assert node is not None or call.name not in {"Choice", "Form"}, call.where
        if node is not None and not call.is_handed_on(node):
            made = action_of(node, call)
            assert made, call.where
            found |= dict.fromkeys(made, call.where)
    return found


def accepts(handler: Callable[..., Any], *arguments: object) -> bool:
    """Say whether a handler can be called with so many arguments."""
    try:
        inspect.signature(handler).bind(*arguments)
    except TypeError:
        return False
    return True


def test_every_button_has_a_handler_that_takes_what_it_carries() -> None:
    """Nobody presses into nothing, and no button carries more or less than is read."""
    lost = []
    for action, where in actions().items():
        name, *carried = action.split(":")
        if name in BY_THE_ROUTER:
            continue
        press, form = handlers.PRESSES.get(name), handlers.FORMS.get(name)
        taken = (press and accepts(press, "talk", *carried)) or (
            form and accepts(form, "talk", {}, *carried)
        )
        if not taken:
            lost.append(f"{where}: {action}")

    assert len(actions()) > 30
    assert lost == []


def test_every_handler_has_a_button() -> None:
    """What nobody can press or send any more is removed."""
    reached = {action.split(":")[0] for action in actions()}

    assert {*handlers.PRESSES, *handlers.FORMS, *BY_THE_ROUTER} - reached == BY_A_SIGN


def test_a_press_and_a_form_do_not_share_a_name() -> None:
    """One name is one thing."""
    assert handlers.PRESSES.keys() & handlers.FORMS.keys() == set()


def test_no_action_holds_words_from_a_person() -> None:
    """Actions are short, plain names with ids after colons."""
    assert [
        action
        for action in actions()
        if not all(
            part == ARGUMENT or part.replace("_", "").replace(".", "").isalnum()
            for part in action.split(":")
        )
    ] == []


def test_every_open_dialogue_is_one_the_router_knows() -> None:
    """What a dialogue waits for has somebody to give the line to, and the other way round."""
    waits = {
        name
        for call in calls("bot")
        if call.name == "wait" and call.module.name.startswith("bot.conversations")
        for node in [call.argument(0, "dialogue")]
        if node is not None and not call.is_handed_on(node)
        for name in texts_of(node, call, {})
    }

    assert waits == handlers.WORDS.keys() != set()


def test_every_command_has_words_and_a_handler() -> None:
    """What one may type does something, and what can be done can be typed."""
    found = YAML(typ="safe").load(commands.FILE.read_text(encoding="utf-8"))
    typed = {*found, *found["begins"]} - {"begins", "perhaps_meaning"}

    assert typed == handlers.COMMANDS.keys()
    assert typed >= handlers.NO_CONTENT


def test_no_word_means_two_commands() -> None:
    """The later of two would win without a word."""
    found = YAML(typ="safe").load(commands.FILE.read_text(encoding="utf-8"))
    begins = found.pop("begins")
    for table in (found, begins):
        words = [word for lists in table.values() for one in lists for word in one]

        assert sorted(words) == sorted(set(words))


def test_every_channel_that_draws_is_looked_at() -> None:
    """A new channel says here what it leaves out, and why."""
    assert sorted(FOR_MACHINES) == CHANNELS


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_draws_every_field_of_a_reply(channel: str) -> None:
    """A field that is added to a reply is drawn by each channel, or said to be for machines."""
    drawn = {
        node.attr
        for module in modules("bot")
        if module.name == f"bot.channels.{channel}.draw"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
    }
    parts = [Reply, Quote, Picture, Link, Portrait, Choice, Attachment]
    parts += [] if "form" in FOR_MACHINES[channel] else [Form, Field]
    wanted = {field.name for part in parts for field in fields(part)}

    assert wanted - drawn - {"action"} == FOR_MACHINES[channel] - {"action"}


def test_a_terminal_asks_every_field_of_a_form() -> None:
    """What is not in the console's drawing of a form is in its questions."""
    asked = {
        node.attr
        for module in modules("bot")
        if module.name == "bot.channels.console.receive"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
    }

    assert {field.name for part in (Form, Field) for field in fields(part)} - asked == set()
