"""The library as dialogues ask it: it follows the database, and meaning joins when it is there."""

import asyncio
from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.runtime.database import open_engine
from bot.runtime.keys import KeySeal
from bot.runtime.library import FollowingLibrary
from bot.runtime.migrate import migrate
from bot.runtime.remembered import Remembered
from bot.runtime.work import SqlWorks, works
from knowledge.boundaries.routes import Boundary, Route
from knowledge.matching.lexicon import Lexicon, own_lexicon
from knowledge.matching.meaning.reading import texts_of
from knowledge.matching.model import Answered, Unanswered, Unsure, Verdict
from tests.fakes.embedder import FakeEmbedder
from tips.glossary import Glossary
from tips.model import Advice, Stage, Tip

QUESTION = "giraffens hals hur lång"
PERSONAL = "Anna Testsson 19121212-1212 och hennes hemliga giraff"


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[SqlWorks]:
    """A migrated database with nothing in it."""
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/coach.db")
    await migrate(engine)
    yield works(engine, KeySeal(bytes(range(32))))
    await engine.dispose()


@pytest.fixture
def embedder() -> FakeEmbedder:
    """An embedder that works until it is told otherwise."""
    return FakeEmbedder()


def a_tip(name: str, title: str, *phrasings: str, audience: tuple[str, ...] = ()) -> Tip:
    """Return a published tip."""
    return Tip(
        id=name, language="sv", topic="djur", title=title, phrasings=phrasings,
        advice=Advice(answer=f"Så här: {title}."), checked=date(2026, 11, 1),
        review=date(2027, 5, 1), stage=Stage.PUBLISHED, audience=audience,
    )  # fmt: skip


GIRAFFE = a_tip("giraffe", "Mäta en giraff", "hur mäter man giraffens hals")
ELEPHANT = a_tip("elephant", "Tvätta en elefant", "hur tvättar man snabeln")


def many(count: int = 70) -> list[Tip]:
    """Return more tips than are embedded before a new version is used."""
    return [
        a_tip(f"t{number}", f"Sköta djur {number}", f"mata djur {number}")
        for number in range(count)
    ]


async def publish(work: SqlWorks, *tips: Tip) -> None:
    """Put new tips into the library, as one version."""
    async with work() as one:
        for tip in tips:
            await one.tips.put(tip)
        await one.commit()


def library(
    work: SqlWorks, embedder: FakeEmbedder | None = None, *, dial: float = 0.0, rest: float = 0.0
) -> FollowingLibrary:
    """Return a library over a database, as one replica has it."""
    return FollowingLibrary(
        work, work, Glossary(()), embedder=embedder, lexicon=own_lexicon, dial=dial, rest=rest
    )


async def asked(
    one: FollowingLibrary,
    question: str,
    without: Collection[str] = (),
    department: str | None = None,
) -> Verdict:
    """Ask a question as a dialogue does, of whatever version there is."""
    await one.ready(question, "sv", -1)
    return await one.verdict(question, "sv", without=without, department=department)


def ids(verdict: Verdict) -> list[str]:
    """Return what is given or offered."""
    match verdict:
        case Answered(match):
            return [match.id]
        case Unsure(candidates):
            return [match.id for match in candidates]
        case _:
            return []


async def version_of(work: SqlWorks) -> int:
    """Return the library's version in the database."""
    async with work() as one:
        return await one.tips.library_version()


async def has_meaning(one: FollowingLibrary, embedder: FakeEmbedder, question: str) -> bool:
    """Say whether a question that was never asked is embedded, and so looked at by its meaning."""
    await asked(one, question)
    return question in embedder.seen


async def test_before_it_has_followed_it_answers_nothing(work: SqlWorks) -> None:
    """And is asked without a fault."""
    await publish(work, GIRAFFE)

    assert await asked(library(work), "mäta en giraff") == Unanswered()


async def test_an_edit_is_answered_after_following(work: SqlWorks) -> None:
    """What was added, changed and retired meanwhile."""
    one = library(work)
    await publish(work, GIRAFFE, ELEPHANT)
    await one.follow()
    assert ids(await asked(one, "mäta en giraff")) == ["giraffe"]

    async with work() as change:
        giraffe = await change.tips.get("giraffe", "sv")
        other = replace(giraffe, title="Laga taket", phrasings=(), advice=Advice(answer="Ring."))
        await change.tips.put(other)
        elephant = await change.tips.get("elephant", "sv")
        await change.tips.put(replace(elephant, stage=Stage.RETIRED))
        await change.commit()
    await one.follow()

    assert ids(await asked(one, "laga taket")) == ["giraffe"]
    assert not isinstance(await asked(one, "mäta en giraff"), Answered)
    assert "elephant" not in ids(await asked(one, "tvätta en elefant"))


