"""Somebody with a rare name, who is in every table that can hold a person."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.cards.codec import to_json
from bot.cards.model import Choice, Portrait, Quote, Reply
from bot.channels.mailbox.model import Message
from bot.conversations.correspondence import QUESTION, Correspondence
from bot.conversations.erasing import decided
from bot.conversations.memory.model import Asked, Memory, Waits
from bot.conversations.turn import Pressed, Said, Turn, Words
from bot.desk.sessions.model import begin
from bot.desk.uploads.model import Upload
from bot.runtime.wiring import Service
from bot.runtime.work import SqlWork
from bot.texts.catalogue import say
from knowledge.audit.model import Deed
from knowledge.coach_group.model import Action, Coming, Meeting, Point
from knowledge.disturbances.model import Disturbance
from knowledge.escalations import hand_over
from knowledge.escalations.model import Escalation, Line, Proposal, Stage, Voice
from knowledge.people.erasures.model import Erasure
from knowledge.people.erasures.model import Stage as Wish
from knowledge.people.model import (
    Absence,
    Department,
    Duty,
    Ombud,
    OmbudStage,
    Person,
    Profile,
    Role,
)
from knowledge.pictures.model import CleanPicture, address_of
from knowledge.rooms.faults import Fault, Part
from knowledge.rooms.model import Room
from knowledge.rooms.rounds import Round
from knowledge.year_plan.model import Activity
from scheduler.delivery.model import Kind, Letter
from tests.dialogues.kanariella_elsewhere import events, platforms, weekly
from tests.fakes.clock import SUNDAY
from tips.comments.model import Comment
from tips.history.model import Edit
from tips.model import Advice, Tip
from tips.suggestions.model import Suggestion
from tips.suggestions.model import Wish as Suggested

ID, NAME, FIRST = "kanariella", "Kanariella Fågelprov", "Kanariella"
EMAIL = "kanariella@example.se"
ACCOUNT = "29:1a2b3c"
CODE = "12345678"

TRACES = ("kanariella", "fågelprov", ACCOUNT)
"""What nobody else has, in small letters."""

MARKS: Mapping[str, tuple[str, ...]] = {
    "inbox": (ID,),
    "memory": (ID,),
    "mailbox": (ID,),
    "wrong answers": (ID,),
    "wrong answer": (f"{ID}|var är min skärm",),
    "letter": tuple(
        f"{kind}|{reason}|{ID}" for kind in Kind for reason in ("waiting", "blocked", "cancelled")
    ),
    "pace": (f"teams|{ID}", f"slack|{ID}"),
    "message": ("webchat|her-words",),
    "post": (ID,),
    "post about": (),  # of a question's id
    "chat": ("teams|a:1",),
    "file": (),  # of a letter, whoever it went to
    "event": (),  # of a channel's number for a message, whoever wrote it
    "link": (CODE,),
    "installation": (),
    "erasure": (ID,),
}
"""What marks are made of for her, by every purpose there is."""

FACE = CleanPicture(data=NAME.encode(), suffix="png", width=1, height=1)

HERSELF = Person(
    id=ID,
    name=NAME,
    role=Role.COACH,
    department="juridik",
    place="buren",
    picture=address_of(FACE.name),
    email=EMAIL,
    listed=True,
)


async def be_everywhere(service: Service) -> None:
    """Fill a migrated database with her and a few colleagues."""
    async with service.work() as work:
        letters = service.letters(work)
        await _people(work)
        await _help(service, work)
        await _questions(letters)
        await _letters(work)
        await _chats(work)
        await platforms(work, NAME, account=ACCOUNT)
        await events(work, NAME)
        await weekly(work)
        await _wishes(letters)
        await work.tips.put(
            Tip(
                id="egen-1",
                version=1,
                language="sv",
                topic="egna",
                title="Hur får jag ljud?",
                advice=Advice(answer="Tryck på högtalaren."),
                author=ID,
                credit=FIRST,
                checked=date(2026, 11, 1),
                review=date(2027, 5, 1),
            ),
            Edit(by=ID, at=SUNDAY),
        )
        await work.pictures.put(FACE, at=SUNDAY)
        await work.comments.add(
            Comment(id="c1", tip="egen-1", language="sv", by=ID, at=SUNDAY, text=f"Fint! /{NAME}")
        )
        await work.gaps.add(f"var sitter {NAME}", "sv", person=ID, on=SUNDAY.date())
        await work.disturbances.add(
            Disturbance(
                id="d1",
                line=f"{NAME} letar efter felet",
                words=("skrivare",),
                since=SUNDAY,
                until=SUNDAY + timedelta(hours=1),
                by=ID,
            )
        )
        await _rooms(service, work)
        await _group(work)
        await work.audit.write(Deed(name="tip.sent", by=ID, object="tip:egen-1:sv"), at=SUNDAY)
        await work.uploads.add(
            Upload(id="u1", by=ID, name=f"{FIRST}.csv", data=NAME.encode(), at=SUNDAY)
        )
        await work.sessions.add(begin(ID, now=SUNDAY)[1])
        await work.suggestions.add(
            Suggestion(
                id="s1",
                wish=Suggested.ADD,
                tip="egen-1",
                language="sv",
                wording=f"hej det är {NAME}, jag hör inget",
            ),
            at=SUNDAY,
        )
        await work.commit()


async def _people(work: SqlWork) -> None:
    await work.people.put_department(Department(id="juridik", name="Juridik"))
    await work.people.put_department(Department(id="skola", name="Skola"))
    for person in (
        HERSELF,
        Person(id="nadia", name="Nadia Skissmark", role=Role.STANDIN, department="juridik"),
        Person(id="sofia", name="Sofia Ramberg", role=Role.COORDINATOR),
        Person(id="kalle", name="Kalle Provman", department="juridik"),
    ):
        await work.people.put(person)


async def _help(service: Service, work: SqlWork) -> None:
    for person in (ID, "nadia"):
        await work.people.put_profile(Profile(person=person, sees=True))
    await work.people.put_profile(
        Profile(
            person=ID,
            spoken="ka-na-ri-EL-la",
            phone=f"{FIRST} 1234",
            drop_in=f"hos {FIRST}",
            interests="fåglar",
            sees=True,
            feed=service.seal.closed("https://example.se/kanariella.ics"),
        )
    )
    await work.people.add_duty(ID, "skola", Duty.STANDIN)
    await work.people.add_absence(Absence(person=ID, first=date(2027, 1, 1)))
    await work.people.put_ombud(
        Ombud(person=ID, department="juridik", stage=OmbudStage.ACTIVE, since=SUNDAY)
    )
    await work.accounts.add("teams", ACCOUNT, ID)
    await work.accounts.add_code(
        service.seal.mark("link", CODE), ID, until=SUNDAY + timedelta(minutes=10)
    )


def question(name: str) -> str:
    """Return the id of one of the questions."""
    return f"{name}-0f1e2d3c"


async def _questions(letters: Correspondence) -> None:
    shelf, at = letters.work.escalations, letters.now
    await _asked(letters, "unnamed", ID, f"Vet du? Hälsar {FIRST}", holder="nadia")
    await _asked(letters, "named", ID, f"Vem? {NAME}, {EMAIL}", holder="nadia", named=True)
    one = await _asked(letters, "answered", ID, "Var är min skärm?", holder="nadia", named=True)
    await hand_over.take(one, by="nadia", at=at, escalations=shelf)
    hello = f"Hej {FIRST}! Bakom dig."
    await hand_over.answer(one, hello, by="nadia", at=at, escalations=shelf)
    held: dict[str, str] = {}
    for name in ("held", "solved", "passed", "drafted", "closed"):
        held[name] = await _asked(letters, name, "kalle", f"Fråga {name}?", holder=ID)
        await hand_over.take(held[name], by=ID, at=at, escalations=shelf)
    await hand_over.answer(held["solved"], f"Så. /{FIRST}", by=ID, at=at, escalations=shelf)
    await hand_over.solve(held["solved"], at=at, escalations=shelf)
    await hand_over.pass_on(
        held["passed"], to="nadia", word=f"{NAME}s fråga", by=ID, at=at, escalations=shelf
    )
    await hand_over.close(held["closed"], f"Ring {FIRST}", by=ID, at=at, escalations=shelf)
    await shelf.keep_draft(held["drafted"], f"Hej, {FIRST} här", by=ID)
    one = await _asked(letters, "proposed", "kalle", "Fråga?", holder="nadia")
    await shelf.propose(one, Proposal(to=ID, word=f"{NAME} kan det här"))
    one = await _asked(
        letters, "about", "kalle", f"Är {NAME.lower()} ({EMAIL}) här?", holder="nadia"
    )
    await shelf.propose(one, Proposal(to="sofia", word=f"{NAME} är på plan sju"))


async def _asked(
    letters: Correspondence, name: str, asker: str, text: str, *, holder: str, named: bool = False
) -> str:
    escalation = Escalation(
        id=question(name),
        asker=letters.seal.closed(f"{asker}\nwebchat"),
        named=named,
        department="juridik",
        said=f"Ett tips av {FIRST}" if ID in {asker, holder} else "",
        holder=holder,
        stage=Stage.WAITING,
        asked=letters.now,
        changed=letters.now,
        lines=(Line(voice=Voice.ASKER, text=text, at=letters.now),),
    )
    await letters.work.escalations.add(escalation)
    await letters.bring(escalation)
    return escalation.id


async def _letters(work: SqlWork) -> None:
    answer = Reply(
        text=(say("asker.solved", name=FIRST),),
        quotes=(Quote(say("who.named", name=NAME, department="Juridik"), f"Så. /{FIRST}"),),
        portrait=Portrait(
            name=NAME, about=say("person.coach"), initials="KF", picture="kanariella.png"
        ),
        choices=(Choice(say("choice.ask_name", name=FIRST), f"escalate.begin:{ID}"),),
    )
    for reason, to, channel in (
        ("waiting", ID, None),
        ("blocked", ID, "teams"),
        ("cancelled", ID, "webchat"),
        ("to-kalle", "kalle", "teams"),
    ):
        await work.letters.post(
            Letter(
                id=f"letter-{reason}-{to}",
                kind=Kind.AT_LEAST_ONCE,
                reason=reason,
                recipient=to,
                channel=channel,
                content=to_json(answer),
                due=SUNDAY + timedelta(days=1),
                about=f"{QUESTION}{question('held')}" if reason == "waiting" else "",
            )
        )
    await work.mailboxes.put(
        "kalle", Message(number=0, at=SUNDAY, language="sv", reply=answer), once="letter|kalle"
    )
    turn = Turn(event="her-words", person=ID, channel="webchat", said=Words("var är min skärm"))
    await work.mailboxes.echo(turn, "var är min skärm", at=SUNDAY)


async def _chats(work: SqlWork) -> None:
    asked = Asked(id="q1", text=f"vem är {NAME}", at=SUNDAY.isoformat(), said=f"{FIRST} vet")
    waits = Waits(dialogue="replace", about=ID, since=SUNDAY.isoformat())
    await work.memories.keep(ID, Memory(asked=(asked,), mine=("unnamed",)), now=SUNDAY)
    await work.memories.keep("sofia", Memory(asked=(asked,), waits=waits), now=SUNDAY)
    await work.wrong_answers.add(ID, "Var är min skärm?", "egen-1")
    sent: tuple[tuple[str, Said], ...] = (
        (ID, Words("hej")),
        (ID, Words("jag igen")),
        ("kalle", Words(f"vem är {NAME}")),
        ("sofia", Pressed(f"replace.now:{ID}:nadia")),
    )
    for number, (person, said) in enumerate(sent):
        turn = Turn(event=f"e{number}", person=person, channel="webchat", said=said)
        await work.inbox.store(turn, at=SUNDAY)
        if number == 0:
            (row,) = await work.inbox.waiting()
            await work.inbox.close(row[0], failed=True)


async def _rooms(service: Service, work: SqlWork) -> None:
    await work.rooms.add(
        Room(id="granen", name="Granen", place=f"bredvid {NAME}s rum", caretaker=ID)
    )
    await work.faults.add(
        Fault(
            id="f1",
            room="granen",
            part=Part.SCREEN,
            what=f"{NAME} får ingen bild",
            reported=SUNDAY,
            by=service.seal.closed(ID),
            caretaker=ID,
            changed=SUNDAY,
        )
    )
    await work.rounds.add(
        Round(
            id="r1", room="granen", at=SUNDAY, by=ID, note=f"{FIRST} var här", wish=f"Fråga {NAME}"
        )
    )


async def _group(work: SqlWork) -> None:
    await work.group.add(
        Meeting(
            id="m1",
            department="juridik",
            starts=SUNDAY + timedelta(days=4),
            lasts=60,
            place=f"hos {FIRST}",
            agenda=(Point(text=f"{NAME} berättar"),),
            notes=f"{NAME} hälsade välkommen.",
            invited=SUNDAY,
        )
    )
    await work.group.answer("m1", ID, Coming.YES, at=SUNDAY)
    for number, (owner, who) in enumerate(((ID, ""), ("", f"{FIRST} och Kalle"))):
        await work.group.add_action(
            Action(
                id=f"a{number}", meeting="m1", what=f"Fråga {FIRST} om mallen", owner=owner, who=who
            )
        )
    for number, (owner, who) in enumerate(((ID, ""), ("", FIRST))):
        await work.year_plan.add(
            Activity(
                id=f"p{number}",
                department="juridik",
                year=2026,
                first=11,
                last=12,
                title=f"{NAME}s runda",
                owner=owner,
                who=who,
                result=f"{FIRST} hann med två rum",
            )
        )


async def _wishes(letters: Correspondence) -> None:
    await decided(letters, ID, Wish.REFUSED, ground=f"{NAME} behövs i ett ärende")
    await letters.work.erasures.put(
        Erasure(id="w2", person=ID, stage=Wish.REQUESTED, asked=letters.now)
    )
