"""The weekly tip as people see it: it comes, is answered, paused, moved to another day and ended."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.conversations.commands import Command, command_in
from bot.conversations.weekly.audience import people_for
from bot.conversations.weekly.clock import letters_of
from bot.conversations.weekly.drawing import MOST_WORDS, post, shortened
from bot.runtime.sample_weekly import SCHEDULE
from bot.runtime.wiring import Service
from bot.texts.catalogue import catalogue
from knowledge.figures.model import Family
from knowledge.people.model import Role
from scheduler.calendar.rhythm import Rhythm
from scheduler.delivery.model import Fate
from scheduler.events.model import Audience, Event, Purpose
from scheduler.events.model import State as EventState
from scheduler.weekly.model import Occasion, Schedule, State, Wish
from tests.dialogues.stage import Stage
from tests.dialogues.test_counting import counted
from tests.fakes.clock import SUNDAY, StandingClock


async def scheduled(service: Service, **values: object) -> Schedule:
    """Keep a schedule for everybody, Tuesdays at ten past nine, in place of the sample."""
    whole: Mapping[str, object] = {
        "id": secrets.token_hex(16),
        "name": "Veckans tips",
        "rhythm": Rhythm.read("tisdagar 09:10"),
        "zone": "Europe/Stockholm",
        "audience": Audience(),
        "since": SUNDAY,
    }
    schedule = Schedule(**{**whole, **values})  # type: ignore[arg-type]
    async with service.work() as work:
        await work.weekly.remove_schedule(SCHEDULE)
        await work.weekly.put_schedule(schedule)
        await work.commit()
    return schedule


async def chosen(stage: Stage, tip: str = "teams-dela-skarm") -> Occasion:
    """Let the post of Tuesday be prepared, and a coordinator choose its tip."""
    await stage.until("2026-11-23 12:00")
    service = stage.service
    async with service.work() as work:
        (occasion,) = await work.weekly.occasions(states=[State.PLANNED])
        now = occasion.chosen(tip, by="inger", at=service.clock.now())
        await work.weekly.put(now)
        await work.commit()
    return now


async def occasions(service: Service) -> list[Occasion]:
    """Return every post there is but the sample's."""
    async with service.reading() as work:
        return [one for one in await work.weekly.occasions() if one.schedule != SCHEDULE]


async def reached(service: Service, occasion: Occasion) -> Mapping[Fate, int]:
    """Return how a post stands, without the fates nobody has."""
    async with service.reading() as work:
        sums = await work.mailings.sums(occasion.id)
    return {fate: count for fate, count in sums.items() if count}


async def test_a_tip_comes_at_its_hour_and_is_answered(met: Stage) -> None:
    """Not a minute before; short, with something to try, and a way to all of it and to a person."""
    await scheduled(met.service)
    occasion = await chosen(met)
    await met.play(
        """
        -- 2026-11-24 09:06
        elias?
        -- 2026-11-24 09:10
        elias?
        > *Veckans tips:* Visa din skärm för alla i Teams-mötet
        > Det gör du med knappen *Dela*, uppe till höger i mötet.
        > Prova nu: Öppna det du vill visa.
        > [Det hjälpte] [Visa hela] [Fråga Birgitta] [Inte nu]
        elias: [Det hjälpte]
        > Vad roligt att höra.
        elias: [Visa hela]
        > Det gör du med knappen *Dela*, uppe till höger i mötet.
        > 1. Öppna det du vill visa.
        > ...
        > [Det hjälpte] [Jag fastnade] [Fel svar] [Fråga Birgitta]
        elias: [Inte nu]
        > Det går bra, tipset ligger kvar här. Vill du ha tipsen mer sällan eller en annan dag, skriv till exempel *pausa till 12 mars* eller *torsdagar i stället*.
        > [Pausa i fyra veckor] [Inga fler tips]
        -- 2026-11-24 09:12
        elias?
        """
    )
    async with met.service.reading() as work:
        everybody = [one for one in await work.people.everyone() if one.left is None]
    assert await reached(met.service, occasion) == {Fate.DELIVERED: len(everybody)}
    assert [one.state for one in await occasions(met.service)] == [State.SENT]


async def test_a_post_counts_once_for_everybody_it_reached(met: Stage) -> None:
    """Arrived; or used instead, however often its buttons are pressed."""
    await scheduled(met.service)
    await chosen(met)
    await met.until("2026-11-24 09:10")
    await met.look("elias")
    for label in ("[Det hjälpte]", "[Det hjälpte]", "[Inte nu]"):
        await met.hears("elias", label)
    found = await counted(met, Family.POSTS)
    assert found["juridik", "pressed"] == 1
    async with met.service.reading() as work:
        here = [one for one in await work.people.everyone() if one.department == "juridik"]
    assert found["juridik", "delivered"] == len(here) - 1


