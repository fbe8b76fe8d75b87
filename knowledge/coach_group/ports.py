"""What the coach group needs from the outside world."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol

from knowledge.coach_group.model import Action, Coming, Guest, Meeting


class CoachGroupShelf(Protocol):
    """Meetings, who is invited to them, and actions."""

    async def add(self, meeting: Meeting) -> Meeting:
        """Keep a new meeting, and return it with its first version."""
        ...

    async def get(self, meeting_id: str) -> Meeting:
        """Return the meeting, or raise UnknownMeeting."""
        ...

    async def put(self, meeting: Meeting) -> Meeting:
        """Keep a change and return the meeting with its next version.

        Whoever is to be reminded of another time is reminded anew.

        Raises:
            MeetingChanged: somebody has changed it since this was read.
        """
        ...

    async def meetings(self) -> Sequence[Meeting]:
        """Return all meetings, the earliest first."""
        ...

    async def to_remind(self, *, now: datetime, until: datetime) -> Sequence[Meeting]:
        """Return meetings that begin between two times, and nobody has been reminded of.

        Only those that are planned and whose invitations have been written; no samples.
        """
        ...

    async def mark_reminded(self, meeting_id: str) -> bool:
        """Remember that reminders are written; False when somebody else was first."""
        ...

    async def invite(self, meeting_id: str, person_id: str, *, at: datetime) -> bool:
        """Keep that somebody is invited; False when they were."""
        ...

    async def guests(self, meeting_id: str) -> Sequence[Guest]:
        """Return who is invited to a meeting, by person id."""
        ...

    async def answer(
        self, meeting_id: str, person_id: str, coming: Coming, *, at: datetime
    ) -> None:
        """Keep what somebody has answered; the last word holds. Who was not invited now is."""
        ...

    async def forget_answers(self, meeting_id: str) -> None:
        """Let everybody invited be asked anew: it is at another time."""
        ...

    async def invitations_of(self, person_id: str) -> Sequence[tuple[Meeting, Guest]]:
        """Return the meetings somebody is invited to with their answers, the earliest first."""
        ...

    async def add_action(self, action: Action) -> None:
        """Keep what was agreed."""
        ...

    async def action(self, action_id: str) -> Action:
        """Return the action, or raise UnknownAction."""
        ...

    async def put_action(self, action: Action) -> None:
        """Keep what an action is, whose and until when, or raise UnknownAction.

        Whether it is done is kept by `tick` and `untick` alone.
        """
        ...

    async def remove_action(self, action_id: str) -> None:
        """Let an action be no more; removing it twice is no error."""
        ...

    async def tick(self, action_id: str, *, on: date) -> bool:
        """Keep that an action is done; False when it was, or is not there."""
        ...

    async def untick(self, action_id: str) -> bool:
        """Keep that an action is still to be done; False when it was, or is not there."""
        ...

    async def agreed_at(self, meeting_id: str) -> Sequence[Action]:
        """Return what was agreed at a meeting, in the order of due days."""
        ...

    async def open_actions(self) -> Sequence[Action]:
        """Return what is still to be done, in the order of due days."""
        ...

    async def actions_of(self, person_id: str) -> Sequence[Action]:
        """Return what somebody has promised, done or not, in the order of due days."""
        ...

    async def forget_person(self, person_id: str) -> int:
        """Remove a person from invitations and actions; what was agreed stays.

        Returns:
            In how many rows they were.
        """
        ...

    async def reword(self, change: Callable[[str], str]) -> int:
        """Put everything anybody wrote through a change; say how many rows it changed."""
        ...

    async def forget_old(self, *, before: datetime) -> int:
        """Remove meetings that began before a time, with all that belongs to them; say how many."""
        ...

    async def forget_guests(self, *, before: datetime) -> int:
        """Remove who was invited to meetings that began before a time; say how many rows."""
        ...
