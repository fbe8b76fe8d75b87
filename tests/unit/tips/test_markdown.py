"""A tip as a file."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tips.exchange.markdown import REQUIRED, UnreadableTip, read
from tips.model import Advice, Stage, Tip, TipKind

FRONT = """id: teams-dela
topic: teams_moten
title: Dela skärmen
owner: coachgruppen
checked: 2026-11-02
review: 2027-05-02
phrasings:
  - hur delar jag skärm
  - "visa: min skärm"
"""

BODY = """Välj *Dela*.
Det syns uppe till höger.

1. Öppna fönstret.
2. Välj *Dela*.
> En röd ram syns.

## local
Din coach vet.

## bridge
Samma knapp finns i chatten.

## longer
Dela hellre ett fönster.

## careful
Var försiktig när andra ser.

## easy
Välj *Dela*.

1. Öppna.
> En ram syns.
"""


def a_file(front: str = FRONT, body: str = BODY) -> str:
    """Return a tip's file."""
    return f"---\n{front}---\n{body}"


def without(name: str) -> str:
    """Return front matter that lacks a field."""
    if name == "phrasings":
        return FRONT.split("phrasings:", maxsplit=1)[0]
    return "".join(f"{line}\n" for line in FRONT.splitlines() if not line.startswith(f"{name}:"))


def test_every_part_of_a_file_finds_its_place() -> None:
    """Front matter, answer, steps, check and each section end up where the model has them."""
    tip = read(a_file(), language="sv")

    assert tip == Tip(
        id="teams-dela",
        language="sv",
        topic="teams_moten",
        title="Dela skärmen",
        kind=TipKind.TOOL,
        owner="coachgruppen",
        checked=date(2026, 11, 2),
        review=date(2027, 5, 2),
        phrasings=("hur delar jag skärm", "visa: min skärm"),
        advice=Advice(
            answer="Välj *Dela*. Det syns uppe till höger.",
            steps=("Öppna fönstret.", "Välj *Dela*."),
            check="En röd ram syns.",
        ),
        local="Din coach vet.",
        bridge="Samma knapp finns i chatten.",
        longer="Dela hellre ett fönster.",
        careful="Var försiktig när andra ser.",
        easy=Advice(answer="Välj *Dela*.", steps=("Öppna.",), check="En ram syns."),
        stage=Stage.PUBLISHED,
    )


def test_a_file_from_another_system_reads_the_same() -> None:
    """Line ends make no difference."""
    assert read(a_file().replace("\n", "\r\n"), language="sv") == read(a_file(), language="sv")


def test_an_answer_may_stand_alone() -> None:
    """Steps, check and sections may be missing, and days may be written as texts."""
    front = FRONT.replace("2026-11-02", "'2026-11-02'")

    tip = read(a_file(front, "Fråga vaktmästeriet.\n"), language="sv")

    assert tip.advice == Advice(answer="Fråga vaktmästeriet.")
    assert (tip.local, tip.bridge, tip.longer, tip.careful, tip.easy) == ("", "", "", "", None)
    assert tip.checked == date(2026, 11, 2)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_field_is_named(name: str) -> None:
    """What must be there and is not, or is empty, is named."""
    for front in (without(name), f"{without(name)}{name}:\n"):
        with pytest.raises(UnreadableTip, match=rf"front matter lacks {name}$"):
            read(a_file(front), language="sv")


def test_all_missing_fields_are_named_at_once() -> None:
    """Whoever writes a tip gets the whole list, not one field at a time."""
    with pytest.raises(UnreadableTip, match=", ".join(REQUIRED)):
        read(a_file("kind: tool\n"), language="sv")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "expected front matter between two lines of ---"),
        ("Välj *Dela*.", "expected front matter"),
        (f"---\n{FRONT}", "expected front matter"),
        (f"hej\n---\n{FRONT}---\n{BODY}", "expected front matter"),
        ("---\nid: [\n---\nhej", "front matter is not YAML"),
        ("---\njust words\n---\nhej", "front matter holds no fields"),
        ("---\n---\nhej", "front matter holds no fields"),
        (a_file(f"{FRONT}kind: trick\n"), "kind is 'trick', expected one of tool, habit, signpost"),
        (a_file(FRONT.replace("2026-11-02", "igår")), "checked is 'igår', expected a day as"),
        (a_file(FRONT.replace("2027-05-02", "'2027-02-30'")), "review is '2027-02-30', expected"),
        (a_file(f"{without('phrasings')}phrasings: dela\n"), "phrasings is not a list"),
        (a_file(body=f"{BODY}## extra\nhej\n"), "section 'extra' is not one of local"),
        (a_file(body="1. Öppna.\n"), "the tip: no answer before the steps"),
        (a_file(body=""), "the tip: no answer"),
        (a_file(body="Svar.\n1. Ett.\nlöst\n"), "the tip: text after the steps .*: löst"),
        (a_file(body="Svar.\n> Ser.\nlöst\n"), "the tip: text after the steps"),
        (a_file(body="Svar.\n## easy\n1. Ett.\n"), "## easy: no answer before the steps"),
    ],
)
def test_each_fault_says_what_and_where(text: str, fault: str) -> None:
    """A file that is no tip is refused with one line that names the place."""
    with pytest.raises(UnreadableTip, match=fault) as refused:
        read(text, language="sv")

    assert "\n" not in str(refused.value)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(body=st.text(alphabet="ab1. >#-\n", max_size=80))
def test_any_body_is_a_tip_or_refused(body: str) -> None:
    """Nothing but UnreadableTip comes out of a file's text, and what is read has an answer."""
    try:
        tip = read(a_file(body=body), language="sv")
    except UnreadableTip as refused:
        assert str(refused)  # noqa: PT017 - either end is right, and each is looked at
    else:
        assert tip.advice.answer
