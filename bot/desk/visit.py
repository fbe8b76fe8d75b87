"""A visit: one request of one signed-in person, and all that a page needs to answer it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.cards.looks import Looks
from bot.conversations.correspondence import Correspondence
from bot.conversations.ports import ChatWork
from bot.desk.choosing import Choosing
from bot.desk.ports import DeskLibrary, DeskWorks, Refusal
from bot.desk.sessions.model import Session
from bot.desk.sign_in.flow import SignIn
from bot.texts.catalogue import Catalogue
from knowledge.audit.model import Deed
from knowledge.clock import Clock
from knowledge.people.model import Person, Role
from knowledge.places.model import Places
from tips.history.model import Edit


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What coordinators may know of how the service is set up; no secret is among it.

    Attributes:
        expiring: the day on which each secret expires, by what it opens.
        kept: how many days each kind of record is kept; 0 where it has a time of its own.
        provider: who signs people in, or "" where nobody does.
        looks_at_links: whether links in tips are asked at night.
        platforms: the chat platforms that are set up, by their channels' names.
    """

    expiring: Mapping[str, date]
    kept: Mapping[str, int]
    provider: str
    looks_at_links: bool
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What every page may use.

    Attributes:
        work, reading: open a transaction.
        library: the matching engine.
        clock, zone: what time it is, and where.
        letters: writes letters in a transaction.
        wake: lets what was written be sent at once.
        demo_refusal: why demo mode must not answer a request; None where there is no demo mode.
        sign_in: the way in by the organisation's provider; None where none is set up.
        places: whom to turn to, by key.
        choosing: what may be chosen about how the service works.
        looks: how each platform draws a message, by its channel's name.
        about: how the service is set up.
        home: the address people use, without a slash at the end.
        secure: whether people reach the desk by https, so that cookies may say so.
    """

    work: DeskWorks
    reading: DeskWorks
    library: DeskLibrary
    clock: Clock
    zone: ZoneInfo
    letters: Callable[[ChatWork], Correspondence]
    wake: Callable[[], None]
    demo_refusal: Refusal | None
    sign_in: SignIn | None
    places: Places
    choosing: Choosing
    looks: Mapping[str, Looks]
    about: About
    home: str
    secure: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: what its owner calls it, and what is in it. Trust neither."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One request.

    Attributes:
        request: as it came.
        desk: what there is to use.
        texts: in the visitor's language.
        person: who is signed in; None on pages that need nobody.
        session: their session; None likewise.
        form: what was sent with a form; empty for a page that is only read.
        files: what was sent beside it, by field.
    """

    request: web.Request
    desk: Desk
    texts: Catalogue
    person: Person | None = None
    session: Session | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Sequence[Sent]] = field(default_factory=dict)

    @property
    def me(self) -> Person:
        """Who is signed in, on a page that nobody sees without."""
        if self.person is None:
            raise web.HTTPForbidden(text="Nobody is signed in.")
        return self.person

    @property
    def now(self) -> datetime:
        """The time."""
        return self.desk.clock.now()

    @property
    def today(self) -> date:
        """The day where the organisation is."""
        return self.now.astimezone(self.desk.zone).date()

    @property
    def is_htmx(self) -> bool:
        """Whether a part of a page is asked for."""
        return self.request.headers.get("HX-Request") == "true"

    @property
    def coordinates(self) -> bool:
        """Whether the visitor coordinates a part of the organisation, or all of it."""
        return self.person is not None and self.person.role in {
            Role.COORDINATOR,
            Role.ADMINISTRATOR,
        }

    @property
    def sees_all(self) -> bool:
        """Whether the visitor looks after the whole organisation."""
        return self.coordinates and (
            self.me.role is Role.ADMINISTRATOR or self.me.department is None
        )

    async def is_demo(self) -> bool:
        """Whether a sample person may be picked: demo mode, and asked from this machine."""
        refusal = self.desk.demo_refusal
        return refusal is not None and await refusal(self.request) is None

    @property
    def edit(self) -> Edit:
        """Sign a change as the visitor's, now."""
        return Edit(by=self.me.id, at=self.now)

    def asked(self, name: str) -> str:
        """Return a word of the address, or nothing."""
        return self.request.query.get(name, "").strip()

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return self.request.match_info[name]

    def deed(self, name: str, on: str, **details: str | int) -> Deed:
        """Describe what the visitor does, for the audit."""
        return Deed(name=name, by=self.me.id, object=on, details=details)


def to(path: str, **query: str) -> web.HTTPSeeOther:
    """Return the way to another page, after something was done."""
    address = f"{path}?{urlencode(query)}" if query else path
    return web.HTTPSeeOther(address)
