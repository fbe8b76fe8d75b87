"""What is counted of conversations: each question once, as what has become of it in the end."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

import pytest
import sqlalchemy

from bot.cards.codec import to_json
from bot.cards.model import Reply
from bot.conversations.counting import POST
from bot.runtime.housekeeping import keep_hourly_house
from bot.texts.catalogue import plain
from knowledge.figures.model import Count, Family
from knowledge.figures.periods import block_of
from knowledge.figures.storage import BLOCKS, COUNTS
from scheduler.delivery.model import Kind, Letter
from tests.dialogues.stage import Stage
from tests.fakes.clock import SUNDAY, StandingClock

NO_TIP = "var står kaffemaskinen på plan sju"
A_TIP = "hur delar jag skärmen i teams"


async def counts(stage: Stage) -> list[Count]:
    """Close these four weeks and return what was counted in them."""
    async with stage.service.work() as work:
        return list(await work.figures.take(block_of(SUNDAY.date())) or ())


async def counted(stage: Stage, family: Family = Family.QUESTIONS) -> Mapping[tuple[str, str], int]:
    """Return how often what was counted where."""
    found: Counter[tuple[str, str]] = Counter()
    for one in await counts(stage):
        if one.family is family and one.times:
            found[
                one.place, f"{one.what} {one.side}" if family is Family.ANSWERS else one.what
            ] += one.times
    return found


async def test_a_question_that_a_tip_answers(met: Stage) -> None:
    """Shown, and helped once they say so, however often they press."""
    await met.hears("elias", A_TIP)
    await met.hears("elias", "[Det hjälpte]")
    await met.hears("elias", "[Det hjälpte]")

    assert await counted(met) == {("juridik", "helped"): 1}


async def test_tips_are_counted_for_nobodys_department(met: Stage) -> None:
    """Which tips are read is counted for the whole organisation, under marks of their own."""
    await met.hears("elias", A_TIP)
    found = await counts(met)
    marks = {one.mark for one in found}

    assert [(one.family, one.place, one.what) for one in found] == [
        (Family.QUESTIONS, "juridik", "shown"),
        (Family.TIPS, "teams-dela-skarm", "shown"),
    ]
    assert len(marks) == 2


async def test_a_wrong_answer_counts_as_none(met: Stage) -> None:
    """Until another tip is shown for it."""
    await met.hears("elias", A_TIP)
    await met.hears("elias", "[Fel svar]")

    assert await counted(met) == {("juridik", "none"): 1}


async def test_one_of_several_that_was_chosen_is_an_answer(met: Stage) -> None:
    """Before that it was offered, and nothing more."""
    await met.hears("elias", "hur söker jag i mejlen")
    await met.hears("elias", "[Hitta ett gammalt mejl]")

    assert [what for _, what in await counted(met)] == ["shown"]


async def test_none_of_several_is_none(met: Stage) -> None:
    """What was offered did not fit."""
    await met.hears("elias", "hur söker jag i mejlen")
    await met.hears("elias", "[Inget av dem]")

    assert await counted(met) == {("juridik", "none"): 1}


@pytest.mark.parametrize("choice", ["Ja, med mitt namn", "Ja, utan namn"])
async def test_a_question_that_goes_to_a_colleague(met: Stage, choice: str) -> None:
    """With or without a name it counts as that alone; its answer counts by how soon it came."""
    await met.hears("elias", NO_TIP)
    await met.hears("elias", f"[{choice}]")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    await met.hears("birgitta", "Bredvid hissen.")
    await met.hears("birgitta", "[Lägg till något]")
    await met.hears("birgitta", "Den vänstra.")
    found = await counts(met)
    sides = {(one.what, one.side): one.mark for one in found if one.family is Family.ANSWERS}

    assert [
        (one.place, one.what, one.times) for one in found if one.family is Family.QUESTIONS
    ] == [
        ("juridik", "handed", 1),
        ("juridik", "none", 0),
    ]
    assert sides.keys() == {("hour", "asker"), ("hour", "helper")}
    assert len(set(sides.values())) == 2


async def test_a_question_straight_to_a_colleague_is_a_question(met: Stage) -> None:
    """It counts once it is sent, and not while somebody thinks about it."""
    await met.hears("elias", "fråga coachen")
    await met.hears("elias", NO_TIP)
    await met.hears("elias", "[Nej tack]")
    await met.hears("elias", "fråga coachen")
    await met.hears("elias", f"{NO_TIP} nu")
    await met.hears("elias", "[Ja, utan namn]")

    assert await counted(met) == {("juridik", "handed"): 1}


async def test_a_boundary_is_counted_and_danger_is_not(met: Stage) -> None:
    """Somebody in despair, or beside a fire, is in no figure: not even in the sum of all."""
    await met.hears("elias", "det brinner i köket")
    await met.hears("elias", "jag orkar inte leva längre")
    await met.hears("elias", "vad har min kollega i lön")

    assert await counted(met) == {("juridik", "boundary"): 1}


async def test_commands_are_no_questions(met: Stage) -> None:
    """Nor is a greeting, or whatever has no letter in it."""
    for words in ("hej", "tack", "min coach", "???", "vad vet du om mig"):
        await met.hears("elias", words)

    assert await counted(met) == {}


async def test_a_week_that_is_over_changes_no_more(met: Stage, clock: StandingClock) -> None:
    """Four weeks are closed with what they had become by then."""
    last = block_of(SUNDAY.date()) + timedelta(days=27)
    clock.pass_by(last - SUNDAY.date())
    await met.hears("elias", A_TIP)
    clock.pass_by(timedelta(hours=23))
    await met.hears("elias", "[Det hjälpte]")

    assert await counted(met) == {("juridik", "shown"): 1}


async def test_forgetting_takes_what_one_did_out_of_the_counts(met: Stage) -> None:
    """Nothing under one's mark is left in the four weeks that go on."""
    await met.hears("elias", A_TIP)
    await met.hears("elias", NO_TIP)
    await met.hears("elias", "glöm mig")
    await met.hears("elias", "[Ja, glöm mig]")

    assert await counts(met) == []


