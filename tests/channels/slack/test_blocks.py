"""Messages: what is said stands in them, in shapes that Slack takes, and nothing else can."""

import pytest
from hypothesis import given, settings

from bot.cards.model import Choice, Field, FieldKind, Form, Quote, Reply, Weight
from bot.cards.pressed import as_pressed
from bot.channels.slack import buttons
from bot.channels.slack.draw import Drawing
from bot.texts.catalogue import plain
from tests.fakes.plain_seal import PlainSeal
from tests.fakes.slack.shapes import buttons_in, check_message, check_view, lines_of
from tests.unit.bot.replies import SAYS, replies

DRAWING = Drawing(seal=PlainSeal(), public_url="https://coach.example.se")
FAMILY = "👨‍👩‍👧‍👦"
ALPHABETS = ("å", "a", FAMILY, "🇸🇪", "e\u0301", "漢", "&", "<")
PROPERTY = settings(deadline=None, derandomize=True, max_examples=100)


@PROPERTY
@given(replies(SAYS))
def test_any_reply_becomes_messages_that_slack_takes(reply: Reply) -> None:
    """Whatever a dialogue says, in the shapes and sizes that are documented."""
    for message in DRAWING.messages(reply, "a-letter", "sv", may_share=True):
        check_message(message)


@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.parametrize("count", [1, 2_999, 3_001, 12_000, 30_000])
def test_a_long_text_is_split_between_letters(alphabet: str, count: int) -> None:
    """Every part fits, none is cut inside a letter, and together they are the whole."""
    text = alphabet * (count // len(alphabet) + 1)
    reply = Reply(text=(plain(text),), quotes=(Quote(plain("Elias"), text),))

    messages = DRAWING.messages(reply, "a-letter", "sv")

    for message in messages:
        check_message(message)
    lines = [one for message in messages for one in lines_of(message["blocks"])]
    quoted = "".join(one.removeprefix("> ") for one in lines if one.startswith("> "))
    assert quoted == text
    assert all(
        len(one.removeprefix("> ")) % len(alphabet) == 0 for one in lines if one.startswith("> ")
    )


@pytest.mark.parametrize(
    "text",
    [
        "<!channel>",
        "<!here|here>",
        "<@U00001>",
        "<#C00001>",
        "<!subteam^S1>",
        "<https://evil.example|bank-id.se>",
        "&lt;!channel&gt;",
        "*fet* _sned_ ~struken~ `kod`",
        ":book:",
    ],
)
def test_what_a_person_wrote_is_shown_to_the_letter(text: str) -> None:
    """It can become neither a link nor a mention, in blocks or in the words beside them."""
    reply = Reply(text=(plain("Frågan"),), quotes=(Quote(plain("Elias"), text),))

    (message,) = DRAWING.messages(reply, "a-letter", "sv")

    check_message(message)
    assert f"> {text}" in lines_of(message["blocks"])


def test_the_main_choice_comes_first_and_stands_out() -> None:
    """A quiet one comes last."""
    choices = (
        Choice(plain("Sist"), "a.b", Weight.QUIET),
        Choice(plain("Sedan"), "a.b"),
        Choice(plain("Först"), "a.b", Weight.MAIN),
    )

    (message,) = DRAWING.messages(Reply(text=(plain("Välj"),), choices=choices), "a", "sv")

    found = buttons_in(message["blocks"])
    assert [one["text"]["text"] for one in found] == ["Först", "Sedan", "Sist"]
    assert [one.get("style") for one in found] == ["primary", None, None]


def test_many_choices_stand_in_rows_of_five() -> None:
    """All of them can be pressed."""
    choices = tuple(Choice(plain(f"Avdelning {one}"), f"a.b:{one}") for one in range(12))

    (message,) = DRAWING.messages(Reply(text=(plain("Var?"),), choices=choices), "a", "sv")

    rows = [len(one["elements"]) for one in message["blocks"] if one["type"] == "actions"]
    assert rows == [5, 5, 2]


def test_a_pressed_message_has_no_buttons() -> None:
    """It says what was pressed."""
    reply = Reply(text=(plain("Välj"),), choices=(Choice(plain("Ja"), "a.b"),))

    (message,) = DRAWING.messages(as_pressed(reply, "Ja"), "a", "sv")

    assert buttons_in(message["blocks"]) == []
    assert "✓ Ja" in lines_of(message["blocks"])


def test_a_form_is_a_window_with_its_proposals() -> None:
    """Each field by its name, so that what is wrong can stand beside it."""
    form = Form(
        fields=(
            Field(name="title", label=plain("Rubrik"), value="Nycklar"),
            Field(name="answer", label=plain("Svar"), value="x" * 5000, kind=FieldKind.TEXT),
        ),
        send=plain("Skicka in tipset till den som läser"),
        action="learn.send:1",
    )

    view = DRAWING.modal(form, "a-letter", "sv", number=buttons.FORM)

    check_view(view)
    title, answer = (one for one in view["blocks"] if one["type"] == "input")
    assert (title["block_id"], title["element"]["initial_value"]) == ("title", "Nycklar")
    assert answer["element"]["multiline"]
