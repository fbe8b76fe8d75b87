"""Every button there is, pressed by everybody it was not made for, and by its owner much later."""

import pytest

from tests.channels.rows import everything
from tests.channels.slack.house import House
from tests.fakes.slack.phone import INTERACTION, Phone
from tests.fakes.slack.server import Message
from tests.fakes.slack.shapes import Json, buttons_in

KEYS = "var är kopian av nycklarna till arkivet"
PEOPLE = ("elias", "birgitta", "nadia", "inger")
STILL = frozenset({"Gör till tips"})
"""What may be done whenever one likes."""

Button = tuple[str, Message, Json]


def buttons(house: House, who: str) -> list[Button]:
    """Return every button on every message in somebody's own chat."""
    return [
        (who, message, one)
        for message in house.slack.in_chat(house.phone(who).chat)
        for one in buttons_in(message.blocks)
    ]


async def pressed(house: House, phone: Phone, button: Button, chat: str) -> int:
    """Press a button as somebody, wherever it stands; return the status."""
    _owner, message, one = button
    action = {"type": "button", "action_id": one["action_id"], "block_id": "b"}
    body = phone.interaction(
        "block_actions",
        trigger_id=house.slack.number(),
        channel={"id": chat},
        message={"ts": message.ts},
        container={"type": "message", "message_ts": message.ts, "channel_id": chat},
        response_url=house.slack.asks_with(phone.user, chat),
        actions=[{**action, "value": one["value"]}],
    )
    status, _ = await house.post(INTERACTION, body)
    return status


@pytest.fixture
async def lived(house: House) -> list[Button]:
    """A question has been asked, taken, answered and settled; all buttons of the way."""
    found: dict[str, Button] = {}

    def collect() -> None:
        for who in PEOPLE:
            for one in buttons(house, who):
                found[f"{one[1].ts} {one[2]['value']}"] = one

    elias, birgitta = house.phone("elias"), house.phone("birgitta")
    for who in PEOPLE:
        await house.phone(who).says("hej")
    await elias.says("hur delar jag skärmen i teams")
    collect()
    await elias.says(KEYS)
    collect()
    await elias.presses("Ja, med mitt namn")
    collect()
    await birgitta.presses("Ta frågan")
    collect()
    await birgitta.says("Den ligger i skåpet hos registrator.")
    collect()
    await elias.presses("Tack, löst")
    collect()
    return [*found.values()]


async def test_a_button_is_its_owners(house: House, lived: list[Button]) -> None:
    """Whoever else sends it, from their own chat or from the owner's: nothing is done by it."""
    before = await everything(house.service)
    wrong = []
    for button in lived:
        for who in PEOPLE:
            if who == button[0]:
                continue
            phone = house.phone(who)
            for chat in (phone.chat, house.phone(button[0]).chat):
                status = await pressed(house, phone, button, chat)
                now = await everything(house.service)
                if status >= 500 or now != before:
                    wrong.append((who, button[0], button[2]["text"]["text"], status))
                    before = now

    assert len(lived) >= 10
    assert wrong == []


async def test_an_old_button_does_nothing_twice(house: House, lived: list[Button]) -> None:
    """When all is settled its owner may press each again: taken kindly, and nothing changes."""
    wrong = []
    for button in lived:
        before = await everything(house.service)
        phone = house.phone(button[0])
        status = await pressed(house, phone, button, phone.chat)
        label = button[2]["text"]["text"]
        if status != 200:
            wrong.append((button[0], label, str(status)))
        now = await everything(house.service)
        changed = [name for name in now if now[name] != before[name]]
        if changed and label not in STILL:
            wrong.append((button[0], label, str(changed)))

    assert wrong == []
