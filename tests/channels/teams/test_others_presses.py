"""Every button there is, pressed by everybody it was not made for, and by its owner much later."""

import pytest

from tests.channels.rows import everything
from tests.channels.teams.house import House
from tests.channels.teams.test_asking import settled_in
from tests.fakes.teams.phone import Phone
from tests.fakes.teams.roster import TENANT
from tests.fakes.teams.servers import Message
from tests.fakes.teams.shapes import Json, parts_of

KEYS = "var är kopian av nycklarna till arkivet"
PEOPLE = ("elias", "birgitta", "nadia", "inger")
STILL = frozenset({"Gör till tips"})
"""What may be done whenever one likes."""

Button = tuple[str, Message, Json]


def buttons(house: House, who: str) -> list[Button]:
    """Return every button on every card in somebody's chat, as it is drawn for them."""
    phone = house.phone(who)
    return [
        (who, message, one)
        for message in house.teams.chats.get(phone.chat, [])
        for one in parts_of(phone.card(message))
        if one["type"] in {"Action.Execute", "Action.Submit"}
    ]


async def pressed(house: House, phone: Phone, button: Button, chat: str) -> int:
    """Press a button as somebody, wherever it stands; return the status."""
    _owner, message, action = button
    data = dict(action["data"])
    if action["type"] == "Action.Submit":
        data |= data.pop("msteams", {})
        name = "task/fetch"
        value: Json = {"data": data}
    else:
        name = "adaptiveCard/action"
        sent = {"type": "Action.Execute", "verb": action["verb"], "data": {**data, "text": "Jag"}}
        value = {"action": sent, "trigger": "manual"}
    place = {"conversation": {"conversationType": "personal", "tenantId": TENANT, "id": chat}}
    said = phone.activity(type="invoke", name=name, value=value, replyToId=message.id, **place)
    status, _ = await house.post(said, phone.header())
    return status


@pytest.fixture
async def lived(house: House) -> list[Button]:
    """A question has been asked, taken, answered and become a draft; all buttons of the way."""
    found: dict[str, Button] = {}

    def collect() -> None:
        for who in PEOPLE:
            for one in buttons(house, who):
                found[f"{one[1].id} {one[2].get('title')} {one[2]['data']}"] = one

    for who in PEOPLE:
        await settled_in(house, who)
    elias, birgitta = house.phone("elias"), house.phone("birgitta")
    await elias.says("hur delar jag skärmen i teams")
    collect()
    await elias.says(KEYS)
    collect()
    await elias.presses("Ja, med mitt namn")
    collect()
    await birgitta.presses("Ta frågan")
    collect()
    await birgitta.presses("Skicka", text="Den ligger i skåpet hos registrator.")
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
                if status >= 500 or await everything(house.service) != before:
                    wrong.append((who, button[0], button[2].get("title"), status))
                    before = await everything(house.service)

    assert len(lived) >= 12
    assert wrong == []


async def test_an_old_button_does_nothing_twice(house: House, lived: list[Button]) -> None:
    """When all is settled its owner may press each again: answered kindly, and nothing changes."""
    wrong = []
    for button in lived:
        before = await everything(house.service)
        phone = house.phone(button[0])
        status = await pressed(house, phone, button, phone.chat)
        if status != 200:
            wrong.append((button[0], button[2].get("title"), str(status)))
        if button[2].get("title") in STILL:
            continue
        now = await everything(house.service)
        changed = [name for name in now if now[name] != before[name]]
        if changed:
            wrong.append((button[0], button[2].get("title"), str(changed)))

    assert wrong == []
