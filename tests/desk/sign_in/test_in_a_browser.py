"""Signing in with a real browser, which holds forms and cookies to rules of its own."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.channels.served import HOST, free_port
from tests.channels.window import Windows
from tests.desk.sign_in.world import KIM, a_desk, known_to
from tests.fakes.clock import StandingClock
from tests.fakes.identity_provider import IdentityProvider

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("with_script", [True, False])
async def test_a_browser_goes_to_the_provider_and_comes_back(
    home: Path, windows: Windows, with_script: bool
) -> None:
    """The page's policy allows no form to lead elsewhere, and one still gets there; and out."""
    clock, port = StandingClock(), free_port()
    provider = IdentityProvider(clock=clock, person=KIM)
    await provider.start()
    url = f"http://{HOST}:{port}"
    settings = known_to(provider) | {"public_url": url}
    async with a_desk(home, provider, clock, settings, port=port):
        context = await windows.browser.new_context(java_script_enabled=with_script)
        page = await context.new_page()
        await page.goto(f"{url}/desk/tips?q=dela")
        await page.get_by_role("button", name="Logga in med Microsoft").click()
        await page.wait_for_url(f"{url}/desk/tips?q=dela")
        await expect(page.get_by_role("banner")).to_contain_text("Kim")
        await page.goto(f"{url}/desk/")
        await page.locator("details.account summary").click()
        await page.get_by_role("button", name="Logga ut", exact=True).click()
        await expect(page.get_by_role("button", name="Logga in med Microsoft")).to_be_visible()
        await context.close()
    await provider.stop()
