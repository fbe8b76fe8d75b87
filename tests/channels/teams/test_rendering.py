"""Cards as Microsoft's own renderer draws them: read, pressed, and without hindrance."""

from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect

from bot.channels.teams import buttons
from bot.channels.teams.buttons import Button
from tests.channels.teams.rendered import render
from tests.channels.teams.sample_cards import DRAWING, LETTER, drawn

PICTURES = Path(__file__).resolve().parents[3] / "var" / "teams-cards"

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", drawn())
async def test_a_card_is_drawn_without_faults(browser: Browser, name: str, *, dark: bool) -> None:
    """The renderer finds nothing wrong, and neither does axe."""
    card = await render(browser, drawn()[name], dark=dark)

    assert card.problems == []
    found = await Axe().run(card.page)
    assert [one["id"] for one in found.response["violations"]] == []
    PICTURES.mkdir(parents=True, exist_ok=True)
    shot = PICTURES / f"{name}-{'dark' if dark else 'light'}.png"
    await card.page.locator("main").screenshot(path=shot)
    assert shot.stat().st_size > 500
    await card.page.context.close()


@pytest.mark.parametrize("name", drawn())
async def test_a_card_fits_a_telephone(browser: Browser, name: str) -> None:
    """Nothing is wider than a narrow screen."""
    card = await render(browser, drawn()[name], width=280)

    wide = await card.page.evaluate(
        "document.querySelector('main').scrollWidth - document.querySelector('main').clientWidth"
    )
    assert wide == 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    await card.page.locator("main").screenshot(path=PICTURES / f"{name}-phone.png")
    await card.page.context.close()


async def test_a_button_sends_what_we_can_read(browser: Browser) -> None:
    """What the renderer gives back is the button we made."""
    card = await render(browser, drawn()["answer"])

    said = await card.press("Det hjälpte")

    assert (said["kind"], said["verb"]) == ("Action.Execute", "press")
    assert buttons.read(said["data"], DRAWING.seal) == Button(LETTER, 0)
    await card.page.context.close()


async def test_a_field_on_a_card_is_sent_with_its_button(browser: Browser) -> None:
    """The coach writes the answer in the card, and both arrive together."""
    card = await render(browser, drawn()["question"])
    await card.page.get_by_label("Ditt svar").fill("Den ligger i skåpet.")

    said = await card.press("Skicka")

    assert said["data"]["text"] == "Den ligger i skåpet."
    assert buttons.read(said["data"], DRAWING.seal) == Button(LETTER, buttons.LINE)
    await card.page.context.close()


async def test_what_somebody_wrote_is_no_link(browser: Browser) -> None:
    """The question's brackets and asterisks are seen, and nothing in them can be pressed."""
    card = await render(browser, drawn()["question"])

    await expect(card.page.locator("main")).to_contain_text("*arkivet* [här](https://x)")
    assert await card.page.locator("a").count() == 0
    await card.page.context.close()
