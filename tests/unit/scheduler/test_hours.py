"""Working hours read from what people write."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar.hours import Span, UnfitHours, WorkingHours, minutes

PROPERTY = settings(deadline=None, derandomize=True, max_examples=300)

WHOLE_DAY = (time(0), time(0))


def a_span(start: str, end: str) -> Span:
    """Return a span of two texts such as 08:00."""
    return time.fromisoformat(start), time.fromisoformat(end)


OFFICE = (a_span("08:00", "17:00"),)
WEEKDAYS = WorkingHours((OFFICE,) * 5 + ((), ()))


@pytest.mark.parametrize(
    "text",
    [
        "mån-fre 8-17",
        "mon-fri 8-17",
        "Monday - Friday: 08:00 - 17:00",
        "måndag\u2013fredag 8.00\u201317.00",
        "man-fre 8-17",
        "Man.-Fre. 8:00-17:00",
        "mandag-torsdag 8-17, fredag 8-17",
        "ma-pe 8-17",
        "maanantai-perjantai 8.00-17.00",
        "må, ti, on, to, fr 8-17;",
        "MÅN-TORS 8-17\nFRE 8-17",
        "mån-fre 8-12, 12-17",
        "mån-fre 8-13; mån-fre 11-17",
        "ma\u030an-fre 8-17",
    ],
)
def test_an_office_week_is_read_in_every_language(text: str) -> None:
    """Names, short names, dashes, points and commas of five languages mean the same week."""
    assert WorkingHours.read(text) == WEEKDAYS


def test_days_may_differ_and_have_several_spans() -> None:
    """A group of days has its own spans, in order, whatever stands between the groups."""
    hours = WorkingHours.read("mån, ons 13-16:30, 8-12, fre 9-12; lör 10.15-14")

    morning = (a_span("08:00", "12:00"), a_span("13:00", "16:30"))
    friday, saturday = (a_span("09:00", "12:00"),), (a_span("10:15", "14:00"),)
    assert hours.days == (morning, (), morning, (), friday, saturday, ())


def test_a_range_goes_round_the_end_of_the_week() -> None:
    """From Friday to Monday are four days."""
    hours = WorkingHours.read("fre-mån 10-12")

    assert [bool(spans) for spans in hours.days] == [True, False, False, False, True, True, True]


def test_a_night_belongs_to_the_day_it_begins() -> None:
    """A span over midnight stands on one day and ends after its 1440th minute."""
    (night,) = WorkingHours.read("sön 22:00-07:00").days[6]

    assert night == a_span("22:00", "07:00")
    assert minutes(night) == (22 * 60, 31 * 60)


def test_midnight_is_an_end() -> None:
    """24:00 ends a day, and a day from 0 to 24 is whole."""
    hours = WorkingHours.read("mån 18-24; tis 0-24")

    assert hours.days[:2] == ((a_span("18:00", "00:00"),), (WHOLE_DAY,))
    assert minutes(WHOLE_DAY) == (0, 1440)


@pytest.mark.parametrize("text", ["dygnet runt", "Always", "Døgnet rundt", "mån-sön 0-24"])
def test_always_has_a_word(text: str) -> None:
    """Round the clock is a word of its own, and is written as one."""
    assert WorkingHours.read(text).days == ((WHOLE_DAY,),) * 7
    assert str(WorkingHours.read(text)) == "dygnet runt"


def test_never_has_a_word() -> None:
    """Somebody without hours is no mistake when it is said."""
    assert WorkingHours.read("never") == WorkingHours(((),) * 7)
    assert str(WorkingHours(((),) * 7)) == "aldrig"


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "mån", "8-17", "mån-fre", "mån 8", "mån 8-8", "mån 0-0", "mån 24-8", "mån 8-25",
        "mån 8-24:30", "mån 8:60-9", "mån 8-12.5", "mån 8-123", "blå 8-17", "mån-blå 8-17",
        "mån-tis-ons 8-17", "mån 8-17x", "mån 8-9 tis 9-10", "mån 8-9;;", "mån 8-17; sen ibland",
        "mån 8:00:00-9", "mån " + "8-9, " * 200 + "8-9",
    ],
)  # fmt: skip
def test_other_texts_are_refused(text: str) -> None:
    """What cannot be read is named back to its writer, and never half understood."""
    with pytest.raises(UnfitHours) as refused:
        WorkingHours.read(text)

    assert refused.value.details == {"text": text[:80]}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("mon-fri 8-16.30; sat 10-14", "mån-fre 08:00-16:30; lör 10:00-14:00"),
        ("fre-mån 22-07", "mån, fre-sön 22:00-07:00"),
        ("su 18-24, 8-12", "sön 08:00-12:00, 18:00-24:00"),
        ("mån 0-24, 22-7", "mån 00:00-24:00, 22:00-07:00"),
    ],
)
def test_hours_are_written_in_one_way(text: str, written: str) -> None:
    """The canonical text groups the days that are alike."""
    assert str(WorkingHours.read(text)) == written


CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
SPANS = st.tuples(CLOCKS, CLOCKS).filter(lambda span: span[0] != span[1] or span[0] == time(0))
WEEKS = st.builds(WorkingHours, st.tuples(*[st.lists(SPANS, max_size=3).map(tuple)] * 7))


@PROPERTY
@given(hours=WEEKS)
def test_what_is_written_reads_back_equal(hours: WorkingHours) -> None:
    """No hours are lost between the value and its text."""
    assert WorkingHours.read(str(hours)) == hours


@PROPERTY
@given(text=st.text(st.sampled_from("mån fretis0123456789-:.,;\n24"), max_size=40))
def test_any_text_is_hours_or_refused(text: str) -> None:
    """No text ends in another error."""
    try:
        hours = WorkingHours.read(text)
    except UnfitHours:
        return
    assert WorkingHours.read(str(hours)) == hours


@pytest.mark.parametrize(
    "days",
    [
        (OFFICE,) * 6,
        (*(OFFICE,) * 6, ((time(8), time(8)),)),
        (*(OFFICE,) * 6, ((time(8, 0, 1), time(9)),)),
    ],
)
def test_a_week_has_seven_days_and_whole_minutes(days: tuple[tuple[Span, ...], ...]) -> None:
    """A value that no text could stand for is not made."""
    with pytest.raises(ValueError, match=r"days|length|minutes"):
        WorkingHours(days)
