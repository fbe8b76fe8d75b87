"""What is kept as JSON comes back as it was."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import codec
from bot.cards.model import Reply
from bot.conversations import turn
from bot.conversations.memory import model as memory
from bot.conversations.memory.model import Asked, Memory, Shown, Waits
from bot.conversations.turn import Filled, Pressed, Turn, Words
from tests.unit.bot.replies import NESTED, replies

PROPERTY = settings(deadline=None, derandomize=True, max_examples=60)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)

TURNS = st.builds(
    Turn,
    event=TEXT,
    person=TEXT,
    channel=TEXT,
    said=st.builds(Words, TEXT, st.integers(0, 9))
    | st.builds(Pressed, TEXT)
    | st.builds(Filled, TEXT, st.dictionaries(TEXT, TEXT, max_size=4), st.integers(0, 9)),
)

MEMORIES = st.builds(
    Memory,
    waits=st.none() | st.builds(Waits, dialogue=TEXT, about=TEXT, since=TEXT),
    shown=st.none() | st.builds(Shown, kind=TEXT, id=TEXT, asked=TEXT),
    asked=st.lists(
        st.builds(Asked, id=TEXT, text=TEXT, at=TEXT, said=TEXT, sent=TEXT), max_size=4
    ).map(tuple),
    mine=st.lists(TEXT, max_size=4).map(tuple),
    greeted=st.booleans(),
)


@PROPERTY
@given(reply=replies(NESTED))
def test_a_reply_comes_back_equal(reply: Reply) -> None:
    """Whatever is said, offered or asked for, the outbox gives the same reply back."""
    assert codec.from_json(codec.to_json(reply)) == reply


@PROPERTY
@given(one=TURNS)
def test_a_turn_comes_back_equal(one: Turn) -> None:
    """A line, a press or a form is handled after a restart as it was said."""
    assert turn.from_json(turn.to_json(one)) == one


@PROPERTY
@given(one=MEMORIES)
def test_a_memory_comes_back_equal(one: Memory) -> None:
    """What was remembered is remembered."""
    assert memory.from_json(memory.to_json(one)) == one


@PROPERTY
@given(reply=replies(NESTED))
def test_a_letter_is_json_that_a_person_can_read(reply: Reply) -> None:
    """Letters are kept as they are, not as escapes, so that they stay small."""
    kept = codec.to_json(reply)

    assert json.dumps(json.loads(kept), ensure_ascii=False, separators=(",", ":")) == kept


def a_question(number: int, *, hours_ago: float = 0) -> Asked:
    """Return a question asked a while ago."""
    at = NOW - timedelta(hours=hours_ago)
    return Asked(id=f"q{number}", text=f"fråga {number}", at=at.isoformat())


def test_only_the_last_questions_are_remembered() -> None:
    """The ninth question makes room by forgetting the first."""
    one = Memory()
    for number in range(9):
        one = one.with_question(a_question(number))

    assert [asked.id for asked in one.asked] == [f"q{number}" for number in range(1, 9)]
    assert one.question("q0") is None
    assert one.question("q8") == a_question(8)


def test_a_question_that_changes_is_remembered_once() -> None:
    """What became of a question takes its place, as the newest."""
    one = Memory().with_question(a_question(1)).with_question(a_question(2))
    sent = Asked(id="q1", text="fråga 1", at=NOW.isoformat(), sent="e1")

    assert one.with_question(sent).asked == (a_question(2), sent)


def test_a_question_is_forgotten_after_a_day() -> None:
    """A wording lives for a day; younger ones stay, and nothing else is touched."""
    young, old = a_question(1, hours_ago=23.9), a_question(2, hours_ago=24)
    one = Memory(asked=(old, young), mine=("e1",))

    assert one.fresh(NOW) == Memory(asked=(young,), mine=("e1",))


def test_a_dialogue_waits_until_it_is_settled() -> None:
    """The next line goes to the open dialogue, and to none once it is closed."""
    waiting = Memory().waiting("answer", "e1", NOW)

    assert waiting.waits == Waits(dialogue="answer", about="e1", since=NOW.isoformat())
    assert waiting.settled() == Memory()


@pytest.mark.parametrize(("minutes", "stale"), [(0, False), (60, False), (61, True)])
def test_a_dialogue_asks_again_after_an_hour(minutes: int, stale: bool) -> None:
    """Within the hour the line goes where it was waited for; later one may mean something else."""
    waits = Waits(dialogue="answer", about="e1", since=NOW.isoformat())

    assert waits.is_stale(NOW + timedelta(minutes=minutes)) is stale
