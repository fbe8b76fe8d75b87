"""The coach group as its members meet it in the chat: invited, told, reminded, and asked."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.conversations.correspondence import Correspondence
from bot.conversations.group import invitations
from knowledge.coach_group.model import Action, Coming, Meeting, Point
from knowledge.people.model import Duty
from tests.dialogues.stage import Stage

PEOPLE = ("birgitta", "nadia", "gunnar", "elias", "inger")
MEETING = Meeting(
    id="m1",
    department="juridik",
    # Monday the 7th at ten o'clock: the working day before is a Friday.
    starts=datetime(2026, 12, 7, 9, 0, tzinfo=UTC),
    lasts=60,
    place="Öresund",
    link="https://meet.example/x",
    agenda=tuple(Point(text=f"Punkt {number}") for number in range(1, 6)),
    invited=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
)
MONDAY = "måndag 7 december 10.00\N{EN DASH}11.00"
TUESDAY = "tisdag 8 december 13.00\N{EN DASH}14.00"
SHOWN = """
        > Plats: Öresund
        > Länk: https://meet.example/x
        > På dagordningen:
        > 1. Punkt 1
        > 2. Punkt 2
        > 3. Punkt 3
        > Och 2 punkter till."""


@pytest.fixture
async def group(stage: Stage) -> Stage:
    """A stage on which Law's coaches have been greeted, without the sample's own meetings."""
    async with stage.service.work() as work:
        await work.group.forget_old(before=datetime(2100, 1, 1, tzinfo=UTC))
        await work.commit()
    for one in PEOPLE:
        await stage.hears(one, "hej")
    return stage


async def invited(stage: Stage, meeting: Meeting = MEETING) -> Meeting:
    """Keep a meeting and invite its members, as the desk does."""
    async with stage.service.work() as work:
        kept = await work.group.add(meeting)
        await invitations.invite(stage.service.letters(work), kept)
        await work.commit()
    await stage.settle()
    return kept


async def change(stage: Stage, meeting: Meeting, **changes: object) -> Meeting:
    """Move a meeting and tell who is invited, as the desk does."""
    values = {name: getattr(meeting, name) for name in ("starts", "lasts", "place", "link")}
    async with stage.service.work() as work:
        after = await work.group.put(meeting.moved(**{**values, **changes}))
        await invitations.tell_of_change(stage.service.letters(work), meeting, after)
        await work.commit()
    await stage.settle()
    return after


async def cancel(stage: Stage, meeting: Meeting) -> None:
    """Let a meeting be off and tell who knows of it, as the desk does."""
    async with stage.service.work() as work:
        after = await work.group.put(meeting.cancelled())
        await invitations.tell_of_cancelling(stage.service.letters(work), after)
        await work.commit()
    await stage.settle()


async def coming(stage: Stage) -> dict[str, Coming]:
    """Return who has answered what."""
    async with stage.service.reading() as work:
        return {one.person: one.coming for one in await work.group.guests("m1")}


def without_file(lines: list[str]) -> list[str]:
    """Return lines without the file for the calendar."""
    return [line for line in lines if not line.startswith(("Fil: ", "|"))]


async def test_an_invitation_comes_in_working_hours_to_coach_and_stand_in(group: Stage) -> None:
    """Once each; on Sunday nobody is disturbed. Others in other departments hear nothing."""
    meeting = await invited(group)
    early = [await group.read(one) for one in PEOPLE]
    await group.until("2026-11-23 08:00")
    told = {one: without_file(await group.read(one)) for one in PEOPLE}
    async with group.service.work() as work:
        again = await invitations.invite(group.service.letters(work), meeting)

    assert (early, again) == ([[]] * len(PEOPLE), 0)
    assert {one for one, lines in told.items() if lines} == {"birgitta", "nadia"}
    assert told["birgitta"] == told["nadia"] == [
        f"Du är bjuden till coachgruppen {MONDAY}.",
        *[line.strip().removeprefix("> ") for line in SHOWN.strip().splitlines()],
        "[Jag kommer] [Kan inte]",
    ]  # fmt: skip


async def test_the_answer_is_kept_and_can_be_changed(group: Stage) -> None:
    """With the meeting for one's calendar; a no needs no reason."""
    await invited(group)
    await group.until("2026-11-23 08:00")
    await group.read("birgitta")
    yes = without_file(await group.hears("birgitta", "[Jag kommer]"))
    assert yes == [f"Tack, då räknar vi med dig {MONDAY}.", "[Kan inte]"]
    assert await coming(group) == {"birgitta": Coming.YES, "nadia": Coming.UNKNOWN}
    await group.play("""
        birgitta: [Kan inte]
        > Tack för att du säger till. Anteckningarna kommer hit efter mötet.
        > [Jag kommer]
    """)
    assert (await coming(group))["birgitta"] is Coming.NO


