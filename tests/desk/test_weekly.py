"""A coordinator makes a schedule in words, and sees when it comes before it is kept."""

import pytest
from playwright.async_api import expect

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_schedule_is_made_in_words(served: Served, windows: Windows) -> None:
    """What cannot be is said beside its field; the next dates stand there; then it is kept."""
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to("/desk/weekly/new")
    rhythm = inger.page.get_by_label("Dag och klockslag")
    await inger.writes(inger.page.get_by_label("Schemats namn"), "Veckans tips")
    await inger.writes(rhythm, "tisdagar 03:00")
    await inger.presses(inger.page.get_by_role("button", name="Visa datumen"))
    await inger.reads("03:00 är på natten.")
    await expect(rhythm).to_have_value("tisdagar 03:00")

    await inger.writes(rhythm, "Thursdays at 9.10")
    await inger.presses(inger.page.get_by_role("button", name="Visa datumen"))
    await inger.reads("Nästa datum")
    await expect(inger.page.locator("#dates ~ ol li")).to_have_count(5)
    await inger.presses(inger.page.get_by_role("button", name="Spara schemat"))
    await expect(rhythm).to_have_value("torsdagar 09:10")

    await inger.goes_to("/desk/weekly")
    await inger.reads("Veckans tips")
    await inger.reads("Torsdagar 09:10")
