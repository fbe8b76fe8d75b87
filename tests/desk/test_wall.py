"""What hangs on a wall: for anybody's phone, in the languages it has, and without anybody in it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.qr import as_svg
from knowledge.people.model import Person
from knowledge.rooms.faults import Fault, Part, State
from tests.desk.sign_in.conftest import filled
from tests.desk.sign_in.visitor import HOME
from tests.desk.sign_in.world import KIM, World, a_desk
from tests.fakes.clock import SUNDAY, StandingClock
from tests.fakes.identity_provider import IdentityProvider
from tips.history.model import Edit
from tips.model import Advice, Stage

__all__ = ["filled"]

ENGLISH = Advice(answer="Press *Source* on the panel.", steps=("One.", "Two.", "Three."))
PATHS = ("/rooms/granen", "/rooms/granen/sheet", "/rooms/granen/qr.svg")


@pytest.fixture
async def wall(home: Path, clock: StandingClock) -> AsyncIterator[World]:
    """A desk that nobody can sign in to, with the sample rooms; the walls answer all the same."""
    settings = {"places_file": "bot/runtime/sample_places.yaml"}
    provider = IdentityProvider(clock=clock, person=KIM)
    async with a_desk(home, provider, clock, settings) as one:
        yield one


async def change(world: World, **changes: object) -> None:
    """Let the card of Granen be another."""
    async with world.service.work() as work:
        card = await work.tips.get("rum-granen", "sv")
        await work.tips.put(replace(card, **changes), Edit())  # type: ignore[arg-type]
        await work.commit()


async def test_a_phone_needs_no_sign_in_and_gets_no_cookie(wall: World) -> None:
    """The five steps, the place with its hours, and how to ask the coach; for who is nobody."""
    page = await wall.newcomer().get("/rooms/granen")

    assert page.status == 200
    assert dict(page.cookies) == {}
    assert page.heading == "Granen"
    assert page.text.count("<li>") == 5
    assert "Vaktmästeriet har stängt nu, och öppnar måndag 07.00: 1234." in page.text
    assert "fråga coachen i chatten: skriv Granen" in page.text
    assert "/desk/sign" not in page.text


async def test_the_number_can_be_pressed_while_somebody_answers(
    wall: World, clock: StandingClock
) -> None:
    """On a Monday morning; on a Sunday nobody is there."""
    shut = await wall.newcomer().get("/rooms/granen")
    clock.pass_by(timedelta(days=1))
    open_now = await wall.newcomer().get("/rooms/granen")

    assert "tel:1234" not in shut.text
    assert 'href="tel:1234"' in open_now.text


async def test_a_card_is_read_in_the_languages_it_has(wall: World) -> None:
    """The room's own first; another by the address; one that it has not is the room's."""
    async with wall.service.work() as work:
        card = await work.tips.get("rum-granen", "sv")
        await work.tips.fill([replace(card, language="en", advice=ENGLISH, version=1)])
        await work.commit()
    pages = {
        language: (await wall.newcomer().get(f"/rooms/granen?language={language}")).text
        for language in ("", "en", "fi", "xx")
    }

    assert '<html lang="en">' in pages["en"]
    assert "Press <em>Source</em>" in pages["en"]
    assert "Vaktmästeriet is closed now" in pages["en"]
    for language in ("", "fi", "xx"):
        assert '<html lang="sv">' in pages[language]
        assert 'href="/rooms/granen?language=en"' in pages[language]


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.IN_REVIEW, Stage.RETIRED])
async def test_what_nobody_else_has_read_hangs_on_no_wall(wall: World, stage: Stage) -> None:
    """Page, sheet and code are not there, as for a room that never was."""
    await change(wall, stage=stage)
    pages = [await wall.newcomer().get(path) for path in PATHS]
    never = await wall.newcomer().get("/rooms/almen")

    assert [page.status for page in pages] == [404, 404, 404]
    assert {page.text for page in pages} == {never.text}


async def test_a_room_at_rest_hangs_on_no_wall(wall: World) -> None:
    """Its card may answer elsewhere."""
    async with wall.service.work() as work:
        room = await work.rooms.get("granen")
        await work.rooms.put(replace(room, retired=True))
        await work.commit()

    assert [(await wall.newcomer().get(path)).status for path in PATHS] == [404, 404, 404]


async def test_nobody_stands_on_a_wall(wall: World) -> None:
    """Neither who mends things, nor who told of a fault, nor what they wrote, nor who went."""
    async with wall.service.work() as work:
        await work.people.put(Person(id="vera", name="Vera Lagarprov", department="law"))
        room = await work.rooms.get("sessionssalen")
        await work.rooms.put(replace(room, caretaker="vera"))
        for number, state in enumerate((State.TOLD, State.BEING_MENDED)):
            await work.faults.add(
                Fault(
                    id=f"f{number}",
                    room="sessionssalen",
                    part=(Part.SCREEN, Part.CAMERA)[number],
                    what="Sabina spillde kaffe",
                    reported=SUNDAY,
                    caretaker="vera",
                    state=state,
                    changed=SUNDAY,
                )
            )
        await work.commit()
    for path in ("/rooms/sessionssalen", "/rooms/sessionssalen/sheet"):
        page = await wall.newcomer().get(path)
        for secret in ("Vera", "Lagarprov", "vera", "Sabina", "Petra", "bordsmikrofonerna"):
            assert secret not in page.text, path
    page = await wall.newcomer().get("/rooms/sessionssalen")
    assert "Anmält i dag: skärmen. Vaktmästeriet tar hand om sådant." in page.text
    assert "Lagas nu, anmält i dag: kameran." in page.text


async def test_the_code_leads_to_the_page(wall: World) -> None:
    """At the address that people use, whatever the machine is called inside."""
    sheet = await wall.newcomer().get("/rooms/granen/sheet")
    code = await wall.newcomer().get("/rooms/granen/qr.svg")

    assert f"{HOME}/rooms/granen" in sheet.text
    assert "Vaktmästeriet: 1234" in sheet.text
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert code.text == as_svg(f"{HOME}/rooms/granen").decode()


async def test_whoever_is_signed_in_sees_what_anybody_sees(wall: World) -> None:
    """No name at the top, no way to change anything, and the room's own language."""
    stranger = await wall.newcomer().get("/rooms/granen")
    kim = await (await wall.signed_in("kim")).get("/rooms/granen")

    assert kim.text == stranger.text
