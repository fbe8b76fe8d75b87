"""Plots, strips and lines are made of what may be shown, and say where something may not."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.desk.figures import OTHER_ANSWERS, OUTCOME_COLUMNS, OUTCOMES, WAITS, Told
from bot.desk.plots import columns, strip
from bot.texts.catalogue import LANGUAGES, catalogue
from knowledge.figures.columns import ALL, FOUND, LATER, OTHER, REST, SOON
from knowledge.figures.model import Family, Figure, Outcome, Wait
from knowledge.figures.periods import block_of, last_day, latest, week_of, weeks_in

BLOCK = date(2026, 10, 12)


def told(*numbers: tuple[Family, str, int], language: str = "sv") -> Told:
    """Return what is shown of Law in four weeks."""
    figures = [
        Figure(block=BLOCK, family=family, place="law", column=column, times=times)
        for family, column, times in numbers
    ]
    return Told("law", figures, catalogue(language))


def questions(**numbers: int) -> Sequence[tuple[Family, str, int]]:
    """Return figures of questions."""
    return [(Family.QUESTIONS, column, times) for column, times in numbers.items()]


def test_every_day_is_in_one_week_and_one_block() -> None:
    """Also where a year has 53 weeks."""
    for number in range(date(2026, 12, 1).toordinal(), date(2027, 3, 1).toordinal()):
        day = date.fromordinal(number)
        block = block_of(day)
        assert block <= day <= last_day(block)
        assert week_of(day) in weeks_in(block)
        assert block_of(block) == block

    assert latest(date(2026, 11, 9), 2) == [date(2026, 9, 14), BLOCK]
    assert latest(date(2026, 11, 8), 1) == [date(2026, 9, 14)]


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (1, 1), (7, 7), (9, 9), (99, 100), (101, 150), (487, 500)]
)
def test_a_plot_ends_at_a_round_number(highest: int, top: int) -> None:
    """As near above the highest bar as may be."""
    assert columns([[("w", highest)]]).top == top


def test_a_bar_is_as_high_as_its_number_and_a_hidden_one_is_a_stub() -> None:
    """Groups stand apart, and a zero is no stub."""
    plot = columns([[("a", 50), ("b", None)], [("c", 100), ("d", 0)]])

    assert [(bar.x, bar.height, bar.number) for bar in plot.bars] == [
        (0, 50, 50),
        (10, 3, None),
        (24, 100, 100),
        (34, 0, 0),
    ]
    assert plot.width == 44


def test_a_strip_is_a_hundred_wide_and_leaves_nothing_out() -> None:
    """But what is nothing."""
    stripes = strip([("a", "A", 1), ("b", "B", 0), ("c", "C", 3)])

    assert [(one.kind, one.x, one.width, one.share) for one in stripes] == [
        ("a", 0, 25, 25),
        ("c", 25, 75, 75),
    ]


def test_a_strip_has_the_finest_parts_that_are_shown() -> None:
    """What is not split stands whole; its cells beside it are empty."""
    page = told(*questions(**{ALL: 40, FOUND: 25, REST: 15, Outcome.HELPED: 10, Outcome.SHOWN: 15}))
    [row] = page.strips([BLOCK], Family.QUESTIONS, OUTCOMES, OUTCOME_COLUMNS)

    assert [one.kind for one in row.stripes] == ["helped", "shown", "rest"]
    assert (row.name, row.whole) == (page.weeks(BLOCK), 40)
    assert row.cells == [25, 10, None, None, None]


def test_a_place_with_too_few_has_no_strip() -> None:
    """Its name stands there, and no number."""
    page = told()
    [row] = page.strips([BLOCK], Family.QUESTIONS, OUTCOMES, OUTCOME_COLUMNS)

    assert (row.whole, row.stripes, set(row.cells)) == (None, (), {None})
    assert page.blocks == []
    assert page.kinds([BLOCK], Family.QUESTIONS, OUTCOMES) == []
    assert {bar.number for bar in page.questions_by_week([BLOCK]).bars} == {None}


def test_waits_stand_in_the_order_of_time() -> None:
    """Not in that of their numbers."""
    page = told(
        (Family.ANSWERS, ALL, 30),
        (Family.ANSWERS, SOON, 12),
        (Family.ANSWERS, Wait.HOUR, 5),
        (Family.ANSWERS, Wait.DAY, 7),
        (Family.ANSWERS, LATER, 18),
    )

    assert [
        (one.name, one.number, one.share) for one in page.lines(BLOCK, Family.ANSWERS, WAITS)
    ] == [
        ("Inom en timme", 5, 17),
        ("Samma arbetsdag", 7, 23),
        ("Nästa arbetsdag eller senare", 18, 60),
    ]


def test_other_answers_are_one_line_where_they_are_not_split() -> None:
    """And the page leaves one line out."""
    assert len(told(*questions(**{OTHER: 9})).lines(BLOCK, Family.QUESTIONS, OTHER_ANSWERS)) == 1


def test_tips_are_ordered_by_reading_and_named_in_words() -> None:
    """A tip that is gone is said to be gone; its help is hidden where few said so."""
    figures = [
        Figure(block=BLOCK, family=Family.TIPS, place=tip, column=column, times=times)
        for tip, column, times in (
            ("a", ALL, 6),
            ("b", ALL, 9),
            ("b", Outcome.HELPED, 5),
            ("b", Outcome.SHOWN, 4),
        )
    ]
    page = Told("", figures, catalogue("sv"))

    assert [(one.name, one.number, one.helped) for one in page.tips(BLOCK, {"b": "B"})] == [
        ("B", 9, 5),
        ("Ett tips som inte finns längre", 6, None),
    ]
    assert len([*page.of_tips()]) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_weeks_are_named_in_every_language(language: str) -> None:
    """With both ends and the year in which they end."""
    assert "42" in told(language=language).weeks(BLOCK)
    assert "53" in told(language=language).week(date(2026, 12, 28))
