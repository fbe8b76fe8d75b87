"""The clock over handed-over questions: a reminder, then a stand-in, then the coordinator.

It counts working hours only, and does nothing outside them.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import structlog

from bot.cards.model import Choice, Quote, Reply, Weight
from bot.conversations.correspondence import Correspondence
from bot.conversations.lists import short
from bot.conversations.moving import move
from bot.conversations.next_due import next_due
from bot.conversations.ports import ChatWork
from bot.texts.catalogue import say
from knowledge.clock import Clock
from knowledge.escalations.model import Deed, Escalation, Stage, Step, UnknownEscalation
from knowledge.escalations.ports import Move
from knowledge.people.model import Person, UnknownPerson

A_WEEK = timedelta(hours=40)
"""Working time between reminders of what lies with the last one there is."""

MOST_SHOWN = 5

LOG = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadlines:
    """Does what the clock has come to; any number may run, in any number of processes.

    Attributes:
        letters: opens a correspondence in a transaction.
        silence: how long after an answer without a word a question counts as solved.
    """

    work: Callable[[], AbstractAsyncContextManager[ChatWork]]
    reading: Callable[[], AbstractAsyncContextManager[ChatWork]]
    letters: Callable[[ChatWork], Correspondence]
    clock: Clock
    wake: Callable[[], None]
    silence: timedelta

    async def once(self) -> int:
        """Do every step that is due; return how many questions were looked at."""
        now = self.clock.now()
        async with self.reading() as work:
            due = list(await work.escalations.all_due(now=now))
            due += [one for one in await self._of_absent(work) if one not in due]
            silent = await work.escalations.silent(
                {Stage.ANSWERED, Stage.ASKED_BACK}, before=now - self.silence
            )
        for escalation_id in due:
            await self._in_transaction(escalation_id, take_step)
        for escalation_id in silent:
            await self._in_transaction(escalation_id, self._settle)
        if due:
            self.wake()
        return len(due) + len(silent)

    async def _in_transaction(
        self, escalation_id: str, deed: Callable[[Correspondence, Escalation], object]
    ) -> None:
        """Do one deed in a transaction of its own: a fault with one holds up no other."""
        try:
            async with self.work() as work:
                letters = self.letters(work)
                try:
                    escalation = await work.escalations.get(escalation_id)
                except UnknownEscalation:
                    return
                await deed(letters, escalation)  # type: ignore[misc]
                await work.commit()
        except Exception as error:  # noqa: BLE001 - the next tick tries again
            LOG.error("deadline-failed", error=type(error).__name__)

    async def _of_absent(self, work: ChatWork) -> list[str]:
        """Return questions whose holder is away today, while it is their office's hours."""
        letters = self.letters(work)
        waiting = await work.escalations.unanswered()
        away = await work.people.absences({one.holder for one in waiting}, on=letters.today)
        return [one.id for one in waiting if one.holder in away]

    async def _settle(self, letters: Correspondence, escalation: Escalation) -> None:
        """Close what nobody has said anything about for long; it can still be reopened."""
        await letters.work.escalations.move(
            escalation.id,
            Move(
                deed=Deed.SETTLED,
                among={escalation.stage},
                to=Stage.SOLVED,
                at=letters.now,
                held_by=escalation.holder,
            ),
        )


async def take_step(letters: Correspondence, escalation: Escalation) -> None:
    """Do the next step for one question, if it is still due when looked at again."""
    if not escalation.stage.is_due:
        return
    shelf = letters.work.escalations
    office = await letters.office(escalation.department)
    if not office.is_open(letters.now):
        opens = office.opens(letters.now)
        if escalation.due is not None and escalation.due < opens:
            await shelf.schedule(escalation.id, since=escalation.since, due=opens)
        return
    holder = await _holder(letters, escalation)
    if holder is None or await _is_away(letters, holder):
        if not await move(letters, escalation, deed=Deed.MOVED, step=_at_least_moved(escalation)):
            await _wait_a_day(letters, escalation)
        return
    await _of_present(letters, escalation)


async def _of_present(letters: Correspondence, escalation: Escalation) -> None:
    """Do the next step while the holder is here."""
    if escalation.reached is None:
        # The letter has not come through in all this time: somebody else must see the question.
        if escalation.due is not None and escalation.due <= letters.now:
            await _move_on(letters, escalation)
        return
    since = escalation.since or letters.now
    due = await next_due(letters, escalation)
    if due > letters.now:
        await letters.work.escalations.schedule(escalation.id, since=since, due=due)
    elif escalation.step is Step.NEW:
        await _remind(letters, escalation, Step.REMINDED)
    elif escalation.step is Step.COORDINATOR:
        await _remind(letters, escalation, Step.COORDINATOR)
    else:
        await _move_on(letters, escalation)


