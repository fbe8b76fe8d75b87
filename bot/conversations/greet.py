"""The first message: two lines of hello, and the department if the directory does not know it."""

from dataclasses import replace

from bot.cards.model import Choice, Reply
from bot.conversations.ask import unanswered
from bot.conversations.talk import Talk
from bot.texts.catalogue import plain, say


async def hello(talk: Talk, *, alone: bool) -> Reply:
    """Say what one talks to and who can see it; never twice to the same person.

    Args:
        talk: the turn.
        alone: whether nothing follows; then the person's coach is shown here.
    """
    talk.memory = replace(talk.memory, greeted=True)
    text = (say("hello.bot"), say("hello.who_sees"))
    helper = await talk.helper()
    if not alone or helper is None or talk.person.department is None:
        return Reply(text=text)
    return Reply(text=text, portrait=await talk.portrait(helper.person), choices=await talk.door())


async def choose_department(talk: Talk) -> Reply:
    """Ask where the person works."""
    return Reply(
        text=(say("department.which"),),
        choices=tuple(
            Choice(plain(department.name), f"department.set:{department.id}")
            for department in await talk.work.people.departments()
        ),
    )


async def on_department(talk: Talk, department_id: str) -> tuple[Reply, ...]:
    """Remember where the person works, say who their coach is, and come back to the question."""
    department = await talk.work.people.department(department_id)
    await talk.keep_person(replace(talk.person, department=department.id))
    helper = await talk.helper()
    receipt = Reply(
        text=(say("department.set", department=department.name),),
        portrait=await talk.portrait(helper.person) if helper else None,
        choices=await talk.door(),
    )
    last = talk.memory.asked[-1] if talk.memory.asked else None
    if last is None or last.said or last.sent:
        return (receipt,)
    return (receipt, await unanswered(talk, last))
