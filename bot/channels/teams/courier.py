"""Brings letters to Teams: to somebody's own chat or a thread, as cards that can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.cards.codec import from_json
from bot.channels.teams.connector import Connector, Place, Undone
from bot.channels.teams.draw import Drawing
from bot.channels.teams.installer import Installed, Installer
from bot.channels.teams.places import BOT, SERVICE, TENANT, place_at, place_in
from bot.channels.teams.ports import TeamsWork, TeamsWorks
from bot.channels.teams.registration import CHANNEL, SERVICE_URL, Registration
from bot.conversations.posts.model import Post
from bot.texts.catalogue import DEFAULT
from knowledge.chats.model import Chat, ChatKind
from knowledge.clock import Clock
from knowledge.people.model import UnknownPerson
from scheduler.delivery.model import Letter, Outcome, Result

NOT_YET = "not reachable in Teams yet"
INSTALLING = timedelta(minutes=1)
"""How long Teams gets to tell where one can write, once the app was installed for somebody."""

MOST_TRIES = 5

CONVERSATION, MESSAGES = "conversation", "messages"
BOT_PREFIX = "28:"
"""How Teams marks a bot's id."""


class NoWay(Exception):
    """There is nowhere to write to this recipient."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamsCourier:
    """Posts letters, and writes down where each one stands."""

    work: TeamsWorks
    reading: TeamsWorks
    connector: Connector
    drawing: Drawing
    registration: Registration
    installer: Installer
    clock: Clock

    async def send(self, letter: Letter) -> Outcome:
        """Post a letter, or change or take away what an earlier one posted."""
        try:
            if letter.instead_of:
                return await self._change(letter)
            return await self._post(letter)
        except NoWay as error:
            return Outcome(result=Result.REFUSED, why=str(error))
        except Undone as undone:
            return undone.outcome

    async def _post(self, letter: Letter) -> Outcome:
        async with self.reading() as work:
            language = await _language(letter, work)
            place = await self._known_place(letter, work)
            member = "" if place else await _account(letter, work)
            email = "" if place or member else await _email(letter, work)
            near = None if place else await work.chats.newest(CHANNEL)
        if place is None and not member:
            return await self._brought_in(letter, email)
        if place is None:
            place = await self._opened(letter, member, near)
        reply = from_json(letter.content)
        sent: list[str] = []
        for message in self.drawing.messages(reply, letter.id, language):
            try:
                sent.append(await self.connector.send(place, message))
            except Undone as undone:
                if not sent:
                    raise
                # The first part stands there: the whole is neither sent nor unsent.
                return replace(undone.outcome, result=Result.UNCLEAR, again_in=None)
        post = Post(
            letter=letter.id,
            channel=CHANNEL,
            person=letter.recipient,
            when=self.clock.now(),
            address={
                SERVICE: place.service_url,
                CONVERSATION: place.conversation,
                MESSAGES: " ".join(sent),
            },
            reply=reply,
            language=language,
            at=letter.at,
            about=letter.about,
        )
        return _arrived(sent[-1], post)

    async def _brought_in(self, letter: Letter, email: str) -> Outcome:
        """Install the bot for somebody who was never heard of, and wait for word of them."""
        if letter.tries <= MOST_TRIES:
            found = await self.installer.install(email)
            if found is not Installed.NO:
                return Outcome(result=Result.NOT_SENT, again_in=INSTALLING, why=found.value)
        return Outcome(result=Result.REFUSED, why=NOT_YET)

    async def _change(self, letter: Letter) -> Outcome:
        """Let an earlier message say something else, or vanish."""
        async with self.reading() as work:
            post = await work.posts.get(letter.instead_of)
        if post is None or not post.address.get(MESSAGES):
            return Outcome(result=Result.REFUSED, why="no such message any more")
        place, messages = place_of(post), post.address[MESSAGES].split()
        if not letter.content:
            for one in messages:
                await self.connector.delete(place, one)
            return _arrived(messages[-1], post, stands=False)
        reply = from_json(letter.content)
        drawn = self.drawing.messages(reply, post.letter, post.language or DEFAULT)
        kept = messages[-len(drawn) :]
        for one, message in zip(kept, drawn[-len(kept) :], strict=True):
            await self.connector.update(place, one, message)
        return _arrived(messages[-1], replace(post, reply=reply))

    async def _known_place(self, letter: Letter, work: TeamsWork) -> Place | None:
        if letter.at:
            found = await place_at(letter.at, work.chats)
            if found is None:
                raise NoWay("the bot is not in that chat")
            return found[1]
        chat = await work.chats.of(letter.recipient, CHANNEL)
        if chat is None:
            return None
        if chat.gone is not None:
            raise NoWay("the bot was taken away")
        return place_in(chat)

    async def _opened(self, letter: Letter, member: str, near: Chat | None) -> Place:
        """Open a chat with somebody who has never written."""
        ours = self.registration
        address: Mapping[str, str] = near.address if near else {}
        service, tenant = address.get(SERVICE, SERVICE_URL), address.get(TENANT) or ours.home
        bot = address.get(BOT) or f"{BOT_PREFIX}{ours.app_id}"
        conversation = await self.connector.create(service, tenant=tenant, bot=bot, member=member)
        async with self.work() as work:
            found = await work.chats.found(CHANNEL, conversation)
            if found is None:
                found = Chat(
                    id=letter.id[:24],
                    channel=CHANNEL,
                    key=conversation,
                    kind=ChatKind.PERSONAL,
                    person=letter.recipient,
                    since=self.clock.now(),
                    address={
                        SERVICE: service,
                        CONVERSATION: conversation,
                        TENANT: tenant,
                        BOT: bot,
                    },
                )
                await work.chats.put(found)
                await work.commit()
        return place_in(found)


def _arrived(message: str, post: Post, *, stands: bool = True) -> Outcome:
    """Report that a letter arrived, and have it remembered where it stands, if it does."""

    async def keep(work: TeamsWork) -> None:
        if stands:
            await work.posts.put(post)
        else:
            await work.posts.remove(post.letter)

    return Outcome(result=Result.ARRIVED, platform_id=message, keep=keep)


def place_of(post: Post) -> Place:
    """Return where a post stands."""
    return Place(service_url=post.address[SERVICE], conversation=post.address[CONVERSATION])


async def _language(letter: Letter, work: TeamsWork) -> str:
    if not letter.recipient:
        return DEFAULT
    try:
        person = await work.people.get(letter.recipient)
    except UnknownPerson:
        raise NoWay("no such person") from None
    return person.language or DEFAULT


async def _account(letter: Letter, work: TeamsWork) -> str:
    for channel, account in await work.accounts.of(letter.recipient):
        if channel == CHANNEL:
            return account
    return ""


async def _email(letter: Letter, work: TeamsWork) -> str:
    return (await work.people.get(letter.recipient)).email
