"""An event's form: what is kept, and what is named as wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from knowledge.people.model import Person, Role
from scheduler.events import form
from scheduler.events.form import Kind
from scheduler.events.model import (
    Access,
    Audience,
    Event,
    EventOver,
    Purpose,
    State,
)

ZONE = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
EVENT = Event(
    id="e",
    title="Prova",
    purpose=Purpose.TRY,
    about="Rad ett.\nRad två.",
    starts=datetime(2026, 12, 3, 13, 0, tzinfo=ZONE),
    answer_by=datetime(2026, 12, 1, 23, 59, tzinfo=ZONE),
    place="Plan 2",
    access=(Access.LOOP,),
    seats=12,
    audience=Audience(departments=("law",), roles=(Role.STAFF,)),
    own_letter=True,
)


def wrong(**fields: str) -> dict[str, Kind]:
    """Return what is wrong with an event's form in which some fields are changed."""
    values = form.values_of(EVENT, ZONE) | ({"answer_by": ""} if "day" in fields else {}) | fields
    found = form.read(EVENT, values, zone=ZONE, now=NOW).wrong
    return {name: fault.kind for name, fault in found.items()}


def test_a_form_that_nobody_changed_changes_nothing() -> None:
    """What stands in the fields is what is kept."""
    values = form.values_of(EVENT, ZONE)

    found = form.read(EVENT, values, zone=ZONE, now=NOW)

    assert found.wrong == {}
    assert found.event == EVENT


def test_a_field_that_is_not_sent_is_left() -> None:
    """A form in the chat has fewer fields than the desk's."""
    found = form.read(EVENT, {"title": "Annat"}, zone=ZONE, now=NOW)

    assert found.event == replace(EVENT, title="Annat")


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("title", " ", Kind.TITLE),
        ("title", "x" * 121, Kind.LONG),
        ("about", "x" * 1001, Kind.LONG),
        ("purpose", "fun", Kind.PURPOSE),
        ("language", "tlh", Kind.CHOICE),
        ("link", "javascript:alert(1)", Kind.LINK),
        ("link", "http://example.org", Kind.LINK),
        ("lasts", "0", Kind.LASTS),
        ("lasts", "aldrig", Kind.LASTS),
        ("lasts", "99999999999", Kind.LASTS),
        ("seats", "0", Kind.SEATS),
        ("seats", "-1", Kind.SEATS),
        ("seats", "många", Kind.SEATS),
        ("day", "2026-11-01", Kind.PAST),
        ("day", "2036-11-01", Kind.PAST),
        ("day", "i morgon", Kind.TIME),
        ("answer_by", "2026-12-24", Kind.ANSWER_BY),
        ("drop_in", "när som helst", Kind.DROP_IN),
    ],
)
def test_what_cannot_be_kept_is_named(field: str, text: str, kind: Kind) -> None:
    """By its field, and nothing else with it."""
    assert wrong(**{field: text}) == {field: kind}


def test_an_open_event_keeps_a_time() -> None:
    """People have answered to it; a time is changed or the event cancelled."""
    values = form.values_of(EVENT, ZONE) | {"day": "", "hour": "", "answer_by": ""}

    draft = form.read(EVENT, values, zone=ZONE, now=NOW)
    opened = form.read(replace(EVENT, state=State.OPEN), values, zone=ZONE, now=NOW)

    assert draft.event.starts is None
    assert draft.wrong == {}
    assert opened.wrong["day"].kind is Kind.NO_TIME_ANY_MORE


def test_another_time_or_place_is_a_new_revision() -> None:
    """Other words are not: nobody is written to about a comma."""
    opened = replace(EVENT, state=State.OPEN)
    for fields, revision in (
        ({"about": "Annat"}, 0),
        ({"place": "Plan 3"}, 1),
        ({"hour": "14:00"}, 1),
        ({"lasts": "45"}, 1),
        ({"link": "https://meet.example/x"}, 1),
    ):
        found = form.read(opened, fields | {"day": "2026-12-03"} if "hour" in fields else fields,
                          zone=ZONE, now=NOW)  # fmt: skip
        assert found.event.revision == revision, fields


def test_points_are_three_to_six_lines() -> None:
    """However they are marked; fewer or more are told."""
    assert form.points_of("- ett\n* två\n\n• tre") == ("ett", "två", "tre")
    assert form.points_of("ett\ntvå") is None
    assert form.points_of("\n".join("abcdefg")) is None


def test_an_event_that_is_over_changes_no_more() -> None:
    """Neither what was held nor what was cancelled."""
    for state in (State.HELD, State.CANCELLED):
        over = replace(EVENT, state=state)
        for deed in (over.cancelled, over.opened, lambda one=over: one.changed(title="x")):
            with pytest.raises(EventOver):
                deed()


def test_answers_are_taken_until_the_last_day() -> None:
    """And after it until the end one may still take them back."""
    opened = replace(EVENT, state=State.OPEN)
    last = EVENT.answer_by
    assert last is not None

    assert opened.takes_answers(last - timedelta(minutes=1))
    assert not opened.takes_answers(last)
    assert opened.is_to_come(last)
    assert not replace(opened, state=State.DRAFT).takes_answers(NOW)


def test_an_audience_is_places_and_roles() -> None:
    """Nothing chosen is everybody; what lies below a department belongs to it."""
    ann = Person(id="ann", name="Ann", department="desk")
    bo = Person(id="bo", name="Bo", role=Role.MANAGER, department="desk")
    chain = ("desk", "law")

    assert Audience().has(ann, ())
    assert EVENT.audience.has(ann, chain)
    assert not EVENT.audience.has(bo, chain)
    assert not EVENT.audience.has(ann, ("school",))
