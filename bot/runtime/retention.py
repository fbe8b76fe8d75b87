"""What is kept how long, the nightly removal, and the report of it."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.runtime.removals.storage import Removal
from bot.runtime.settings import Settings
from bot.runtime.wiring import Service
from bot.runtime.work import SqlWork
from knowledge.pictures.model import name_in

EVENT_KEYS_KEPT = timedelta(days=7)
"""How long a redelivered event is recognised; decision 12 of the design."""

PICTURES_KEPT = timedelta(days=7)
"""How long a picture waits for the tip it was sent for."""


Remove = Callable[[SqlWork, datetime], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    Attributes:
        name: as the setting for archive decisions and the report have it.
        kept: how long after its time.
        said: that, in words.
        remove: removes what is older than a time, and says how many.
    """

    name: str
    kept: timedelta
    said: str
    remove: Remove


def kinds(settings: Settings) -> tuple[Kind, ...]:
    """Return every kind of record that is removed at its time."""

    def counted(name: str, days: int, since: str, remove: Remove) -> Kind:
        return Kind(name, timedelta(days=days), f"{days} days {since}", remove)

    def dated(name: str, said: str, remove: Remove) -> Kind:
        """Return a kind whose rows carry the time they go at."""
        return Kind(name, timedelta(), said, remove)

    return (
        counted(
            "events",
            EVENT_KEYS_KEPT.days,
            "after they came",
            lambda work, at: work.inbox.forget_old(before=at),
        ),
        dated(
            "chats",
            "24 hours, and 14 days what waits for the person",
            lambda work, at: work.history.forget_old(now=at),
        ),
        counted(
            "letters",
            settings.keep_letter_days,
            "after they were due",
            lambda work, at: work.letters.forget_old(before=at),
        ),
        counted(
            "suggestions",
            settings.keep_suggestion_days,
            "undecided",
            lambda work, at: work.suggestions.forget_old(before=at),
        ),
        counted(
            "gaps",
            settings.keep_gap_days,
            "after somebody asked it last",
            lambda work, at: work.gaps.forget_old(before=at.date()),
        ),
        counted(
            "figures",
            settings.keep_figure_days,
            "after their four weeks began",
            lambda work, at: work.figures.forget_old(before=at.date()),
        ),
        counted(
            "disturbances",
            settings.keep_report_days,
            "after they were over",
            lambda work, at: work.disturbances.forget_old(before=at),
        ),
        counted(
            "faults",
            settings.keep_report_days,
            "after they were mended",
            lambda work, at: work.faults.forget_old(before=at),
        ),
        counted(
            "rounds",
            settings.keep_report_days,
            "after they were gone",
            lambda work, at: work.rounds.forget_old(before=at),
        ),
        counted(
            "pictures",
            PICTURES_KEPT.days,
            "after they came, if no tip or round shows them",
            _forget_pictures,
        ),
        counted(
            "programme",
            settings.keep_report_days,
            "after they were over",
            lambda work, at: work.events.forget_old(before=at),
        ),
        counted(
            "weekly_posts",
            settings.keep_report_days,
            "after they were due",
            lambda work, at: work.weekly.forget_old(before=at),
        ),
        counted(
            "event_guests",
            settings.keep_letter_days,
            "after the event was over, or eight weeks for who wants to hear of it again",
            lambda work, at: work.events.forget_guests(before=at),
        ),
        counted(
            "meetings",
            settings.keep_report_days,
            "after they began",
            lambda work, at: work.group.forget_old(before=at),
        ),
        counted(
            "guests",
            settings.keep_letter_days,
            "after the meeting began",
            lambda work, at: work.group.forget_guests(before=at),
        ),
        counted(
            "activities",
            settings.keep_report_days,
            "after the end of their year",
            lambda work, at: work.year_plan.forget_old(before=at.year),
        ),
        dated(
            "sessions",
            "8 hours",
            lambda work, at: work.sessions.forget_old(now=at),
        ),
        dated(
            "uploads",
            "1 hour",
            lambda work, at: work.uploads.forget_old(now=at),
        ),
        dated(
            "sign_ins",
            "10 minutes",
            lambda work, at: work.sign_ins.forget_old(now=at),
        ),
        dated(
            "wordings",
            "24 hours",
            lambda work, at: work.memories.forget_questions(now=at),
        ),
        dated(
            "memories",
            "60 days after the last word",
            lambda work, at: work.memories.forget_old(today=at.date()),
        ),
        counted(
            "handovers",
            settings.keep_handover_days,
            "after closing",
            lambda work, at: work.escalations.remove_closed(before=at),
        ),
        counted(
            "askers",
            settings.keep_asker_days,
            "after closing, where there was no name",
            lambda work, at: work.escalations.forget_askers(closed_before=at),
        ),
        counted(
            "absences",
            settings.keep_absence_days,
            "after they ended",
            lambda work, at: work.people.forget_absences(before=at.date()),
        ),
        dated(
            "posts",
            "1 to 14 days what was said, 30 days where",
            lambda work, at: work.posts.forget_old(now=at),
        ),
        counted(
            "platform_chats",
            settings.keep_left_days,
            "after the service was taken out of them",
            lambda work, at: work.chats.forget_old(before=at),
        ),
        dated("link_codes", "10 minutes", lambda work, at: work.accounts.forget_codes(before=at)),
        counted(
            "reports",
            settings.keep_report_days,
            "after the removal",
            lambda work, at: work.removals.forget_old(before=at),
        ),
    )


async def _forget_pictures(work: SqlWork, at: datetime) -> int:
    faces = {name_in(one.picture) for one in await work.people.everyone() if one.picture}
    used = {*await work.tips.pictures(), *await work.rounds.photos(), *faces}
    return await work.pictures.forget_unused(used, before=at)


PEOPLE = "people"
"""The kind that is removed by erasing one by one."""


def decisions(settings: Settings) -> Mapping[str, str]:
    """Return the archive decision behind each kind, as the setting gives them.

    Raises:
        ValueError: the setting names a kind there is not, or is no list of kind=reference.
    """
    known = {kind.name for kind in kinds(settings)} | {PEOPLE}
    found: dict[str, str] = {}
    for part in settings.archive_decisions.split(";"):
        name, sign, reference = (piece.strip() for piece in part.partition("="))
        if not part.strip():
            continue
        if not sign or name not in known:
            message = (
                f"COACH_ARCHIVE_DECISIONS: {part.strip()!r} is none of "
                f"{', '.join(sorted(known))} with = and a reference"
            )
            raise ValueError(message)
        found[name] = reference
    return found


async def remove_old(service: Service) -> list[Removal]:
    """Remove all that is past its time, in one transaction, and report what there was."""
    now = service.clock.now()
    behind = decisions(service.settings)
    report: list[Removal] = []
    async with service.work() as work:
        for kind in kinds(service.settings):
            count = await kind.remove(work, now - kind.kept)
            if count:
                report.append(Removal(now, kind.name, count, behind.get(kind.name, "")))
        for removal in report:
            await work.removals.add(removal)
        await work.commit()
    return report


def described(settings: Settings) -> Iterator[str]:
    """Yield one line a kind: how long it is kept, and by which decision."""
    behind = decisions(settings)
    for kind in kinds(settings):
        decision = behind.get(kind.name, "no archive decision given")
        yield f"{kind.name}\t{kind.said}\t{decision}"
    yield (
        f"{PEOPLE}\t{settings.keep_left_days} days after leaving\t"
        f"{behind.get(PEOPLE, 'no archive decision given')}"
    )
