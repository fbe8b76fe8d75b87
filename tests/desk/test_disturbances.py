"""A coordinator tells of a disturbance, and it is what people read first."""

import pytest

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_line_on_the_desk_is_told_in_the_chat(served: Served, windows: Windows) -> None:
    """What is wrong is said beside its field and nothing is lost; ended, it is told no more."""
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to("/desk/disturbances")
    await inger.writes(inger.page.get_by_label("Det här får folk läsa"), "Skrivarna står stilla.")
    await inger.presses(inger.page.get_by_role("button", name="Berätta"))
    await inger.reads("Skriv minst ett ord")
    assert await inger.page.get_by_label("Det här får folk läsa").input_value() == (
        "Skrivarna står stilla."
    )
    await inger.writes(inger.page.get_by_label("Det handlar om"), "skrivare, utskrift")
    await inger.presses(inger.page.get_by_role("button", name="Berätta"))
    await inger.reads("Den som frågar om saken får läsa raden först.")

    elias = await windows.open(served.url, "elias")
    await elias.say("skrivaren skriver inte ut")
    await elias.reads("Det är en störning just nu: Skrivarna står stilla.")

    await inger.presses(inger.page.get_by_role("button", name="Det är över"))
    await inger.reads("Raden visas inte längre.")
    await inger.reads("Ingen störning just nu.")
