"""One weekly post on the desk: why this tip, swapped, approved, skipped, stopped, sent again."""

import pytest
from playwright.async_api import expect

from bot.runtime.wiring import Service
from knowledge.clock import SystemClock
from scheduler.delivery.model import Fate
from scheduler.weekly.model import State
from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import AtTheDesk, signed_in
from tests.desk.posts import TIP, a_schedule, leaving, planned, settle
from tests.desk.test_pages_for_everyone import faults

pytestmark = pytest.mark.asyncio(loop_scope="session")

AT_ONCE = 5_000
"""Milliseconds within which a stop has to show."""

A_TICK = 45_000
"""Milliseconds within which the clock has seen that nothing waits any more."""


async def _presses(who: AtTheDesk, label: str) -> None:
    await who.presses(who.page.get_by_role("button", name=label, exact=True))


async def test_a_post_to_many_is_swapped_approved_by_another_and_skipped(
    served: Served, windows: Windows, service: Service
) -> None:
    """Why this tip stands there; who swaps it cannot approve; a colleague can, or skips it."""
    now = SystemClock().now()
    post = await planned(service.work, await a_schedule(service.work, now), now, size=412)
    here = f"/desk/weekly/posts/{post.id}"
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to("/desk/")
    await inger.presses(inger.page.locator(f'main a[href="{here}"]'))
    await inger.reads("Valt för att flera har frågat om det utan att få svar.")
    await expect(inger.page.get_by_role("heading", level=1)).to_have_text(
        "Visa din skärm för alla i Teams-mötet"
    )

    other = inger.page.locator("#tip")
    await inger.reaches(other)
    await other.select_option("outlook-autosvar")
    await _presses(inger, "Skicka det här i stället")
    await inger.reads("Tipset är bytt.")
    await inger.reads("Valt för hand.")
    await inger.reads("En till behöver titta")
    await expect(inger.page.get_by_role("button", name="Godkänn")).to_have_count(0)

    mats = await signed_in(windows, served.url, "mats", size=(390, 844))
    await mats.goes_to(here)
    await mats.presses(mats.page.get_by_role("link", name="Ändra tipset"))
    await expect(mats.page).to_have_url(f"{served.url}/desk/tips/outlook-autosvar/sv")
    await mats.goes_to(here)
    await _presses(mats, "Godkänn")
    await mats.reads("Godkänt.")
    assert "En till behöver titta" not in await mats.page.get_by_role("main").inner_text()
    await _presses(mats, "Hoppa över den här gången")
    await mats.reads("Utskicket hoppas över den här gången.")
    await mats.reads("Överhoppat")


async def test_a_post_is_followed_while_it_leaves_and_stopped(
    served: Served, windows: Windows, service: Service
) -> None:
    """The bar moves by itself, and without a script by reloading; a stop shows within 5 s."""
    now = SystemClock().now()
    schedule = await a_schedule(service.work, now)
    fates = [Fate.DELIVERED] * 4 + [Fate.WAITING] * 16
    post = await leaving(service.work, schedule, now, fates=fates)
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to(f"/desk/weekly/posts/{post.id}")
    await inger.reads("4 av 20 är klara.")
    look = inger.page.get_by_role("radio", name="Teams")
    await inger.reaches(inger.page.get_by_role("radio", name="Webbchatt"))
    await inger.page.keyboard.press("ArrowRight")
    await expect(look).to_be_checked()

    await settle(service.work, now, [Fate.DELIVERED] * 5)
    await inger.reads("9 av 20 är klara.")
    await expect(inger.page.get_by_role("progressbar")).to_have_attribute("value", "9")
    await expect(look).to_be_checked()

    await _presses(inger, "Stoppa utskicket")
    await expect(inger.page.locator("#state")).to_contain_text("Stoppat", timeout=AT_ONCE)
    await inger.reads("20 av 20 är klara.")
    async with service.reading() as work:
        sums = await work.mailings.sums(post.id)
        assert (await work.weekly.occasion(post.id)).state is State.STOPPED
    assert {fate: count for fate, count in sums.items() if count} == {
        Fate.DELIVERED: 9,
        Fate.CANCELLED: 11,
    }


async def test_who_was_not_reached_stands_there_by_name_and_is_written_to_again(
    served: Served, windows: Windows, service: Service
) -> None:
    """By name and with the reason, as a file too; one of them again, then all that is unclear."""
    now = SystemClock().now()
    schedule = await a_schedule(service.work, now)
    fates = [Fate.UNKNOWN] * 3 + [Fate.FAILED] + [Fate.DELIVERED] * 2
    post = await leaving(service.work, schedule, now, fates=fates)
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to(f"/desk/weekly/posts/{post.id}")
    unclear = inger.page.locator("#unreached ~ ul li")
    await expect(unclear).to_have_count(4)
    names = await unclear.locator("strong").all_inner_texts()

    async with inger.page.expect_download() as file:
        await inger.presses(inger.page.get_by_role("link", name="Hämta som fil"))
    lines = (await (await file.value).path()).read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0].split(",")[0].strip('"') for line in lines[1:]] == names

    await inger.presses(inger.page.get_by_role("button", name=f"Skicka igen {names[0]}"))
    await inger.reads("Skickas igen.")
    await expect(unclear).to_have_count(3)
    await _presses(inger, "Skicka igen till alla oklara")
    await expect(unclear).to_have_count(1)
    await expect(inger.page.locator("#state")).to_contain_text("Skickat", timeout=A_TICK)
    await expect(inger.page.locator(".sum-delivered dd")).to_have_text("5")
    await expect(inger.page.locator(".sum-failed dd")).to_have_text("1")


@pytest.mark.parametrize("dark", [False, True])
async def test_axe_finds_nothing_while_a_post_leaves_however_it_is_shown(
    served: Served, windows: Windows, service: Service, dark: bool
) -> None:
    """WCAG 2.1 AA with all fates, with what waits for somebody, and as every platform draws it."""
    now = SystemClock().now()
    schedule = await a_schedule(service.work, now)
    fates = [Fate.DELIVERED, Fate.UNKNOWN, Fate.FAILED, Fate.BLOCKED, Fate.CANCELLED, Fate.WAITING]
    post = await leaving(service.work, schedule, now, fates=fates)
    waits = await planned(service.work, schedule, now, size=412)
    async with service.work() as work:
        await work.weekly.put(waits.chosen(TIP, by="inger", at=now))
        await work.commit()
    mats = await signed_in(windows, served.url, "mats", size=(320, 700), dark=dark)
    for path in (post.id, waits.id):
        await mats.goes_to(f"/desk/weekly/posts/{path}")
        for look in ("Webbchatt", "Teams", "Slack"):
            await mats.page.get_by_text(look, exact=True).click()
            await expect(mats.page.get_by_role("radio", name=look)).to_be_checked()
            assert await faults(mats) == [], look
        assert await mats.page.evaluate("document.documentElement.scrollWidth") <= 320
