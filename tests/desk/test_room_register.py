"""The register of rooms, page by page, looked at without a browser."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.sessions.model import id_of
from knowledge.people.model import Person
from knowledge.rooms.faults import Fault, Part, State
from knowledge.rooms.model import Room
from knowledge.rooms.rounds import Answer, Check
from tests.desk.sign_in.conftest import filled, provider, world
from tests.desk.sign_in.visitor import SESSION, Page, Visitor
from tests.desk.sign_in.world import KIM, World, a_desk
from tests.fakes.clock import StandingClock
from tests.fakes.identity_provider import IdentityProvider
from tips.model import Stage

__all__ = ["filled", "provider", "world"]

ALL_WELL = {f"check.{one.value}": Answer.YES.value for one in Check}


@pytest.fixture
async def register(home: Path, clock: StandingClock) -> AsyncIterator[World]:
    """A desk with the sample rooms and the sample places."""
    settings = {"places_file": "bot/runtime/sample_places.yaml"}
    async with a_desk(home, IdentityProvider(clock=clock, person=KIM), clock, settings) as one:
        yield one


async def sent(world: World, visitor: Visitor, path: str, form: Mapping[str, str]) -> Page:
    """Send a form with the session's own token."""
    async with world.service.reading() as work:
        session = await work.sessions.get(id_of(visitor.cookies[SESSION]))
    assert session
    return await visitor.post(path, {"csrf": session.csrf, **form})


async def told(world: World, room: str, *, days: int = 0, state: State = State.TOLD) -> str:
    """Let something not work in a room since some days; return the fault's id."""
    at = world.clock.now() - timedelta(days=days)
    fault = Fault(
        id=f"{room}-{days}",
        room=room,
        part=Part.SCREEN,
        what="svart",
        reported=at,
        state=state,
        changed=at,
    )
    async with world.service.work() as work:
        await work.faults.add(fault)
        await work.commit()
    return fault.id


async def faults_of(world: World, room: str) -> list[Fault]:
    """Return a room's faults."""
    async with world.service.reading() as work:
        return list(await work.faults.of_room(room))


async def test_where_something_is_wrong_comes_first_and_the_largest_of_them(
    register: World,
) -> None:
    """The others stand by their names."""
    visitor = await register.signed_in("kim")
    await told(register, "tallen")
    before = re.findall(r'href="/desk/rooms/(\w+)"', (await visitor.get("/desk/rooms")).text)
    await told(register, "granen")
    after = re.findall(r'href="/desk/rooms/(\w+)"', (await visitor.get("/desk/rooms")).text)

    rooms = ("sessionssalen", "tallen", "granen")
    assert [one for one in before if one in rooms] == ["sessionssalen", "tallen", "granen"]
    assert [one for one in after if one in rooms] == ["sessionssalen", "tallen", "granen"]
    async with register.service.work() as work:
        granen = await work.rooms.get("granen")
        await work.rooms.put(replace(granen, seats=100))
        await work.commit()
    last = re.findall(r'href="/desk/rooms/(\w+)"', (await visitor.get("/desk/rooms")).text)
    assert [one for one in last if one in rooms] == ["granen", "sessionssalen", "tallen"]


async def test_what_nobody_mends_comes_up_on_monday(register: World) -> None:
    """After a week, for coordinators, unless somebody has begun."""
    kim = await register.signed_in("kim")
    tom = await register.signed_in("tom")
    await told(register, "granen", days=6)
    await told(register, "tallen", days=8)
    words = "Rum där något inte har fungerat på länge"
    page = await kim.get("/desk/")

    assert words in page.text
    assert "/desk/rooms/tallen" in page.text
    assert "/desk/rooms/sessionssalen" in page.text
    assert "/desk/rooms/granen" not in page.text
    assert words not in (await tom.get("/desk/")).text
    for fault in ("tallen-8", "exempel-mikrofon"):
        async with register.service.work() as work:
            await work.faults.move(fault, State.BEING_MENDED, at=register.clock.now())
            await work.commit()
    assert words not in (await kim.get("/desk/")).text


