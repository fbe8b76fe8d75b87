"""The life of a handed-over question, for people who have chosen English."""

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


async def test_a_question_and_its_answer(english: Stage) -> None:
    """Ask, be handed to the named coach, hear back, thank."""
    await english.play("""
        elias: where is the coffee machine on floor seven
        > I don't know that. It's a good question, and others may have it too.
        > Shall I send it to Birgitta? Birgitta sees what you wrote and your department, and your name if you like.
        > Birgitta usually answers tomorrow at the latest.
        > (BP) Birgitta Provsten, digital coach at Juridik, plan 3
        > [Yes, with my name] [Yes, without my name] [No thanks]
        elias: [Yes, with my name]
        > Sent to Birgitta, with your name.
        > Birgitta usually answers tomorrow at the latest.
        > The answer comes here. Write status to see how it goes.
        > [Add something] [Take the question back]
        birgitta:
        > New question from Elias Testlund at Juridik.
        > The question:
        > > where is the coffee machine on floor seven
        > I found no tip.
        > [Take the question] [Pass on]
        birgitta: [Take the question]
        > The question is yours. Write your answer here and I send it to Elias Testlund at Juridik.
        > [Ask back] [Show in person] [Pass on] [More] [Not now]
        birgitta: Behind the lift
        > Sent to Elias Testlund at Juridik. Could others use the answer?
        > [Make it a tip] [Add something]
        elias:
        > Answer from Birgitta.
        > You asked:
        > > where is the coffee machine on floor seven
        > Birgitta Provsten answers:
        > > Behind the lift
        > (BP) Birgitta Provsten, digital coach at Juridik, plan 3
        > [Thanks, solved] [Ask more]
        elias: [Thanks, solved]
        > Good! I'll tell Birgitta.
        > [Ask Birgitta]
        birgitta:
        > It worked out for Elias Testlund at Juridik. Thank you!
        > The question:
        > > where is the coffee machine on floor seven
        > [Make it a tip]
    """)


async def test_english_is_one_word_away(stage: Stage) -> None:
    """Whoever writes english chooses it, and reads the status in it."""
    await stage.hears("elias", "hej")
    await stage.play("""
        elias: english
        > Vilket språk ska jag skriva på?
        > [Svenska] [English] [Dansk] [Norsk] [Suomi]
        elias: [English]
        > I'll write in English from now on.
        > [Ask Birgitta]
        elias: status
        > You have no questions on their way right now.
        > [Ask Birgitta]
    """)


async def test_asked_back_added_and_taken_back(sent: Stage) -> None:
    """A question back, the reply, one more line, and the end of it."""
    await sent.play("""
        birgitta:
        > ...
        birgitta: [Take the question]
        > ...
        birgitta: [Ask back]
        > Write what you want to ask, and I send it to Elias Testlund at Juridik.
        > [Not now]
        birgitta: The green one?
        > Sent to Elias Testlund at Juridik. The reply comes here.
        elias:
        > Birgitta needs to know one more thing to be able to answer.
        > You asked:
        > > where is the coffee machine on floor seven
        > Birgitta Provsten wonders:
        > > The green one?
        > (BP) Birgitta Provsten, digital coach at Juridik, plan 3
        > [Reply] [Take the question back]
        elias: [Reply]
        > Write what you want to say. Your next message goes to Birgitta.
        > [Cancel]
        elias: The red one
        > Sent to Birgitta. The answer comes here.
        birgitta:
        > Reply from Elias Testlund at Juridik.
        > The question:
        > > where is the coffee machine on floor seven
        > Elias Testlund at Juridik wrote:
        > > The red one
        > [Answer] [Ask back]
        elias: status
        > Your question:
        > 1. Birgitta has taken ”where is the coffee machine on floor seven”. An answer usually comes tomorrow at the latest.
        > [Add something: where is the coffee machine on floor seven] [Take back: where is the coffee machine on floor seven]
        elias: [Add something: where is the coffee machine on floor seven]
        > ...
        elias: On the north side
        > ...
        birgitta:
        > Elias Testlund at Juridik adds something to their question.
        > The question:
        > > where is the coffee machine on floor seven
        > Elias Testlund at Juridik wrote:
        > > On the north side
        > [Answer] [Ask back]
        elias: [Take back: where is the coffee machine on floor seven]
        > Your question has been taken back. You can ask it again whenever you like.
        > [Ask Birgitta]
        birgitta:
        > The question from Elias Testlund at Juridik has been taken back. There is nothing you need to do.
        > The question:
        > > where is the coffee machine on floor seven
    """)