async def test_wishes_are_heard_at_once(met: Stage) -> None:
    """A pause, a day that has been, no day at all, another weekday, an end, and back again."""
    await met.play(
        """
        elias: pausa till 12 mars
        > Noterat. Nästa tips kommer tidigast fredag 12 mars. Du kan fråga mig som vanligt.
        > [Börja igen]
        elias: pausa till igår
        > Den dagen har redan varit. Skriv en dag som kommer, till exempel *pausa till 12 mars*.
        elias: pausa till 2026-01-01
        > Den dagen har redan varit. Skriv en dag som kommer, till exempel *pausa till 12 mars*.
        elias: pausa till sommaren
        > Jag hittar ingen dag i sommaren. Skriv till exempel *pausa till 12 mars*.
        elias: [Börja igen]
        > Välkommen tillbaka. Tipsen kommer igen från och med nästa gång.
        elias: torsdagar i stället
        > Noterat. Från och med nästa tips kommer det på en torsdag.
        elias: sluta
        > Noterat, inga fler veckotips. Du kan fråga mig som vanligt.
        > [Börja igen]
        elias: börja igen
        > Välkommen tillbaka. Tipsen kommer igen från och med nästa gång.
        """
    )
    async with met.service.reading() as work:
        assert await work.weekly.wishes() == {"elias": Wish(person="elias", weekday=3)}


async def test_wishes_are_heard_in_english(met: Stage) -> None:
    """The same in another language, with the post in it, too."""
    async with met.service.work() as work:
        await work.people.put(replace(await work.people.get("elias"), language="en"))
        await work.commit()
    await scheduled(met.service)
    await chosen(met)
    await met.play(
        """
        -- 2026-11-24 09:10
        elias?
        > ...
        > [That helped] [Show all of it] [Ask Birgitta] [Not now]
        elias: [Not now]
        > That's fine, the tip stays here. If you want the tips less often or on another day, write for example *pause until 12 March* or *Thursdays instead*.
        > [Pause for four weeks] [No more tips]
        elias: pause until 12 March
        > Noted. The next tip comes on Friday 12 March at the earliest. You can ask me as usual.
        > [Start again]
        elias: pause until yesterday
        > That day has already been. Write a day that is to come, for example *pause until 12 March*.
        elias: Thursdays instead
        > Noted. From the next tip on it comes on a Thursday.
        elias: [No more tips]
        > Noted, no more weekly tips. You can ask me as usual.
        > [Start again]
        elias: start again
        > Welcome back. The tips come again from the next time on.
        """
    )


async def test_the_sample_writes_to_nobody_before_it_is_saved(met: Stage) -> None:
    """Its post of next week stands on the desk only; a saved schedule is nobody's sample."""
    await met.until("2026-12-10 12:00")
    assert not [line for line in await met.read("elias") if "Veckans tips" in line]
    async with met.service.work() as work:
        posts = await work.weekly.of(SCHEDULE)
        assert [one.state for one in posts] == [State.SENT, State.SENT, State.PLANNED]
        sample = await work.weekly.schedule(SCHEDULE)
        await work.weekly.put_schedule(replace(sample, sample=False, since=met.service.clock.now()))
        await work.commit()
    await met.until("2026-12-16 12:00")
    await met.until("2026-12-17 09:10")
    assert len([line for line in await met.read("elias") if "Veckans tips" in line]) == 1


async def test_who_has_stopped_or_paused_gets_none(met: Stage) -> None:
    """Until the day they named, and that day again."""
    await scheduled(met.service)
    await met.hears("elias", "pausa till 1 december")
    await met.hears("anki", "sluta")
    await met.until("2026-11-23 12:00")
    await met.until("2026-11-24 09:10")
    assert await met.read("elias") == await met.read("anki") == []
    await met.until("2026-11-30 12:00")
    await met.until("2026-12-01 09:10")
    assert len(await met.read("elias")) > 1
    assert await met.read("anki") == []


async def test_who_stops_when_the_letters_are_made_gets_none(met: Stage) -> None:
    """What waits for another day of the week is taken back; what has come stays."""
    await scheduled(met.service)
    await met.hears("elias", "torsdagar i stället")
    await chosen(met)
    await met.until("2026-11-24 09:10")
    assert await met.read("elias") == []
    await met.hears("elias", "sluta")
    await met.until("2026-11-26 09:10")
    assert await met.read("elias") == []
    (occasion,) = await occasions(met.service)
    assert (await reached(met.service, occasion))[Fate.CANCELLED] == 1
    assert occasion.state is State.SENT


