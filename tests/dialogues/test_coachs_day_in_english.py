"""What a coach and time do with a handed-over question, for people who have chosen English."""

from dataclasses import replace

import pytest

from tests.dialogues.stage import Stage

QUESTION = "where is the coffee machine on floor seven"


@pytest.fixture
async def english(stage: Stage) -> Stage:
    """A stage on which everybody speaks English and knows the bot."""
    async with stage.service.work() as work:
        for one in await work.people.everyone():
            await work.people.put(replace(one, language="en"))
        await work.commit()
    for who in ("elias", "birgitta", "inger"):
        await stage.hears(who, "hello")
    return stage


@pytest.fixture
async def sent(english: Stage) -> Stage:
    """The same stage, on which Elias has sent a question to Birgitta."""
    await english.hears("elias", QUESTION)
    await english.hears("elias", "[Yes, with my name]")
    return english


async def test_shown_in_person(sent: Stage) -> None:
    """Three times, one press, and a place to meet."""
    await sent.play("""
        birgitta:
        > ...
        birgitta: [Take the question]
        > ...
        birgitta: [Show in person]
        > I can ask Elias Testlund at Juridik about a quarter of an hour at one of these times:
        > 1. Monday 23 November at 10.30
        > 2. Monday 23 November at 14.30
        > 3. Tuesday 24 November at 09.30
        > [Send the times] [Other times] [Not now]
        birgitta: [Send the times]
        > Sent to Elias Testlund at Juridik. You'll be told which time it is.
        elias:
        > Birgitta is happy to show you, it takes 15 minutes. Does one of these times suit you?
        > You asked:
        > > where is the coffee machine on floor seven
        > (BP) Birgitta Provsten, digital coach at Juridik, plan 3
        > [Monday 23 November at 10.30] [Monday 23 November at 14.30] [Tuesday 24 November at 09.30] [None of them suits me]
        elias: [Tuesday 24 November at 09.30]
        > Good, you and Birgitta meet on Tuesday 24 November at 09.30. The file puts the time in your calendar.
        > Birgitta sits here: plan 3.
        > ...
        birgitta:
        > Elias Testlund at Juridik chooses Tuesday 24 November at 09.30. The file puts the time in your calendar.
        > ...
    """)


async def test_the_clock(sent: Stage) -> None:
    """Reminder, stand-in, coordinator; the asker reads each name once."""
    await sent.play("""
        -- 2026-11-23 08:00
        birgitta?
        > ...
        -- 2026-11-23 12:00
        birgitta?
        > The question from Elias Testlund at Juridik came on Sunday 22 November and waits for an answer. If you don't have time, you are welcome to pass it on.
        > The question:
        > > where is the coffee machine on floor seven
        > [Answer] [Pass on] [Remind me tomorrow]
        -- 2026-11-23 16:00
        elias?
        > Birgitta has not been able to answer yet. Now Nadia has your question.
        > Nadia usually answers tomorrow at the latest.
        > You asked:
        > > where is the coffee machine on floor seven
        > (NS) Nadia Skissmark, stand-in for the coach at Juridik, plan 3
        nadia?
        > Birgitta has not been able to answer this one. Can you take it?
        > From Elias Testlund at Juridik:
        > > where is the coffee machine on floor seven
        > I found no tip.
        > [Take the question] [Pass on]
        -- 2026-11-24 15:30
        elias?
        > Nadia has not been able to answer yet. Now Inger has your question.
        > Inger usually answers tomorrow at the latest.
        > You asked:
        > > where is the coffee machine on floor seven
        > (IS) Inger Samordnarprov, coordinates the coaches
        -- 2026-11-26 10:00
        elias: status
        > Your question:
        > 1. ”where is the coffee machine on floor seven” has been with Inger since Tuesday 24 November, not opened yet. It takes longer than usual, sorry about that.
        > [Add something: where is the coffee machine on floor seven] [Take back: where is the coffee machine on floor seven]
    """)


async def test_away_and_back(sent: Stage) -> None:
    """Open questions go on, and the stand-in is named."""
    await sent.look("birgitta")
    await sent.play("""
        birgitta: away until 2 December
        > Noted, you are away until Wednesday 2 December. New questions go to somebody else meanwhile.
        > Your open question goes to somebody else meanwhile.
        elias:
        > ...
        elias: who is my coach
        > Birgitta is away until Wednesday 2 December. Nadia answers meanwhile.
        > (NS) Nadia Skissmark, stand-in for the coach at Juridik, plan 3
        > [Ask Nadia]
        birgitta: back
        > Welcome back. New questions come to you again.
        birgitta: away today
        > Noted, you are away until Monday 23 November. New questions go to somebody else meanwhile.
    """)


async def test_a_bundle_and_what_i_have_answered(english: Stage) -> None:
    """Once a day, the list of mine, and the search in it."""
    await english.play("""
        birgitta: bundle questions at 13
        > New questions come together, once a day at 13.00. Write questions at once when you want to change it.
        elias: where is the coffee machine on floor seven
        > ...
        elias: [Yes, with my name]
        > ...
        elias: who waters the big palm tree
        > ...
        elias: [Yes, without my name]
        > ...
        -- 2026-11-23 13:00
        birgitta?
        > 2 questions for you today.
        > From Elias Testlund at Juridik:
        > > where is the coffee machine on floor seven
        > From a colleague at Juridik:
        > > who waters the big palm tree
        > [Take: where is the coffee machine on floor seven] [Take: who waters the big palm tree]
        birgitta: [Take: who waters the big palm tree]
        > The question is yours. Write your answer here and I send it to a colleague at Juridik.
        > The question:
        > > who waters the big palm tree
        > [Ask back] [Show in person] [Pass on] [More] [Not now]
        birgitta: The caretaker does
        > Sent to a colleague at Juridik. Could others use the answer?
        > [Make it a tip] [Add something]
        birgitta: my answers
        > You have answered one question this week:
        > [Show: who waters the big palm tree]
        birgitta: search my answers palm
        > One answer with palm:
        > [Show: who waters the big palm tree]
        birgitta: status
        > You have 2 questions to look after:
        > 1. ”where is the coffee machine on floor seven” from Elias Testlund at Juridik, came on Sunday 22 November.
        > 2. ”who waters the big palm tree” from a colleague at Juridik, you have answered.
        > [Answer: where is the coffee machine on floor seven] [Answer: who waters the big palm tree]
    """)


async def test_a_coach_leaves(sent: Stage) -> None:
    """One action; the asker and the new coach read it."""
    await sent.look("birgitta")
    await sent.play("""
        inger: replace birgitta
        > Who is to be replaced?
        > [Birgitta Provsten at Juridik]
        inger: [Birgitta Provsten at Juridik]
        > Birgitta has one open question. It moves along, together with what has been begun.
        > Who takes over? Choose, or write a name.
        > [Nadia Skissmark takes over] [Nobody yet, spread the questions] [Cancel]
        inger: [Nadia Skissmark takes over]
        > Done. Nadia has taken over from Birgitta.
        > One question has been moved, and the person who asked has been told.
        elias:
        > Birgitta no longer answers questions. Now Nadia has your question.
        > Nadia usually answers tomorrow at the latest.
        > You asked:
        > > where is the coffee machine on floor seven
        > (NS) Nadia Skissmark, stand-in for the coach at Juridik, plan 3
        nadia:
        > You have taken over a question from Birgitta.
        > From Elias Testlund at Juridik:
        > > where is the coffee machine on floor seven
        > I found no tip.
        > [Take the question] [Pass on]
    """)