async def test_the_file_holds_the_time_and_the_place(group: Stage) -> None:
    """In UTC, with an id that a later file of the same meeting takes over."""
    await invited(group)
    await group.until("2026-11-23 08:00")
    lines = await group.read("birgitta")

    assert "Fil: coachgruppen.ics" in lines
    assert "| DTSTART:20261207T090000Z" in lines
    assert "| UID:m1@digital-coach" in lines


async def test_another_time_is_told_once_and_asked_anew(group: Stage) -> None:
    """A button of before shows what holds now instead of being taken for an answer to it."""
    meeting = await invited(group)
    await group.until("2026-11-23 08:00")
    await group.read("birgitta")
    old = group.actor("birgitta").choice("Jag kommer")
    await change(group, meeting, starts=datetime(2026, 12, 8, 12, 0, tzinfo=UTC))
    await group.play(f"""
        birgitta?
        > Coachgruppens möte har ändrats. Nu gäller {TUESDAY}.{SHOWN}
        > Har du svarat förut gällde det den gamla tiden. Kommer du?
        > ...
        > [Jag kommer] [Kan inte]
    """)
    await group.service.reception.press("old", "birgitta", "webchat", old, "Jag kommer")
    await group.settle()
    await group.play(f"""
        birgitta?
        > Coachgruppens möte har ändrats. Nu gäller {TUESDAY}.{SHOWN}
        > Har du svarat förut gällde det den gamla tiden. Kommer du?
        > [Jag kommer] [Kan inte]
    """)
    assert (await coming(group))["birgitta"] is Coming.UNKNOWN


async def test_another_place_is_told_and_answers_hold(group: Stage) -> None:
    """Nobody is asked anew for the sake of a link; a button of before still works."""
    meeting = await invited(group)
    await group.until("2026-11-23 08:00")
    for one in ("birgitta", "nadia"):
        await group.read(one)
    await group.hears("birgitta", "[Jag kommer]")
    await change(group, meeting, place="Skagen", link="")
    lines = without_file(await group.read("birgitta"))
    await group.hears("nadia", "[Kan inte]")

    assert lines[:3] == [
        f"Coachgruppens möte har ändrats. Nu gäller {MONDAY}.",
        "Plats: Skagen",
        "På dagordningen:",
    ]
    assert not any("förut" in line for line in lines)
    assert await coming(group) == {"birgitta": Coming.YES, "nadia": Coming.NO}


async def test_who_has_not_had_the_invitation_gets_one_letter(group: Stage) -> None:
    """Changed twice before it has left, it says what holds; called off, it never comes."""
    meeting = await change(group, await invited(group), place="Skagen")
    await change(group, meeting, starts=datetime(2026, 12, 8, 12, 0, tzinfo=UTC))
    await group.until("2026-11-23 08:00")
    lines = await group.read("birgitta")

    assert [line for line in lines if "december" in line] == [
        f"Du är bjuden till coachgruppen {TUESDAY}."
    ]
    assert "Plats: Skagen" in lines


async def test_a_meeting_called_off_before_anybody_knew_is_not_spoken_of(group: Stage) -> None:
    """No invitation, no cancellation, no reminder."""
    await cancel(group, await invited(group))
    await group.until("2026-12-07 12:00")

    assert [await group.read(one) for one in PEOPLE] == [[]] * len(PEOPLE)


async def test_a_meeting_that_is_off_is_told_once(group: Stage) -> None:
    """To everybody who was invited; its buttons say so, too."""
    meeting = await invited(group)
    await group.until("2026-11-23 08:00")
    for one in ("birgitta", "nadia"):
        await group.read(one)
    await cancel(group, meeting)
    await group.until("2026-12-07 12:00")
    await group.play(f"""
        birgitta?
        > Coachgruppens möte {MONDAY} är inställt.
        nadia?
        > Coachgruppens möte {MONDAY} är inställt.
        birgitta: [Jag kommer]
        > Coachgruppens möte {MONDAY} är inställt.
    """)


async def test_on_the_working_day_before_one_is_reminded_unless_one_declined(
    group: Stage,
) -> None:
    """For a Monday that is Friday; once, however often the clock ticks."""
    await invited(group)
    await group.until("2026-11-23 08:00")
    for one in ("birgitta", "nadia"):
        await group.read(one)
    await group.hears("nadia", "[Kan inte]")
    await group.until("2026-12-04 08:30")
    assert await group.read("birgitta") == []
    await group.until("2026-12-04 09:00")
    await group.play(f"""
        birgitta?
        > Påminnelse: coachgruppen träffas {MONDAY}.{SHOWN}
        > [Jag kommer] [Kan inte]
        nadia?
    """)
    await group.until("2026-12-04 15:00")
    await group.until("2026-12-07 08:00")
    assert await group.read("birgitta") == []


async def test_who_is_invited_the_day_before_is_not_reminded_of_it(group: Stage) -> None:
    """They have heard of it just now."""
    await group.until("2026-12-04 14:00")
    await invited(group)
    lines = await group.read("birgitta")
    await group.until("2026-12-04 15:00")

    assert any("Du är bjuden" in line for line in lines)
    assert await group.read("birgitta") == []