async def test_a_wished_weekday_and_quiet_hours_move_a_letter(met: Stage) -> None:
    """One on Thursday, those who sleep by day in their evening, and everybody else as planned."""
    async with met.service.work() as work:
        elias = await work.people.get("elias")
        night = await work.people.department(elias.department or "")
        await work.people.put_department(replace(night, quiet="mån-sön 06:00-20:30"))
        anki = await work.people.get("anki")
        await work.weekly.put_wish(Wish(person="anki", weekday=3))
        await work.commit()
    assert anki.department != elias.department
    await scheduled(met.service)
    await chosen(met)
    await met.until("2026-11-24 09:10")
    assert await met.read("elias") == await met.read("anki") == []
    assert len(await met.read("inger")) > 1
    await met.until("2026-11-24 20:30")
    assert len(await met.read("elias")) > 1
    await met.until("2026-11-26 09:10")
    assert len(await met.read("anki")) > 1


async def test_nobody_gets_two_in_a_week(met: Stage) -> None:
    """Two schedules for the same people give one letter, and next week another one."""
    await scheduled(met.service)
    await scheduled(met.service, name="Juridiken", rhythm=Rhythm.read("onsdagar 10:00"))
    for day in ("2026-11-23 12:00", "2026-11-24 09:10", "2026-11-24 12:00", "2026-11-25 10:00"):
        await met.until(day)
    lines = await met.read("elias")
    assert sum(line.startswith("*Veckans tips:*") for line in lines) == 1


async def test_what_is_late_comes_the_same_day_and_says_so(met: Stage) -> None:
    """An outage over the hour: it comes in the afternoon."""
    await scheduled(met.service)
    await chosen(met)
    await met.play(
        """
        -- 2026-11-24 14:20
        elias?
        > ...
        > (Kommer 5 timmar senare än det brukar.)
        > [Det hjälpte] [Visa hela] [Fråga Birgitta] [Inte nu]
        """
    )
    assert [one.late for one in await occasions(met.service)] == [310]


@pytest.mark.parametrize("back", ["2026-11-24 18:00", "2026-11-25 09:00", "2026-11-27 09:00"])
async def test_what_is_too_late_waits_for_a_human(met: Stage, back: str) -> None:
    """Nobody is written to in the evening or on another day unasked; nothing is lost silently."""
    await scheduled(met.service)
    await met.until(back)
    assert await met.read("elias") == []
    assert [(one.state, one.week) for one in await occasions(met.service)] == [
        (State.LATE, "2026-W48")
    ]


async def test_letters_that_were_made_but_not_sent_in_time_wait_for_a_human(met: Stage) -> None:
    """The service was down from the minute they were made: they do not leave at night."""
    await scheduled(met.service)
    await chosen(met)
    await met.until("2026-11-24 09:06")
    clock = met.service.clock
    assert isinstance(clock, StandingClock)
    clock.at = datetime.fromisoformat("2026-11-24T23:00+01:00")
    await met.service.weekly_clock.once()
    await met.settle()
    assert await met.read("elias") == []
    assert [one.state for one in await occasions(met.service)] == [State.LATE]


async def test_a_post_to_many_waits_for_a_second_person_or_ten_minutes(met: Stage) -> None:
    """Who changes it shortly before can still regret; whoever else looks at it lets it go."""
    await scheduled(met.service)
    await met.until("2026-11-23 12:00")
    changed = datetime.fromisoformat("2026-11-24T09:02+01:00")
    async with met.service.work() as work:
        (occasion,) = await work.weekly.occasions(states=[State.PLANNED])
        now = occasion.chosen("teams-dela-skarm", by="inger", at=changed)
        await work.weekly.put(replace(now, size=201))
        await work.commit()
    await met.until("2026-11-24 09:11")
    assert await met.read("elias") == []
    await met.until("2026-11-24 09:12")
    assert len(await met.read("elias")) > 1


async def test_invitations_of_the_week_ride_along(met: Stage) -> None:
    """An event without a letter of its own is a line and a button of the tip."""
    async with met.service.work() as work:
        for one in await work.events.all():
            await work.events.put(one.cancelled())
        await work.events.add(
            Event(
                id="e1",
                title="Prova skrivaren",
                about="Vi skriver ut.",
                purpose=Purpose.TRY,
                organiser="inger",
                host="Inger",
                starts=datetime.fromisoformat("2026-12-03T13:00+01:00"),
                place="Plan 2",
                state=EventState.OPEN,
                invited=SUNDAY,
                own_letter=False,
            )
        )
        await work.commit()
    await scheduled(met.service)
    await chosen(met)
    await met.play(
        """
        -- 2026-11-24 09:10
        elias?
        > ...
        > Händer snart: Prova skrivaren, torsdag 3 december 13.00–14.00, Plan 2
        > [Det hjälpte] [Visa hela] [Prova skrivaren] [Fråga Birgitta] [Inte nu]
        """
    )


