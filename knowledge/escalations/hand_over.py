"""What the two can do with a handed-over question.

Every deed is a conditional update: whoever comes second learns why from the error raised.
"""

from datetime import datetime

from knowledge.escalations.model import (
    AlreadyClosed,
    AlreadyWithdrawn,
    Escalation,
    Line,
    Stage,
    TakenByAnother,
    Voice,
)
from knowledge.escalations.ports import EscalationShelf

WORKABLE = frozenset({Stage.TAKEN, Stage.ASKED_BACK, Stage.ANSWERED})
OPEN = frozenset(stage for stage in Stage if stage.is_open)


async def take(
    escalation_id: str, *, by: str, at: datetime, escalations: EscalationShelf
) -> Escalation:
    """Give the question to the person who pressed first.

    Raises:
        TakenByAnother: a colleague was first (details: their person id as coach).
        AlreadyWithdrawn, AlreadyClosed: it is over.
    """
    moved = await escalations.move(
        escalation_id, among={Stage.WAITING}, to=Stage.TAKEN, at=at, holder=by
    )
    escalation = await escalations.get(escalation_id)
    if not moved:
        _refuse_if_over(escalation)
        if escalation.holder != by:
            raise TakenByAnother(coach=escalation.holder)
    return escalation


async def answer(
    escalation_id: str, text: str, *, by: str, at: datetime, escalations: EscalationShelf
) -> Escalation:
    """Keep the coach's answer, ready to be sent to the asker.

    Raises:
        TakenByAnother, AlreadyWithdrawn: see `take`; the answer is not kept as one.
    """
    return await _coach_writes(
        escalation_id, text, by=by, at=at, to=Stage.ANSWERED, escalations=escalations
    )


async def ask_back(
    escalation_id: str, text: str, *, by: str, at: datetime, escalations: EscalationShelf
) -> Escalation:
    """Keep the coach's question to the asker.

    Raises:
        TakenByAnother, AlreadyWithdrawn: see `take`.
    """
    return await _coach_writes(
        escalation_id, text, by=by, at=at, to=Stage.ASKED_BACK, escalations=escalations
    )


async def add(
    escalation_id: str, text: str, *, at: datetime, escalations: EscalationShelf
) -> Escalation:
    """Keep more words from the asker: a reply, or one more question (also after *solved*).

    Raises:
        AlreadyWithdrawn: the asker had taken the question back.
    """
    before = await escalations.get(escalation_id)
    after = Stage.WAITING if before.stage is Stage.WAITING else Stage.TAKEN
    if not await escalations.move(
        escalation_id, among=WORKABLE | {Stage.WAITING, Stage.SOLVED}, to=after, at=at
    ):
        raise AlreadyWithdrawn
    await escalations.write(escalation_id, Line(voice=Voice.ASKER, text=text, at=at))
    return await escalations.get(escalation_id)


async def solve(escalation_id: str, *, at: datetime, escalations: EscalationShelf) -> Escalation:
    """Close the question as solved; solving twice is no error.

    Raises:
        AlreadyWithdrawn: the asker had taken the question back.
    """
    moved = await escalations.move(escalation_id, among=OPEN, to=Stage.SOLVED, at=at)
    escalation = await escalations.get(escalation_id)
    if not moved and escalation.stage is Stage.WITHDRAWN:
        raise AlreadyWithdrawn
    return escalation


async def withdraw(escalation_id: str, *, at: datetime, escalations: EscalationShelf) -> Escalation:
    """Take the question back; doing so twice is no error.

    Raises:
        AlreadyClosed: it was solved already.
    """
    moved = await escalations.move(escalation_id, among=OPEN, to=Stage.WITHDRAWN, at=at)
    escalation = await escalations.get(escalation_id)
    if not moved and escalation.stage is Stage.SOLVED:
        raise AlreadyClosed
    return escalation


async def _coach_writes(
    escalation_id: str,
    text: str,
    *,
    by: str,
    at: datetime,
    to: Stage,
    escalations: EscalationShelf,
) -> Escalation:
    moved = await escalations.move(
        escalation_id, among=WORKABLE | {Stage.SOLVED}, to=to, at=at, held_by=by
    )
    if not moved:
        escalation = await escalations.get(escalation_id)
        _refuse_if_over(escalation)
        raise TakenByAnother(coach=escalation.holder)
    voice = Voice.COACH_ASKS if to is Stage.ASKED_BACK else Voice.COACH
    await escalations.write(escalation_id, Line(voice=voice, text=text, at=at))
    return await escalations.get(escalation_id)


def _refuse_if_over(escalation: Escalation) -> None:
    if escalation.stage is Stage.WITHDRAWN:
        raise AlreadyWithdrawn
    if escalation.stage is Stage.SOLVED:
        raise AlreadyClosed
