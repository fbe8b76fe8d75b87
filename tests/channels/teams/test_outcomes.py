"""What becomes of a letter when Teams fails, to the letter of reliability 1.1."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cards.codec import to_json
from bot.cards.model import Reply
from bot.texts.catalogue import plain
from scheduler.delivery.model import Fate, Kind, Letter, Outcome, Result
from tests.channels.teams.house import House, a_house
from tests.fakes.clock import StandingClock
from tests.fakes.kept import sent_and_kept
from tests.fakes.teams.faults import (
    BLOCKED,
    CUT,
    DONE_BUT_CUT,
    DONE_BUT_FELL_OVER,
    FELL_OVER,
    NO_CONVERSATION,
    NOT_OUR_TOKEN,
    PRECONDITION,
    TOO_BIG,
    TOO_MANY,
    Fault,
)

HELLO = (
    "Hej! Jag är en bot som hjälper till med det digitala på jobbet. "
    "Fråga vad som helst, stort som smått."
)
SAYS = Reply(text=(plain("Hej."),))


@pytest.fixture
async def house(home: Path, clock: StandingClock) -> AsyncIterator[House]:
    """Elias has written once, so that his chat is known."""
    async with a_house(home, clock, "elias", "birgitta") as found:
        await found.phone("elias").installs()
        yield found


def letter(number: int = 1, **changes: object) -> Letter:
    """Return a letter to Elias."""
    values: dict[str, object] = {
        "id": f"{number:032}",
        "kind": Kind.AT_LEAST_ONCE,
        "reason": f"test:{number}",
        "recipient": "elias",
        "channel": "teams",
        "content": to_json(SAYS),
        **changes,
    }
    return Letter(due=StandingClock().now(), **values)  # type: ignore[arg-type]


async def sent(house: House, one: Letter) -> Outcome:
    """Let the courier try once."""
    return await sent_and_kept(house.service, house.service.delivery.couriers["teams"], one)


@pytest.mark.parametrize(
    ("fault", "result", "wait"),
    [
        (TOO_MANY, Result.NOT_SENT, 3),
        (Fault(status=429, wait="120"), Result.NOT_SENT, 120),
        (Fault(status=429, wait="Mon, 23 Nov 2026 09:01:30 GMT"), Result.NOT_SENT, 90),
        (Fault(status=429, wait="soon"), Result.NOT_SENT, 5),
        (Fault(status=429, wait="999999"), Result.NOT_SENT, 3600),
        (PRECONDITION, Result.NOT_SENT, 2),
        (BLOCKED, Result.REFUSED, None),
        (NO_CONVERSATION, Result.REFUSED, None),
        (Fault(status=403, code="SomethingNew"), Result.UNCLEAR, None),
        (Fault(status=404), Result.UNCLEAR, None),
        (Fault(status=400, code="BadSyntax"), Result.UNCLEAR, None),
        (Fault(status=408), Result.UNCLEAR, None),
        (TOO_BIG, Result.TOO_LARGE, None),
        (FELL_OVER, Result.UNCLEAR, None),
        (Fault(status=500), Result.UNCLEAR, None),
        (Fault(status=504), Result.UNCLEAR, None),
        (DONE_BUT_FELL_OVER, Result.UNCLEAR, None),
        (CUT, Result.UNCLEAR, None),
        (DONE_BUT_CUT, Result.UNCLEAR, None),
        (Fault(status=201, body="no JSON"), Result.UNCLEAR, None),
        (Fault(status=201, body="{}"), Result.UNCLEAR, None),
        (Fault(status=302), Result.UNCLEAR, None),
    ],
)
async def test_an_answer_of_teams_has_one_meaning(
    house: House, fault: Fault, result: Result, wait: int | None
) -> None:
    """What is known not to have happened is tried again; what nobody knows is unclear."""
    house.teams.faults["send"].append(fault)

    outcome = await sent(house, letter())

    assert outcome.result is result
    assert outcome.again_in == (None if wait is None else timedelta(seconds=wait))
    assert "Hej" not in outcome.why


async def test_what_arrives_has_its_number(house: House) -> None:
    """The platform's id is kept, so that the message can be changed."""
    outcome = await sent(house, letter())

    assert outcome == Outcome(
        result=Result.ARRIVED, platform_id=house.teams.chat(house.phone("elias").chat)[-1].id
    )


async def test_a_token_that_is_refused_is_asked_for_anew(house: House) -> None:
    """Once: the letter goes out with the new one."""
    house.teams.faults["send"].append(NOT_OUR_TOKEN)

    assert (await sent(house, letter())).result is Result.ARRIVED
    assert len(house.teams.asked("token")) == 2


