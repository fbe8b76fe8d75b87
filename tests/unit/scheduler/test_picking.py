"""The picker: season, what was asked, the audience's work, habits beside buttons, and rest."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.coming import week_key
from scheduler.weekly.picking import (
    HABIT_EVERY,
    SEASONS,
    Lately,
    Picked,
    Why,
    fitting,
    pick,
    rests_since,
)
from tips.model import Advice, Tip, TipKind

TUESDAY = date(2026, 11, 24)
OCTOBER = date(2026, 10, 6)
A_WEEK = timedelta(weeks=1)


def tip(name: str, **values: object) -> Tip:
    """Return a published tip about one tool, for everybody."""
    whole: Mapping[str, object] = {
        "id": name,
        "language": "sv",
        "topic": "prov",
        "title": name,
        "advice": Advice(answer="Så."),
        "phrasings": (),
        "checked": TUESDAY,
        "review": TUESDAY + timedelta(days=90),
    }
    return Tip(**{**whole, **values})  # type: ignore[arg-type]


PRINTER = tip("skriva-ut", title="Skriva ut på båda sidor", phrasings=("hur skriver jag ut",))
SCANNER = tip("skanna", title="Skanna ett papper")
HABIT = tip("fika-utan-skarm", kind=TipKind.HABIT)
PHISHING = tip("bluff-mejl")
CARE = tip("delad-mobil", audience=("north", "south"))
LIBRARY = (PRINTER, SCANNER, HABIT, PHISHING, CARE)


@pytest.mark.parametrize(
    ("month", "name"), [(10, "bluff-mejl"), (6, "outlook-autosvar"), (12, "outlook-autosvar")]
)
def test_the_time_of_year_comes_first(month: int, name: str) -> None:
    """Phishing in October, an automatic reply before the summer and before Christmas."""
    asked = Lately(asked=["hur skriver jag ut"])
    found = pick([*LIBRARY, tip("outlook-autosvar")], (), date(2026, month, 6), asked)
    assert found == Picked(tip=name, why=Why.SEASON)


def test_every_month_asks_for_something() -> None:
    """So that the year's weeks have a rhythm."""
    assert sorted(SEASONS) == list(range(1, 13))


def test_the_season_makes_way_every_other_time() -> None:
    """What people asked in vain is not kept waiting by a month with many tips of its own."""
    asked = Lately(asked=["hur skriver jag ut på papper"], last=Why.SEASON)
    found = pick([*LIBRARY, tip("bluff-sms")], (), OCTOBER, asked)
    assert found == Picked(tip="skriva-ut", why=Why.ASKED)
    nothing = pick([*LIBRARY, tip("bluff-sms")], (), OCTOBER, Lately(last=Why.SEASON))
    assert nothing is not None
    assert nothing.why is Why.SEASON


def test_what_was_asked_in_vain_is_picked() -> None:
    """By two words that it shares with the question, in any form of theirs; one is not enough."""
    assert pick(LIBRARY, (), TUESDAY, Lately(asked=["kan man skriva på båda sidorna"])) == Picked(
        tip="skriva-ut", why=Why.ASKED
    )
    once = pick(LIBRARY, (), TUESDAY, Lately(asked=["skriva en dikt"]))
    assert once is not None
    assert once.why is Why.RESTED


def test_those_who_work_alike_get_what_is_made_for_them() -> None:
    """Only where it is made for all of them, and never for anybody else."""
    assert pick(LIBRARY, ("north",), TUESDAY, Lately()) == Picked(tip="delad-mobil", why=Why.WORK)
    both = pick(LIBRARY, ("north", "south"), TUESDAY, Lately())
    assert both == Picked(tip="delad-mobil", why=Why.WORK)
    for places in ((), ("school",), ("north", "school")):
        assert CARE not in fitting(LIBRARY, places, TUESDAY, used=())


