"""Draws pages: templates with the visitor's texts, escaped wherever somebody's words stand."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from aiohttp import web
from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from bot.cards.looks import Look
from bot.cards.model import Choice, Reply, Weight
from bot.conversations.tip_card import as_told
from bot.desk.visit import Visit
from bot.texts.catalogue import LANGUAGES, Detail, Say, say
from tips.model import Tip, TipKind

HERE = Path(__file__).parent


def likenesses(visit: Visit, tip: Tip) -> Sequence[tuple[str, Sequence[Look]]]:
    """Return how each platform would show a tip, by its channel's name."""
    labels = (say("choice.helped"), say("choice.stuck"), say("choice.wrong"))
    weights = (Weight.MAIN, Weight.NORMAL, Weight.NORMAL)
    choices = tuple(Choice(*one) for one in zip(labels, ("", "", ""), weights, strict=True))
    return drawn(visit, replace(as_told(tip), choices=choices), tip.language)


def drawn(visit: Visit, reply: Reply, language: str) -> Sequence[tuple[str, Sequence[Look]]]:
    """Return how each platform would show a reply in a language, by its channel's name."""
    return [(name, looks(reply, language)) for name, looks in visit.desk.looks.items()]


PLATFORMS = {"teams": "Teams", "slack": "Slack"}
"""What people call the platforms, in any language."""

DONE = (
    "saved", "sent", "approve", "turn_down", "drop", "retire", "bring_back", "commented",
    "restored", "decided", "from_gap", "taken_over", "told", "over", "thrown_away",
    "taken_in", "person_changed", "saved_me", "round", "round_sent",
    "round_by_hand", "fault_sent", "fault_told", "fault_mended", "told_before", "card_written",
    "room_begun", "room_retired", "room_back",
    "planned", "invited", "cancelled", "held", "notes_sent", "ticked", "unticked", "proposed",
    "carried", "removed", "opened_event", "points_sent", "event_cancelled",
    "event_held", "ticked_guests", "post_choose", "post_approve", "post_skip", "post_stop",
    "post_send", "post_again",
)  # fmt: skip
"""What a page may say was done before it."""

STATES = ("published", "draft", "in_review", "retired", "due", "open", "behind", "ahead")
OUTCOMES = ("answered", "unsure", "unnamed", "unanswered", "boundary")
FIELDS = (
    "title", "answer", "steps", "check", "local", "phrasings", "easy_answer", "easy_steps",
    "easy_check", "careful", "bridge", "longer", "kind", "topic", "owner", "checked", "review",
    "names", "audience", "films", "open", "advice", "easy", "pictures", "stage", "author",
    "credit", "caretaker", "follows", "picture", "alt",
)  # fmt: skip
"""Fields of a tip and of its form, each with a name that people read."""

TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


EMPHASIS = re.compile(r"\*(?=\S)([^*\n]{1,80})(?<=\S)\*")


def emphasised(text: str) -> Markup:
    """Return a text escaped, with the words between asterisks as the chat shows them."""
    parts = EMPHASIS.split(text)
    drawn = [
        Markup("<em>{}</em>").format(part) if at % 2 else escape(part)
        for at, part in enumerate(parts)
    ]
    return Markup().join(drawn)


TEMPLATES.filters["emphasised"] = emphasised
TEMPLATES.filters["sentence"] = lambda text: f"{text[:1].upper()}{text[1:]}"


def page(visit: Visit, template: str, *, status: int = 200, **values: object) -> web.Response:
    """Draw a page, or the part of one that htmx asks for.

    Args:
        visit: for whom.
        template: its file's name.
        status: of the answer.
        values: what the template shows.
    """
    texts = visit.texts

    def words(key: str, **details: Detail) -> str:
        return texts.word(say(key, **details))

    def day(value: date | datetime, shape: str = "date") -> str:
        return texts.word(say(f"desk.day.{shape}", day=_local(visit, value).isoformat()))

    def moment(value: datetime) -> str:
        local = value.astimezone(visit.desk.zone)
        return format_datetime(local, "d MMM HH:mm", locale=texts.language)

    done = visit.asked("done")
    html = TEMPLATES.get_template(template).render(
        t=words,
        w=lambda text: texts.word(text) if isinstance(text, Say) else str(text),
        day=day,
        moment=moment,
        visit=visit,
        me=visit.person,
        csrf=visit.session.csrf if visit.session else "",
        language=texts.language,
        here=visit.request.path,
        done_words=texts.word(say(f"desk.done.{done}")) if done in DONE else "",
        state_words={one: words(f"desk.state.{one}") for one in STATES},
        kind_words={one.value: words(f"desk.kind.{one.value}") for one in TipKind},
        platform_words=PLATFORMS,
        looks_of=lambda tip: likenesses(visit, tip),
        looks_of_reply=lambda reply: drawn(visit, reply, texts.language),
        language_words={one: words(f"language.name.{one}") for one in LANGUAGES},
        field_words={one: words(f"desk.field.{one}") for one in FIELDS},
        outcome_words={one: words(f"desk.outcome.{one}") for one in OUTCOMES},
        **values,
    )
    return web.Response(text=html, content_type="text/html", status=status)


def message(visit: Visit, text: Say, *, status: int, kept: str = "") -> web.Response:
    """Say why something could not be done, with what the person wrote."""
    return page(visit, "message.html", status=status, text=text, kept=kept)


def _local(visit: Visit, value: date | datetime) -> date:
    if isinstance(value, datetime):
        return value.astimezone(visit.desk.zone).date()
    return value
