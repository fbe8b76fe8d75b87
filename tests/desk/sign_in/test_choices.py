"""What a coordinator chooses on the desk holds in every process, and nobody's word is lost."""

import re
from datetime import timedelta

import pytest
import sqlalchemy

from bot.desk.pages.settings import BEFORE, WORDS
from bot.runtime.retention import kinds
from bot.runtime.wiring import build
from tests.desk.sign_in.world import World

HERE = "/desk/settings"
BOSS = "one-administrator"


async def test_what_is_chosen_holds_at_once_and_everywhere(world: World) -> None:
    """In this process when the answer comes, in another when it next looks, after a start too."""
    other = build(world.service.settings, clock=world.clock)
    boss = await world.signed_in(BOSS)
    form = {"csrf": await boss.csrf(), "remind_hours": "2,5", "hr": "HR-rösten", "dial": "0.5"}

    assert (await boss.post(HERE, form)).status == 303

    here = world.service.chosen
    assert here.customs.pace.remind == timedelta(hours=2.5)
    assert here.customs.contacts.hr == "HR-rösten"
    assert other.chosen.customs.contacts.hr == ""
    await other.chosen.follow()
    assert other.chosen.customs == here.customs
    assert other.chosen.settings.dial == 0.5
    await other.close()


async def test_an_empty_field_is_as_the_server_says(world: World) -> None:
    """The choice is taken back, and the page says what holds then."""
    boss = await world.signed_in(BOSS)
    csrf = await boss.csrf()
    await boss.post(HERE, {"csrf": csrf, "coordinator_hours": "30"})
    await boss.post(HERE, {"csrf": csrf, f"{BEFORE}coordinator_hours": "30"})
    page = await boss.get(HERE)

    assert world.service.chosen.customs.pace.coordinator == timedelta(hours=16)
    assert "Tomt: 16." in page.text


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"remind_hours": "snart"}, {"remind_hours"}),
        ({"most_open": "2.5"}, {"most_open"}),
        ({"most_open": "inf"}, {"most_open"}),
        ({"question_minutes": "0"}, {"question_minutes"}),
        ({"reply_hours": "nan"}, {"reply_hours"}),
        ({"reply_hours": "inf"}, {"reply_hours"}),
        ({"working_hours": "när vi kan"}, {"working_hours"}),
        ({"dial": "5"}, {"dial"}),
        ({"hr": "x" * 201}, {"hr"}),
        ({"remind_hours": "9", "standin_hours": "5"}, {"remind_hours", "standin_hours"}),
        ({"remind_hours": "9"}, {"remind_hours"}),
    ],
)
async def test_what_cannot_hold_is_said_beside_its_field(
    world: World, form: dict[str, str], wrong: set[str]
) -> None:
    """Nothing of it is kept but what was written, in the form."""
    boss = await world.signed_in(BOSS)
    page = await boss.post(HERE, {"csrf": await boss.csrf(), "registrar": "Eva", **form})

    assert page.status == 422
    assert {name for name in WORDS if f'id="{name}-error"' in page.text} == wrong
    for name, text in {"registrar": "Eva", **form}.items():
        assert name == "dial" or f'value="{text}"' in page.text
    async with world.service.reading() as work:
        assert await work.choices.everything() == {}


async def test_of_two_who_choose_the_second_sees_both(world: World) -> None:
    """Nothing is overwritten unseen; what the first changed elsewhere stays."""
    boss = await world.signed_in(BOSS)
    csrf = await boss.csrf()
    await boss.post(HERE, {"csrf": csrf, "hr": "Den första", "crisis_line": "Samtalet"})

    page = await boss.post(HERE, {"csrf": csrf, "hr": "Den andra"})
    again = await boss.post(HERE, {"csrf": csrf, "hr": "Den andra", f"{BEFORE}hr": "Den första"})

    assert page.status == 422
    assert "Någon annan har valt Den första" in page.text
    assert 'value="Den andra"' in page.text
    assert f'name="{BEFORE}hr" value="Den första"' in page.text
    assert again.status == 303
    async with world.service.reading() as work:
        chosen = await work.choices.everything()
    assert chosen == {"hr": "Den andra", "crisis_line": "Samtalet"}


async def test_whoever_coordinates_a_part_reads_and_does_not_choose(world: World) -> None:
    """The whole organisation's settings are the whole organisation's coordinator's."""
    part = await world.signed_in("one-coordinator")
    page = await part.get(HERE)
    tried = await part.post(HERE, {"csrf": await part.csrf(), "hr": "Jag"})

    assert page.status == 200
    assert 'name="hr"' not in page.text
    assert tried.status == 403


async def test_the_audit_names_what_was_chosen(world: World) -> None:
    """Which, and by whom; saving without a change says nothing."""
    boss = await world.signed_in(BOSS)
    csrf = await boss.csrf()
    await boss.post(HERE, {"csrf": csrf, "hr": "HR-rösten", "dial": "-0.5"})
    await boss.post(HERE, {"csrf": csrf, "hr": "HR-rösten", f"{BEFORE}hr": "HR-rösten"})

    (deed,) = [one for one in await world.deeds() if one.name == "settings.chosen"]
    assert (deed.by, deed.details) == (BOSS, {"which": "dial, hr"})


async def test_a_choice_that_no_longer_fits_holds_no_more(world: World) -> None:
    """The server's settings have changed below it: they hold, and the service goes on."""
    async with world.service.engine.begin() as connection:
        await connection.execute(
            sqlalchemy.text("INSERT INTO choices (name, value) VALUES ('dial', '7'), ('hr', 'HR')")
        )

    await world.service.chosen.follow()

    assert world.service.chosen.settings.dial == 0.0
    assert world.service.chosen.customs.contacts.hr == "HR"


async def test_how_long_each_kind_of_record_is_kept_is_said_in_words(world: World) -> None:
    """Every kind that is removed at its time has its line, in the reader's language."""
    boss = await world.signed_in(BOSS)
    page = await boss.get(HERE)
    rows = re.findall(r"<tr><td>([^<]+)</td><td>([^<]+)</td></tr>", page.text)

    assert len(rows) == len(kinds(world.service.settings))
    assert ("Coachgruppens möten, efter att de började", "730 dagar") in rows
    assert ("Inloggningar på skrivbordet", "8 timmar") in rows
