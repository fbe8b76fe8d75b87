"""WCAG 2.1 AA, checked by axe on the pages with every kind of message on them."""

from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.channels.served import Served
from tests.channels.window import Window, Windows

pytestmark = pytest.mark.asyncio(loop_scope="session")

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "resultTypes": ["violations"],
}
SIZES = [(390, 844), (1200, 800)]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

SAID = {
    "sv": {
        "asks": "var står kaffemaskinen på plan sju\n/1\n",
        "coaches": """hur delar jag skärmen i teams
skärmen är svart
Sök på 19121212-1212 i registret
jag har klickat på en konstig länk
var hittar jag förlagan för fullmakter
status
/1
Bakom hissen. Tryck på knappen.
/1
Ab



status
""",
        "failed": "Det blev",
    },
    "en": {
        "asks": "where is the coffee machine on floor seven\n/1\n",
        "coaches": """how do I share my screen in teams
the screen is black
Search for 19121212-1212 in the register
I clicked a strange link
where do I find the template for warrants
status
/1
Behind the lift. Press the button.
/1
Ab



status
""",
        "failed": "That was",
    },
}
"""What an asker and a coach type on the console, until the coach has met every kind of message."""

KINDS = {
    "words of one's own": ".me",
    "a text": ".bot > p:not(.meta)",
    "a portrait": ".portrait",
    "steps": "ol.steps",
    "a note": ".note",
    "a quote": "figure.quote blockquote",
    "choices": ".choices .button",
    "a form": "form",
    "an error beside its field": "form [aria-invalid=true]",
}


@pytest.mark.parametrize(
    ("language", "asker", "coach"), [("sv", "elias", "birgitta"), ("en", "kerstin", "pontus")]
)
async def test_axe_finds_no_barrier(
    shared: Served, windows: Windows, language: str, asker: str, coach: str
) -> None:
    """No violation: both pages, light and dark, on a phone and on a screen."""
    window = await _with_every_kind(shared, windows, language, asker, coach)
    picking = await windows.open(shared.url)
    await picking.page.goto(f"{shared.url}/?language={language}")

    for page in (window.page, picking.page):
        assert await page.locator("html").get_attribute("lang") == language
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            for scheme in SCHEMES:
                await page.emulate_media(color_scheme=scheme)
                assert await _barriers(page) == [], (page.url, width, scheme)
    await window.page.route("**/messages", lambda route: route.abort())
    await window.say("x")
    await expect(window.page.locator("#pending .waiting")).to_be_visible()
    assert await _barriers(window.page) == []


async def test_nothing_scrolls_sideways_on_the_smallest_phone(
    shared: Served, windows: Windows
) -> None:
    """At 320 pixels, that is at 400 % on a common screen, all is read downwards."""
    await _talked(shared, "sv", "anki", "leila")
    leila = await windows.open(shared.url, "leila", size=(320, 640))
    await leila.say("Donaudampfschifffahrtsgesellschaftskapitän" * 5)
    await expect(leila.page.locator("#log .me").last).to_contain_text("Donau")
    await leila.page.route("**/messages", lambda route: route.abort())
    await leila.say("på-väg-utan-mellanrum" * 9)
    await expect(leila.page.locator("#pending .waiting")).to_be_visible()
    picking = await windows.open(shared.url, size=(320, 640))

    for window in (leila, picking):
        wide = await window.page.evaluate(
            """() => [...document.querySelectorAll('body *')]
              .filter(one => !one.closest('.unseen') && !one.matches('.skip'))
              .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
              .map(one => one.outerHTML.slice(0, 80))"""
        )
        assert wide == []
        assert await window.page.evaluate("document.documentElement.scrollWidth") <= 320


async def _with_every_kind(
    shared: Served, windows: Windows, language: str, asker: str, coach: str
) -> Window:
    """Open a window that has every kind of message, and a refusal beside the composer."""
    await _talked(shared, language, asker, coach)
    window = await windows.open(shared.url, coach)
    await window.say("x" * 5_000)
    await expect(window.page.get_by_role("alert")).to_contain_text(SAID[language]["failed"])
    for kind in KINDS.values():
        await expect(window.log.locator(kind).first).to_be_attached()
    return window


async def _barriers(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe objects to on a page, and where."""
    found = await Axe().run(page, options=RULES)

    assert found.response["passes"]
    return [
        (one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]
    ]


async def _talked(shared: Served, language: str, asker: str, coach: str) -> None:
    for person, part in ((asker, "asks"), (coach, "coaches")):
        ended = shared.machine.command(
            "chat", "--as", person, "--language", language, said=SAID[language][part]
        )

        assert ended.returncode == 0, ended.stderr