async def test_who_knows_of_a_newer_version_is_answered_from_it(work: SqlWorks) -> None:
    """The question's own transaction has seen it, so its answer must have too."""
    one = library(work)
    await publish(work, GIRAFFE)
    await one.ready("mäta en giraff", "sv", await version_of(work))

    assert ids(await one.verdict("mäta en giraff", "sv", without=())) == ["giraffe"]


async def test_every_replica_follows(work: SqlWorks) -> None:
    """What one has published, another answers."""
    here, there = library(work), library(work)
    await publish(work, GIRAFFE)
    await asyncio.gather(here.follow(), there.follow())

    assert [ids(await asked(one, "mäta en giraff")) for one in (here, there)] == [["giraffe"]] * 2


async def test_a_new_version_is_searched_at_once_by_words_and_later_by_meaning(
    work: SqlWorks, embedder: FakeEmbedder
) -> None:
    """Nobody waits for a large library to be embedded."""
    one = library(work, embedder)
    await publish(work, GIRAFFE, *many())
    await one.follow()

    assert embedder.seen == []
    assert ids(await asked(one, "mäta en giraff")) == ["giraffe"]
    assert not await has_meaning(one, embedder, "giraffens långa hals")

    await one.learn()

    assert await has_meaning(one, embedder, "giraffens korta hals")
    assert ids(await asked(one, "mäta en giraff")) == ["giraffe"]


async def test_a_small_edit_has_its_meaning_at_once(work: SqlWorks, embedder: FakeEmbedder) -> None:
    """The few texts that are new are embedded before the version is used, and only they."""
    one = library(work, embedder)
    await publish(work, *many())
    await one.follow()
    await one.learn()
    before = len(embedder.seen)
    await publish(work, GIRAFFE)
    await one.follow()

    assert sorted(set(embedder.seen[before:])) == sorted(
        ["Mäta en giraff", "hur mäter man giraffens hals", *embedder.seen[before : before + 1]]
    )
    assert await has_meaning(one, embedder, QUESTION)


async def test_vectors_are_kept_and_not_computed_again(
    work: SqlWorks, embedder: FakeEmbedder
) -> None:
    """Another process, or this one after a restart, finds them in the database."""
    first = library(work, embedder)
    await publish(work, GIRAFFE, *many())
    await first.follow()
    await first.learn()
    later = FakeEmbedder()
    second = library(work, later)
    await second.follow()
    await second.learn()

    assert later.seen == []
    assert await has_meaning(second, later, QUESTION)
    assert later.seen == [QUESTION]


async def test_another_model_makes_its_own_vectors(work: SqlWorks, embedder: FakeEmbedder) -> None:
    """Those of the one before would mean something else."""
    await publish(work, GIRAFFE)
    await library(work, embedder).follow()
    other = FakeEmbedder(name="other")
    await library(work, other).follow()

    assert sorted(other.seen) == sorted(embedder.seen) != []


async def test_learning_tells_how_far_it_has_come_and_can_be_stopped(
    work: SqlWorks, embedder: FakeEmbedder
) -> None:
    """What was embedded until then is kept, and next time it goes on from there."""
    told: list[tuple[int, int]] = []
    one = library(work, embedder)
    await publish(work, *many())
    await one.follow()
    await one.learn(lambda done, whole: told.append((done, whole)), stop=lambda: bool(told))
    first = len(embedder.seen)
    await one.learn(lambda done, whole: told.append((done, whole)))
    dones = [done for done, _ in told]

    assert len({whole for _, whole in told}) == 1
    assert dones == sorted(dones)
    assert dones[0] == first < dones[-1] == told[0][1]
    assert len(embedder.seen) == len(set(embedder.seen)) == told[0][1]


async def test_without_an_embedder_words_are_all_there_is(work: SqlWorks) -> None:
    """Learning is nothing then, and no fault."""
    one = library(work)
    await publish(work, GIRAFFE)
    await one.follow()
    await one.learn()

    assert ids(await asked(one, "mäta en giraff")) == ["giraffe"]