def test_what_many_have_asked_about_is_picked_before_what_has_rested() -> None:
    """The one asked about most that may be sent."""
    read = Lately(read=["gone", "skanna", "skriva-ut"])
    assert pick(LIBRARY, (), TUESDAY, read) == Picked(tip="skanna", why=Why.READ)
    used = Lately(read=read.read, used=[("skanna", week_key(TUESDAY - A_WEEK))])
    assert pick(LIBRARY, (), TUESDAY, used) == Picked(tip="skriva-ut", why=Why.READ)


def test_a_habit_comes_after_some_tips_about_buttons() -> None:
    """Whatever else there is to say; where no habit has rested, a button does."""
    buttons = Lately(before=[TipKind.TOOL] * (HABIT_EVERY - 1), asked=["hur skriver jag ut"])
    assert pick(LIBRARY, (), TUESDAY, buttons) == Picked(tip=HABIT.id, why=Why.HABIT)
    lone = [one for one in LIBRARY if one is not HABIT]
    assert pick(lone, (), TUESDAY, buttons) == Picked(tip="skriva-ut", why=Why.ASKED)
    for before in ([], [TipKind.TOOL], [TipKind.TOOL, TipKind.HABIT], [TipKind.HABIT]):
        found = pick(LIBRARY, (), TUESDAY, Lately(before=before, asked=["hur skriver jag ut"]))
        assert found == Picked(tip="skriva-ut", why=Why.ASKED)


def test_only_tools_and_habits_are_sent() -> None:
    """A room's card or a signpost is no tip of the week."""
    others = [tip(f"x-{kind}", kind=kind) for kind in TipKind]
    sent = {one.kind for one in fitting(others, (), TUESDAY, used=())}
    assert sent == {TipKind.TOOL, TipKind.HABIT}


def test_there_is_nothing_to_send_when_all_has_been_sent() -> None:
    """Rather none than one again."""
    used = [(one.id, week_key(TUESDAY - A_WEEK)) for one in LIBRARY]
    assert pick(LIBRARY, (), TUESDAY, Lately(used=used)) is None


def test_the_same_tip_stays_in_its_own_week() -> None:
    """A second schedule of the week may have what the first has: nobody gets both."""
    used = [(PRINTER.id, week_key(TUESDAY))]
    assert PRINTER in fitting(LIBRARY, (), TUESDAY, used=used)


def test_it_is_the_same_however_often_one_asks() -> None:
    """Two replicas pick the same tip, and another week has another one."""
    many = [tip(f"prov-{number}") for number in range(40)]
    first = [pick(many, (), TUESDAY + number * A_WEEK, Lately()) for number in range(8)]
    again = [pick(many[::-1], (), TUESDAY + number * A_WEEK, Lately()) for number in range(8)]
    assert first == again
    assert len({one.tip for one in first if one}) > 4


@given(
    start=st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 1, 1)),
    habits=st.integers(min_value=0, max_value=20),
    tools=st.integers(min_value=0, max_value=40),
)
def test_no_tip_comes_back_within_half_a_year(start: date, habits: int, tools: int) -> None:
    """Whatever the library, over two years; where habits are left, one in three is a habit."""
    library = [tip(f"vana-{number}", kind=TipKind.HABIT) for number in range(habits)]
    library += [tip(f"knapp-{number}") for number in range(tools)]
    kinds = {one.id: one.kind for one in library}
    sent: list[tuple[date, str]] = []
    for number in range(104):
        day = start + number * A_WEEK
        used = [(name, week_key(when)) for when, name in sent if when >= rests_since(day)]
        before = [kinds[name] for _, name in reversed(sent)]
        found = pick(library, (), day, Lately(used=used, before=before))
        if found is None:
            continue
        near = [name for when, name in sent if day - when <= timedelta(weeks=26)]
        assert found.tip not in near
        left = {name for name in kinds if name not in near and kinds[name] is TipKind.HABIT}
        if left and len(before) >= 2 and TipKind.HABIT not in before[:2]:
            assert kinds[found.tip] is TipKind.HABIT
        sent.append((day, found.tip))
    assert sent or not library
