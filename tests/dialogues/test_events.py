"""What happens, who comes, and the last seat: as people see it in the chat."""

import secrets
from dataclasses import replace
from datetime import datetime

from bot.conversations.events import letters as about_events
from bot.runtime.wiring import Service
from scheduler.events.model import Answer, Audience, Event, Purpose, State
from tests.dialogues.stage import Stage
from tests.fakes.clock import SUNDAY


async def arranged(service: Service, **values: object) -> Event:
    """Keep an open event a week from Thursday, by Inger."""
    event = Event(
        id=secrets.token_hex(16),
        title="Prova skrivaren",
        about="Vi skriver ut åt båda håll.",
        purpose=Purpose.TRY,
        organiser="inger",
        host="Inger Samordnarprov",
        starts=datetime.fromisoformat("2026-12-03T13:00+01:00"),
        place="Plan 2",
        state=State.OPEN,
        invited=SUNDAY,
    )
    async with service.work() as work:
        for one in await work.events.all():
            await work.events.put(one.cancelled())
        found = await work.events.add(replace(event, **values))  # type: ignore[arg-type]
        await work.commit()
    return found


async def answers(service: Service, event: Event) -> dict[str, Answer]:
    """Return what everybody has answered."""
    async with service.reading() as work:
        return {one.person: one.answer for one in await work.events.guests(event.id)}


async def test_what_is_on_is_listed_and_answered(met: Stage) -> None:
    """Five at most, the next first; a yes gives a file for the calendar, and can be taken back."""
    event = await arranged(met.service)
    await met.play(
        """
        elias: vad händer
        > Det här händer:
        > 1. Prova skrivaren, torsdag 3 december 13.00–14.00, Plan 2
        > [Prova skrivaren]
        elias: [Prova skrivaren]
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > torsdag 3 december 13.00–14.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > [Jag kommer] [Kanske] [Kan inte]
        elias: [Jag kommer]
        > Då är du anmäld. Vi ses torsdag 3 december 13.00–14.00.
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > torsdag 3 december 13.00–14.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > Du är anmäld.
        > ...
        > [Jag behöver något] [Jag kan inte komma]
        elias: [Jag kan inte komma]
        > Tack för att du säger till.
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > torsdag 3 december 13.00–14.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > Du har svarat att du inte kan.
        > [Skicka det ni kom fram till] [Jag kommer]
        elias: [Skicka det ni kom fram till]
        > Du får det de kommer fram till på Prova skrivaren.
        """
    )

    assert await answers(met.service, event) == {"elias": Answer.NOT_COMING}


async def test_the_queue_gets_the_seat_that_becomes_free(met: Stage) -> None:
    """Whoever is first in it is asked, and has a day; the seat goes on when nobody answers."""
    await arranged(met.service, seats=1, starts=datetime.fromisoformat("2026-12-10T13:00+01:00"))
    for who in ("elias", "anki", "ahmed"):
        await met.hears(who, "vad händer")
        await met.hears(who, "[Prova skrivaren]")
    await met.play(
        """
        elias: [Jag kommer]
        > ...
        > [Jag behöver något] [Jag kan inte komma]
        anki: vad händer
        > ...
        anki: [Prova skrivaren]
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > torsdag 10 december 13.00–14.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > Det är fullt, men du kan ställa dig i kö.
        > [Jag kommer] [Kanske] [Kan inte]
        anki: [Jag kommer]
        > Det är fullt, men du står som nummer 1 i kön. Blir en plats ledig frågar jag dig, och du har ett dygn på dig.
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > torsdag 10 december 13.00–14.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > Du står i kö.
        > [Lämna kön]
        ahmed: [Jag kommer]
        > ...
        elias: [Jag kan inte komma]
        > ...
        anki:
        > En plats har blivit ledig. Den är din om du svarar senast tisdag 24 november 08.00.
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > torsdag 10 december 13.00–14.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > En plats väntar på ditt svar.
        > [Jag kommer] [Kan inte]
        -- 2026-11-25 12:00
        anki:
        > Platsen gick vidare till nästa i kön, eftersom tiden gick ut.
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > torsdag 10 december 13.00–14.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > Det är fullt, men du kan ställa dig i kö.
        > Du har svarat kanske.
        > [Jag kommer] [Kan inte]
        ahmed:
        > En plats har blivit ledig. Den är din om du svarar senast torsdag 26 november 12.00.
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > torsdag 10 december 13.00–14.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > En plats väntar på ditt svar.
        > [Jag kommer] [Kan inte]
        ahmed: [Jag kommer]
        > Då är du anmäld. Vi ses torsdag 10 december 13.00–14.00.
        > ...
        """
    )


