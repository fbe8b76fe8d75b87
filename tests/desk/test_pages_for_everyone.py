"""Every page of the desk: for everyone, in every language, light and dark, without hostile text."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import AtTheDesk, signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = (
    "/desk/",
    "/desk/tips",
    "/desk/tips?q=dela+sk%C3%A4rm",
    "/desk/tips/new",
    "/desk/tips/teams-dela-skarm/sv",
    "/desk/tips/teams-dela-skarm/da",
    "/desk/tips/teams-dela-skarm/sv/history",
    "/desk/tips/teams-dela-skarm/sv/changes?ask=1",
    "/desk/review",
    "/desk/gaps",
    "/desk/group",
    "/desk/group/meetings/new",
    "/desk/group/meetings/exempel-nasta",
    "/desk/group/meetings/exempel-forra",
    "/desk/group/meetings/exempel-forra/plain",
    "/desk/group/plan?year=2026",
    "/desk/group/plan/new?year=2027&month=3",
    "/desk/group/plan/exempel-2026-4",
    "/desk/events",
    "/desk/weekly",
    "/desk/weekly/new",
    "/desk/weekly/sample-veckotips",
    "/desk/weekly/posts/sample-veckotips-2",
    "/desk/events/new",
    "/desk/events/sample-vr",
    "/desk/departments",
    "/desk/departments/juridik",
    "/desk/handovers",
    "/desk/disturbances",
    "/desk/rooms",
    "/desk/rooms/new",
    "/desk/rooms/sessionssalen",
    "/desk/rooms/sessionssalen/round",
    "/desk/rooms/wishes",
    "/rooms/sessionssalen",
    "/rooms/granen/sheet",
    "/desk/figures",
    "/desk/try?q=hur+delar+jag+sk%C3%A4rm",
    "/desk/audit",
    "/desk/import",
    "/desk/settings",
    "/desk/people",
    "/desk/people?q=bir",
    "/desk/people/birgitta",
    "/desk/me",
    "/desk/tips/mobil-batteri/sv/sheet?department=juridik",
    "/about",
    "/tips",
    "/tips/mobil-batteri/sv",
    "/tips/mobil-batteri/sv?text=large",
)
NARROW = (320, 700)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
WORDS = RULES | {"rules": {"color-contrast": {"enabled": False}}}
"""What another language may break; colours are measured in Swedish, wide and narrow, in both."""

HOSTILE = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "{{7*7}} ${window.hit=1} javascript:window.hit=1",
    "' onfocus=window.hit=1 autofocus='",
    "</textarea><script>window.hit=1</script>",
)


async def faults(desk: AtTheDesk, rules: Mapping[str, object] = RULES) -> list[str]:
    """Return what axe finds on the page, with where it stands."""
    found = await Axe().run(desk.page, options=dict(rules))
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in json.loads(json.dumps(found.response))["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [(1280, 900), (320, 700)])
async def test_axe_finds_nothing_on_any_page(
    shared: Served, windows: Windows, size: tuple[int, int], dark: bool
) -> None:
    """WCAG 2.1 AA, wide and narrow, light and dark; and nothing has to be scrolled sideways."""
    desk = await signed_in(windows, shared.url, "inger", size=size, dark=dark)
    for path in PAGES:
        found = await desk.goes_to(path)
        assert found.status == 200, path
        assert await faults(desk) == [], path
        wide = await desk.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], path


def speaks(served: Served, person: str, language: str) -> None:
    """Let somebody have chosen a language, as they do in the chat."""
    with closing(sqlite3.connect(served.machine.folder / "coach.db", timeout=10)) as database:
        database.execute("UPDATE people SET language = ? WHERE id = ?", (language, person))
        database.commit()


@pytest.mark.parametrize("language", ["en", "da", "nb", "fi"])
async def test_axe_finds_nothing_in_any_language(
    shared: Served, windows: Windows, language: str
) -> None:
    """On a phone, where long words are met first; the page says which language it speaks.

    What hangs on a wall speaks its own language to everybody, and says so, too.
    """
    speaks(shared, "mats", language)
    desk = await signed_in(windows, shared.url, "mats", size=NARROW)
    wrong = {}
    for path in PAGES:
        found = await desk.goes_to(path)
        spoken = await desk.page.locator("html").get_attribute("lang")
        wide = await desk.page.evaluate("document.documentElement.scrollWidth")
        hangs = path.startswith(("/rooms/", "/tips/"))
        if found.status != 200 or wide > NARROW[0] or spoken != ("sv" if hangs else language):
            wrong[path] = [f"{found.status}, {wide} wide, in {spoken}"]
        wrong[path] = [*wrong.get(path, []), *await faults(desk, WORDS)]

    assert {path: what for path, what in wrong.items() if what} == {}


@pytest.mark.parametrize("language", ["sv", "en", "da", "nb", "fi"])
async def test_the_sign_in_page_speaks_every_language(
    shared: Served, windows: Windows, language: str
) -> None:
    """Before one has signed in, the address says which."""
    window = await windows.open(shared.url)
    await window.page.goto(f"{shared.url}/desk/sign-in?language={language}")
    desk = AtTheDesk(page=window.page, url=shared.url)

    assert await window.page.locator("html").get_attribute("lang") == language
    assert await faults(desk) == []


async def test_hostile_text_does_nothing(served: Served, windows: Windows) -> None:
    """Whatever stands in a tip or a comment is shown as it was written, and runs nowhere."""
    desk = await signed_in(windows, served.url, "inger")
    for number, text in enumerate(HOSTILE):
        await desk.goes_to("/desk/tips/new")
        await desk.page.get_by_label("Rubrik").fill(f"{number} {text}")
        await desk.page.get_by_label("Svaret i en mening").fill(text)
        await desk.page.get_by_label("Steg", exact=True).fill(text)
        await desk.page.get_by_label("Sätt att fråga").fill(text)
        await expect(desk.page.locator("#preview")).to_contain_text(text.split()[0])
        await desk.page.get_by_role("button", name="Spara utkast").click()
        await desk.reads("Sparat.")
        await desk.page.get_by_label("Skriv en kommentar").fill(text)
        await desk.page.get_by_role("button", name="Kommentera").click()
        await desk.reads("Kommentaren är sparad.")
        await expect(desk.page.get_by_label("Svaret i en mening")).to_have_value(text)
        assert await desk.page.evaluate("window.hit") is None
    for path in ("/desk/tips?state=draft", "/desk/review", "/desk/audit"):
        await desk.goes_to(path)
        assert await desk.page.evaluate("window.hit") is None


async def test_reading_and_saving_work_without_javascript(served: Served, windows: Windows) -> None:
    """Comfort is htmx's; nothing else is."""
    context = await windows.browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{served.url}/desk/sign-in")
    await page.locator('button[value="inger"]').click()
    await page.goto(f"{served.url}/desk/tips?q=dela+sk%C3%A4rm&language=sv")
    await page.locator(".tip-row a").first.click()
    await page.get_by_label("Rubrik").fill("En annan rubrik på tipset")
    await page.get_by_role("button", name="Spara utkast").click()

    await expect(page.get_by_role("status")).to_contain_text("Sparat.")
    await expect(page.get_by_label("Rubrik")).to_have_value("En annan rubrik på tipset")
    await context.close()
