"""The editor's preview: the tip as the web chat, Teams or Slack shows it, while it is written."""

import pytest
from playwright.async_api import expect

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

HERE = "/desk/tips/teams-dela-skarm/sv"
WRITTEN = "Det gör du med knappen *Visa*, som sitter högst upp."
READ = "Det gör du med knappen Visa, som sitter högst upp."


@pytest.mark.parametrize(("presses", "name"), [(1, "teams"), (2, "slack")])
async def test_the_preview_stays_what_was_chosen_while_one_writes(
    served: Served, windows: Windows, presses: int, name: str
) -> None:
    """One is seen at a time; the arrow keys change it, and it follows what is written."""
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to(HERE)
    looks = {one: inger.page.locator(f"#preview .look-{one}") for one in ("web", "teams", "slack")}
    await expect(looks["web"]).to_be_visible()
    await inger.reaches(inger.page.locator("#look-web"))
    for _ in range(presses):
        await inger.page.keyboard.press("ArrowRight")
    await expect(looks[name]).to_be_visible()
    await expect(looks["web"]).to_be_hidden()

    await inger.page.get_by_label("Svaret i en mening").fill(WRITTEN)
    await expect(looks[name]).to_contain_text(READ)
    await expect(looks[name]).to_be_visible()
    await expect(looks["web"]).to_be_hidden()
    await expect(looks[name].locator(".likeness-main")).to_have_text("Det hjälpte")
