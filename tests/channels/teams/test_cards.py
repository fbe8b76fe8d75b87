"""Cards: what is said stands in them, in shapes that Teams takes, and nothing else can."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft6Validator

from bot.cards.model import Choice, Field, FieldKind, Form, Link, Quote, Reply
from bot.cards.parting import letters
from bot.channels.teams import buttons
from bot.channels.teams.draw import LARGEST, activity
from bot.channels.teams.elements import Element
from bot.channels.teams.parting import parts, utf16
from bot.texts.catalogue import plain
from knowledge.boundaries.texts import INVISIBLE
from tests.channels.teams.sample_cards import DRAWING, FOLDER, FORM, LETTER, REPLIES, drawn
from tests.fakes.teams.shapes import check_message, parts_of
from tests.unit.bot.replies import SAYS, replies

PROPERTY = settings(deadline=None, derandomize=True, max_examples=80)
FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇸🇪"
SKIN = "👍🏽"
ALPHABETS = ("å", "a", FAMILY, FLAG, "e\u0301", "漢")


@cache
def schema() -> Draft6Validator:
    """Return the schema of version 1.5, as Microsoft publishes it."""
    text = (files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8")
    return Draft6Validator(json.loads(text))


@pytest.mark.parametrize("name", drawn())
def test_cards_look_as_they_did(name: str) -> None:
    """Whoever changes a card sees the difference in its file; see sample_cards."""
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    assert drawn()[name] == kept


def test_every_kept_card_is_drawn() -> None:
    """No file outlives its sample."""
    assert {one.stem for one in FOLDER.glob("*.json")} == drawn().keys()


@pytest.mark.parametrize("name", drawn())
def test_cards_follow_the_schema(name: str) -> None:
    """Version 1.5, by Microsoft's own description of it."""
    assert [error.message for error in schema().iter_errors(_bare(drawn()[name]))] == []


@PROPERTY
@given(replies(SAYS))
def test_any_reply_becomes_messages_that_teams_takes(reply: Reply) -> None:
    """Whatever a dialogue says, in the shapes and sizes that are documented."""
    for message in DRAWING.messages(reply, LETTER, "sv"):
        check_message(message)
        for one in _attachments(message):
            assert [*schema().iter_errors(_bare(one["content"]))] == []


@PROPERTY
@given(replies(SAYS))
def test_all_that_is_said_stands_in_the_cards(reply: Reply) -> None:
    """In the text, in a button, or in a field: nothing is left out."""
    cards = DRAWING.cards(reply, LETTER, "sv")
    seen = "\n".join(_seen(cards)).replace("*", "")

    for said in _said(reply):
        assert INVISIBLE.sub("", said).replace("*", "") in seen


@pytest.mark.parametrize(
    "text",
    [
        "[bank-id.se](https://evil.example)",
        "<at>Anki</at>",
        "**fet** _sned_ `kod`",
        "{{DATE(2026-01-01)}}",
        "# rubrik\n- punkt",
        "![bild](https://evil.example/x.png)",
        "https://evil.example",
    ],
)
def test_what_a_person_wrote_is_shown_to_the_letter(text: str) -> None:
    """It can become neither a link nor a mention: it stands in a text run, which knows no signs."""
    reply = Reply(text=(plain("Frågan"),), quotes=(Quote(plain("Elias"), text),))

    (card,) = DRAWING.cards(reply, LETTER, "sv")

    runs = [run["text"] for one in parts_of(card) for run in one.get("inlines", ())]
    assert text in runs
    assert not any(one["type"] == "TextBlock" for one in parts_of(card))
    assert not any(one["type"] == "Action.OpenUrl" for one in parts_of(card))


def test_invisible_letters_are_taken_out() -> None:
    """What turns the reading direction around, or hides in a name, is not shown."""
    reply = Reply(text=(plain("ab\u202ecd\u200bef\u2066gh"),))

    (card,) = DRAWING.cards(reply, LETTER, "sv")

    assert "abcdefgh" in json.dumps(card)


def test_a_link_says_where_it_leads() -> None:
    """The site stands beside the words."""
    reply = Reply(text=(plain("Se"),), links=(Link(plain("BankID"), "https://www.evil.example/x"),))

    (card,) = DRAWING.cards(reply, LETTER, "sv")

    assert "evil.example" in [
        run["text"].strip() for one in parts_of(card) for run in one.get("inlines", ())
    ]


@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.parametrize("count", [1, 5_000, 12_000, 30_000])
def test_a_long_text_is_split_between_letters(alphabet: str, count: int) -> None:
    """Every part fits, none is cut inside a letter, and together they are the whole."""
    text = alphabet * count
    reply = Reply(text=(plain(text),))

    messages = DRAWING.messages(reply, LETTER, "sv")

    for message in messages:
        check_message(message)
    runs = [
        run["text"]
        for message in messages
        for one in parts_of(message["attachments"])
        for run in one.get("inlines", ())
    ]
    assert "".join(runs) == text
    assert all(len(run) % len(alphabet) == 0 for run in runs)


