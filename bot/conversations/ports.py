"""What dialogues need from the outside world."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import Protocol

from bot.conversations.desk_ports import SentFiles, SignIns
from bot.conversations.memory.model import Memory
from bot.conversations.posts.ports import Posts
from bot.conversations.turn import Turn
from knowledge.audit.ports import Audit
from knowledge.boundaries.routes import Boundary
from knowledge.chats.ports import Chats
from knowledge.coach_group.ports import CoachGroupShelf
from knowledge.disturbances.ports import DisturbanceShelf
from knowledge.escalations.ports import EscalationShelf
from knowledge.figures.ports import FigureShelf
from knowledge.matching.model import Verdict
from knowledge.people.erasures.ports import ErasureShelf
from knowledge.people.ports import Accounts, PeopleShelf
from knowledge.pictures.ports import PictureShelf
from knowledge.rooms.ports import FaultShelf, RoomShelf, RoundShelf
from knowledge.year_plan.ports import YearPlanShelf
from scheduler.delivery.ports import Mailings, Outbox, Paces
from scheduler.events.ports import EventShelf
from scheduler.weekly.ports import WeeklyShelf
from tips.comments.ports import CommentShelf
from tips.gaps.ports import GapShelf
from tips.ports import TipShelf
from tips.suggestions.ports import SuggestionShelf


class Memories(Protocol):
    """What is remembered of each person's conversation."""

    async def of(self, person_id: str, *, now: datetime) -> Memory:
        """Return what is remembered of a person, without what is too old."""
        ...

    async def keep(self, person_id: str, memory: Memory, *, now: datetime) -> None:
        """Remember this of a person."""
        ...

    async def forget(self, person_id: str) -> None:
        """Remember nothing of a person."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put all that is remembered, as JSON, through a change; say how many it changed."""
        ...

    async def forget_questions(self, *, now: datetime) -> int:
        """Remove wordings that are too old, of everybody; say of how many."""
        ...

    async def forget_old(self, *, today: date) -> int:
        """Remove memories nobody has touched for long; say how many."""
        ...


class WrongAnswers(Protocol):
    """Tips never to be given again for a wording to a person."""

    async def add(self, person_id: str, wording: str, tip_id: str) -> None:
        """Add one; adding twice is no error."""
        ...

    async def add_for_all(self, wording: str, tip_id: str) -> None:
        """Add one for everybody; adding twice is no error."""
        ...

    async def of(self, person_id: str, wording: str) -> Collection[str]:
        """Return the ids of tips not to be given for this wording to this person."""
        ...

    async def count(self, person_id: str) -> int:
        """Count what a person has called wrong."""
        ...

    async def forget(self, person_id: str) -> None:
        """Remove everything a person has called wrong."""
        ...


class Inbox(Protocol):
    """Messages, stored before they are acknowledged."""

    async def store(self, turn: Turn, *, at: datetime) -> bool:
        """Keep a turn; False when this event is known already."""
        ...

    async def state_of(self, turn: Turn) -> str | None:
        """Return waiting, handled or failed; None for an event never seen."""
        ...

    async def waiting(self, *, limit: int = 50) -> list[tuple[int, Turn]]:
        """Return the first waiting turn of each person with its number, oldest first."""
        ...

    async def take(self, number: int) -> int | None:
        """Hold a waiting row for this transaction; None when somebody else has it."""
        ...

    async def close(self, number: int, *, failed: bool = False) -> None:
        """Mark a row as handled and empty it."""
        ...

    async def withdraw(self, channel: str, event: str) -> bool:
        """Empty a message that its writer took back; False when it is handled already."""
        ...

    async def count_try(self, number: int) -> None:
        """Write down that handling a row went wrong once more."""
        ...

    async def forget(self, person_id: str) -> int:
        """Empty what a person has sent and could not be handled; say how many."""
        ...

    async def erase(self, person_id: str) -> int:
        """Empty everything a person has sent, also what nobody has looked at; say how many."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what is kept of messages, as JSON, through a change; say how many it changed."""
        ...

    async def hand_over(self, *, of: str, to: str) -> int:
        """Let what one person has sent and nobody has handled be another's; say how many."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Remove the keys of events that were handled long ago; say how many."""
        ...