async def test_a_card_without_a_room_can_be_taken_in(register: World) -> None:
    """It stays as it is, and is nobody else's; a second room of the name gets an id of its own."""
    async with register.service.work() as work:
        card = await work.tips.get("rum-granen", "sv")
        await work.tips.fill(
            [replace(card, id="rum-gamla", title="Gamla salen, plan 1", names=("Gamla salen",))]
        )
        await work.commit()
    visitor = await register.signed_in("kim")
    assert "Gamla salen, plan 1" in (await visitor.get("/desk/rooms")).text
    form = await visitor.get("/desk/rooms/new?card=rum-gamla")
    assert 'value="Gamla salen"' in form.text
    assert 'value="plan 1"' in form.text
    for _ in range(2):
        page = await sent(
            register, visitor, "/desk/rooms/new", {"name": "Gamla salen", "tip": "rum-gamla"}
        )
        assert page.status == 303
    async with register.service.reading() as work:
        rooms = [await work.rooms.get(one) for one in ("gamla-salen", "gamla-salen-2")]
        kept = await work.tips.get("rum-gamla", "sv")
        drafted = await work.tips.get("rum-gamla-salen-2", "sv")

    assert [room.tip for room in rooms] == ["rum-gamla", "rum-gamla-salen-2"]
    assert kept.advice == card.advice
    assert (drafted.stage, drafted.author) == (Stage.DRAFT, "kim")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Sam Test", "sam"),
        ("sam@example.se", "sam"),
        ("  sam   test ", "sam"),
        ("", ""),
        ("Test", None),
        ("Ingen Alls", None),
        ("nobody@example.se", None),
    ],
)
async def test_who_gets_the_letters_is_found_by_name_or_address(
    register: World, typed: str, kept: str | None
) -> None:
    """One or nobody; who cannot be told apart is asked about, and nothing is lost."""
    visitor = await register.signed_in("kim")
    form = {"name": "Granen", "place": "en ny plats", "caretaker": typed, "version": "1"}
    page = await sent(register, visitor, "/desk/rooms/granen", form)
    async with register.service.reading() as work:
        room = await work.rooms.get("granen")

    if kept is None:
        assert page.status == 422
        assert "en ny plats" in page.text
        assert (room.place, room.version) == ("plan 2", 1)
    else:
        assert page.status == 303
        assert (room.place, room.caretaker) == ("en ny plats", kept)


async def test_a_namesake_who_is_chosen_stays_chosen(register: World) -> None:
    """Two have the name; whoever changes a seat need not say again which."""
    async with register.service.work() as work:
        await work.people.put(Person(id="sam2", name="Sam Test", department="law"))
        granen = await work.rooms.get("granen")
        await work.rooms.put(replace(granen, caretaker="sam2"))
        await work.commit()
    visitor = await register.signed_in("kim")
    form = {"name": "Granen", "caretaker": "Sam Test", "version": "2"}
    page = await sent(register, visitor, "/desk/rooms/granen", form)
    async with register.service.reading() as work:
        assert (await work.rooms.get("granen")).caretaker == "sam2"

    assert page.status == 303


async def test_a_card_is_written_anew_as_a_draft(register: World) -> None:
    """The one that answers goes on answering until somebody has read the new one."""
    async with register.service.work() as work:
        granen = await work.rooms.get("granen")
        await work.rooms.put(replace(granen, panel="den blå"))
        await work.commit()
    visitor = await register.signed_in("kim")
    page = await sent(register, visitor, "/desk/rooms/granen/card", {"do": "write"})
    async with register.service.reading() as work:
        card = await work.tips.get("rum-granen", "sv")
        draft = await work.tips.proposal("rum-granen", "sv")
        room = await work.rooms.get("granen")

    assert page.location == "/desk/rooms/granen?done=card_written"
    assert card.stage is Stage.PUBLISHED
    assert not any("den blå" in step for step in card.advice.steps)
    assert draft is not None
    assert "Välj källa på panelen: den blå." in draft.advice.steps
    assert not room.is_ahead