async def test_passed_on_with_a_word_and_taken_by_one(sent: Stage) -> None:
    """The receiver reads who says what; of two who press one gets it."""
    await sent.play("""
        birgitta:
        > ...
        birgitta: [Pass on]
        > Who should have the question? Choose, or write a name.
        > [Nadia Skissmark at Juridik] [Inger Samordnarprov] [Mats Provhed] [Cancel]
        birgitta: [Nadia Skissmark at Juridik]
        > Write a word to Nadia if you like, for example what you already know.
        > [Send to Nadia without a word] [Cancel]
        birgitta: You drew the map, I think
        > Passed on to Nadia. The person who asked has been told.
        elias:
        > Birgitta has passed your question on to Nadia, who answers instead.
        > Nadia usually answers tomorrow at the latest.
        > You asked:
        > > where is the coffee machine on floor seven
        > (NS) Nadia Skissmark, stand-in for the coach at Juridik, plan 3
        nadia:
        > Birgitta passes a question on to you.
        > From Elias Testlund at Juridik:
        > > where is the coffee machine on floor seven
        > Birgitta wrote:
        > > You drew the map, I think
        > I found no tip.
        > [Take the question] [Pass on]
        nadia: [Take the question]
        > ...
        birgitta: [Take the question]
        > Nadia already has that question. There is nothing you need to do.
    """)


async def test_passed_on_to_another_administration(sent: Stage) -> None:
    """The asker reads who and where, and decides."""
    await sent.play("""
        birgitta:
        > ...
        birgitta: [Pass on]
        > ...
        birgitta: skissander
        > ...
        birgitta: [Gunnar Skissander at Hemtjänst Norr]
        > ...
        birgitta: [Send to Gunnar without a word]
        > Vård- och omsorgsförvaltningen is another administration, so first I ask the person whose question it is. I'll tell you what they say.
        elias:
        > Birgitta wants to pass your question on to Gunnar at Vård- och omsorgsförvaltningen.
        > Gunnar works at Vård- och omsorgsförvaltningen, which belongs to another administration than yours. What you send there may become a public record.
        > You asked:
        > > where is the coffee machine on floor seven
        > (GS) Gunnar Skissander, digital coach at Hemtjänst Norr, personalrummet
        > [Yes, to Gunnar at Vård- och omsorgsförvaltningen] [No, let Birgitta keep it]
        elias: [No, let Birgitta keep it]
        > Then the question stays with Birgitta.
        birgitta:
        > ...
    """)


async def test_asked_who_it_is_put_off_and_closed(english: Stage) -> None:
    """The asker decides about the name, and reads when, and why."""
    await english.hears("elias", QUESTION)
    await english.hears("elias", "[Yes, without my name]")
    await english.play("""
        birgitta:
        > ...
        birgitta: [Take the question]
        > ...
        birgitta: [More]
        > What would you like to do?
        > [Save a draft] [May I know who you are?] [Remind me tomorrow] [Close without an answer] [Not now]
        birgitta: [May I know who you are?]
        > I have asked. It is their own choice, and you can answer all the same.
        > [Answer]
        elias:
        > Birgitta asks whether you would like to say who you are. You choose, and you'll have an answer either way.
        > You asked:
        > > where is the coffee machine on floor seven
        > (BP) Birgitta Provsten, digital coach at Juridik, plan 3
        > [Yes, tell who I am] [No, stay without a name]
        elias: [Yes, tell who I am]
        > Thank you, now Birgitta knows who you are. If the question goes on to somebody else, that colleague sees it too.
        birgitta:
        > It was Elias Testlund at Juridik who asked.
        > The question:
        > > where is the coffee machine on floor seven
        > [Answer]
        birgitta: [Remind me tomorrow]
        > That's fine. I won't remind you until tomorrow, and the person who asked has been told.
        elias:
        > Birgitta does not have time today. The answer then usually comes Tuesday 24 November at the latest.
        > You asked:
        > > where is the coffee machine on floor seven
        birgitta: [Close without an answer]
        > Why? The person who asked reads what you say. Choose, or write in your own words.
        > [It is a matter for IT] [It is a matter for the manager] [It is solved in another way] [Not now]
        birgitta: [It is a matter for IT]
        > The question is closed, and the person who asked has been told why.
        elias:
        > Birgitta has closed your question without an answer.
        > This is for IT to do. You have done nothing wrong. Turn to Servicedesk 5678 (påhittat nummer).
        > You asked:
        > > where is the coffee machine on floor seven
        > [Ask more]
        elias: status
        > Your question:
        > 1. Birgitta closed ”where is the coffee machine on floor seven” without an answer.
        > [Show: where is the coffee machine on floor seven]
    """)


async def test_the_same_question_twice(sent: Stage) -> None:
    """Within a minute it is asked about."""
    await sent.play("""
        elias: where is the coffee machine on floor seven
        > ...
        elias: [Yes, with my name]
        > Is it the same question once more? Birgitta has it already.
        > Your question:
        > > where is the coffee machine on floor seven
        > [Yes, the same question] [No, send a new one]
        elias: [Yes, the same question]
        > That question has been sent already. Write status to see how it goes.
        > [Take the question back]
    """)
