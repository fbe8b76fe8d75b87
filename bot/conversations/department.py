"""Where one works: chosen from a few, level by level, or found by its name."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.model import Choice, Reply
from bot.conversations.ask import unanswered
from bot.conversations.talk import Talk
from bot.texts.catalogue import plain, say
from knowledge.matching.words import normal
from knowledge.people.model import Department

MOST = 12
"""Departments shown at once; where there are more, one goes level by level or writes a name."""


async def choose(talk: Talk) -> Reply:
    """Ask where the person works."""
    tree = await talk.tree()
    leaves = tree.leaves()
    if len(leaves) <= MOST:
        return Reply(text=(say("department.which"),), choices=_choices(leaves))
    tops = tree.children(None)
    while len(tops) == 1:
        tops = tree.children(tops[0].id)
    talk.wait("department")
    return Reply(text=(say("department.which"), say("department.or_write")), choices=_open(tops))


async def on_open(talk: Talk, department_id: str) -> Reply:
    """Show the parts of a department, and the department itself."""
    department = await talk.work.people.department(department_id)
    parts = (await talk.tree()).children(department_id)
    talk.wait("department")
    return Reply(
        text=(say("department.which_part", department=department.name),),
        choices=(
            *_open(parts),
            Choice(
                say("department.here", department=department.name),
                f"department.set:{department.id}",
            ),
        ),
    )


async def on_name(talk: Talk, _about: str, text: str) -> Reply:
    """Find departments by what was written of their name."""
    said = normal(text)
    found = [one for one in (await talk.tree()).all() if said and said in normal(one.name)]
    key = "department.found" if found else "department.not_found"
    return Reply(text=(say(key, name=text),), choices=_choices(found[:MOST]))


async def on_set(talk: Talk, department_id: str) -> tuple[Reply, ...]:
    """Remember where the person works, say who their coach is, and come back to the question."""
    department = await talk.work.people.department(department_id)
    talk.settle()
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


def _choices(departments: Sequence[Department]) -> tuple[Choice, ...]:
    return tuple(Choice(plain(one.name), f"department.set:{one.id}") for one in departments)


def _open(departments: Sequence[Department]) -> tuple[Choice, ...]:
    return tuple(Choice(plain(one.name), f"department.open:{one.id}") for one in departments)
