"""Names are taken out of texts whole, and of nothing that only looks like them."""

import json

import pytest

from bot.cards.codec import from_json, to_json
from bot.cards.model import Choice, Portrait, Quote, Reply
from bot.conversations.taking_out import taking_out
from bot.texts.catalogue import catalogue, say
from knowledge.people.model import Person

BO = Person(id="bo", name="Bo Ek-Å", email="bo.ek@example.se")
ANNA = Person(id="7", name='Anna "Ninni" Berg')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Hälsar Bo Ek-Å", "Hälsar …"),
        ("bo ek-å, BO.EK@example.se", "…, …"),
        ("Bo Ek-Ås dator", "… dator"),
        ("Bo!", "…!"),
        ("Bos dator", "… dator"),
        ("var ska jag bo, Bosse på Bogatan", "var ska jag bo, Bosse på Bogatan"),
        ("Limbo Ek-Å", "Limbo Ek-Å"),
        ("bo.ek@example.seger", "bo.ek@example.seger"),
    ],
)
def test_a_name_goes_and_what_has_it_inside_stays(before: str, after: str) -> None:
    """Full names and addresses whatever their capitals, a first name as it is written."""
    assert taking_out([BO], first_names=["Bo"]).of_text(before) == after


def test_a_first_name_stays_where_it_was_not_asked_for() -> None:
    """Others bear it."""
    assert taking_out([BO]).of_text("Bo, Bo Ek-Å") == "Bo, …"


def test_nobody_taken_out_changes_nothing() -> None:
    """Text and JSON come back as they were, to the letter."""
    out = taking_out([])

    assert out.of_text("Bo Ek-Å") == "Bo Ek-Å"
    assert out.of_json('{"a" :1}') == '{"a" :1}'


def test_what_the_bot_said_speaks_of_a_colleague() -> None:
    """A reply stays a reply: it can be read back and put into words, and acts on nobody."""
    reply = Reply(
        text=(say("coach.moved", coach="Bo"), say("escalate.not_sent")),
        quotes=(Quote(say("who.named", name="Bo Ek-Å", department="Juridik"), "Så! /Bo"),),
        portrait=Portrait(
            name="Bo Ek-Å", about=say("person.coach"), initials="BÅ", picture="bo.png"
        ),
        choices=(Choice(say("choice.ask_name", name="Bo"), "escalate.begin:bo"),),
    )
    out = taking_out([BO], first_names=["Bo"])
    after = from_json(out.of_json(to_json(reply)))
    words = catalogue("sv")

    assert words.word(after.text[0]).startswith("En kollega har")
    assert after.text[1] == reply.text[1]
    assert words.word(after.quotes[0].who) == "En kollega på Juridik"
    assert after.quotes[0].text == "Så! /…"
    assert after.portrait == Portrait(name="…", about=say("person.coach"), initials="…")
    assert words.word(after.choices[0].label) == "Fråga en kollega"
    assert after.choices[0].action == "escalate.begin:…"


def test_a_name_with_quotes_is_found_however_deep_it_lies() -> None:
    """A message keeps its reply as JSON within JSON; ids are no numbers of anything else."""
    inner = json.dumps(
        {"text": 'Hej Anna "Ninni" Berg', "place": "7:1", "action": "replace.now:7:bo"}
    )
    before = json.dumps({"reply": inner, "about": "e1:7"})
    after = json.loads(taking_out([ANNA]).of_json(before))

    assert after["about"] == "e1:…"
    assert json.loads(after["reply"]) == {
        "text": "Hej …",
        "place": "7:1",
        "action": "replace.now:…:bo",
    }