@pytest.mark.parametrize("excess", [-2, -1, 0, 1, 2])
@pytest.mark.parametrize("alphabet", ["å", FAMILY, "&", '"'])
def test_at_the_very_limit_it_fits_or_is_split(alphabet: str, excess: int) -> None:
    """Two under, two over: never a message that is too large."""
    room = LARGEST // utf16(alphabet) + excess
    reply = Reply(text=tuple(plain(alphabet * (room // 10)) for _ in range(11)))

    for message in DRAWING.messages(reply, LETTER, "sv"):
        assert utf16(json.dumps(message, ensure_ascii=False, separators=(",", ":"))) <= 28 * 1024


@PROPERTY
@given(
    st.lists(
        st.sampled_from(["å", "a", " ", ". ", "\n", "\n\n", FAMILY, FLAG, SKIN, "e\u0301"])
    ).map("".join),
    st.integers(40, 200),
)
def test_parts_are_the_whole_and_each_fits(text: str, most: int) -> None:
    """Nothing but space between parts is lost, and no letter is in two of them."""
    found = parts(text, most)

    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(utf16(one) <= most for one in found)
    whole = [*letters(text)]
    assert all(letter in whole for one in found for letter in letters(one))


def test_many_buttons_stand_below_each_other() -> None:
    """A row that is too long for a narrow card is none; and all of them are in view."""
    rows = [one["actions"] for one in parts_of(drawn()["many"]) if one["type"] == "ActionSet"]

    assert [len(row) for row in rows] == [1] * 9


def test_the_main_choice_comes_first_and_stands_out() -> None:
    """Whatever order a dialogue names them in."""
    actions = [one for one in parts_of(drawn()["answer"]) if one["type"] == "Action.Execute"]

    assert (actions[0]["title"], actions[0]["style"]) == ("Fråga Birgitta", "positive")
    assert actions[-1]["title"] == "Fel svar"


def test_a_button_tells_nothing_to_who_reads_it() -> None:
    """No question, no person, no action: a card's letter, a number and a mark."""
    for one in parts_of(drawn()["answer"]):
        if one["type"] == "Action.Execute":
            assert one["data"].keys() == {"k", "n", "m"}


def test_without_an_address_there_are_no_pictures() -> None:
    """An installation that cannot be reached from outside draws the initials."""
    here = type(DRAWING)(seal=DRAWING.seal)

    (card,) = here.cards(REPLIES["answer"], LETTER, "sv")

    kinds = [one["type"] for one in parts_of(card)]
    assert "Image" not in kinds
    assert "BP" in json.dumps(card)


def test_a_wrong_form_says_so_above_its_field() -> None:
    """The words of the error stand before the label they are about."""
    dialog = DRAWING.dialog(FORM, LETTER, "sv", number=buttons.FORM)
    seen = [*_seen([dialog])]

    assert seen.index("Rubriken ska ha 4 till 120 tecken, nu är det 0.") < seen.index("Rubrik")


def test_a_message_with_the_longest_field_fits() -> None:
    """A form that holds a proposal as long as a message may be still leaves."""
    form = Form(
        fields=(Field(name="x", label=plain("X"), value="å" * 4_000, kind=FieldKind.TEXT),),
        send=plain("Skicka"),
        action="a.b",
    )
    reply = Reply(text=(plain("x" * 8_000),), inline=form, choices=(Choice(plain("Ja"), "a.b:1"),))

    for message in DRAWING.messages(reply, LETTER, "sv"):
        check_message(message)


@pytest.mark.parametrize("name", REPLIES)
def test_the_words_beside_a_card_are_all_it_says(name: str) -> None:
    """A notification has the first line; who listens hears the rest."""
    cards = DRAWING.cards(REPLIES[name], LETTER, "sv")
    said = activity(cards[-1])

    assert str(said["summary"]) in str(cards[-1]["fallbackText"])
    assert "*Dela*" not in str(cards[-1]["fallbackText"])


def _attachments(message: Element) -> list[Element]:
    """Return what hangs on a message."""
    found: list[Element] = message["attachments"]
    return found


def _bare(card: Any) -> Any:
    """Return a card without what only Teams knows, and the schema does not."""
    if isinstance(card, dict):
        return {name: _bare(value) for name, value in card.items() if name != "msteams"}
    return [_bare(one) for one in card] if isinstance(card, list) else card


def _seen(cards: list[Element]) -> Iterator[str]:
    """Yield what one can read on cards."""
    for card in cards:
        for one in parts_of(card):
            if "inlines" in one:
                yield "".join(run["text"] for run in one["inlines"])
            for name in ("title", "altText", "label", "value"):
                if isinstance(one.get(name), str):
                    yield one[name]


def _said(reply: Reply) -> Iterator[str]:
    """Yield what a reply says to people."""
    says: list[Any] = [*reply.text, *reply.steps, *reply.after, *(one.who for one in reply.quotes)]
    says += [one.label for one in reply.choices]
    says += [reply.note] if reply.note else []
    says += [reply.portrait.about] if reply.portrait else []
    yield from (str(one.details["text"]) for one in says)
    yield from (one.text for one in reply.quotes)
    if reply.portrait:
        yield reply.portrait.name
