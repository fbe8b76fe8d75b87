"""What the two can do with a handed-over question.

Every deed is a conditional update: whoever comes second learns why from the error raised.
"""

from datetime import datetime

from knowledge.escalations.model import (
    AlreadyClosed,
    AlreadyWithdrawn,
    Deed,
    Escalation,
    Line,
    Stage,
    Step,
    TakenByAnother,
    Voice,
)
from knowledge.escalations.ports import EscalationShelf, Move

WORKABLE = frozenset({Stage.TAKEN, Stage.ASKED_BACK, Stage.ANSWERED})
OPEN = frozenset(stage for stage in Stage if stage.is_open)
OVER = frozenset({Stage.SOLVED, Stage.CLOSED})
DUE = frozenset(stage for stage in Stage if stage.is_due)


async def take(
    escalation_id: str, *, by: str, at: datetime, escalations: EscalationShelf
) -> Escalation:
    """Give the question to the person who pressed first.

    Raises:
        TakenByAnother: a colleague was first (details: their person id as coach).
        AlreadyWithdrawn, AlreadyClosed: it is over.
    """
    moved = await escalations.move(
        escalation_id,
        Move(
            deed=Deed.TAKEN,
            among={Stage.WAITING},
            to=Stage.TAKEN,
            at=at,
            by=by,
            holder=by,
        ),
    )
    if moved:
        # Whoever takes a question has seen it, letter or no letter.
        await escalations.reached(escalation_id, holder=by, at=at)
    escalation = await escalations.get(escalation_id)
    if not moved:
        refuse_if_over(escalation)
        if escalation.holder != by:
            raise TakenByAnother(coach=escalation.holder)
    return escalation


async def answer(
    escalation_id: str, text: str, *, by: str, at: datetime, escalations: EscalationShelf
) -> Escalation:
    """Keep the coach's answer, ready to be sent to the asker; the draft is done with.

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
    """Keep more words from the asker: a reply, or one more question (also after it was over).

    Raises:
        AlreadyWithdrawn: the asker had taken the question back.
    """
    before = await escalations.get(escalation_id)
    after = Stage.WAITING if before.stage is Stage.WAITING else Stage.TAKEN
    if not await escalations.move(
        escalation_id,
        Move(
            deed=Deed.REOPENED if before.stage in OVER else Deed.ADDED,
            among=OPEN | OVER,
            to=after,
            at=at,
        ),
    ):
        raise AlreadyWithdrawn
    await escalations.write(escalation_id, Line(voice=Voice.ASKER, text=text, at=at))
    return await escalations.get(escalation_id)


async def solve(escalation_id: str, *, at: datetime, escalations: EscalationShelf) -> Escalation:
    """Close the question as solved; solving twice is no error.

    Raises:
        AlreadyWithdrawn: the asker had taken the question back.
    """
    moved = await escalations.move(
        escalation_id, Move(deed=Deed.SOLVED, among=OPEN, to=Stage.SOLVED, at=at)
    )
    escalation = await escalations.get(escalation_id)
    if not moved and escalation.stage is Stage.WITHDRAWN:
        raise AlreadyWithdrawn
    return escalation


async def withdraw(escalation_id: str, *, at: datetime, escalations: EscalationShelf) -> Escalation:
    """Take the question back; doing so twice is no error.

    Raises:
        AlreadyClosed: it was over already.
    """
    moved = await escalations.move(
        escalation_id, Move(deed=Deed.WITHDRAWN, among=OPEN, to=Stage.WITHDRAWN, at=at)
    )
    escalation = await escalations.get(escalation_id)
    if not moved and escalation.stage in OVER:
        raise AlreadyClosed
    return escalation


async def close(
    escalation_id: str, reason: str, *, by: str, at: datetime, escalations: EscalationShelf
) -> Escalation:
    """Close the question without an answer; the asker sees the reason.

    Raises:
        TakenByAnother, AlreadyWithdrawn, AlreadyClosed: see `take`.
    """
    moved = await escalations.move(
        escalation_id,
        Move(
            deed=Deed.CLOSED,
            among=OPEN - {Stage.ANSWERED},
            to=Stage.CLOSED,
            at=at,
            by=by,
            held_by=by,
            word=reason,
        ),
    )
    escalation = await escalations.get(escalation_id)
    if not moved:
        refuse_if_over(escalation)
        if escalation.holder != by:
            raise TakenByAnother(coach=escalation.holder)
        raise AlreadyClosed
    await escalations.keep_draft(escalation_id, "", by=by)
    return await escalations.get(escalation_id)


async def pass_on(
    escalation_id: str,
    *,
    to: str,
    word: str,
    by: str,
    at: datetime,
    escalations: EscalationShelf,
) -> Escalation:
    """Give the question to a named colleague, with a word; its clock begins anew.

    Raises:
        TakenByAnother, AlreadyWithdrawn, AlreadyClosed: see `take`.
    """
    moved = await escalations.move(
        escalation_id,
        Move(
            deed=Deed.PASSED_ON,
            among=OPEN,
            to=Stage.WAITING,
            at=at,
            by=by,
            holder=to,
            held_by=by,
            step=Step.NEW,
            word=word,
        ),
    )
    escalation = await escalations.get(escalation_id)
    if not moved:
        refuse_if_over(escalation)
        raise TakenByAnother(coach=escalation.holder)
    await escalations.schedule(escalation_id, since=None, due=None)
    return await escalations.get(escalation_id)


async def move_on(
    escalation: Escalation,
    *,
    to: str,
    deed: Deed,
    step: Step,
    at: datetime,
    escalations: EscalationShelf,
) -> bool:
    """Give a question to somebody else because its holder cannot answer.

    Args:
        escalation: the question as it was seen; a change since then stops this one.
        to: person id of the next holder.
        deed: MOVED by the clock, or REPLACED because the holder has left.
        step: how far the clock has come.
        at: when.
        escalations: the shelf.

    Returns:
        Whether it was moved; False when somebody did something with it meanwhile.
    """
    after = Stage.WAITING if escalation.stage is Stage.TAKEN else escalation.stage
    return await escalations.move(
        escalation.id,
        Move(
            deed=deed,
            among={escalation.stage},
            to=after,
            at=at,
            holder=to,
            held_by=escalation.holder,
            step=step,
        ),
    )


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
        escalation_id,
        Move(
            deed=Deed.ANSWERED if to is Stage.ANSWERED else Deed.ASKED_BACK,
            among=WORKABLE | OVER,
            to=to,
            at=at,
            by=by,
            held_by=by,
        ),
    )
    if not moved:
        escalation = await escalations.get(escalation_id)
        refuse_if_over(escalation)
        raise TakenByAnother(coach=escalation.holder)
    voice = Voice.COACH_ASKS if to is Stage.ASKED_BACK else Voice.COACH
    await escalations.write(escalation_id, Line(voice=voice, text=text, at=at, by=by))
    await escalations.keep_draft(escalation_id, "", by=by)
    return await escalations.get(escalation_id)


def refuse_if_over(escalation: Escalation) -> None:
    """Raise AlreadyWithdrawn or AlreadyClosed when nothing more can be done with a question."""
    if escalation.stage is Stage.WITHDRAWN:
        raise AlreadyWithdrawn
    if escalation.stage in OVER:
        raise AlreadyClosed
