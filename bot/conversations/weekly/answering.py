"""What people answer to a weekly tip, and what they wish of the tips to come."""

from dataclasses import replace
from datetime import date, timedelta

from bot.cards.model import Choice, Reply, Weight
from bot.conversations import counting
from bot.conversations.commands import quiet_in
from bot.conversations.dates import day_in
from bot.conversations.talk import Talk
from bot.conversations.tip_card import tip_reply
from bot.conversations.weekly.clock import reason_of
from bot.conversations.weekly.drawing import in_language
from bot.texts.catalogue import say
from knowledge.boundaries.catch import folded
from scheduler.calendar.coming import week_key
from scheduler.delivery.model import Kind, Letter
from scheduler.weekly.hours import Quiet
from scheduler.weekly.model import UnknownOccasion

PAUSE_LASTS = timedelta(weeks=4)
"""How long a pause is where nobody says."""

A_WEEK = timedelta(weeks=1)
YESTERDAY = ("igar", "i gar", "i forgar", "yesterday", "eilen", "eiliseen", "forra", "last week")


async def on_helped(talk: Talk, occasion_id: str) -> Reply:
    """Somebody had use for it."""
    await _count(talk, occasion_id)
    return Reply(text=(say("weekly.helped"),))


async def on_show(talk: Talk, occasion_id: str) -> Reply:
    """Show all of the tip, as if one had asked for it."""
    await _count(talk, occasion_id)
    try:
        occasion = await talk.work.weekly.occasion(occasion_id)
    except UnknownOccasion:
        return Reply(text=(say("weekly.gone"),), choices=await talk.door())
    tip = in_language(await talk.work.tips.published(), occasion.tip, talk.language)
    if tip is None:
        return Reply(text=(say("weekly.gone"),), choices=await talk.door())
    asked = talk.ask(tip.title)
    talk.showed("tip", tip.id, asked.id)
    return await tip_reply(talk, tip, asked)


async def on_not_now(talk: Talk, occasion_id: str) -> Reply:
    """Nothing is wrong with that; say what else there is than all or nothing."""
    await _count(talk, occasion_id)
    return Reply(
        text=(say("weekly.not_now"),),
        choices=(
            Choice(say("weekly.choice.pause"), "weekly.pause"),
            Choice(say("weekly.choice.stop"), "weekly.stop", Weight.QUIET),
        ),
    )


async def on_pause(talk: Talk, text: str = "") -> Reply:
    """No tips until a day, or for four weeks; from this moment on."""
    until = talk.today + PAUSE_LASTS
    if text:
        found = _day(talk, text)
        if found is None:
            return Reply(text=(say("weekly.which_day", text=text),))
        if found <= talk.today:
            return Reply(text=(say("weekly.past"),))
        until = found
    wish = await talk.work.weekly.wish(talk.person.id)
    await talk.work.weekly.put_wish(replace(wish, until=until))
    await _stop_what_waits(talk)
    return Reply(text=(say("weekly.paused", day=until.isoformat()),), choices=_again())


async def on_stop(talk: Talk) -> Reply:
    """No more tips; everything else stays as it is."""
    wish = await talk.work.weekly.wish(talk.person.id)
    await talk.work.weekly.put_wish(replace(wish, stopped=True))
    await _stop_what_waits(talk)
    return Reply(text=(say("weekly.stopped"),), choices=_again())


async def on_start(talk: Talk) -> Reply:
    """Tips again."""
    wish = await talk.work.weekly.wish(talk.person.id)
    await talk.work.weekly.put_wish(replace(wish, stopped=False, until=None))
    return Reply(text=(say("weekly.started"),))


async def on_weekday(talk: Talk, weekday: str) -> Reply:
    """Tips on a day of one's own; saying so means that one wants them."""
    wish = await talk.work.weekly.wish(talk.person.id)
    number = int(weekday)
    await talk.work.weekly.put_wish(replace(wish, weekday=number, stopped=False))
    monday = talk.today - timedelta(days=talk.today.weekday())
    day = monday + timedelta(days=number)
    return Reply(text=(say("weekly.on_weekday", day=day.isoformat()),))


async def on_quiet(talk: Talk, text: str) -> Reply:
    """Nothing unasked in some hours of the day; from this moment on."""
    hours = quiet_in(text)
    if hours is None:
        return Reply(text=(say("weekly.quiet.which"),))
    quiet = "" if not any(hours.days) else str(hours)
    if quiet and Quiet(quiet, talk.zone).is_endless(talk.now):
        return Reply(text=(say("weekly.quiet.always"),))
    wish = await talk.work.weekly.wish(talk.person.id)
    await talk.work.weekly.put_wish(replace(wish, quiet=quiet))
    if not quiet:
        return Reply(text=(say("weekly.quiet.off"),))
    return Reply(text=(say("weekly.quiet.on", hours=text),))


def _day(talk: Talk, text: str) -> date | None:
    """Return the day a text names, also one that has been; None when it names none."""
    if folded(text).strip().startswith(YESTERDAY):
        return talk.today - timedelta(days=1)
    return day_in(text, today=talk.today)


def _again() -> tuple[Choice, ...]:
    return (Choice(say("weekly.choice.start"), "weekly.start"),)


async def _stop_what_waits(talk: Talk) -> None:
    """Let no letter leave that has been made but not been sent."""
    for week in {week_key(talk.today + ahead) for ahead in (-A_WEEK, timedelta(), A_WEEK)}:
        await talk.work.letters.cancel(
            Letter(
                id="",
                kind=Kind.AT_MOST_ONCE,
                reason=reason_of(week),
                recipient=talk.person.id,
                channel=None,
                content="",
                due=talk.now,
            )
        )


async def _count(talk: Talk, occasion_id: str) -> None:
    """Count that a post was used, where its reader works."""
    try:
        occasion = await talk.work.weekly.occasion(occasion_id)
    except UnknownOccasion:
        return
    await counting.pressed(talk, occasion.id, occasion.due)