async def test_interest_comes_before_a_day(met: Stage) -> None:
    """Whoever has said so hears first when there is a time."""
    event = await arranged(met.service, starts=None)
    await met.play(
        """
        elias: vad händer
        > Det här händer:
        > 1. Prova skrivaren, Plan 2. Dag är inte bestämd än.
        > [Prova skrivaren]
        elias: [Prova skrivaren]
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > Dag är inte bestämd än.
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > [Säg till när det finns en dag]
        elias: [Säg till när det finns en dag]
        > Noterat. Du får veta först när dagen är satt. Du är den första.
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > Dag är inte bestämd än.
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > Du får veta först när dagen är satt.
        > [Inte längre]
        """
    )
    async with met.service.work() as work:
        dated = replace(
            await work.events.get(event.id),
            starts=datetime.fromisoformat("2026-12-03T13:00+01:00"),
        )
        await about_events.tell_of_time(met.service.letters(work), await work.events.put(dated))
        await work.commit()
    await met.play(
        """
        elias:
        > Nu finns det en dag. Du som har sagt till får veta först.
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > torsdag 3 december 13.00–14.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > [Jag kommer] [Kanske] [Kan inte]
        """
    )


async def test_what_somebody_needs_is_for_the_organiser_alone(met: Stage) -> None:
    """The organiser reads it with the name; nobody else does."""
    await arranged(met.service)
    await met.play(
        """
        elias: vad händer
        > ...
        elias: [Prova skrivaren]
        > ...
        elias: [Jag kommer]
        > ...
        elias: [Jag behöver något]
        > Vad behöver du? Till exempel tolk, ramp eller vikarie.
        > Den som ordnar träffen läser det, ingen annan.
        > [Inte nu]
        elias: teckenspråkstolk
        > Tack, den som ordnar träffen vet det nu.
        inger:
        > Någon som kommer till Prova skrivaren behöver något.
        > Elias Testlund på Juridik skrev:
        > > teckenspråkstolk
        """
    )


async def test_a_change_and_a_cancellation_are_told_once(met: Stage) -> None:
    """Whoever has answered hears of another time, and of the end; an old button says so."""
    event = await arranged(met.service)
    await met.play(
        """
        elias: vad händer
        > ...
        elias: [Prova skrivaren]
        > ...
        elias: [Kanske]
        > ...
        """
    )
    async with met.service.work() as work:
        before = await work.events.get(event.id)
        moved = before.changed(starts=datetime.fromisoformat("2026-12-04T09:00+01:00"))
        after = await work.events.put(moved)
        await about_events.tell_of_change(met.service.letters(work), after)
        await about_events.tell_of_change(met.service.letters(work), after)
        await work.commit()
    await met.play(
        """
        elias:
        > Det har ändrats. Så här blir det nu:
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > fredag 4 december 09.00–10.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > Du har svarat kanske.
        > [Jag kommer] [Kan inte]
        """
    )
    async with met.service.work() as work:
        off = await work.events.put((await work.events.get(event.id)).cancelled())
        await about_events.tell_of_cancelling(met.service.letters(work), off)
        await work.commit()
    await met.play(
        """
        elias:
        > Det är inställt.
        > *Prova skrivaren*
        > Vi skriver ut åt båda håll.
        > fredag 4 december 09.00–10.00
        > Plats: Plan 2
        > Värd: Inger Samordnarprov
        > Du har svarat kanske.
        elias: [Jag kommer]
        > Prova skrivaren är inställt.
        """
    )


