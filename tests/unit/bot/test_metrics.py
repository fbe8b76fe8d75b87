"""What is counted, and that Prometheus can read it."""

import asyncio
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.metrics.counted import CountedCourier
from bot.runtime.metrics.exposition import Histogram, Numbers, UnknownLabel, written
from bot.runtime.metrics.measures import Measures
from bot.runtime.metrics.watching import watch_loop
from scheduler.delivery.model import Kind, Letter, Outcome, Result
from tests.fakes.clock import SUNDAY
from tests.fakes.courier import FakeCourier

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"'
NUMBER = r"[-+]?(?:Inf|NaN|[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?)"
LINE = re.compile(
    rf"# HELP (?P<helped>{NAME}) (?:[^\\\n]|\\\\|\\n)*"
    rf"|# TYPE (?P<typed>{NAME}) (?P<kind>counter|gauge|histogram|summary|untyped)"
    rf"|(?P<name>{NAME})(?P<labels>\{{{LABEL}(?:,{LABEL})*\}})? (?P<number>{NUMBER})"
)
"""The grammar of the text format 0.0.4, as Prometheus documents it, without time stamps."""


LETTER = Letter(
    id="l1",
    kind=Kind.AT_LEAST_ONCE,
    reason="l1",
    recipient="ann",
    channel="slack",
    content="{}",
    due=SUNDAY,
)


def samples(page: str) -> Iterator[tuple[str, str, float]]:
    """Return name, labels and number of each sample, after holding the page to the grammar."""
    assert page.endswith("\n")
    kinds: dict[str, str] = {}
    for line in page.removesuffix("\n").split("\n"):
        found = LINE.fullmatch(line)
        assert found, line
        if found["typed"]:
            assert found["typed"] not in kinds, "a name has one type, told once"
            kinds[found["typed"]] = found["kind"]
        elif found["name"]:
            family = re.sub(r"_(bucket|sum|count)$", "", found["name"])
            assert found["name"] in kinds or kinds[family] == "histogram"
            yield found["name"], found["labels"] or "", float(found["number"])


def test_the_page_is_what_prometheus_reads() -> None:
    """Every line follows the documented grammar; no sample stands there twice."""
    measures = Measures()
    measures.questions.add("answered")
    measures.finding.saw(0.03)
    measures.loop_lag.saw(77.0)
    measures.longest_loop_lag.most(0.25)
    found = [*samples(measures.page())]

    assert len({(name, labels) for name, labels, _ in found}) == len(found)
    assert ("coach_questions_total", '{verdict="answered"}', 1.0) in found
    assert ("coach_loop_lag_longest_seconds", "", 0.25) in found


def test_a_bucket_holds_all_that_is_below_it() -> None:
    """What is on a bound is within it; the last bucket is everything, and the sum is exact."""
    one = Histogram(name="seconds", said="x", bounds=(0.1, 1.0))
    for number in (0.1, 0.5, 1.0, 7.0):
        one.saw(number)

    assert [number for name, _, number in samples(written([one])) if name == "seconds_bucket"] == [
        1.0,
        3.0,
        4.0,
    ]
    assert written([one]).splitlines()[-2:] == ["seconds_sum 8.6", "seconds_count 4"]


@given(text=st.text(), number=st.floats(allow_nan=False, width=32))
def test_whatever_is_said_the_grammar_holds(text: str, number: float) -> None:
    """No text and no number can break a line or end a label."""
    one = Numbers(name="x", said=text, kind="gauge", labels={"of": [text]})
    one.put(number, text)
    page = written([one]).replace("\r", "").replace("\x0b", "")

    heads = page.split("\n")
    assert (heads[1], len(heads)) == ("# TYPE x gauge", 4)
    assert LINE.fullmatch(heads[2])


def test_a_label_is_one_of_those_named() -> None:
    """Nothing from outside, such as a name or a question, can become a label."""
    with pytest.raises(UnknownLabel):
        Measures().questions.add("hur gör jag")


@pytest.mark.parametrize("outcome", list(Result))
async def test_each_try_is_counted_by_what_the_platform_said(outcome: Result) -> None:
    """One try is one count, of that platform and outcome alone."""
    measures = Measures()
    fake = FakeCourier([Outcome(result=outcome)])
    courier = CountedCourier(courier=fake, platform="slack", measures=measures)

    await courier.send(LETTER)

    counted = {one: measures.deliveries.value("slack", one) for one in Result}
    assert counted == {one: float(one is outcome) for one in Result}
    assert measures.delivering.count == 1


async def test_a_courier_that_fails_counts_as_unclear() -> None:
    """The fault goes on to whoever sends, and the count tells the truth."""
    measures = Measures()
    fake = FakeCourier([RuntimeError("x")])
    with pytest.raises(RuntimeError):
        await CountedCourier(courier=fake, platform="teams", measures=measures).send(LETTER)

    assert measures.deliveries.value("teams", "unclear") == 1


async def test_whoever_holds_the_loop_up_is_seen() -> None:
    """A fifth of a second without a turn shows as at least that much."""
    measures = Measures()
    watching = asyncio.create_task(watch_loop(measures, every=0.01))
    await asyncio.sleep(0)
    held = asyncio.get_running_loop().time() + 0.2
    while asyncio.get_running_loop().time() < held:
        pass
    for _ in range(500):
        if measures.loop_lag.count:
            break
        await asyncio.sleep(0.01)
    watching.cancel()

    assert measures.longest_loop_lag.value() > 0.15
    assert 0.05 < measures.longest_loop_work.value() <= measures.longest_loop_lag.value()
