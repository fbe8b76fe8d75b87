"""Who asked without a name stands on no page of the desk, for nobody's eyes."""

import pytest

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import signed_in
from tests.desk.test_pages_for_everyone import PAGES

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "var finns nyckeln till cykelrummet"


async def test_an_unnamed_asker_is_on_no_page(served: Served, windows: Windows) -> None:
    """Neither name, nor first name, nor id; a coordinator and the coach who has the question."""
    elias = await windows.open(served.url, "elias")
    await elias.say(QUESTION)
    await elias.reads("Det vet jag inte")
    await elias.press("Ja, utan namn")
    await elias.reads("Skickat till Birgitta, utan ditt namn.")
    for person in ("inger", "birgitta"):
        desk = await signed_in(windows, served.url, person)
        for path in PAGES:
            await desk.goes_to(path)
            text = (await desk.page.content()).casefold()
            assert "elias" not in text, (person, path)
            assert "testlund" not in text, (person, path)
            assert QUESTION not in text, (person, path)
