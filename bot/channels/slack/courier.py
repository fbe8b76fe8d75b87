"""Brings letters to Slack: to somebody's own chat, a thread, or an aside that only they see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.cards.codec import from_json
from bot.cards.model import Reply
from bot.channels.slack.asides import Asides
from bot.channels.slack.draw import Drawing, Message
from bot.channels.slack.incoming import object_in, text_in
from bot.channels.slack.meeting import Meeting, NotForThem
from bot.channels.slack.places import ID, Place, chat_id_of, place_at
from bot.channels.slack.ports import SlackWork, SlackWorks
from bot.channels.slack.traces import Traces, metadata
from bot.channels.slack.web_api import Undone, WebApi, undone
from bot.channels.slack.workspace import CHANNEL
from bot.conversations.posts.model import Post
from bot.texts.catalogue import DEFAULT
from knowledge.chats.model import Chat, ChatKind
from knowledge.clock import Clock
from knowledge.people.model import UnknownPerson
from scheduler.delivery.model import Letter, Outcome, Result

MESSAGES = "messages"
LOOK_BACK = timedelta(hours=1)
"""How long before a letter was due an earlier try may have posted it."""

QUIET = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "mrkdwn": False}
"""Slack makes no links, previews or mentions of what is said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spot:
    """Where a letter goes, in Slack's own ids."""

    place: Place
    user: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackCourier:
    """Posts letters, and writes down where each one stands.

    Attributes:
        arrived: told whose letter arrived, so that their App Home can be drawn anew.
    """

    work: SlackWorks
    reading: SlackWorks
    api: WebApi
    drawing: Drawing
    asides: Asides
    meeting: Meeting
    clock: Clock
    _never_left: set[str] = field(default_factory=set)
    arrived: Callable[[str], None] = lambda _person: None

    async def send(self, letter: Letter) -> Outcome:
        """Post a letter, or change or take away what an earlier one posted."""
        try:
            if letter.instead_of:
                outcome = await self._change(letter)
            else:
                outcome = await self._post(letter)
        except Undone as found:
            self._remember(letter, found.outcome)
            return found.outcome
        self._remember(letter, outcome)
        if outcome.result is Result.ARRIVED and letter.recipient:
            self.arrived(letter.recipient)
        return outcome

    async def _post(self, letter: Letter) -> Outcome:
        spot = await self._spot(letter)
        reply = from_json(letter.content)
        if spot.place.aside:
            return await self._say_aside(letter, spot, reply)
        messages = self.drawing.messages(reply, letter.id, spot.language)
        sent = await self._brought_before(letter, spot)
        for number, message in enumerate(messages[len(sent) :], len(sent)):
            try:
                sent.append(await self._say(spot.place, message, letter.id, number))
            except Undone as found:
                if found.outcome.result is Result.UNCLEAR:
                    sent = await self._there_after_all(letter, spot, found)
                if len(sent) > number:
                    continue
                if not sent:
                    raise
                # The first part stands there: the whole is neither sent nor unsent.
                return Outcome(result=Result.UNCLEAR, why=found.outcome.why)
        return _arrived(sent[-1], self._posted(letter, spot, reply, sent))

    async def _say(self, place: Place, message: Message, letter: str, number: int) -> str:
        thread = {"thread_ts": place.thread} if place.thread else {}
        said = await self.api.ask(
            "chat.postMessage",
            channel=place.channel,
            metadata=metadata(letter, number),
            **thread,
            **message,
            **QUIET,
        )
        stamp = text_in(said, "ts")
        if not stamp:
            raise undone(Result.UNCLEAR, "no ts in the answer")
        return stamp

    async def _brought_before(self, letter: Letter, spot: _Spot) -> list[str]:
        """Return what an earlier try has posted after all, in order: Slack's history tells."""
        if letter.tries <= 1 or letter.id in self._never_left:
            return []
        return await self._there(letter, spot)

    async def _there_after_all(self, letter: Letter, spot: _Spot, unclear: Undone) -> list[str]:
        """Return what has arrived though nobody said so.

        Raises:
            Undone: as unclear as it was; Slack does not tell this either.
        """
        try:
            return await self._there(letter, spot)
        except Undone:
            raise unclear from None

    async def _there(self, letter: Letter, spot: _Spot) -> list[str]:
        since = letter.due - LOOK_BACK
        return await Traces(api=self.api).of(letter.id, spot.place, since=since)

    def _remember(self, letter: Letter, outcome: Outcome) -> None:
        """Keep in mind what never left the house: history need not be asked for it."""
        was_clean = letter.tries <= 1 or letter.id in self._never_left
        if outcome.result is Result.NOT_SENT and was_clean:
            self._never_left.add(letter.id)
        else:
            self._never_left.discard(letter.id)

    async def _say_aside(self, letter: Letter, spot: _Spot, reply: Reply) -> Outcome:
        """Answer a command where it was given; where that is not possible, in one's own chat."""
        place = spot.place
        messages = self.drawing.messages(
            reply, letter.id, spot.language, may_share=not place.for_all
        )
        url = self.asides.take(place.aside, now=self.clock.now())
        try:
            if url:
                kind = "in_channel" if place.for_all else "ephemeral"
                for message in messages:
                    body = {"response_type": kind, "replace_original": False, **message}
                    await self.api.respond(url, body)
            elif place.for_all:
                for number, message in enumerate(messages):
                    await self._say(place, message, letter.id, number)
            else:
                await self._whisper(spot, messages)
        except Undone as found:
            if found.outcome.result is not Result.REFUSED:
                raise
            return await self._post(replace(letter, at=""))
        return _arrived(place.aside, self._posted(letter, spot, reply, []))

    async def _whisper(self, spot: _Spot, messages: Sequence[Message]) -> None:
        for message in messages:
            await self.api.ask(
                "chat.postEphemeral",
                channel=spot.place.channel,
                user=spot.user,
                **message,
                link_names=False,
            )

    async def _change(self, letter: Letter) -> Outcome:
        """Let an earlier message say something else, or vanish."""
        async with self.reading() as work:
            post = await work.posts.get(letter.instead_of)
        if post is None or not post.address.get(MESSAGES):
            return Outcome(result=Result.REFUSED, why="no such message any more")
        channel, stamps = post.address[ID], post.address[MESSAGES].split()
        if not letter.content:
            for stamp in stamps:
                await self._take_away(channel, stamp)
            return _arrived(stamps[-1], post, stands=False)
        reply = from_json(letter.content)
        drawn = self.drawing.messages(reply, post.letter, post.language or DEFAULT)
        kept = stamps[-len(drawn) :]
        for stamp, message in zip(kept, drawn[-len(kept) :], strict=True):
            await self.api.ask(
                "chat.update", channel=channel, ts=stamp, **message, link_names=False
            )
        return _arrived(stamps[-1], replace(post, reply=reply))

    async def _take_away(self, channel: str, stamp: str) -> None:
        try:
            await self.api.ask("chat.delete", channel=channel, ts=stamp)
        except Undone as found:
            if not found.outcome.why.endswith("message_not_found"):
                raise

    def _posted(self, letter: Letter, spot: _Spot, reply: Reply, stamps: Sequence[str]) -> Post:
        address: Mapping[str, str] = {ID: spot.place.channel, MESSAGES: " ".join(stamps)}
        return Post(
            letter=letter.id,
            channel=CHANNEL,
            person=letter.recipient,
            when=self.clock.now(),
            address=address,
            reply=reply,
            language=spot.language,
            at=letter.at,
            about=letter.about,
        )

    async def _spot(self, letter: Letter) -> _Spot:
        async with self.reading() as work:
            language = await _language(letter, work)
            user = await _account(letter, work)
            if letter.at:
                place = await place_at(letter.at, work.chats)
                if place is None:
                    raise undone(Result.REFUSED, "the bot is not in that chat")
                return _Spot(place=place, user=user, language=language)
            chat = await work.chats.of(letter.recipient, CHANNEL)
        if not user:
            user = await self._found_by_address(letter.recipient)
        if chat is None or chat.gone is not None:
            channel = await self._opened(letter.recipient, user)
        else:
            channel = chat.address[ID]
        return _Spot(place=Place(channel=channel), user=user, language=language)

    async def _found_by_address(self, person_id: str) -> str:
        """Return the account of somebody who has never written, by their work address."""
        async with self.reading() as work:
            person = await work.people.get(person_id)
        if not person.email:
            raise undone(Result.REFUSED, "not reachable in Slack yet")
        found = object_in(await self.api.ask("users.lookupByEmail", email=person.email), "user")
        account = text_in(found, "id")
        try:
            self.meeting.check(found)
        except NotForThem:
            account = ""
        if not account:
            raise undone(Result.REFUSED, "not reachable in Slack yet")
        async with self.work() as work:
            await work.accounts.add(CHANNEL, account, person_id)
            await work.commit()
        return account

    async def _opened(self, person: str, user: str) -> str:
        """Open a chat with somebody who has never written; return its id."""
        said = await self.api.ask("conversations.open", users=user)
        channel = text_in(object_in(said, "channel"), "id")
        if not channel:
            raise undone(Result.NOT_SENT, "no chat in the answer")
        async with self.work() as work:
            await work.chats.put(
                Chat(
                    id=chat_id_of(channel),
                    channel=CHANNEL,
                    key=channel,
                    kind=ChatKind.PERSONAL,
                    person=person,
                    since=self.clock.now(),
                    address={ID: channel},
                )
            )
            await work.commit()
        return channel


def _arrived(message: str, post: Post, *, stands: bool = True) -> Outcome:
    """Report that a letter arrived, and have it remembered where it stands, if it does."""

    async def keep(work: SlackWork) -> None:
        if stands:
            await work.posts.put(post)
        else:
            await work.posts.remove(post.letter)

    return Outcome(result=Result.ARRIVED, platform_id=message, keep=keep)


async def _language(letter: Letter, work: SlackWork) -> str:
    if not letter.recipient:
        return DEFAULT
    try:
        person = await work.people.get(letter.recipient)
    except UnknownPerson:
        raise undone(Result.REFUSED, "no such person") from None
    return person.language or DEFAULT


async def _account(letter: Letter, work: SlackWork) -> str:
    if letter.recipient:
        for channel, account in await work.accounts.of(letter.recipient):
            if channel == CHANNEL:
                return account
    return ""
