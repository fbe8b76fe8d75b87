"""What every platform with threads, cards and forms of its own can count on."""

import uuid

import pytest

from bot.cards.model import Reply
from bot.conversations.turn import OWN_CHAT, Where
from bot.runtime.wiring import Service
from bot.texts.catalogue import Say, catalogue, say
from tests.dialogues.stage import Stage
from tests.fakes.platform import FakePlatform

THREAD = Where(at="thread 7", overheard=True)


@pytest.fixture
def platform(service: Service) -> FakePlatform:
    """A platform beside the web chat."""
    found = FakePlatform(name="tavla", work=service.work, clock=service.clock)
    couriers = service.delivery.couriers
    assert isinstance(couriers, dict)
    couriers["tavla"] = found
    return found


async def writes(stage: Stage, who: str, words: str, where: Where = OWN_CHAT) -> None:
    """Let somebody write on the platform."""
    await stage.service.reception.words(str(uuid.uuid4()), who, "tavla", words, where=where)
    await stage.settle()


async def presses(stage: Stage, who: str, reply: Reply, label: str) -> None:
    """Let somebody press a choice on the platform."""
    action = next(one.action for one in reply.choices if text(one.label) == label)
    await stage.service.reception.press(str(uuid.uuid4()), who, "tavla", action, label)
    await stage.settle()


def text(said: Say) -> str:
    """Return a text in Swedish."""
    return catalogue("sv").word(said)


def first_line(reply: Reply) -> str:
    """Return what a reply begins with."""
    return text(reply.text[0])


async def test_what_others_may_read_is_answered_in_the_thread(
    met: Stage, platform: FakePlatform
) -> None:
    """A tip is for everybody; nothing lands in the person's own chat."""
    await writes(met, "elias", "hur delar jag skärmen i teams", THREAD)

    (tip,) = platform.at("thread 7")
    assert tip.steps
    assert platform.at("elias") == []


async def test_what_is_private_goes_on_alone_and_the_thread_is_told(
    met: Stage, platform: FakePlatform
) -> None:
    """A question nobody can answer is offered to the coach out of sight."""
    await writes(met, "elias", "var är kopian av nycklarna till arkivet", THREAD)

    (offer,) = platform.at("elias")
    assert first_line(offer).startswith("Det vet jag inte")
    assert [first_line(one) for one in platform.at("thread 7")] == ["Jag skriver till dig enskilt."]


async def test_a_line_can_be_written_in_the_message(met: Stage, platform: FakePlatform) -> None:
    """The field of the coach's card does what the coach's next plain line would have done."""
    await met.sends("elias", "var är kopian av nycklarna till arkivet")
    async with met.service.work() as work:
        await work.accounts.add("tavla", "b", "birgitta")
        await work.commit()
    await met.look("birgitta")
    await presses(met, "birgitta", platform.at("birgitta")[0], "Ta frågan")
    card = platform.at("birgitta")[-1]
    assert card.inline is not None
    assert text(card.inline.fields[0].label) == "Ditt svar"

    await met.service.reception.form(
        "f1", "birgitta", "tavla", card.inline.action, {"text": "I skåpet."}, "Skicka"
    )
    await met.settle()

    assert "> I skåpet." in await met.look("elias")
    assert first_line(platform.at("birgitta")[-1]).startswith("Skickat")


async def test_an_empty_field_is_asked_for_again(met: Stage, platform: FakePlatform) -> None:
    """Nothing is sent, and the field is there again with what was wrong."""
    await met.sends("elias", "var är kopian av nycklarna till arkivet")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    card = met.actor("birgitta").replies[-1]
    assert card.inline is not None

    await met.service.reception.form("f1", "birgitta", "tavla", card.inline.action, {}, "Skicka")
    await met.settle()

    (again,) = platform.at("birgitta")
    assert again.inline is not None
    assert again.inline.fields[0].error is not None


async def test_a_form_that_must_be_mended_comes_back_in_place(
    met: Stage, platform: FakePlatform
) -> None:
    """A channel that waits for it gets the form with what was wrong, and no message is sent."""
    await met.sends("elias", "var är kopian av nycklarna till arkivet")
    await met.look("birgitta")
    await met.hears("birgitta", "[Ta frågan]")
    card = met.actor("birgitta").replies[-1]
    assert card.inline is not None

    waiting = met.service.in_place.expect("tavla", "f1")
    await met.service.reception.form("f1", "birgitta", "tavla", card.inline.action, {}, "Skicka")
    await met.settle()

    (again,) = await waiting
    assert again.inline is not None
    assert platform.at("birgitta") == []
    waiting = met.service.in_place.expect("tavla", "f2")
    await met.service.reception.form(
        "f2", "birgitta", "tavla", card.inline.action, {"text": "I skåpet."}, "Skicka"
    )
    await met.settle()
    assert await waiting == ()
    assert len(platform.at("birgitta")) == 1


async def test_a_coachs_card_says_when_somebody_else_has_the_question(
    met: Stage, platform: FakePlatform
) -> None:
    """Nobody presses a button for something that is done."""
    async with met.service.work() as work:
        await work.accounts.add("tavla", "b", "birgitta")
        await work.commit()
    await met.sends("elias", "var är kopian av nycklarna till arkivet")
    await met.look("birgitta")
    (card,) = platform.at("birgitta")
    await met.hears("elias", "[Ta tillbaka frågan]")

    (changed, *_) = platform.at("birgitta")
    assert text(card.choices[0].label) == "Ta frågan"
    assert first_line(changed) == "Den som frågade har tagit tillbaka frågan."
    assert changed.choices == ()


async def test_tidying_leaves_what_somebody_waits_for(met: Stage, platform: FakePlatform) -> None:
    """The bot's messages go after a yes; a question that waits for an answer stays, and is told."""
    async with met.service.work() as work:
        await work.accounts.add("tavla", "b", "birgitta")
        await work.commit()
    await met.sends("elias", "var är kopian av nycklarna till arkivet")
    await met.look("birgitta")
    await writes(met, "birgitta", "hjälp")
    assert len(platform.at("birgitta")) > 1
    await writes(met, "birgitta", "städa")
    await presses(met, "birgitta", platform.at("birgitta")[-1], "Ja, städa")

    question, told = platform.at("birgitta")
    assert text(question.choices[0].label) == "Ta frågan"
    assert [text(one) for one in told.text] == [
        "Nu städar jag.",
        text(say("tidy.stays")),
        "1 meddelande ligger kvar, för någon väntar på ditt svar.",
    ]


async def test_tidying_the_web_chat_empties_it(met: Stage) -> None:
    """Here the person's own words go as well."""
    await met.play(
        """
        elias: städa
        > Jag kan ta bort det jag har skrivit i den här chatten. Ska jag göra det?
        > Det gäller också det du har skrivit. Frågor som du har skickat till någon finns kvar.
        > [Ja, städa] [Nej, låt det vara]
        elias: [Ja, städa]
        > Nu städar jag.
        """
    )
    async with met.service.reading() as work:
        assert len(await work.mailboxes.after("elias", 0)) == 1


async def test_letters_without_a_channel_go_where_the_person_writes(
    met: Stage, platform: FakePlatform
) -> None:
    """A coach with an account on a platform gets questions there; others in the web chat."""
    async with met.service.work() as work:
        await work.accounts.add("tavla", "b", "birgitta")
        await work.commit()
    await met.sends("elias", "var är kopian av nycklarna till arkivet")

    assert await met.look("birgitta") == []
    assert len(platform.at("birgitta")) == 1
