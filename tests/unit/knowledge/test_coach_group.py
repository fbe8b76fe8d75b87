"""An agenda, a meeting's life, and a year with what is usual in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from knowledge.coach_group.agenda import filled, lowered, raised, without
from knowledge.coach_group.model import (
    MOST_POINTS,
    Action,
    Meeting,
    MeetingOver,
    Origin,
    Point,
    State,
    in_turn,
)
from knowledge.year_plan.model import Activity, Sort, Status, proposed

ONE, TWO, THREE = (Point(text=name) for name in ("ett", "två", "tre"))
NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
MEETING = Meeting(id="m", department=None, starts=NOON, lasts=60, place="här")
ROUND = Activity(id="a", department=None, year=2026, first=3, last=4, title="Rumsrunda")


def test_points_move_one_place_and_stay_within_the_agenda() -> None:
    """The first goes no higher, the last no lower, and a place that is none changes nothing."""
    agenda = (ONE, TWO, THREE)

    assert raised(agenda, 2) == (ONE, THREE, TWO)
    assert lowered(agenda, 0) == (TWO, ONE, THREE)
    for nothing in (raised(agenda, 0), raised(agenda, 3), lowered(agenda, 2), lowered(agenda, -1)):
        assert nothing == agenda
    assert without(agenda, 1) == (ONE, THREE)
    assert without(agenda, 7) == agenda


def test_what_there_is_comes_once_and_before_own_points() -> None:
    """What somebody wrote anew in a point that was made stays."""
    made = Point(text="Omskriven", origin=Origin.GAP, source="gap:1")
    found = [replace(made, text="Fråga"), Point(text="Uppgift", source="action:1")]
    agenda = filled((ONE, made), found)

    assert agenda == (made, found[1], ONE)
    assert filled(agenda, found) == agenda
    many = [Point(text="x", source=str(number)) for number in range(99)]
    assert len(filled((), many)) == MOST_POINTS


def test_another_time_is_a_new_revision_and_the_same_is_not() -> None:
    """What guests have been told is counted."""
    same = {"starts": NOON, "lasts": 60, "place": "här", "link": ""}
    moved = MEETING.moved(starts=NOON, lasts=60, place="där", link="")

    assert MEETING.moved(starts=NOON, lasts=60, place="här", link="") == MEETING
    assert (moved.revision, moved.place) == (1, "där")
    assert same["place"] == MEETING.place


@pytest.mark.parametrize("state", [State.HELD, State.CANCELLED])
def test_a_meeting_that_is_over_moves_no_more(state: State) -> None:
    """It can be neither moved nor cancelled; one that was cancelled was not held."""
    over = replace(MEETING, state=state)
    with pytest.raises(MeetingOver):
        over.moved(starts=NOON, lasts=60, place="", link="")
    with pytest.raises(MeetingOver):
        over.cancelled()
    if state is State.CANCELLED:
        with pytest.raises(MeetingOver):
            over.held()
    else:
        assert over.held() == over


def test_a_meeting_is_to_come_until_it_is_over() -> None:
    """Also while it goes on."""
    assert MEETING.is_to_come(NOON + timedelta(minutes=59))
    assert not MEETING.is_to_come(NOON + timedelta(minutes=60))
    assert not MEETING.cancelled().is_to_come(NOON)


def test_what_is_due_first_stands_first() -> None:
    """What has no day comes last."""
    actions = [
        Action(id="1", meeting="m", what="a"),
        Action(id="2", meeting="m", what="b", due=date(2026, 12, 2)),
        Action(id="3", meeting="m", what="c", due=date(2026, 12, 1)),
    ]

    assert [one.id for one in in_turn(actions)] == ["3", "2", "1"]


def test_what_is_not_finished_comes_along_to_the_present_month() -> None:
    """In its own year it stands where we are; what is done stays where it was."""
    assert list(ROUND.shown_in(2026, 2)) == [3, 4]
    assert list(ROUND.shown_in(2026, 4)) == [3, 4]
    assert list(ROUND.shown_in(2026, 6)) == [6]
    assert list(replace(ROUND, status=Status.DONE).shown_in(2026, 6)) == [3, 4]
    assert list(ROUND.shown_in(2027, 1)) == [3, 4]
    assert ROUND.is_late(2027, 1)
    assert not replace(ROUND, status=Status.MOVED).is_late(2027, 1)


def test_an_activity_goes_on_in_another_year_and_is_remembered_in_its_own() -> None:
    """It keeps title, owner and how far it has come."""
    old, new = replace(ROUND, status=Status.UNDER_WAY, owner="ann", version=3).carried(
        "b", year=2027, month=1
    )

    assert (old.status, old.version) == (Status.MOVED, 3)
    assert (new.year, new.first, new.last, new.follows) == (2027, 1, 1, "a")
    assert (new.status, new.owner, new.version) == (Status.UNDER_WAY, "ann", 0)


@pytest.mark.parametrize(("first", "last"), [(0, 1), (1, 13), (4, 3)])
def test_months_are_months_of_one_year(first: int, last: int) -> None:
    """In order."""
    with pytest.raises(ValueError, match="months"):
        replace(ROUND, first=first, last=last)


def test_a_whole_year_is_proposed_with_the_three_there_always_are() -> None:
    """Of a year that has begun only what is left; of one that is past nothing."""
    whole = proposed(2027, now=(2026, 11))

    assert {one.sort for one in whole} == set(Sort)
    assert {one.name for one in proposed(2026, now=(2026, 11))} == {"dialogue_again", "look_back"}
    assert proposed(2025, now=(2026, 1)) == []
