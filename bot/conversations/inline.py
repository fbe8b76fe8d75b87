"""The next line as one field in the message itself, for channels where a message can hold one."""

from dataclasses import replace

from bot.cards.model import Field, FieldKind, Form, Reply
from bot.conversations.memory.model import Memory
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say

FIELD = "text"

LABELS = {
    "escalate": say("line.escalate"),
    "answer": say("line.answer"),
    "ask_back": say("line.ask_back"),
    "more": say("line.more"),
    "pass_on": say("line.name"),
    "word": say("line.word"),
    "reason": say("line.reason"),
    "department": say("line.department"),
    "replace": say("line.name"),
    "remark": say("line.remark"),
    "fault": say("line.fault"),
    "needs": say("line.needs"),
    "event_reply": say("line.answer"),
}
"""What one is asked to write, by the dialogue that waits for it."""

SHORT = frozenset({"pass_on", "replace", "department"})
"""Dialogues that wait for a name, and not for sentences."""


def with_inline(talk: Talk, before: Memory, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Let the last reply hold the field in which its line can be written, when it asks for one.

    Args:
        talk: the turn, after it was answered.
        before: the memory before it.
        replies: what is said.
    """
    waits = talk.memory.waits
    if waits is None or waits == before.waits or not replies:
        return replies
    if replies[-1].form is not None or replies[-1].inline is not None:
        return replies
    last = replace(replies[-1], inline=field(waits.dialogue, waits.about))
    return (*replies[:-1], last)


def field(dialogue: str, about: str, *, error: Say | None = None) -> Form:
    """Return the one field that a dialogue waits for."""
    return Form(
        fields=(
            Field(
                name=FIELD,
                label=LABELS[dialogue],
                kind=FieldKind.LINE if dialogue in SHORT else FieldKind.TEXT,
                error=error,
            ),
        ),
        send=say("line.send"),
        action=f"line.send:{dialogue}:{about}",
    )