class ChatHistory(Protocol):
    """The service's own copy of what was said, where it keeps one (web chat and console)."""

    async def echo(self, turn: Turn, words: str, *, at: datetime, place: str = "") -> None:
        """Show a person their own words, in every window they have open."""
        ...

    async def said(self, person_id: str) -> Sequence[tuple[datetime, str, str]]:
        """Return what was said to and by a person: when, by whom (bot, me), and the words."""
        ...

    async def forget(self, person_id: str) -> None:
        """Remove everything said to and by a person."""
        ...

    async def erase(self, person_id: str) -> None:
        """Remove everything said to and by a person, and that anything ever was."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put all that was said through a change; say how many messages it changed."""
        ...

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what is past its time; say how many."""
        ...


class ChatWork(Protocol):
    """One transaction over all that a dialogue may touch; leaving without commit undoes it."""

    @property
    def people(self) -> PeopleShelf:
        """People and departments."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Who is who on which channel."""
        ...

    @property
    def erasures(self) -> ErasureShelf:
        """Wishes to be erased."""
        ...

    @property
    def tips(self) -> TipShelf:
        """The library."""
        ...

    @property
    def escalations(self) -> EscalationShelf:
        """Questions on their way to a person."""
        ...

    @property
    def letters(self) -> Outbox:
        """What is to be sent."""
        ...

    @property
    def paces(self) -> Paces:
        """How fast it may be sent."""
        ...

    @property
    def memories(self) -> Memories:
        """Where we were."""
        ...

    @property
    def suggestions(self) -> SuggestionShelf:
        """Wordings that wait for a coordinator."""
        ...

    @property
    def gaps(self) -> GapShelf:
        """Questions without a tip, without who asked them."""
        ...

    @property
    def figures(self) -> FigureShelf:
        """What happened, in numbers without people."""
        ...

    @property
    def comments(self) -> CommentShelf:
        """What coaches say about tips."""
        ...

    @property
    def audit(self) -> Audit:
        """Who changed what."""
        ...

    @property
    def disturbances(self) -> DisturbanceShelf:
        """What does not work right now."""
        ...

    @property
    def rooms(self) -> RoomShelf:
        """The register of rooms."""
        ...

    @property
    def faults(self) -> FaultShelf:
        """What does not work in rooms."""
        ...

    @property
    def rounds(self) -> RoundShelf:
        """What rounds through rooms have found."""
        ...

    @property
    def pictures(self) -> PictureShelf:
        """What tips show, and faces of those who help."""
        ...

    @property
    def mailings(self) -> Mailings:
        """Posts to many people."""
        ...

    @property
    def weekly(self) -> WeeklyShelf:
        """The weekly tip: schedules, occasions and wishes."""
        ...

    @property
    def events(self) -> EventShelf:
        """What happens, and who comes."""
        ...

    @property
    def group(self) -> CoachGroupShelf:
        """The coach group's meetings and what was agreed there."""
        ...

    @property
    def year_plan(self) -> YearPlanShelf:
        """What coach groups do in a year."""
        ...

    @property
    def sessions(self) -> SignIns:
        """Who is signed in to the desk."""
        ...

    @property
    def uploads(self) -> SentFiles:
        """What has been sent to the desk and not decided about."""
        ...

    @property
    def wrong_answers(self) -> WrongAnswers:
        """What not to say again."""
        ...

    @property
    def inbox(self) -> Inbox:
        """What has come in."""
        ...

    @property
    def chats(self) -> Chats:
        """Where the service can write on other platforms."""
        ...

    @property
    def posts(self) -> Posts:
        """What the bot has posted on other platforms."""
        ...

    @property
    def history(self) -> ChatHistory:
        """What has been said, where we keep it."""
        ...

    def part(self) -> AbstractAsyncContextManager[None]:
        """Undo what is done inside, and no more, when it ends in an error."""
        ...

    async def commit(self) -> None:
        """Make the changes last."""
        ...


class Library(Protocol):
    """The matching engine over the published tips."""

    async def ready(self, question: str, language: str, version: int) -> None:
        """Do the slow part of `boundary` and `verdict` now, outside any transaction."""
        ...

    async def boundary(self, text: str, *, asked: bool = False) -> Boundary | None:
        """Return the boundary a text runs into; `asked` says that it was put as a question."""
        ...

    async def verdict(
        self,
        question: str,
        language: str,
        *,
        without: Collection[str],
        department: str | None = None,
    ) -> Verdict:
        """Decide what to say to a question."""
        ...

    def having(self, words: str) -> Sequence[str]:
        """Return the ids of tips that staff may see in which these very words stand."""
        ...

    def meaning(self, word: str, language: str) -> "Meaning | None":
        """Look a word up in the glossary."""
        ...


class Meaning(Protocol):
    """A word of the glossary, explained."""

    @property
    def word(self) -> str:
        """The word as it is written."""
        ...

    @property
    def text(self) -> str:
        """What it means, as one would say it at work."""
        ...

    @property
    def technical(self) -> str:
        """What it means, as a technician would say it."""
        ...