@pytest.mark.parametrize("count", [1, 70])
async def test_an_embedder_that_fails_leaves_matching_by_words(
    work: SqlWorks, embedder: FakeEmbedder, count: int
) -> None:
    """A line in the log says so, and when it is back, meaning joins."""
    embedder.fails = True
    one = library(work, embedder)
    await publish(work, GIRAFFE, *many(count))
    with capture_logs() as logged:
        await one.follow()
        await one.learn()

    assert ids(await asked(one, "mäta en giraff")) == ["giraffe"]
    assert {line["event"] for line in logged} == {"no-embedder"}
    assert {line["why"] for line in logged} == {"the fake embedder was told to fail"}

    embedder.fails = False
    await one.learn()

    assert await has_meaning(one, embedder, QUESTION)


async def test_an_embedder_that_fails_at_a_question_leaves_that_one_to_its_words(
    work: SqlWorks, embedder: FakeEmbedder
) -> None:
    """The person gets an answer all the same; the next question is tried again."""
    one = library(work, embedder)
    await publish(work, GIRAFFE, ELEPHANT)
    await one.follow()
    embedder.fails = True
    with capture_logs() as logged:
        found = await asked(one, "mäta en giraff")
    embedder.fails = False

    assert ids(found) == ["giraffe"]
    assert [line["event"] for line in logged] == ["no-embedder"]
    assert await has_meaning(one, embedder, QUESTION)


async def test_an_embedder_that_does_not_answer_is_left_alone_for_a_while(
    work: SqlWorks, embedder: FakeEmbedder
) -> None:
    """Else every person would wait for it; they are answered by words, and it is said once."""
    one = library(work, embedder, rest=3600.0)
    await publish(work, GIRAFFE)
    await one.follow()
    embedder.fails = True
    with capture_logs() as logged:
        await asked(one, "mäta en giraff")
        embedder.fails = False
        found = await asked(one, QUESTION)

    assert ids(found) == ["giraffe"]
    assert QUESTION not in embedder.seen
    assert [line["event"] for line in logged] == ["no-embedder"]


async def test_embeddings_of_what_is_gone_are_removed(
    work: SqlWorks, embedder: FakeEmbedder
) -> None:
    """Those of the library as it is stay, and so do all while another version is on its way."""
    one = library(work, embedder)
    await publish(work, GIRAFFE, ELEPHANT)
    await one.follow()
    marks = texts_of([GIRAFFE.as_entry(), ELEPHANT.as_entry()]).marks
    async with work() as change:
        elephant = await change.tips.get("elephant", "sv")
        await change.tips.put(replace(elephant, stage=Stage.RETIRED))
        await change.commit()
    await one.tidy()
    async with work() as look:
        on_its_way = set(await look.embeddings.of(embedder.name, marks))
    await one.follow()
    await one.tidy()
    async with work() as look:
        after = set(await look.embeddings.of(embedder.name, marks))

    assert on_its_way == set(marks)
    assert after == set(texts_of([GIRAFFE.as_entry()]).marks)


@pytest.mark.parametrize("edited", [False, True])
async def test_another_model_under_the_same_name_is_learned_anew(
    work: SqlWorks, embedder: FakeEmbedder, *, edited: bool
) -> None:
    """After a restart its vectors have another size: words answer until all is embedded again."""
    before = library(work, embedder)
    await publish(work, GIRAFFE, ELEPHANT)
    await before.follow()
    other = FakeEmbedder()
    other.dimensions = 16
    one = library(work, other)
    if edited:
        await publish(work, a_tip("zebra", "Måla en zebra"))
    with capture_logs() as logged:
        await one.follow()
        found = await asked(one, "mäta en giraff")
        await one.learn()

    assert ids(found) == ["giraffe"]
    assert {line["event"] for line in logged} == {"another-model"}
    assert await has_meaning(one, other, QUESTION)
    assert (await one.explain(QUESTION, "sv")).reasons


async def test_a_boundary_is_told_and_remembered(work: SqlWorks, embedder: FakeEmbedder) -> None:
    """Danger needs no library, and a model that knows nothing of boundaries is not asked."""
    one = library(work, embedder)
    await one.ready("hon andas inte", "sv", -1)

    assert await one.boundary("hon andas inte") == Boundary(Route.EMERGENCY)
    assert await one.boundary("hur delar jag skärmen") is None
    assert embedder.seen == []


async def test_nothing_a_person_wrote_is_logged(work: SqlWorks, embedder: FakeEmbedder) -> None:
    """Neither when all goes well nor when the embedder fails."""
    one = library(work, embedder)
    await publish(work, GIRAFFE, *many())
    with capture_logs() as logged:
        await one.follow()
        await asked(one, PERSONAL)
        await one.learn()
        await asked(one, PERSONAL + "en")
        embedder.fails = True
        await asked(one, PERSONAL + "erna")

    assert len(logged) == 1
    for word in ("Anna", "1212", "giraff", "hemliga"):
        assert word.casefold() not in repr(logged).casefold()


