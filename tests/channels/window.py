"""A browser window on the web chat, used as a person uses it."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

PATIENCE = 15_000
"""Milliseconds that anything may take; a killed service has to start again in them."""

SAID = """() => [...document.querySelectorAll('#log .message')].map(message => {
  const copy = message.cloneNode(true);
  copy.querySelectorAll('.meta, .choices, form, .done').forEach(part => part.remove());
  const parts = [...copy.querySelectorAll('p, li, figcaption, .face')];
  return [Number(message.dataset.number), ...parts.map(part => part.innerText || part.textContent)];
})"""
"""All that was said, without what a press changes on the page."""

POLICY = """addEventListener('securitypolicyviolation', one =>
  console.error('against our own policy: ' + one.effectiveDirective + ' ' + one.blockedURI))"""
"""Says aloud whatever a page does that its own policy forbids."""

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True, kw_only=True)
class Window:
    """One page of one person."""

    page: Page
    url: str

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log")

    @property
    def composer(self) -> Locator:
        """Where one writes."""
        return self.page.locator("#text")

    @property
    def latest(self) -> Locator:
        """The last message of the bot."""
        return self.page.locator("#log .bot").last

    async def say(self, words: str) -> None:
        """Write a line and press Enter."""
        await self.composer.fill(words)
        await self.composer.press("Enter")

    async def press(self, label: str) -> None:
        """Press the last choice with this label."""
        name = re.compile(rf"^{re.escape(label)}$")
        await self.page.locator("#log .choices").get_by_role("button", name=name).last.click()

    async def reads(self, words: str) -> None:
        """Wait until the last message of the bot has these words."""
        await expect(self.latest).to_contain_text(words)

    async def choices(self) -> list[str]:
        """Return the labels under the last message of the bot."""
        return await self.latest.locator(".choices button").all_inner_texts()

    async def said(self) -> list[list[Any]]:
        """Return every message: its number, then its paragraphs."""
        found: list[list[Any]] = await self.page.evaluate(SAID)
        return found

    async def has_said(self, count: int) -> list[list[Any]]:
        """Wait until there are so many messages and none is on its way; return them."""
        await expect(self.page.locator("#log .message")).to_have_count(count)
        await expect(self.page.locator("#pending > *")).to_have_count(0)
        return await self.said()


@dataclass(kw_only=True)
class Windows:
    """Opens windows and listens for what goes wrong in them."""

    browser: Browser
    faults: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    async def open(
        self,
        url: str,
        person: str = "",
        *,
        size: tuple[int, int] = (1200, 800),
        dark: bool = False,
    ) -> Window:
        """Open a window of its own, on somebody's chat or on the page where one picks."""
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
        )
        context.set_default_timeout(PATIENCE)
        await context.add_init_script(POLICY)
        self._contexts.append(context)
        return await self._page(context, url, person)

    async def beside(self, window: Window, person: str) -> Window:
        """Open another tab in the same browser."""
        return await self._page(window.page.context, window.url, person)

    async def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            await context.close()

    async def _page(self, context: BrowserContext, url: str, person: str) -> Window:
        page = await context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._listen)
        page.on(
            "request",
            lambda one: None if one.url.startswith(url) else self.faults.append(one.url),
        )
        await page.goto(f"{url}/chat/{person}" if person else f"{url}/")
        return Window(page=page, url=url)

    def _listen(self, message: ConsoleMessage) -> None:
        """Note complaints; that an address did not answer is what some tests are about."""
        is_network = message.text.startswith("Failed to load resource: ")
        if message.type in {"error", "warning"} and not is_network:
            self.faults.append(message.text)
