"""When the clock looks at a question again."""

from datetime import datetime

from bot.conversations.correspondence import Correspondence
from knowledge.escalations.model import Escalation, Step


async def next_due(letters: Correspondence, escalation: Escalation) -> datetime:
    """Return when the next step is due for a question that has reached its holder.

    It is counted in the department's working time from when the question first reached somebody.
    A second holder keeps their own share of that time, in their own hours: a department may be
    open at night, and its stand-in not.
    """
    pace = letters.pace
    since = escalation.since or letters.now
    due = pace.next_step(escalation.step, since, await letters.office(escalation.department))
    if escalation.step is not Step.STANDIN or escalation.reached is None:
        return due
    holder = await letters.work.people.get(escalation.holder)
    office = await letters.office(holder.department)
    return max(due, office.after(escalation.reached, pace.coordinator - pace.standin))
