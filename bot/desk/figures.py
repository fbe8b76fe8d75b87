"""Figures as a page has them: plots, tables and words, made of nothing but what may be shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.desk.plots import Columns, Stripe, columns, strip
from bot.texts.catalogue import Catalogue, say
from knowledge.figures.columns import ALL, FOUND, LATER, OTHER, OTHERS, REACHED, REST, SOON
from knowledge.figures.model import Family, Figure, Outcome, Reach, Wait
from knowledge.figures.periods import WEEKS, weeks_in

LABELS = {
    FOUND: "figures.answered",
    Outcome.HELPED: "figures.helped",
    Outcome.SHOWN: "figures.shown",
    Outcome.OFFERED: "figures.offered",
    Outcome.HANDED: "figures.handed",
    OTHER: "figures.other",
    REST: "figures.rest",
    Outcome.SIGNPOST: "figures.signpost",
    Outcome.NONE: "figures.none",
    Outcome.BOUNDARY: "figures.boundary",
    Outcome.DISTURBED: "figures.disturbed",
    SOON: "figures.soon",
    LATER: "figures.later",
    Wait.HOUR: "figures.hour",
    Wait.DAY: "figures.day",
    Wait.NEXT_DAY: "figures.next_day",
    Wait.WEEK: "figures.within_week",
    Wait.LONGER: "figures.longer",
    REACHED: "figures.reached",
    Reach.PRESSED: "figures.pressed",
    Reach.DELIVERED: "figures.delivered",
    Reach.LOST: "figures.lost",
}
OUTCOMES = (
    (FOUND, (Outcome.HELPED, Outcome.SHOWN)),
    (REST, (Outcome.OFFERED, Outcome.HANDED, OTHER)),
)
OUTCOME_COLUMNS = (FOUND, Outcome.HELPED, Outcome.OFFERED, Outcome.HANDED, OTHER)
OTHER_ANSWERS = ((OTHER, OTHERS),)
WAITS = ((SOON, (Wait.HOUR, Wait.DAY)), (LATER, (Wait.NEXT_DAY, Wait.WEEK, Wait.LONGER)))
REACHES = ((REACHED, (Reach.PRESSED, Reach.DELIVERED)), (Reach.LOST, ()))
REACH_COLUMNS = (REACHED, Reach.PRESSED, Reach.LOST)
"""What is shown of each table: a part, or what it falls into where that may be shown."""

Parts = Sequence[tuple[str, Sequence[str]]]
MOST_TIPS = 15


@dataclass(frozen=True, slots=True)
class Strip:
    """Four weeks as one strip, and as a row of a table.

    Attributes:
        name: which weeks.
        whole: how many there were; None where that is not shown.
        stripes: the parts; none where they are not shown.
        cells: a number or None for each column of the table.
    """

    name: str
    whole: int | None
    stripes: Sequence[Stripe]
    cells: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a plot that lies on its side.

    Attributes:
        name: what it stands for, in words.
        number, share: how much, and its part of all in per cent; the latter 0 where there is none.
        width: of its bar, 0 to 100.
        helped: of a tip, how often it helped; None where that is not shown.
    """

    name: str
    number: int
    share: int
    width: float
    helped: int | None = None


class Told:
    """What may be shown of one place, and of tips."""

    def __init__(self, place: str, figures: Iterable[Figure], texts: Catalogue) -> None:
        self._place = place
        self._texts = texts
        self._numbers = {(one.block, one.family, one.place, one.column): one for one in figures}

    @property
    def blocks(self) -> Sequence[date]:
        """The four weeks of which anything is shown of the place, the earliest first."""
        return sorted({block for block, _, place, _ in self._numbers if place == self._place})

    def number(
        self, block: date, family: Family, column: str, place: str | None = None
    ) -> int | None:
        """Return a number, or None where it is not shown."""
        where = self._place if place is None else place
        found = self._numbers.get((block, family, where, column))
        return found.times if found else None

    def label(self, column: str) -> str:
        """Return what a column counts, in words."""
        return self._texts.word(say(LABELS[column]))

    def weeks(self, block: date) -> str:
        """Return which weeks a block has, as people name weeks."""
        end = block + timedelta(weeks=WEEKS - 1)
        first, last, year = block.isocalendar().week, end.isocalendar().week, end.isocalendar().year
        return self._texts.word(say("figures.weeks_of", first=first, last=last, year=year))

    def week(self, monday: date) -> str:
        """Return a week, as people name weeks."""
        return self._texts.word(say("figures.week", week=monday.isocalendar().week))

    def questions_by_week(self, blocks: Sequence[date]) -> Columns:
        """Return a bar for each week."""
        return columns(
            [
                [
                    (self.week(one), self.number(block, Family.QUESTIONS, one.isoformat()))
                    for one in weeks_in(block)
                ]
                for block in blocks
            ]
        )

    def strips(
        self, blocks: Sequence[date], family: Family, parts: Parts, cells: Sequence[str]
    ) -> Sequence[Strip]:
        """Return a strip for each block: the finest parts that are shown, side by side.

        Args:
            blocks: one strip each.
            family: which table.
            parts: what it falls into.
            cells: the columns of the table beside.
        """
        return [
            Strip(
                self.weeks(block),
                self.number(block, family, ALL),
                strip(self._finest(block, family, parts)),
                [self.number(block, family, name) for name in cells],
            )
            for block in blocks
        ]

    def kinds(
        self, blocks: Sequence[date], family: Family, parts: Parts
    ) -> Sequence[tuple[str, str]]:
        """Return what the strips of some blocks have in them, each once, with its name."""
        found = [one for block in blocks for one in self._finest(block, family, parts)]
        order = [column for part, finer in parts for column in (*finer, part)]
        names = {kind: name for kind, name, _ in found}
        return sorted(names.items(), key=lambda one: order.index(one[0]))

    def lines(self, block: date, family: Family, parts: Parts) -> Sequence[Line]:
        """Return a line for each of the finest parts that are shown."""
        found = [*self._finest(block, family, parts)]
        whole = sum(number for _, _, number in found) or 1
        most = max((number for _, _, number in found), default=0) or 1
        return [
            Line(name, number, round(100 * number / whole), round(100 * number / most, 2))
            for _, name, number in found
        ]

    def tips(self, block: date, titles: Mapping[str, str]) -> Sequence[Line]:
        """Return the tips that were read most; tips may be put in an order, they are no people."""
        found = sorted(
            (-one.times, place)
            for (when, family, place, column), one in self._numbers.items()
            if (when, family, column) == (block, Family.TIPS, ALL)
        )[:MOST_TIPS]
        gone = self._texts.word(say("figures.gone_tip"))
        return [
            Line(
                titles.get(tip, gone),
                -times,
                0,
                round(100 * times / found[0][0], 2),
                self.number(block, Family.TIPS, Outcome.HELPED, tip),
            )
            for times, tip in found
        ]

    def of_tips(self) -> Iterator[tuple[date, str, str, int]]:
        """Yield every number of tips: its four weeks, the tip, what it counts, how often."""
        for (block, family, tip, column), one in self._numbers.items():
            if family is Family.TIPS:
                yield block, tip, column, one.times

    def _finest(self, block: date, family: Family, parts: Parts) -> Iterable[tuple[str, str, int]]:
        for part, finer in parts:
            shown = [one for one in finer if self.number(block, family, one) is not None]
            for column in shown or [part]:
                number = self.number(block, family, column)
                if number is not None:
                    yield column, self.label(column), number