async def _remind(letters: Correspondence, escalation: Escalation, step: Step) -> None:
    """Remind the holder, kindly; only one of several replicas does."""
    shelf = letters.work.escalations
    reminded = await shelf.move(
        escalation.id,
        Move(
            deed=Deed.REMINDED,
            among={escalation.stage},
            to=escalation.stage,
            at=letters.now,
            held_by=escalation.holder,
            step=step,
        ),
    )
    if not reminded:
        return
    office = await letters.office(escalation.department)
    since = escalation.since or letters.now
    due = letters.pace.next_step(step, since, office)
    if due <= letters.now:
        again = A_WEEK if step is Step.COORDINATOR else letters.pace.standin - letters.pace.remind
        due = office.after(letters.now, again)
    await shelf.schedule(escalation.id, since=since, due=due)
    await _write_reminder(letters, escalation)


async def _write_reminder(letters: Correspondence, escalation: Escalation) -> None:
    """Tell the holder: of this question, or of all that wait when it is not the only one now."""
    hour = letters.now.strftime("%Y-%m-%dT%H")
    together = f"reminder:{escalation.holder}:{hour}"
    held = await letters.work.escalations.held_by(escalation.holder)
    waiting = [one for one in held if one.stage.is_due and one.step is not Step.NEW]
    if len(waiting) > 1 and await letters.rewrite(
        escalation.holder, _of_several(waiting), reason=together
    ):
        return
    await letters.note(
        escalation.holder,
        Reply(
            text=(
                say(
                    "coach.reminder",
                    who=await letters.who_asked(escalation),
                    day=letters.day(escalation.asked).isoformat(),
                ),
            ),
            quotes=(Quote(say("quote.question"), escalation.question),),
            choices=(
                Choice(say("choice.answer"), f"coach.write:{escalation.id}", Weight.MAIN),
                Choice(say("choice.pass_on"), f"pass_on.begin:{escalation.id}"),
                Choice(say("choice.snooze"), f"ways.snooze:{escalation.id}", Weight.QUIET),
            ),
        ),
        reason=together if len(waiting) <= 1 else f"reminder:{escalation.id}:{hour}",
    )


def _of_several(waiting: Sequence[Escalation]) -> Reply:
    return Reply(
        text=(say("coach.reminders", count=len(waiting)),),
        choices=tuple(
            Choice(say("status.answer", question=short(one.question)), f"coach.write:{one.id}")
            for one in waiting[:MOST_SHOWN]
        ),
    )


async def _move_on(letters: Correspondence, escalation: Escalation) -> None:
    """Give it to a stand-in, or after them to the coordinator; else its holder is asked again."""
    if escalation.step in {Step.NEW, Step.REMINDED}:
        moved = await move(letters, escalation, deed=Deed.MOVED, step=Step.STANDIN)
    else:
        coordinator = await _coordinator(letters, escalation)
        moved = await move(
            letters, escalation, deed=Deed.MOVED, step=Step.COORDINATOR, to=coordinator
        )
    if moved is None:
        await _remind(letters, escalation, Step.COORDINATOR)


async def _coordinator(letters: Correspondence, escalation: Escalation) -> Person | None:
    """Return a coordinator nearby who is here and has not had the question."""
    had = await letters.work.escalations.had_by(escalation.id)
    near = await letters.coordinators(escalation.department)
    away = await letters.work.people.absences([one.id for one in near], on=letters.today)
    return next((one for one in near if one.id not in had and one.id not in away), None)


async def _wait_a_day(letters: Correspondence, escalation: Escalation) -> None:
    """Look again on the next working day, and count from there: everybody is away."""
    office = await letters.office(escalation.department)
    midnight = datetime.combine(letters.today + timedelta(days=1), time(), letters.pace.zone)
    morning = office.opens(midnight)
    since = morning if escalation.since else None
    await letters.work.escalations.schedule(escalation.id, since=since, due=morning)


async def _holder(letters: Correspondence, escalation: Escalation) -> Person | None:
    try:
        holder = await letters.work.people.get(escalation.holder)
    except UnknownPerson:
        return None
    return holder if holder.left is None else None


async def _is_away(letters: Correspondence, holder: Person) -> bool:
    return bool(await letters.work.people.absences([holder.id], on=letters.today))


def _at_least_moved(escalation: Escalation) -> Step:
    return Step.COORDINATOR if escalation.step is Step.COORDINATOR else Step.STANDIN
