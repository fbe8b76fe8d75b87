"""Every shelf of rooms, faults and rounds keeps these promises."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.runtime.work import SqlWorks
from knowledge.rooms.faults import Fault, Part, State, UnknownFault
from knowledge.rooms.model import Room, RoomEdited, RoomExists, UnknownRoom
from knowledge.rooms.rounds import Answer, Check, Round, UnknownRound
from tests.fakes.clock import SUNDAY

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run

HOUR = timedelta(hours=1)
GRANEN = Room(
    id="granen",
    name="Granen",
    names=("201", "Stora Granen"),
    place="bredvid Anns rum",
    seats=8,
    screen="65 tum",
    owner="vaktmasteri",
    caretaker="ann",
    tip="rum-granen",
)
FAULT = Fault(
    id="f1",
    room="granen",
    part=Part.SCREEN,
    what="svart, säger Ann",
    reported=SUNDAY,
    caretaker="ann",
    changed=SUNDAY,
)
ROUND = Round(
    id="r1",
    room="granen",
    at=SUNDAY,
    by="ann",
    answers={Check.PICTURE: Answer.NO, Check.CAMERA: Answer.NONE},
    note="Ann var här",
    wish="fler uttag",
    photo="0123.png",
)


async def test_a_room_is_kept_whole(work: SqlWorks) -> None:
    """With every fact; its id is its own, and it is found by its card while it is in use."""
    async with work() as one:
        await one.rooms.add(GRANEN)
        await one.commit()
    async with work() as one:
        assert await one.rooms.everything() == [GRANEN]
        assert await one.rooms.get("granen") == GRANEN
        assert await one.rooms.of_card("rum-granen") == GRANEN
        with pytest.raises(RoomExists):
            await one.rooms.add(replace(GRANEN, name="En annan"))
        with pytest.raises(UnknownRoom):
            await one.rooms.get("tallen")
        await one.rooms.put(replace(GRANEN, retired=True))
        assert await one.rooms.of_card("rum-granen") is None


async def test_of_two_who_edit_the_second_is_told(work: SqlWorks) -> None:
    """What the first saved stays; a round in between disturbs nobody."""
    async with work() as one:
        await one.rooms.add(GRANEN)
        await one.rooms.visited("granen", on=SUNDAY.date())
        await one.rooms.fitted("granen", "abc")
        first = await one.rooms.put(replace(GRANEN, panel="den grå", follows="abc"))
        assert first.version == 2
        with pytest.raises(RoomEdited):
            await one.rooms.put(replace(GRANEN, panel="den svarta"))
        with pytest.raises(UnknownRoom):
            await one.rooms.put(replace(GRANEN, id="tallen"))
        kept = await one.rooms.get("granen")
        assert (kept.panel, kept.checked, kept.follows) == ("den grå", SUNDAY.date(), "abc")
        for unknown in (
            one.rooms.visited("tallen", on=SUNDAY.date()),
            one.rooms.fitted("tallen", "abc"),
        ):
            with pytest.raises(UnknownRoom):
                await unknown


async def test_who_cares_for_rooms_is_forgotten(work: SqlWorks) -> None:
    """From the register, the faults and the rounds; what they found stays."""
    async with work() as one:
        await one.rooms.add(GRANEN)
        await one.faults.add(FAULT)
        await one.rounds.add(ROUND)
        assert await one.rooms.cared_for("ann") == [GRANEN]
        assert await one.rounds.gone_by("ann") == [ROUND]
        for shelf in (one.rooms, one.faults, one.rounds):
            assert await shelf.forget_person("ann") == 1
            assert await shelf.forget_person("ann") == 0
            assert await shelf.reword(lambda text: text.replace("Ann", "…")) == 1
        assert await one.rooms.get("granen") == replace(
            GRANEN, caretaker="", place="bredvid …s rum"
        )
        assert await one.faults.get("f1") == replace(FAULT, caretaker="", what="svart, säger …")
        assert await one.rounds.of_room("granen") == [replace(ROUND, by="", note="… var här")]


async def test_a_fault_goes_from_told_to_mended(work: SqlWorks) -> None:
    """Each step once; open ones stand before mended ones, and the last of these first."""
    later = replace(FAULT, id="f2", part=Part.SOUND, reported=SUNDAY + HOUR)
    async with work() as one:
        for fault in (FAULT, FAULT, later):
            await one.faults.add(fault)
        assert await one.faults.open() == [FAULT, later]
        assert await one.faults.move("f1", State.BEING_MENDED, at=SUNDAY + HOUR) == FAULT
        with pytest.raises(UnknownFault):
            await one.faults.move("f1", State.BEING_MENDED, at=SUNDAY + HOUR)
        await one.faults.move("f2", State.MENDED, at=SUNDAY + HOUR)
        assert [fault.id for fault in await one.faults.of_room("granen")] == ["f1", "f2"]
        assert [fault.id for fault in await one.faults.open()] == ["f1"]
        with pytest.raises(UnknownFault):
            await one.faults.get("f3")


async def test_one_waits_for_word_of_a_fault(work: SqlWorks) -> None:
    """Until it is mended, or until they are to be forgotten."""
    async with work() as one:
        await one.faults.add(FAULT)
        await one.faults.add(replace(FAULT, id="f2"))
        assert await one.faults.await_word("f1", "sealed")
        assert not await one.faults.await_word("f1", "another")
        assert await one.faults.await_word("f2", "sealed")
        assert [fault.by for fault in await one.faults.awaited()] == ["sealed", "sealed"]
        await one.faults.forget_by("f2")
        assert (await one.faults.move("f1", State.MENDED, at=SUNDAY)).by == "sealed"
        assert await one.faults.awaited() == []
        assert not await one.faults.await_word("f1", "sealed")


async def test_what_was_mended_goes_and_what_is_open_stays(work: SqlWorks) -> None:
    """However old it is; rounds go by their day."""
    async with work() as one:
        await one.faults.add(FAULT)
        await one.faults.add(replace(FAULT, id="f2", state=State.MENDED))
        await one.rounds.add(ROUND)
        for shelf in (one.faults, one.rounds):
            assert await shelf.forget_old(before=SUNDAY) == 0
            assert await shelf.forget_old(before=SUNDAY + HOUR) == 1
        assert [fault.id for fault in await one.faults.open()] == ["f1"]


async def test_a_wish_is_on_the_list_until_it_is_met(work: SqlWorks) -> None:
    """The round stays, with its photo."""
    async with work() as one:
        await one.rounds.add(ROUND)
        await one.rounds.add(ROUND)
        await one.rounds.add(replace(ROUND, id="r2", at=SUNDAY + HOUR, wish="", photo=""))
        assert await one.rounds.wishes() == [ROUND]
        await one.rounds.meet("r1")
        assert await one.rounds.wishes() == []
        for unknown in ("r1", "r2", "r3"):
            with pytest.raises(UnknownRound):
                await one.rounds.meet(unknown)
        assert [found.id for found in await one.rounds.of_room("granen")] == ["r2", "r1"]
        assert await one.rounds.photos() == {"0123.png"}
