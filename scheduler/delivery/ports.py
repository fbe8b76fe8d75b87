"""What the outbox needs from the outside world."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from scheduler.delivery.limits import Gate, Limit
from scheduler.delivery.model import Fate, Letter, Outcome, Step, Unreached


class Courier(Protocol):
    """Brings letters to people on one channel."""

    async def send(self, letter: Letter) -> Outcome:
        """Try once, within ten seconds, and report; never raises for what a platform does."""
        ...


class Outbox(Protocol):
    """Letters, as one transaction sees them."""

    async def post(self, letter: Letter) -> bool:
        """Put a letter in; False when this cause has written to this person before."""
        ...

    async def replace(self, letter: Letter) -> bool:
        """Change what a waiting letter with the same cause and recipient says, and when it leaves.

        Returns:
            False when there is none, or it is on its way or gone.
        """
        ...

    async def cancel(self, letter: Letter) -> bool:
        """Let a waiting letter with the same cause and recipient never leave; say whether."""
        ...

    async def any_later(self, *, now: datetime) -> bool:
        """Say whether any letter waits for a later time."""
        ...

    async def hasten(self, person_id: str, *, now: datetime) -> int:
        """Let every letter that waits for a person leave now; say how many there were."""
        ...

    async def revive(self, person_id: str, *, now: datetime) -> int:
        """Try again what a person could not be reached with; say how many letters there were."""
        ...

    async def of_person(self, person_id: str) -> int:
        """Count every letter to a person that is kept with its content."""
        ...

    async def forget(self, person_id: str) -> int:
        """Remove every letter to a person; say how many."""
        ...

    async def drop(self, is_gone: Callable[[Letter], bool]) -> int:
        """Remove the letters of which this is true, of all that are kept whole; say how many."""
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put what letters say through a change, wherever they are; say how many it changed."""
        ...

    async def hand_over(self, *, of: str, to: str) -> int:
        """Let every letter to one person go to another; say how many there were."""
        ...

    async def any_due(self, *, now: datetime) -> bool:
        """Say whether there is anything to claim."""
        ...

    async def candidates(
        self, *, now: datetime, own: int, of_posts: int, without: Collection[str] = ()
    ) -> Sequence[Letter]:
        """Return letters that are due, oldest first, those of posts last; nobody else gets them.

        Args:
            now: the current time.
            own: the most letters that are no part of a post.
            of_posts: the most letters, those of posts among them.
            without: platforms that take nothing now.
        """
        ...

    async def lease(
        self, letters: Sequence[Letter], *, by: str, until: datetime
    ) -> Sequence[Letter]:
        """Claim letters for a sender; each claim carries a new lease token."""
        ...

    async def keep_back(self, letters: Mapping[str, datetime]) -> None:
        """Let letters wait for their conversation's turn: until when, by id."""
        ...

    async def go_by(self, ways: Mapping[str, str]) -> None:
        """Write down which platform letters go to that name none, by id."""
        ...

    async def settle(self, letter: Letter, step: Step, outcome: Outcome) -> bool:
        """Write what became of a claimed letter; False when the lease is no longer ours.

        Text and recipient are removed once nothing more can happen to the letter.
        """
        ...

    async def lost(self, *, now: datetime, is_gone: Callable[[str], bool]) -> Sequence[Letter]:
        """Return letters in sending whose lease has run out, or whose sender is gone."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Empty letters that were due before a time and can no longer move; say how many.

        What must never be sent twice keeps its key; an answer or receipt is removed whole.
        """
        ...

    async def waiting_for(self, person_id: str, *, now: datetime) -> int:
        """Count the letters to a person that are due or being sent."""
        ...

    async def sums(self) -> Mapping[Fate, int]:
        """Count the letters by fate."""
        ...


class Paces(Protocol):
    """How fast letters may leave, for all senders together, as one transaction sees it."""

    def place(self, letter: Letter, channel: str) -> str:
        """Return what tells one conversation from another, and whose it is to nobody."""
        ...

    async def limits(self) -> Mapping[str, Sequence[Limit]]:
        """Return the limits by platform."""
        ...

    async def limit(self, *limits: Limit) -> None:
        """Let other limits hold from now on, instead of all there were."""
        ...

    async def gate(
        self,
        channels: Collection[str],
        places: Collection[str],
        limits: Mapping[str, Sequence[Limit]],
        *,
        now: datetime,
    ) -> Gate:
        """Return who may leave now; nobody else lets anything out until this transaction ends.

        Args:
            channels: platforms whose limits are asked for.
            places: conversations, as `place` names them.
            limits: by platform.
            now: the current time.
        """
        ...

    async def keep(self, gate: Gate) -> None:
        """Write down what a gate has let out."""
        ...

    async def hold(self, channel: str, *, until: datetime) -> None:
        """Let nothing leave for a platform until a time; a later one that stands is kept."""
        ...

    async def forget(self, person_id: str) -> int:
        """Remove what tells that somebody was written to lately; say how many rows."""
        ...

    async def forget_old(self, *, now: datetime) -> int:
        """Remove what no limit needs any more; say how many rows."""
        ...


class Mailings(Protocol):
    """Posts: one thing to many people, as one transaction sees them."""

    async def fill(self, letters: Sequence[Letter]) -> int:
        """Put letters of one post in, all at once; return how many were new.

        Whoever has been written to for the same cause gets no second letter.
        """
        ...

    async def let_go(self, post: str) -> None:
        """Let the letters of a post leave when they are due; doing so twice is no error."""
        ...

    async def hold(self, post: str) -> None:
        """Let no more letters of a post leave; those on their way arrive."""
        ...

    async def stop(self, post: str) -> int:
        """Let what has not left of a post never leave; say how many letters that were."""
        ...

    async def hurry(self, post: str, *, now: datetime) -> None:
        """Let what of a post is overdue count as due now: somebody has said that it may leave."""
        ...

    async def sums(self, post: str) -> Mapping[Fate, int]:
        """Count the letters of a post by fate; together they are its recipients."""
        ...

    async def oldest_waiting(self, post: str, *, now: datetime) -> datetime | None:
        """Return since when the first untried letter of a post is overdue; None when none is."""
        ...

    async def unreached(self, post: str) -> Sequence[Unreached]:
        """Return who was not reached, and why, as long as that is kept."""
        ...

    async def again(self, post: str, *, now: datetime, letter: str = "") -> int:
        """Send once more what nobody knows the fate of: one letter or all; say how many."""
        ...
