"""How the service is set up, and what of it a coordinator of the whole organisation may choose."""

from collections.abc import Mapping

from aiohttp import web

from bot.desk.choosing import Choosable, Kind
from bot.desk.draw import page
from bot.desk.pages.monday import SECRETS
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean

HERE = "/desk/settings"
RENEW = {
    "oidc": "desk.secret.renew.oidc",
    "teams": "desk.secret.renew.teams",
    "slack": "desk.secret.renew.slack",
    "certificate": "desk.secret.renew.certificate",
}
"""What to do before each secret expires."""

WORDS: Mapping[str, tuple[Say, Say]] = {
    "reply_hours": (say("desk.choice.reply"), say("desk.choice.reply_hint")),
    "remind_hours": (say("desk.choice.remind"), say("desk.choice.remind_hint")),
    "standin_hours": (say("desk.choice.standin"), say("desk.choice.standin_hint")),
    "coordinator_hours": (say("desk.choice.coordinator"), say("desk.choice.coordinator_hint")),
    "most_open": (say("desk.choice.most_open"), say("desk.choice.most_open_hint")),
    "question_minutes": (say("desk.choice.minutes"), say("desk.choice.minutes_hint")),
    "working_hours": (say("desk.choice.hours"), say("desk.choice.hours_hint")),
    "dial": (say("desk.choice.dial"), say("desk.choice.dial_hint")),
    "emergency_number": (say("desk.choice.emergency"), say("desk.choice.emergency_hint")),
    "crisis_line": (say("desk.choice.crisis"), say("desk.choice.crisis_hint")),
    "it_security": (say("desk.choice.it_security"), say("desk.choice.it_security_hint")),
    "hr": (say("desk.choice.hr"), say("desk.choice.hr_hint")),
    "contact_centre": (say("desk.choice.contact_centre"), say("desk.choice.contact_centre_hint")),
    "registrar": (say("desk.choice.registrar"), say("desk.choice.registrar_hint")),
    "data_protection": (
        say("desk.choice.data_protection"),
        say("desk.choice.data_protection_hint"),
    ),
}
"""What each choice is called, and what it decides."""

PARTS = (
    (say("desk.choice.questions"), frozenset({Kind.NUMBER, Kind.HOURS, Kind.READINESS})),
    (say("desk.choice.contacts"), frozenset({Kind.TEXT})),
)
READINESS = {
    "-0.5": say("desk.choice.careful"),
    "0": say("desk.choice.measured"),
    "0.5": say("desk.choice.talkative"),
}
KEPT = {
    "events": say("desk.kept.events"),
    "chats": say("desk.kept.chats"),
    "letters": say("desk.kept.letters"),
    "suggestions": say("desk.kept.suggestions"),
    "gaps": say("desk.kept.gaps"),
    "figures": say("desk.kept.figures"),
    "disturbances": say("desk.kept.disturbances"),
    "faults": say("desk.kept.faults"),
    "rounds": say("desk.kept.rounds"),
    "pictures": say("desk.kept.pictures"),
    "programme": say("desk.kept.programme"),
    "weekly_posts": say("desk.kept.weekly_posts"),
    "event_guests": say("desk.kept.event_guests"),
    "meetings": say("desk.kept.meetings"),
    "guests": say("desk.kept.guests"),
    "activities": say("desk.kept.activities"),
    "sessions": say("desk.kept.sessions"),
    "uploads": say("desk.kept.uploads"),
    "sign_ins": say("desk.kept.sign_ins"),
    "wordings": say("desk.kept.wordings"),
    "memories": say("desk.kept.memories"),
    "handovers": say("desk.kept.handovers"),
    "askers": say("desk.kept.askers"),
    "absences": say("desk.kept.absences"),
    "posts": say("desk.kept.posts"),
    "platform_chats": say("desk.kept.platform_chats"),
    "link_codes": say("desk.kept.link_codes"),
    "reports": say("desk.kept.reports"),
}
"""Every kind of record that is removed at its time."""