async def test_a_secret_that_is_over_stops_all_sending(
    house: House, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is lost, nothing is hammered, and the log says it once."""
    house.teams.secret = "another"  # noqa: S105 - made up
    house.teams.tokens.clear()
    before = len(house.teams.asked("send"))

    for number in range(3):
        outcome = await sent(house, letter(number))
        assert outcome.result is Result.NOT_SENT
        assert outcome.again_in == timedelta(minutes=1)

    assert len(house.teams.asked("send")) <= before + 1
    told = capsys.readouterr().out + caplog.text
    assert told.count("teams-sending-stopped") == 1


async def test_a_letter_that_waited_arrives_when_teams_is_well(house: House) -> None:
    """After the time that Teams asked for, and once."""
    elias = house.phone("elias")
    house.teams.faults["send"].extend([TOO_MANY, PRECONDITION])
    async with house.service.work() as work:
        await work.letters.post(letter())
        await work.commit()

    for seconds in (0, 4, 4):
        house.clock.pass_by(timedelta(seconds=seconds))
        await house.settle()

    assert elias.reads().count("Hej.") == 1
    async with house.service.reading() as work:
        assert (await work.letters.sums())[Fate.WAITING] == 0


async def test_a_tip_that_nobody_knows_of_is_not_sent_again(house: House) -> None:
    """Rather lost than doubled; it is counted as unknown."""
    house.teams.faults["send"].append(DONE_BUT_CUT)
    async with house.service.work() as work:
        await work.letters.post(letter(kind=Kind.AT_MOST_ONCE))
        await work.commit()

    await house.settle()
    house.clock.pass_by(timedelta(hours=1))
    await house.settle()

    assert house.phone("elias").reads().count("Hej.") == 1
    async with house.service.reading() as work:
        assert (await work.letters.sums())[Fate.UNKNOWN] == 1


async def test_somebody_who_never_wrote_is_found_by_their_object_id(house: House) -> None:
    """A chat is opened with those whose account is known, and kept."""
    birgitta = house.phone("birgitta")
    async with house.service.work() as work:
        await work.accounts.add("teams", birgitta.member.object_id, "birgitta")
        await work.commit()

    assert (await sent(house, letter(recipient="birgitta"))).result is Result.ARRIVED
    assert (await sent(house, letter(2, recipient="birgitta"))).result is Result.ARRIVED

    assert birgitta.reads() == ["Hej.", "Hej."]
    assert len(house.teams.asked("create")) == 1


async def test_somebody_nobody_knows_in_teams_is_not_reachable_yet(house: House) -> None:
    """It is said so, and Teams is not asked."""
    outcome = await sent(house, letter(recipient="nadia"))

    assert outcome == Outcome(result=Result.REFUSED, why="not reachable in Teams yet")
    assert house.teams.asked("install", "create") == []


async def test_the_bot_is_installed_for_those_who_never_wrote(
    home: Path, clock: StandingClock
) -> None:
    """Graph installs it by their work address; their greeting and the letter come then."""
    async with a_house(home, clock, "elias", teams_catalog_app_id="catalogue-7") as house:
        elias = house.phone("elias")
        async with house.service.work() as work:
            await work.letters.post(letter(channel=None))
            await work.commit()

        await house.settle()
        (asked,) = house.teams.asked("install")
        assert asked.chat == elias.member.email
        assert asked.body["teamsApp@odata.bind"].endswith("/appCatalogs/teamsApps/catalogue-7")
        await elias.installs()
        house.clock.pass_by(timedelta(minutes=1))
        await house.settle()

        assert sorted(one.splitlines()[0] for one in elias.reads()) == [HELLO, "Hej."]


@pytest.mark.parametrize("status", [403, 404])
async def test_without_the_permission_they_are_not_reachable_yet(
    home: Path, clock: StandingClock, status: int
) -> None:
    """Nothing is tried again and again, and the letter is kept for when they come."""
    async with a_house(home, clock, "elias", teams_catalog_app_id="catalogue-7") as house:
        house.teams.faults["install"].append(Fault(status=status))
        async with house.service.work() as work:
            await work.letters.post(letter(channel=None))
            await work.commit()

        await house.settle()
        async with house.service.reading() as work:
            assert (await work.letters.sums())[Fate.BLOCKED] == 1
        await house.phone("elias").says("hej")

        assert "Hej." in house.phone("elias").reads()


@pytest.mark.parametrize("fault", [FELL_OVER, CUT, TOO_MANY])
async def test_a_graph_that_is_ill_is_asked_again_and_then_no_more(
    home: Path, clock: StandingClock, fault: Fault
) -> None:
    """Five times, a minute apart."""
    async with a_house(home, clock, "elias", teams_catalog_app_id="catalogue-7") as house:
        house.teams.faults["install"].extend([fault] * 9)
        async with house.service.work() as work:
            await work.letters.post(letter(channel=None))
            await work.commit()

        for _ in range(9):
            await house.settle()
            house.clock.pass_by(timedelta(minutes=1))

        assert len(house.teams.asked("install")) == 5


async def test_a_message_can_be_changed_and_taken_away(house: House) -> None:
    """By a later letter that names it; one that is gone is no fault."""
    elias = house.phone("elias")
    await sent(house, letter(1))
    first = letter(1).id

    other = Reply(text=(plain("Hej då."),))
    assert (
        await sent(house, letter(2, instead_of=first, content=to_json(other)))
    ).result is Result.ARRIVED
    assert elias.reads()[-1] == "Hej då."

    await sent(house, letter(3, instead_of=first, content=""))
    assert "Hej då." not in elias.reads()
    gone = await sent(house, letter(4, instead_of=first, content=""))
    assert gone == Outcome(result=Result.REFUSED, why="no such message any more")


async def test_a_connector_that_moved_elsewhere_is_not_written_to(house: House) -> None:
    """An address that has become foreign in the database is refused when it is used."""
    async with house.service.work() as work:
        chat = await work.chats.of("elias", "teams")
        assert chat
        address = {**chat.address, "service_url": "https://evil.example/"}
        object.__setattr__(chat, "address", address)
        await work.chats.put(chat)
        await work.commit()

    outcome = await sent(house, letter())

    assert outcome == Outcome(result=Result.REFUSED, why="host not allowed")