async def test_an_audience_is_a_department_and_a_role(met: Stage) -> None:
    """Only coaches hear what is for coaches."""
    await scheduled(met.service, audience=Audience(roles=(Role.COACH,)))
    await chosen(met)
    await met.until("2026-11-24 09:10")
    assert await met.read("elias") == []
    assert len(await met.read("birgitta")) > 1


async def test_an_audience_is_those_on_a_channel(met: Stage) -> None:
    """Whoever has an account there, and it comes there and nowhere else."""
    async with met.service.work() as work:
        await work.accounts.add("teams", "8:orgid:elias", "elias")
        await work.accounts.add("slack", "T1:U1", "anki")
        await work.commit()
    schedule = await scheduled(met.service, channels=("teams",))
    occasion = await chosen(met)
    async with met.service.reading() as work:
        letters = met.service.letters(work)
        people = await people_for(letters, schedule)
        (letter,) = await letters_of(letters, occasion, schedule, [one.id for one in people])
    assert (letter.recipient, letter.channel) == ("elias", "teams")
    assert occasion.size == 1


async def test_a_changed_schedule_moves_its_next_post(met: Stage) -> None:
    """Another hour holds for what is planned already; no schedule, no post."""
    schedule = await scheduled(met.service)
    await chosen(met)
    async with met.service.work() as work:
        later = replace(schedule, rhythm=Rhythm.read("tisdagar 13:00"))
        await work.weekly.put_schedule(later)
        await work.commit()
    await met.until("2026-11-24 09:10")
    assert await met.read("elias") == []
    await met.until("2026-11-24 13:00")
    assert len(await met.read("elias")) > 1


async def test_no_post_is_longer_than_sixty_words(met: Stage) -> None:
    """Every tip of the library, in every language, fits."""
    async with met.service.reading() as work:
        letters = met.service.letters(work)
        person = await work.people.get("elias")
        occasion = Occasion(
            id="o",
            schedule="s",
            key="2026-W48",
            week="2026-W48",
            planned=date(2026, 11, 24),
            due=SUNDAY,
            changed=SUNDAY,
        )
        for tip in await work.tips.published():
            reply = await post(letters, occasion, tip, person)
            texts = catalogue(tip.language)
            said = " ".join(texts.word(one) for one in (*reply.text, *reply.after))
            assert len(said.split()) <= MOST_WORDS, (tip.id, tip.language)


def test_a_long_answer_ends_with_a_sentence() -> None:
    """Or, where there is none, says that there is more."""
    assert shortened("Ett. Två tre. Fyra fem sex sju.", 4) == "Ett. Två tre."
    assert shortened("ett två tre, fyra fem", 3) == "ett två tre …"
    assert shortened("ett två tre", 3) == "ett två tre"


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("pausa", Command("tips_pause")),
        ("pause until 12 March", Command("tips_pause", "12 March")),
        ("pause til 12. marts", Command("tips_pause", "12. marts")),
        ("pause til 12. mars", Command("tips_pause", "12. mars")),
        ("tauko 12.3. asti", Command("tips_pause", "12.3. asti")),
        ("sluta", Command("tips_stop")),
        ("stop tips", Command("tips_stop")),
        ("ikke flere tips", Command("tips_stop")),
        ("slutt", Command("tips_stop")),
        ("lopeta", Command("tips_stop")),
        ("tyst 16.30-08", Command("tips_quiet", "16.30-08")),
        ("tyst mellan 16 och 08", Command("tips_quiet", "mellan 16 och 08")),
        ("stör inte lör-sön 0-24", Command("tips_quiet", "lör-sön 0-24")),
        ("quiet between 4 and 9", Command("tips_quiet", "between 4 and 9")),
        ("stille 16-8", Command("tips_quiet", "16-8")),
        ("hiljaa 16-8", Command("tips_quiet", "16-8")),
        ("tyst aldrig", Command("tips_quiet", "aldrig")),
        ("torsdagar i stället", Command("tips_weekday", "3")),
        ("på torsdagar istället", Command("tips_weekday", "3")),
        ("on Thursdays instead", Command("tips_weekday", "3")),
        ("torsdage i stedet", Command("tips_weekday", "3")),
        ("torsdager i stedet", Command("tips_weekday", "3")),
        ("torstaisin mieluummin", Command("tips_weekday", "3")),
    ],
)
def test_wishes_are_heard_in_five_languages(said: str, command: Command) -> None:
    """The words of one language do as well as those of another."""
    assert command_in(said) == command


@pytest.mark.parametrize(
    "said",
    [
        "tyst läge i teams",
        "stör inte i outlook",
        "pausa en film",
        "teams i stället",
        "sluta dela min skärm",
    ],
)
def test_questions_that_begin_alike_stay_questions(said: str) -> None:
    """Nobody loses their tips for having asked something."""
    assert command_in(said) is None