KEPT_FOR = {
    "chats": say("desk.kept_for.chats"),
    "sessions": say("desk.kept_for.sessions"),
    "uploads": say("desk.kept_for.uploads"),
    "sign_ins": say("desk.kept_for.sign_ins"),
    "wordings": say("desk.kept_for.wordings"),
    "memories": say("desk.kept_for.memories"),
    "posts": say("desk.kept_for.posts"),
    "link_codes": say("desk.kept_for.link_codes"),
}
"""How long, of those that are not kept for a number of days that somebody sets."""

BEFORE = "before."
"""Stands before the name of a field that says what was chosen when the form was drawn."""


async def show(visit: Visit) -> web.StreamResponse:
    """Show what is set, no secret and nothing of anybody, and what may be chosen."""
    async with visit.desk.reading() as work:
        stored = await work.choices.everything()
    return _page(visit, stored, stored, {})


async def save(visit: Visit) -> web.StreamResponse:
    """Let what was chosen hold; only what was changed is written, and nobody else's word is lost.

    An empty field takes the choice back: what the server says holds again.
    """
    choosing = visit.desk.choosing
    names = [one.name for one in choosing.choosables]
    given = {name: " ".join(clean(visit.form.get(name, "")).split()) for name in names}
    before = {name: clean(visit.form.get(BEFORE + name, "")) for name in names}
    changed = {name: given[name] for name in names if given[name] != before[name]}
    async with visit.desk.work() as work:
        stored = await work.choices.everything()
        wrong = {
            name: say("desk.choice.wrong.meanwhile", now=stored.get(name, "") or "-")
            for name in changed
            if stored.get(name, "") not in {before[name], given[name]}
        }
        wrong |= choosing.faults({**stored, **changed})
        if wrong:
            return _page(visit, stored, {**stored, **changed}, wrong, status=422)
        for name, value in changed.items():
            await work.choices.put(name, value)
        if changed:
            deed = visit.deed("settings.chosen", "settings", which=", ".join(sorted(changed)))
            await work.audit.write(deed, at=visit.now)
        await work.commit()
    await choosing.follow()
    return to(HERE, done="saved")


def _page(
    visit: Visit,
    stored: Mapping[str, str],
    values: Mapping[str, str],
    wrong: Mapping[str, Say],
    *,
    status: int = 200,
) -> web.Response:
    about = visit.desk.about
    choosables = visit.desk.choosing.choosables
    return page(
        visit,
        "settings.html",
        status=status,
        about=about,
        home=visit.desk.home,
        zone=str(visit.desk.zone),
        expiring=[
            {"name": name, "day": day, "opens": say(SECRETS[name]), "renew": say(RENEW[name])}
            for name, day in sorted(about.expiring.items(), key=lambda one: one[1])
        ],
        parts=[(head, [one for one in choosables if one.kind in them]) for head, them in PARTS],
        labels={name: label for name, (label, _hint) in WORDS.items()},
        hints={one.name: _hint(visit, one) for one in choosables},
        values={one.name: values.get(one.name, "") for one in choosables},
        stored={one.name: stored.get(one.name, "") for one in choosables},
        readiness=READINESS,
        before=BEFORE,
        wrong=wrong,
        kept=[(KEPT[name], _how_long(name, days)) for name, days in about.kept.items()],
        may_choose=visit.sees_all,
    )


def _how_long(name: str, days: int) -> Say:
    """Return how long a kind of record is kept, in words."""
    return say("desk.kept_for.days", days=days) if days else KEPT_FOR[name]


def _hint(visit: Visit, one: Choosable) -> str:
    """Say what a choice decides, and what holds without it."""
    said = visit.texts.word(WORDS[one.name][1])
    if not one.usual:
        return f"{said} {visit.texts.word(say('desk.choice.usual_words'))}"
    is_known = one.kind is Kind.READINESS and one.usual in READINESS
    usual = visit.texts.word(READINESS[one.usual]) if is_known else one.usual
    return f"{said} {visit.texts.word(say('desk.choice.usual', usual=usual))}"