async def test_a_repeated_question_is_embedded_once(work: SqlWorks, embedder: FakeEmbedder) -> None:
    """In whatever spelling counts as the same, by whomever, also after an edit."""
    one = library(work, embedder)
    await publish(work, GIRAFFE, ELEPHANT)
    await one.follow()
    before = len(embedder.seen)
    for wording in (QUESTION, QUESTION.upper() + "?!", f"  {QUESTION}"):
        await asked(one, wording)
    await one.verdict(QUESTION, "da", without=["giraffe"], department="law")
    assert embedder.seen[before:] == [QUESTION]

    await publish(work, a_tip("zebra", "Måla en zebra"))
    await one.follow()
    await asked(one, QUESTION)

    assert embedder.seen.count(QUESTION) == 1


async def test_an_edit_while_learning_is_answered_and_learned_too(
    work: SqlWorks, embedder: FakeEmbedder
) -> None:
    """Learning the old version neither holds the new one up nor takes its place."""
    one = library(work, embedder)
    await publish(work, *many())
    await one.follow()
    embedder.goes_on.clear()
    learning = asyncio.create_task(one.learn())
    await asyncio.to_thread(embedder.is_asked.wait, 10)
    await publish(work, GIRAFFE)
    await one.follow()
    while_learning = await asked(one, "mäta en giraff")
    embedder.goes_on.set()
    await learning
    after = await asked(one, "mäta en giraff")
    await one.learn()

    assert ids(while_learning) == ids(after) == ["giraffe"]
    assert await has_meaning(one, embedder, QUESTION)
    assert ids(await asked(one, "mäta en giraff")) == ["giraffe"]


async def test_many_may_ask_while_it_follows(work: SqlWorks, embedder: FakeEmbedder) -> None:
    """Each gets the old or the new answer, none a fault, and the version is built once."""
    one = library(work, embedder)
    await publish(work, GIRAFFE)
    await one.follow()
    await publish(work, ELEPHANT)
    version = await version_of(work)

    async def ask(number: int) -> list[str]:
        await one.ready(f"mäta giraff nummer {number}", "sv", version if number % 2 else -1)
        return ids(await one.verdict("Mäta en giraff", "sv", without=()))

    found = await asyncio.gather(*(ask(number) for number in range(20)), one.follow())

    assert found[:-1] == [["giraffe"]] * 20
    assert ids(await asked(one, "tvätta en elefant")) == ["elephant"]


async def test_what_is_not_for_a_person_is_not_given(work: SqlWorks) -> None:
    """A tip called wrong, and a tip of another department."""
    one = library(work)
    await publish(work, GIRAFFE, a_tip("own", "Mata vår zebra", audience=("zoo",)))
    await one.follow()

    assert ids(await asked(one, "mäta en giraff", without=["giraffe"])) == []
    assert ids(await asked(one, "mata vår zebra", department="zoo")) == ["own"]
    assert "own" not in ids(await asked(one, "mata vår zebra", department="law"))


async def test_a_question_without_words_gets_a_verdict(
    work: SqlWorks, embedder: FakeEmbedder
) -> None:
    """Nothing in it can be looked for, and nothing is made of it."""
    one = library(work, embedder)
    await publish(work, GIRAFFE)
    await one.follow()

    assert not isinstance(await asked(one, "?!"), Answered)


async def test_edited_synonyms_are_in_use_after_following(
    work: SqlWorks, embedder: FakeEmbedder
) -> None:
    """A coordinator has saved the list; meaning stays in the search."""
    lists = [Lexicon(), Lexicon([{"sv": ("giraff", "snabel")}])]
    one = FollowingLibrary(work, work, Glossary(()), embedder=embedder, lexicon=lambda: lists[0])
    await publish(work, GIRAFFE, ELEPHANT)
    await one.follow()
    before = (await one.explain("mäta snabel", "sv")).reasons[0].words
    del lists[0]
    await one.follow()
    after = (await one.explain("mäta snabel", "sv")).reasons[0].words

    assert dict(before).get("snabel") != "giraff"
    assert dict(after)["snabel"] == "giraff"
    assert await has_meaning(one, embedder, QUESTION)


def test_the_oldest_is_forgotten_first() -> None:
    """So many are remembered and no more; what is asked for again counts as new."""
    remembered = Remembered[int](2)
    remembered.put("a", 1)
    remembered.put("b", 2)
    remembered.get("a")
    remembered.put("c", 3)

    assert [remembered.get(key) for key in ("a", "b", "c")] == [1, None, 3]