async def test_a_round_sent_twice_is_one_round(register: World) -> None:
    """A phone that loses its line sends again; nothing is told twice."""
    visitor = await register.signed_in("tom")
    form = {
        **ALL_WELL,
        "check.picture": "no",
        "what.picture": "flimrar",
        "wish": "gardiner",
        "round": "0" * 32,
    }
    for _ in range(2):
        page = await sent(register, visitor, "/desk/rooms/granen/round", form)
        assert page.location.startswith("/desk/rooms/granen?done=round")
    async with register.service.reading() as work:
        rounds = await work.rounds.of_room("granen")
        room = await work.rooms.get("granen")
        wishes = [one.wish for one in await work.rounds.wishes() if one.room == "granen"]

    assert [(one.by, one.wrong) for one in rounds] == [("tom", (Check.PICTURE,))]
    assert [(one.part, one.what) for one in await faults_of(register, "granen")] == [
        (Part.SCREEN, "flimrar")
    ]
    assert wishes == ["gardiner"]
    assert room.checked == register.clock.now().date()


async def test_a_yes_mends_what_was_told(register: World) -> None:
    """And a no to what is told of already tells nothing anew."""
    visitor = await register.signed_in("tom")
    await told(register, "granen", days=2)
    await sent(register, visitor, "/desk/rooms/granen/round", ALL_WELL | {"check.picture": "no"})
    still = await faults_of(register, "granen")
    await sent(register, visitor, "/desk/rooms/granen/round", ALL_WELL)
    after = await faults_of(register, "granen")

    assert [one.state for one in still] == [State.TOLD]
    assert [one.state for one in after] == [State.MENDED]


async def test_a_wish_that_is_met_leaves_the_list(register: World) -> None:
    """A coordinator takes it off, once; a coach may not."""
    kim, tom = await register.signed_in("kim"), await register.signed_in("tom")
    form = {"round": "exempel-runda"}
    pages = [
        await sent(register, visitor, "/desk/rooms/wishes", form) for visitor in (tom, kim, kim)
    ]

    assert [page.status for page in pages] == [403, 303, 404]
    assert "Eluttag vid fler platser." not in (await kim.get("/desk/rooms/wishes")).text


async def test_nothing_is_done_that_no_button_says(register: World) -> None:
    """A form with another deed, fault or room changes nothing."""
    visitor = await register.signed_in("kim")
    await told(register, "granen")
    before = await register.everything()
    for path, form, status in (
        ("/desk/rooms/granen/decide", {"do": "burn"}, 422),
        ("/desk/rooms/granen/card", {"do": "burn"}, 422),
        ("/desk/rooms/granen/faults/decide", {"do": "burn", "fault": "granen-0"}, 422),
        ("/desk/rooms/granen/faults/decide", {"do": "mended", "fault": "nix"}, 404),
        ("/desk/rooms/granen/faults", {"part": "roof", "what": "x"}, 422),
        ("/desk/rooms/granen/faults", {"part": "screen", "what": "x" * 301}, 422),
        ("/desk/rooms/granen/round", ALL_WELL | {"note": "x" * 1001}, 422),
        ("/desk/rooms/granen/round", {}, 422),
        ("/desk/rooms/nix", {"name": "Nix"}, 404),
        ("/desk/rooms/nix/round", ALL_WELL, 404),
        ("/desk/rooms/new", {"name": ""}, 422),
    ):
        assert (await sent(register, visitor, path, form)).status == status, path

    assert await register.everything() == before


async def test_a_fault_in_another_room_is_not_mended_from_this_one(register: World) -> None:
    """The address and the fault have to agree."""
    visitor = await register.signed_in("kim")
    fault = await told(register, "granen")
    page = await sent(
        register,
        visitor,
        "/desk/rooms/tallen/faults/decide",
        {"do": "mended", "fault": fault},
    )

    assert page.status == 404
    assert [one.state for one in await faults_of(register, "granen")] == [State.TOLD]


def test_a_room_is_called_by_name_and_place() -> None:
    """As its card is."""
    assert Room(id="x", name="Granen", place="plan 2").title == "Granen, plan 2"
    assert Room(id="x", name="Granen").title == "Granen"