async def test_four_weeks_become_figures_by_themselves(met: Stage, clock: StandingClock) -> None:
    """Of six who asked there is one number, and neither a mark nor a key is left."""
    for person in ("elias", "anki", "kerstin", "samir", "johan", "malin"):
        await met.say(person, A_TIP)
    block = block_of(SUNDAY.date())
    clock.pass_by(timedelta(days=28))
    await keep_hourly_house(met.service)
    async with met.service.reading() as work:
        figures = await work.figures.of("", since=block)
        keys = sqlalchemy.select(BLOCKS.c.key).where(BLOCKS.c.block == block)
        [key] = (await work._connection.execute(keys)).scalars()  # noqa: SLF001 - looks inside
        left = (await work._connection.execute(sqlalchemy.select(COUNTS))).all()  # noqa: SLF001

    assert {(one.column, one.times) for one in figures if one.place == ""} >= {("all", 6)}
    assert (key, left) == ("", [])


async def test_a_post_is_counted_where_its_reader_works(met: Stage) -> None:
    """Once it has arrived; letters of other kinds are counted nowhere."""
    async with met.service.work() as work:
        for number, about in enumerate((f"{POST}weekly", "")):
            await work.letters.post(
                Letter(
                    id=f"letter-{number}",
                    kind=Kind.AT_MOST_ONCE,
                    reason=f"weekly:{number}",
                    recipient="elias",
                    channel=None,
                    content=to_json(Reply(text=(plain("Veckans tips."),))),
                    due=SUNDAY,
                    about=about,
                )
            )
        await work.commit()
    await met.settle()

    assert await counted(met, Family.POSTS) == {("juridik", "delivered"): 1}
