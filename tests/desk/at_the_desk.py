"""Somebody at the desk, in a real browser, with the keyboard alone."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page, Response, expect

from tests.channels.window import Windows

MOST_TABS = 120
"""Presses of Tab after which something cannot be reached with the keyboard."""


@dataclass(frozen=True, kw_only=True)
class AtTheDesk:
    """One signed-in window."""

    page: Page
    url: str

    async def goes_to(self, path: str) -> Response:
        """Open a page of the desk."""
        found = await self.page.goto(f"{self.url}{path}")
        assert found is not None
        return found

    async def reaches(self, wanted: Locator) -> None:
        """Press Tab until something has the focus."""
        await expect(wanted).to_be_visible()
        for _ in range(MOST_TABS):
            if await wanted.evaluate("one => one === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
        message = "the keyboard does not reach it"
        raise AssertionError(message)

    async def presses(self, wanted: Locator) -> None:
        """Reach a link or a button, and press Enter on it."""
        await self.reaches(wanted)
        await self.page.keyboard.press("Enter")
        await self.page.wait_for_load_state()

    async def writes(self, wanted: Locator, text: str) -> None:
        """Reach a field, and write in it instead of what stands there."""
        await self.reaches(wanted)
        await self.page.keyboard.press("ControlOrMeta+a")
        await self.page.keyboard.insert_text(text)

    async def reads(self, words: str) -> None:
        """Wait until the page says this."""
        await expect(self.page.get_by_role("main")).to_contain_text(words)


async def signed_in(
    windows: Windows,
    url: str,
    person: str,
    *,
    size: tuple[int, int] = (1280, 900),
    dark: bool = False,
) -> AtTheDesk:
    """Open a window of its own and pick somebody there."""
    window = await windows.open(url, size=size, dark=dark)
    await window.page.goto(f"{url}/desk/sign-in")
    await window.page.locator(f'button[value="{person}"]').click()
    await expect(window.page.get_by_role("navigation").first).to_be_visible()
    return AtTheDesk(page=window.page, url=url)
