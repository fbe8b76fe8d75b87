"""Counters, gauges and histograms, written as Prometheus reads them (text format 0.0.4).

A label's values are named when the measure is made: nothing that comes from outside, and nothing
about a person, can become one.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = tuple[str, ...]


class UnknownLabel(ValueError):
    """A value that was not named when the measure was made."""


@dataclass(kw_only=True)
class Numbers:
    """A counter or a gauge: one number for each combination of the named values.

    Attributes:
        name: as Prometheus shows it; a counter's ends with _total.
        said: what it is, in a line.
        kind: counter or gauge.
        labels: each label with the values it may have.
    """

    name: str
    said: str
    kind: str = "counter"
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _values: dict[Labels, float] = field(default_factory=dict)

    def add(self, *values: str, much: float = 1) -> None:
        """Let a number grow.

        Raises:
            UnknownLabel: a value is none of those named.
        """
        key = self._key(values)
        self._values[key] = self._values.get(key, 0.0) + much

    def put(self, number: float, *values: str) -> None:
        """Say what a number is now.

        Raises:
            UnknownLabel: a value is none of those named.
        """
        self._values[self._key(values)] = number

    def most(self, number: float) -> None:
        """Keep the largest number seen."""
        self._values[()] = max(number, self._values.get((), 0.0))

    def value(self, *values: str) -> float:
        """Return a number; what never happened is 0."""
        return self._values.get(self._key(values), 0.0)

    def lines(self) -> Iterator[str]:
        """Yield the measure as Prometheus reads it: every combination, also those at 0."""
        yield from _head(self.name, self.said, self.kind)
        for key in _combinations([*self.labels.values()]):
            written = _labels(dict(zip(self.labels, key, strict=True)))
            yield f"{self.name}{written} {_number(self._values.get(key, 0.0))}"

    def _key(self, values: Labels) -> Labels:
        if len(values) != len(self.labels) or any(
            value not in known for value, known in zip(values, self.labels.values(), strict=True)
        ):
            raise UnknownLabel(self.name)
        return values


@dataclass(kw_only=True)
class Histogram:
    """How often something took how long.

    Attributes:
        name: as Prometheus shows it; it ends with the unit.
        said: what it is, in a line.
        bounds: the upper ends of its buckets, rising.
    """

    name: str
    said: str
    bounds: Sequence[float]
    _counts: list[int] = field(default_factory=list)
    _sum: float = 0.0

    def __post_init__(self) -> None:
        """Begin with empty buckets, and one for what is above them all."""
        self._counts = [0] * (len(self.bounds) + 1)

    def saw(self, number: float) -> None:
        """Count one."""
        self._counts[bisect_left(self.bounds, number)] += 1
        self._sum += number

    @property
    def count(self) -> int:
        """How many there were."""
        return sum(self._counts)

    def lines(self) -> Iterator[str]:
        """Yield the histogram as Prometheus reads it: each bucket holds those below it, too."""
        yield from _head(self.name, self.said, "histogram")
        total = 0
        for bound, count in zip((*self.bounds, math.inf), self._counts, strict=True):
            total += count
            yield f"{self.name}_bucket{_labels({'le': _number(bound)})} {total}"
        yield f"{self.name}_sum {_number(self._sum)}"
        yield f"{self.name}_count {total}"


Measure = Numbers | Histogram


def written(measures: Sequence[Measure]) -> str:
    """Return measures as one page of Prometheus' text format."""
    return "".join(f"{line}\n" for one in measures for line in one.lines())


def _head(name: str, said: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {_escaped(said)}"
    yield f"# TYPE {name} {kind}"


def _labels(named: Mapping[str, str]) -> str:
    inside = ",".join(f'{name}="{_quoted(value)}"' for name, value in named.items())
    return f"{{{inside}}}" if inside else ""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', '\\"')


def _number(number: float) -> str:
    if math.isinf(number):
        return "+Inf" if number > 0 else "-Inf"
    return str(int(number)) if number == int(number) else repr(number)


def _combinations(values: Sequence[Sequence[str]]) -> Iterator[Labels]:
    if not values:
        yield ()
        return
    for first in values[0]:
        for rest in _combinations(values[1:]):
            yield (first, *rest)