async def test_coachgruppen_shows_the_next_meeting_and_my_tasks(group: Stage) -> None:
    """A task is ticked with one press; somebody else's cannot be."""
    await invited(group)
    async with group.service.work() as work:
        for number, owner in enumerate(("birgitta", "birgitta", "nadia")):
            await work.group.add_action(
                Action(
                    id=f"a{number}",
                    meeting="m1",
                    what=f"Göra sak {number}",
                    owner=owner,
                    due=date(2026, 12, 1) if number == 0 else None,
                )
            )
        await work.commit()
    await group.until("2026-11-23 08:00")
    await group.read("birgitta")
    await group.play(f"""
        birgitta: Coachgruppen
        > Coachgruppen träffas {MONDAY}.{SHOWN}
        > Du har 2 uppgifter:
        > Göra sak 0, senast tisdag 1 december
        > Göra sak 1
        > Dagordning, anteckningar och årsplan finns på skrivbordet, under Coachgruppen.
        > [Jag kommer] [Kan inte] [Klart: Göra sak 0] [Klart: Göra sak 1]
        birgitta: [Klart: Göra sak 0]
        > Bra, ”Göra sak 0” är klart.
        > En uppgift är kvar.
        > [Klart: Göra sak 1]
        birgitta: [Klart: Göra sak 1]
        > Bra, ”Göra sak 1” är klart.
    """)
    await group.service.reception.press("forged", "birgitta", "webchat", "group.done:a2", "x")
    await group.settle()
    await group.play("""
        birgitta?
        > Den uppgiften finns inte, eller så är den inte din.
    """)


async def test_the_group_is_for_who_belongs_to_it(group: Stage) -> None:
    """Staff read what it is; a coach elsewhere sees no meeting of Law's, nor may answer for it."""
    await invited(group)
    await group.play("""
        elias: coachgruppen
        > Coachgruppen är de digitala coachernas möte. Vill du att de tar upp något, säg det till din coach.
        > [Fråga Birgitta]
        gunnar: coachgruppen
        > Inget möte är bestämt än.
        > Du har inga uppgifter från coachgruppen just nu.
        > Dagordning, anteckningar och årsplan finns på skrivbordet, under Coachgruppen.
    """)
    await group.service.reception.press(
        "x", "gunnar", "webchat", "group.coming:m1:20261207T0900", "x"
    )
    await group.settle()
    await group.play("""
        gunnar?
        > Det mötet finns inte, eller så är det inte ditt.
    """)
    assert set(await coming(group)) == {"birgitta", "nadia"}


async def test_who_helps_besides_is_a_member_too(group: Stage) -> None:
    """A duty in Law makes a coach of another administration one of Law's."""
    async with group.service.work() as work:
        await work.people.add_duty("gunnar", "juridik", Duty.STANDIN)
        await work.commit()
    await invited(group)

    assert set(await coming(group)) == {"birgitta", "gunnar", "nadia"}


async def test_minutes_are_sent_once_for_what_they_say(group: Stage) -> None:
    """With what was agreed; sent again only when they have changed."""
    meeting = await invited(group)
    await group.until("2026-12-08 08:00")
    for one in ("birgitta", "nadia"):
        await group.read(one)

    async def send(notes: str) -> int:
        async with group.service.work() as work:
            letters: Correspondence = group.service.letters(work)
            kept = await work.group.get(meeting.id)
            kept = await work.group.put(replace(kept.held(), notes=notes))
            count = await invitations.send_notes(letters, kept)
            await work.commit()
        await group.settle()
        return count

    async with group.service.work() as work:
        await work.group.add_action(Action(id="a", meeting="m1", what="Boka rum", owner="nadia"))
        await work.commit()
    counts = [await send("Vi sågs."), await send("Vi sågs.")]

    assert counts == [2, 0]
    await group.play("""
        birgitta?
        > Anteckningar från coachgruppen måndag 7 december.
        > Anteckningar:
        > > Vi sågs.
        > 1. Boka rum (Nadia)
        > Dagordning, anteckningar och årsplan finns på skrivbordet, under Coachgruppen.
    """)
    assert await send("Vi sågs igen.") == 2


async def test_a_sample_is_reminded_of_to_nobody(stage: Stage) -> None:
    """What `demo` made up disturbs no one."""
    await stage.hears("leila", "hej")
    await stage.until("2026-12-04 12:00")

    assert await stage.read("leila") == []


@pytest.mark.parametrize("line", ["coach group", "coachgruppe", "coachmøtet", "valmentajaryhmä"])
async def test_the_words_for_it_work_in_other_languages(group: Stage, line: str) -> None:
    """Whoever types them in their own."""
    lines = await group.hears("birgitta", line)

    assert lines[0] == "Inget möte är bestämt än."
