"""Every form of the desk, filled in well, and what each page and form is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.desk.uploads.model import Upload
from knowledge.coach_group.model import Action, Meeting
from knowledge.disturbances.model import Disturbance
from knowledge.escalations.model import Escalation, Line, Stage, Voice
from knowledge.people.model import Department, Person, Role
from knowledge.rooms.faults import Fault, Part, State
from knowledge.rooms.rounds import Answer, Check, Round
from knowledge.year_plan.model import Activity
from scheduler.calendar.rhythm import Rhythm
from scheduler.events.model import Audience, Event, Purpose
from scheduler.events.model import State as EventState
from scheduler.weekly.model import Occasion, Schedule
from tests.desk.sign_in.world import World
from tests.fakes.clock import SUNDAY
from tips import editing
from tips.history.model import Edit
from tips.model import Advice, Tip
from tips.suggestions.model import Suggestion, Wish

ME, OTHER = "laws", "schools"
PEOPLE = (
    Person(id=ME, name="Laws Samordnare", role=Role.COORDINATOR, department="law"),
    Person(id=OTHER, name="Schools Samordnare", role=Role.COORDINATOR, department="school"),
    Person(id="coach", name="Laws Coach", role=Role.COACH, department="law"),
)
TIP_FORM = {"title": "Ett prov", "answer": "Så.", "steps": "Ett.", "phrasings": "hur provar jag"}
FILE = "id,titel,svar,frågor\nur-filen,Ur en fil,Så.,hur gör filen\n".encode()
MINE, THEIRS = "a" * 32, "b" * 32


@dataclass(frozen=True, kw_only=True)
class Press:
    """A form that somebody sends.

    Attributes:
        path: where to, with {kind} for each thing it is about.
        form: its fields, likewise.
        deed: what the audit then says; "" where nothing is said, and `why` says why.
        by: who may send it, when it is not for whoever coordinates a part.
    """

    path: str
    form: Mapping[str, str] = field(default_factory=dict)
    deed: str = ""
    why: str = ""
    by: str = ME


PRESSES: Mapping[str, Press] = {
    "/desk/tips/new": Press(path="/desk/tips/new", form=TIP_FORM, deed="tip.begun"),
    "/desk/tips/preview": Press(path="/desk/tips/preview", form=TIP_FORM, why="keeps nothing"),
    "/desk/tips/ways": Press(path="/desk/tips/ways", form=TIP_FORM, why="keeps nothing"),
    "/desk/tips/{id}/{language}": Press(
        path="/desk/tips/{tip}/sv", form=TIP_FORM, deed="tip.saved"
    ),
    "/desk/tips/{id}/{language}/translate": Press(
        path="/desk/tips/{tip}/sv/translate", form={"to": "fi"}, deed="tip.begun"
    ),
    "/desk/tips/{id}/{language}/decide": Press(
        path="/desk/tips/{published}/sv/decide", form={"do": "retire"}, deed="tip.retired"
    ),
    "/desk/tips/{id}/{language}/comment": Press(
        path="/desk/tips/{tip}/sv/comment", form={"text": "Bra."}, deed="tip.commented"
    ),
    "/desk/tips/{id}/{language}/restore": Press(
        path="/desk/tips/{tip}/sv/restore", form={"edition": "{edition}"}, deed="tip.restored"
    ),
    "/desk/import/{upload}": Press(
        path="/desk/import/{upload}", form={"do": "take"}, deed="tips.imported"
    ),
    "/desk/review": Press(
        path="/desk/review",
        form={"do": "decline", "wording": "{wording}"},
        deed="wording.declined",
    ),
    "/desk/gaps": Press(path="/desk/gaps", form={"gaps": "{gap}"}, deed="gap.tipped"),
    "/desk/handovers": Press(
        path="/desk/handovers", form={"question": "{question}"}, deed="question.taken_over"
    ),
    "/desk/disturbances": Press(
        path="/desk/disturbances",
        form={"line": "Nere.", "words": "skrivare", "day": "2026-11-23", "hour": "10:00"},
        deed="disturbance.begun",
    ),
    "/desk/disturbances/end": Press(
        path="/desk/disturbances/end",
        form={"disturbance": "{disturbance}"},
        deed="disturbance.ended",
    ),
    "/desk/departments/{department}": Press(
        path="/desk/departments/{department}",
        form={"hours": "mån-fre 08-16", "quiet": "mån-sön 07-20"},
        deed="department.hours",
    ),
    "/desk/people/{person}": Press(
        path="/desk/people/{person}",
        form={"do": "help", "duty": "standin", "department": "law"},
        deed="person.help",
    ),
    "/desk/me": Press(
        path="/desk/me", form={"spoken": "lass", "place": "plan 2"}, deed="person.told"
    ),
    "/desk/rooms/new": Press(
        path="/desk/rooms/new", form={"name": "Provrummet"}, deed="room.begun"
    ),
    "/desk/rooms/wishes": Press(
        path="/desk/rooms/wishes", form={"round": "{round}"}, deed="room.wish_met"
    ),
    "/desk/rooms/{id}": Press(path="/desk/rooms/{room}", form={"name": "Gran"}, deed="room.saved"),
    "/desk/rooms/{id}/card": Press(
        path="/desk/rooms/{room}/card", form={"do": "fits"}, deed="room.card_fits"
    ),
    "/desk/rooms/{id}/faults": Press(
        path="/desk/rooms/{room}/faults",
        form={"part": "camera", "what": "Mörk."},
        deed="room.fault_told",
    ),
    "/desk/rooms/{id}/faults/decide": Press(
        path="/desk/rooms/{room}/faults/decide",
        form={"do": "mended", "fault": "{fault}"},
        deed="room.fault_mended",
    ),
    "/desk/rooms/{id}/round": Press(
        path="/desk/rooms/{room}/round",
        form={f"check.{one.value}": Answer.YES.value for one in Check},
        deed="room.round",
    ),
    "/desk/rooms/{id}/decide": Press(
        path="/desk/rooms/{room}/decide", form={"do": "retire"}, deed="room.retired"
    ),
    "/desk/group/actions": Press(
        path="/desk/group/actions", form={"action": "{action}"}, deed="action.done"
    ),
    "/desk/group/meetings/new": Press(
        path="/desk/group/meetings/new",
        form={"day": "2026-12-03", "hour": "10:00", "lasts": "60", "place": "Här", "link": ""},
        deed="meeting.planned",
    ),
    "/desk/group/meetings/{id}": Press(
        path="/desk/group/meetings/{meeting}",
        form={"version": "1", "notes": "Vi sågs."},
        deed="meeting.saved",
    ),
    "/desk/group/meetings/{id}/answer": Press(
        path="/desk/group/meetings/{meeting}/answer",
        form={"coming": "yes"},
        why="one's own answer, as the button in the chat",
    ),
    "/desk/group/plan": Press(
        path="/desk/group/plan", form={"do": "propose", "year": "2027"}, deed="plan.proposed"
    ),
    "/desk/group/plan/new": Press(
        path="/desk/group/plan/new",
        form={"title": "En runda", "first": "1", "last": "2", "status": "planned"},
        deed="activity.added",
    ),
    "/desk/group/plan/{id}": Press(
        path="/desk/group/plan/{activity}",
        form={"title": "Två", "first": "11", "last": "12", "status": "planned", "version": "1"},
        deed="activity.changed",
    ),
    "/desk/events/feeds": Press(
        path="/desk/events/feeds",
        form={"name": "Biblioteket", "address": "https://example.org/x.ics"},
        deed="feed.added",
    ),
    "/desk/events/new": Press(
        path="/desk/events/new",
        form={"title": "Prova", "purpose": "try", "lasts": "60"},
        deed="event.planned",
    ),
    "/desk/events/{id}": Press(
        path="/desk/events/{event}", form={"title": "Prova mer", "version": "1"}, deed="event.saved"
    ),
    "/desk/weekly/new": Press(
        path="/desk/weekly/new",
        form={"name": "Nytt", "rhythm": "tisdagar 09:10", "departments": "law", "on": "1"},
        deed="weekly.scheduled",
    ),
    "/desk/weekly/{id}": Press(
        path="/desk/weekly/{schedule}",
        form={"name": "Veckan", "rhythm": "onsdagar 10", "departments": "law", "on": "1"},
        deed="weekly.scheduled",
    ),
    "/desk/weekly/posts/{id}": Press(
        path="/desk/weekly/posts/{post}", form={"do": "skip"}, deed="weekly.skip"
    ),
    "/desk/events/{id}/guests": Press(
        path="/desk/events/{event}/guests", form={"there": "sam"}, deed="event.ticked"
    ),
    "/desk/settings": Press(
        path="/desk/settings",
        form={"remind_hours": "5", "hr": "HR-rösten 1234"},
        deed="settings.chosen",
        by="one-administrator",
    ),
    "/desk/sign-out-everywhere": Press(path="/desk/sign-out-everywhere", deed="session.ended"),
    "/desk/sign-out": Press(path="/desk/sign-out", why="one's own browser, and no more"),
}
"""By the path of the route, in an order in which each can be done after those before it."""

NOT_PRESSED = {
    "/desk/sign-in": "nobody is signed in yet; tried in demo mode only",
    "/desk/sign-in/begin": "nobody is signed in yet",
    "/desk/import": "a file, kept an hour for who sent it; the audit says when it is taken in",
}

LOOKS: Mapping[str, str] = {
    "/tips/{id}/{language}": "/tips/{published}/sv",
    "/tips/{id}/{language}/qr.svg": "/tips/{published}/sv/qr.svg",
    "/pictures/{name}": "/pictures/{picture}",
    "/desk/tips/{id}/{language}": "/desk/tips/{tip}/sv",
    "/desk/tips/{id}/{language}/history": "/desk/tips/{tip}/sv/history",
    "/desk/tips/{id}/{language}/changes": "/desk/tips/{tip}/sv/changes",
    "/desk/tips/{id}/{language}/sheet": "/desk/tips/{published}/sv/sheet",
    "/desk/import/{upload}": "/desk/import/{upload}",
    "/desk/export/{file}": "/desk/export/{file}",
    "/desk/departments/{department}": "/desk/departments/{department}",
    "/desk/people/{person}": "/desk/people/{person}",
    "/desk/rooms/{id}": "/desk/rooms/{room}",
    "/desk/rooms/{id}/round": "/desk/rooms/{room}/round",
    "/rooms/{id}": "/rooms/{room}",
    "/rooms/{id}/sheet": "/rooms/{room}/sheet",
    "/rooms/{id}/qr.svg": "/rooms/{room}/qr.svg",
    "/desk/group/meetings/{id}": "/desk/group/meetings/{meeting}",
    "/desk/group/meetings/{id}/plain": "/desk/group/meetings/{meeting}/plain",
    "/desk/group/plan/{id}": "/desk/group/plan/{activity}",
    "/desk/events/{id}": "/desk/events/{event}",
    "/desk/weekly/{id}": "/desk/weekly/{schedule}",
    "/desk/weekly/posts/{id}": "/desk/weekly/posts/{post}",
    "/desk/weekly/posts/{id}/unreached.csv": "/desk/weekly/posts/{post}/unreached.csv",
    "/desk/events/{id}/guests.csv": "/desk/events/{event}/guests.csv",
}
"""Every page that is about one thing, by the path of its route."""

NEVER = "finns-inte"
FOREIGN: dict[str, tuple[str, ...]] = {
    "tip": (NEVER,),
    "published": (NEVER,),
    "edition": ("999", "", "x"),
    "picture": (f"{'0' * 32}.png", "x"),
    "upload": (THEIRS, "0" * 32),
    "file": ("tips.exe",),
    "wording": (NEVER, ""),
    "gap": (NEVER,),
    "question": ("theirs", NEVER, ""),
    "disturbance": (NEVER, ""),
    "person": (OTHER, NEVER),
    "department": ("school", NEVER),
    "round": ("no-wish", NEVER, ""),
    "room": (NEVER,),
    "fault": ("elsewhere", NEVER, ""),
    "action": ("theirs", NEVER, ""),
    "meeting": ("theirs", NEVER),
    "activity": ("theirs", NEVER),
    "event": ("theirs", NEVER),
    "schedule": ("theirs", NEVER),
    "post": ("theirs", NEVER),
}
"""By kind: what belongs to somebody else, to nobody, or was never there."""


async def filled_in(world: World) -> dict[str, str]:
    """Put one thing of each kind into the desk, and another that is Schools'; return ours."""
    mine = {
        "tip": "egen-prov", "published": "mobil-batteri", "upload": MINE,
        "wording": "w", "question": "mine", "disturbance": "d", "round": "wish", "room": "granen",
        "fault": "here", "action": "mine", "meeting": "mine", "activity": "mine", "event": "mine",
        "schedule": "mine", "post": "mine",
        "picture": "", "file": "tips.csv", "person": "sam",
        "department": "law",
    }  # fmt: skip
    async with world.service.work() as work:
        await work.people.put_department(Department(id="school", name="School"))
        for person in PEOPLE:
            await work.people.put(replace(person, listed=True))
        draft = Tip(
            id="egen-prov",
            language="sv",
            topic="egna",
            title="Ett prov",
            advice=Advice(answer="Så."),
            phrasings=("hur provar jag",),
            checked=SUNDAY.date(),
            review=SUNDAY.date() + timedelta(days=90),
        )
        await editing.begin(draft, edit=Edit(by=ME, at=SUNDAY), tips=work.tips)
        (first,) = await work.tips.editions("egen-prov", "sv")
        for by, upload in ((ME, MINE), (OTHER, THEIRS)):
            await work.uploads.add(Upload(id=upload, by=by, name="t.csv", data=FILE, at=SUNDAY))
        await work.suggestions.add(
            Suggestion(id="w", wish=Wish.ADD, tip="mobil-batteri", language="sv", wording="hur"),
            at=SUNDAY,
        )
        for asker in ("sam", "tom", "tor"):
            mine["gap"] = await work.gaps.add(
                "var står den blå lådan", "sv", person=asker, on=SUNDAY.date()
            )
        unseen = await work.gaps.add("min chef och jag", "sv", person="sam", on=SUNDAY.date())
        await work.disturbances.add(
            Disturbance(
                id="d",
                line="Nere.",
                words=("vpn",),
                since=SUNDAY,
                until=SUNDAY + timedelta(hours=2),
                by=ME,
            )
        )
        for name, department in (("mine", "law"), ("theirs", "school")):
            starts = SUNDAY + timedelta(days=9)
            await work.group.add(
                Meeting(id=name, department=department, starts=starts, lasts=60, invited=SUNDAY)
            )
            await work.events.add(
                Event(
                    id=name,
                    title="Prova",
                    purpose=Purpose.TRY,
                    department=department,
                    organiser=OTHER if name == "theirs" else "",
                    starts=SUNDAY + timedelta(days=9),
                    place="Här",
                    state=EventState.OPEN,
                )
            )
            await work.weekly.put_schedule(
                Schedule(
                    id=name,
                    name="Veckan",
                    rhythm=Rhythm.read("tisdagar 09:10"),
                    zone="Europe/Stockholm",
                    audience=Audience(departments=(department,)),
                    department=department,
                    since=SUNDAY,
                )
            )
            await work.weekly.add(
                Occasion(
                    id=name,
                    schedule=name,
                    key="2026-W49",
                    week="2026-W49",
                    planned=SUNDAY.date() + timedelta(days=9),
                    due=SUNDAY + timedelta(days=9),
                    tip="mobil-batteri",
                    why="rested",
                    changed=SUNDAY,
                )
            )
            await work.group.add_action(Action(id=name, meeting=name, what="Boka", owner=OTHER))
            await work.year_plan.add(
                Activity(id=name, department=department, year=2026, first=11, last=12, title="R")
            )
            await work.escalations.add(
                Escalation(
                    id=name,
                    asker=world.service.seal.closed("sam\nwebchat"),
                    named=False,
                    department=department,
                    said="",
                    holder="tom",
                    stage=Stage.WAITING,
                    asked=SUNDAY,
                    changed=SUNDAY,
                    lines=(Line(voice=Voice.ASKER, text="Hur?", at=SUNDAY),),
                )
            )
        for name, room in (("here", "granen"), ("elsewhere", "sessionssalen")):
            await work.faults.add(
                Fault(
                    id=name,
                    room=room,
                    part=Part.SCREEN,
                    what="Svart",
                    reported=SUNDAY,
                    state=State.TOLD,
                    changed=SUNDAY,
                )
            )
        for name, wish in (("wish", "En längre sladd"), ("no-wish", "")):
            await work.rounds.add(
                Round(id=name, room="granen", at=SUNDAY, by=ME, answers={}, wish=wish)
            )
        await work.commit()
    return mine | {"unseen": unseen, "edition": str(first.tip.version)}
