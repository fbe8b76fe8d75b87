"""Where the service can write on other platforms, and what it has posted there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.cards.model import Choice, Quote, Reply
from bot.conversations.posts.model import Post
from bot.runtime.work import SqlWorks
from bot.texts.catalogue import say
from knowledge.chats.model import Chat, ChatKind
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

DAY = timedelta(days=1)
MINE = Chat(
    id="c1",
    channel="teams",
    key="a:1",
    kind=ChatKind.PERSONAL,
    person="ann",
    address={"service": "https://smba.example/emea/", "bot": "28:b"},
    since=SUNDAY,
)
OURS = Chat(id="c2", channel="slack", key="C1", kind=ChatKind.CHANNEL, name="#tips", since=SUNDAY)
HELLO = Reply(text=(say("thanks"),), quotes=(Quote(say("quote.question"), "var är Åsa"),))
WAITS = replace(HELLO, choices=(Choice(say("choice.take"), "coach.take:e1"),))
POST = Post(
    letter="l1",
    channel="teams",
    person="ann",
    when=SUNDAY,
    address={"conversation": "a:1", "message": "17"},
    reply=HELLO,
    language="sv",
    at="",
    about="question:e1",
)


async def test_a_chat_is_found_by_any_of_its_names(work: SqlWorks) -> None:
    """By our id, by the platform's, and by whose it is; what is kept comes back whole."""
    async with work() as one:
        await one.chats.put(MINE)
        await one.chats.put(OURS)
        await one.commit()
    async with work() as one:
        assert await one.chats.get("c1") == MINE
        assert await one.chats.found("teams", "a:1") == MINE
        assert await one.chats.found("slack", "a:1") is None
        assert await one.chats.of("ann", "teams") == MINE
        assert await one.chats.of("ann", "slack") is None
        assert await one.chats.shared() == [OURS]
        assert await one.chats.newest(OURS.channel) == OURS
        assert await one.chats.newest("elsewhere") is None


async def test_a_chat_that_is_over_is_not_written_to(work: SqlWorks) -> None:
    """A channel the service was taken out of is none any more; a new chat comes before an old."""
    async with work() as one:
        await one.chats.put(MINE)
        await one.chats.put(OURS)
        await one.chats.end("c1", at=SUNDAY)
        await one.chats.end("c2", at=SUNDAY)
        again = replace(MINE, id="c3", key="a:2", greeted=True)
        await one.chats.put(again)

        assert await one.chats.of("ann", "teams") == again
        assert await one.chats.shared() == []
        assert await one.chats.newest(OURS.channel) is None
        assert await one.chats.forget_old(before=SUNDAY) == 0
        assert await one.chats.forget_old(before=SUNDAY + DAY) == 2
        await one.chats.hand_over(of="ann", to="bo")
        assert await one.chats.count_of("ann") == 0
        assert await one.chats.forget("bo") == 1


async def test_a_post_is_found_by_letter_person_and_cause(work: SqlWorks) -> None:
    """It comes back whole; one of the same letter takes its place."""
    async with work() as one:
        await one.posts.put(POST)
        await one.posts.put(replace(POST, letter="l2", channel="slack", when=SUNDAY + DAY))
        changed = replace(POST, reply=replace(HELLO, quotes=()))
        await one.posts.put(changed)
        await one.commit()
    async with work() as one:
        assert await one.posts.get("l1") == changed
        assert [post.letter for post in await one.posts.of("ann")] == ["l1", "l2"]
        assert [post.letter for post in await one.posts.of("ann", "slack")] == ["l2"]
        assert {post.letter for post in await one.posts.about("question:e1")} == {"l1", "l2"}
        await one.posts.remove("l1")
        assert await one.posts.get("l1") is None


async def test_what_was_said_is_forgotten_before_where(work: SqlWorks) -> None:
    """A day, or two weeks while somebody waits; where the message stands, a month."""
    async with work() as one:
        await one.posts.put(POST)
        await one.posts.put(replace(POST, letter="l2", reply=WAITS))

        assert await one.posts.forget_old(now=SUNDAY + timedelta(hours=26)) == 1
        first, second = await one.posts.get("l1"), await one.posts.get("l2")
        assert first is not None
        assert first.reply is None
        assert first.address == POST.address
        assert second is not None
        assert second.reply == WAITS
        assert await one.posts.forget_old(now=SUNDAY + 15 * DAY) == 1
        assert await one.posts.forget_old(now=SUNDAY + 31 * DAY) == 2
        assert await one.posts.get("l2") is None


async def test_posts_go_with_their_person(work: SqlWorks) -> None:
    """Handed over they are another's; names can be taken out; forgotten they are gone."""
    async with work() as one:
        await one.posts.put(POST)
        assert await one.posts.hand_over(of="ann", to="bo") == 1
        assert await one.posts.of("ann") == []
        assert await one.posts.of("bo") == [replace(POST, person="bo")]
        assert await one.posts.reword(lambda text: text.replace("Åsa", "…")) == 1
        (post,) = await one.posts.of("bo")
        assert post.reply is not None
        assert post.reply.quotes[0].text == "var är …"
        assert await one.posts.forget("bo") == 1


async def test_somebody_is_written_to_where_they_wrote_last(work: SqlWorks) -> None:
    """Of several platforms the one used last; with an account alone, that one."""
    async with work() as one:
        await one.accounts.add("slack", "U1", "ann")
        await one.accounts.add("teams", "29:x", "ann")
        both = ("slack", "teams")
        assert await one.accounts.latest_of(["ann"], both) == {"ann": "slack"}
        await one.accounts.use("teams", "29:x", on=date(2026, 11, 20))
        assert await one.accounts.latest_of(["ann"], both) == {"ann": "teams"}
        await one.accounts.use("slack", "U1", on=date(2026, 11, 21))
        await one.accounts.use("slack", "U1", on=date(2026, 11, 1))
        assert await one.accounts.latest_of(["ann"], both) == {"ann": "slack"}
        assert await one.accounts.latest_of(["ann", "bo"], ["teams"]) == {"ann": "teams"}
        assert await one.accounts.latest_of(["bo"], both) == {}
