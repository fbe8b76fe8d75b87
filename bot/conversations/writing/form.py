"""The form a tip is written in, and what is wrong with what was filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.cards.model import Field, FieldKind, Form, Quote, Reply
from bot.texts.catalogue import Say, say
from tips.model import Advice, Tip

SHORTEST_TITLE, LONGEST_TITLE = 4, 120
LONGEST_ANSWER, LONGEST_LINE, LONGEST_TEXT = 400, 200, 2_000
MOST_STEPS, MOST_PHRASINGS = 8, 40
LABELS = {
    "title": "writing.field.title",
    "phrasings": "writing.field.phrasings",
    "answer": "writing.field.answer",
    "steps": "writing.field.steps",
    "check": "writing.field.check",
    "local": "writing.field.local",
}
KINDS = {
    "title": FieldKind.LINE,
    "phrasings": FieldKind.LIST,
    "answer": FieldKind.TEXT,
    "steps": FieldKind.LIST,
    "check": FieldKind.LINE,
    "local": FieldKind.TEXT,
}
FIELDS = {
    "topic": "desk.field.topic",
    "title": "desk.field.title",
    "advice": "desk.field.advice",
    "phrasings": "desk.field.phrasings",
    "kind": "desk.field.kind",
    "owner": "desk.field.owner",
    "checked": "desk.field.checked",
    "review": "desk.field.review",
    "names": "desk.field.names",
    "audience": "desk.field.audience",
    "local": "desk.field.local",
    "bridge": "desk.field.bridge",
    "longer": "desk.field.longer",
    "careful": "desk.field.careful",
    "easy": "desk.field.easy",
    "pictures": "desk.field.pictures",
    "films": "desk.field.films",
    "open": "desk.field.open",
    "caretaker": "desk.field.caretaker",
    "follows": "desk.field.follows",
}
"""What people call the fields of a tip that may differ."""


def values_of(tip: Tip) -> Mapping[str, str]:
    """Return what stands in a tip, by field."""
    return {
        "title": tip.title,
        "phrasings": "\n".join(tip.phrasings),
        "answer": tip.advice.answer,
        "steps": "\n".join(tip.advice.steps),
        "check": tip.advice.check,
        "local": tip.local,
    }


def filled(tip: Tip, values: Mapping[str, str]) -> Tip:
    """Return a tip with what was filled in; what the form does not have stays."""
    return replace(
        tip,
        title=_line(values.get("title", "")),
        phrasings=_lines(values.get("phrasings", "")),
        advice=Advice(
            answer=values.get("answer", "").strip(),
            steps=_lines(values.get("steps", "")),
            check=_line(values.get("check", "")),
        ),
        local=values.get("local", "").strip(),
    )


def wrong_in(values: Mapping[str, str]) -> dict[str, Say]:
    """Say what is wrong, by field; empty when the tip can be kept."""
    wrong: dict[str, Say] = {}
    title = _line(values.get("title", ""))
    if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        wrong["title"] = say(
            "learn.wrong.title", shortest=SHORTEST_TITLE, longest=LONGEST_TITLE, count=len(title)
        )
    phrasings = _lines(values.get("phrasings", ""))
    if not phrasings:
        wrong["phrasings"] = say("learn.wrong.phrasings_none")
    elif len(phrasings) > MOST_PHRASINGS or max(map(len, phrasings)) > LONGEST_LINE:
        wrong["phrasings"] = say("learn.wrong.phrasings", most=MOST_PHRASINGS, longest=LONGEST_LINE)
    if not values.get("answer", "").strip():
        wrong["answer"] = say("learn.wrong.answer")
    steps = _lines(values.get("steps", ""))
    if len(steps) > MOST_STEPS:
        wrong["steps"] = say("learn.wrong.steps", most=MOST_STEPS, found=len(steps))
    elif any(len(step) > LONGEST_LINE for step in steps):
        wrong["steps"] = say("desk.wrong.step_long", longest=LONGEST_LINE)
    limits = {"answer": LONGEST_ANSWER, "check": LONGEST_LINE, "local": LONGEST_TEXT}
    for name, longest in limits.items():
        found = len(values.get(name, "").strip())
        if found > longest:
            wrong[name] = say("desk.wrong.long", longest=longest, found=found)
    return wrong


def asked_for(
    text: Sequence[Say],
    values: Mapping[str, str],
    *,
    action: str,
    wrong: Mapping[str, Say] | None = None,
    quotes: tuple[Quote, ...] = (),
) -> Reply:
    """Show the form, filled in with what there is.

    Args:
        text: what is said above it.
        values: by field.
        action: what sending it does.
        wrong: what is wrong, by field.
        quotes: what somebody else has written meanwhile.
    """
    faults = wrong or {}
    fields = tuple(
        Field(
            name=name,
            label=say(LABELS[name]),
            value=values.get(name, ""),
            kind=kind,
            error=faults.get(name),
        )
        for name, kind in KINDS.items()
    )
    form = Form(fields=fields, send=say("writing.keep"), action=action)
    return Reply(text=tuple(text), quotes=quotes, form=form)


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in map(_line, text.splitlines()) if line))