async def test_points_a_question_back_and_what_comes_weeks_later(met: Stage) -> None:
    """Those who came and those who asked get the points; a follow-up comes to who said yes."""
    event = await arranged(met.service, question="Vad vill du visa?", points="Ett\nTvå\nTre")
    await met.hears("elias", "vad händer")
    await met.hears("elias", "[Prova skrivaren]")
    await met.hears("elias", "[Jag kommer]")
    await met.until("2026-12-04 08:00")
    await met.look("elias")
    async with met.service.work() as work:
        held = await work.events.put((await work.events.get(event.id)).held())
        assert await about_events.send_points(met.service.letters(work), held) == 1
        assert await about_events.send_points(met.service.letters(work), held) == 0
        await work.commit()
    await met.play(
        """
        elias:
        > Tack för att du var med på Prova skrivaren. Det här tog vi med oss:
        > 1. Ett
        > 2. Två
        > 3. Tre
        > Vad vill du visa?
        > [Påminn mig] [Svara på frågan]
        elias: [Svara på frågan]
        > Vad vill du visa?
        > Den som ordnade träffen läser ditt svar, utan ditt namn.
        > [Inte nu]
        elias: dubbelsidigt
        > Tack, det är framfört.
        elias: [Påminn mig]
        > Då hör jag av mig efter en, tre och åtta veckor.
        > [Sluta påminna]
        inger:
        > Ett svar på frågan efter Prova skrivaren:
        > Frågan:
        > > Vad vill du visa?
        > Någon som var med:
        > > dubbelsidigt
        -- 2026-12-10 15:00
        elias:
        > Det har gått en vecka sedan Prova skrivaren.
        > Har du provat igen? En gång till gör att det sitter.
        > [Sluta påminna]
        -- 2026-12-24 15:00
        elias:
        > Det har gått 3 veckor sedan Prova skrivaren.
        > Har du provat igen? En gång till gör att det sitter.
        > [Sluta påminna]
        elias: [Sluta påminna]
        > Då påminner jag inte mer.
        -- 2027-02-01 15:00
        elias:
        """
    )


async def test_an_event_from_the_chat(met: Stage) -> None:
    """A coach writes it in a form, sees the card, and opens it; what is wrong stands beside."""
    await met.hears("birgitta", "ny träff")
    wrong = await met.fill("birgitta", title="", when="igår", lasts="1", link="x")
    faults = {one.name for one in met.actor("birgitta").form.fields if one.error}
    assert faults == {"title", "when", "lasts", "link"}
    right = await met.fill(
        "birgitta",
        title="Skrivarstuga",
        about="Vi skriver ut.",
        when="12 december 13.00",
        lasts="45",
        place="Plan 2",
        link="",
        seats="8",
    )

    assert wrong[0].startswith("Nästan klart.")
    assert right[0] == "Så här kommer det att se ut:"
    await met.play(
        """
        birgitta: [Öppna för anmälan]
        > Skrivarstuga är öppen för anmälan.
        > Inbjudan följer med veckans tips. Den som frågar vad som händer ser den redan nu.
        elias: vad händer
        > Det här händer:
        > 1. Prova VR och bygg om ditt eget rum, torsdag 10 december 13.00–14.00, Biblioteket, plan 1
        > 2. Skrivarstuga, lördag 12 december 12.00–12.45, Plan 2
        > 3. AI i vardagen, Biblioteket, plan 1. Dag är inte bestämd än.
        > [Prova VR och bygg om ditt eget rum] [Skrivarstuga] [AI i vardagen] [Prova på]
        """
    )


async def test_only_those_who_help_arrange(met: Stage) -> None:
    """Others are told whom to tell; and an event for others cannot be seen by its id."""
    event = await arranged(met.service, audience=Audience(departments=("omsorg",)))
    await met.play(
        """
        elias: ny träff
        > Träffar ordnas av coacher och samordnare. Har du en idé? Berätta för din coach.
        > [Fråga Birgitta]
        elias: vad händer
        > Just nu finns inget inplanerat.
        > [Fråga Birgitta]
        """
    )
    await met.service.reception.press("x", "elias", "webchat", f"event.yes:{event.id}:0", "Ja")
    await met.settle()

    assert await met.look("elias") == ["Den träffen finns inte, eller är inte för dig."]
    assert await answers(met.service, event) == {}


async def test_a_reminder_the_day_before(met: Stage) -> None:
    """Whoever comes is reminded on the last working day before, once."""
    await arranged(met.service)
    await met.play(
        """
        elias: vad händer
        > ...
        elias: [Prova skrivaren]
        > ...
        elias: [Jag kommer]
        > ...
        -- 2026-12-02 08:00
        elias:
        -- 2026-12-02 09:30
        elias:
        > Påminnelse: torsdag 3 december 13.00–14.00.
        > ...
        -- 2026-12-02 15:00
        elias:
        """
    )
