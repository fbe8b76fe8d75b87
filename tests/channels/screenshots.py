"""Takes the pictures of the pages: `python -m tests.channels.screenshots`.

A service of its own, a window for everybody who is shown, and the others on the console.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests.channels.served import ROOT, Machine, Served
from tests.channels.window import Window, Windows

PICTURES = ROOT / "docs" / "images"
LARGEST = 200_000
KNOWN = "hur delar jag skärmen i teams"
UNKNOWN = "Hur hittar jag förlagan för fullmakter?"
ANSWER = "Den ligger i pärmen Juridik på intranätet. Välj Fullmakt, och spara den som en kopia."
NAMED, UNNAMED = "/1", "/2"
BEFORE = (
    ("elias", ("hej",)),
    ("birgitta", ("hej",)),
    ("leila", ("hej", "samla frågor kl 13")),
    ("anki", ("Hur får jag in kontoplanen i budgetmallen?", NAMED)),
    ("anki", ("Vart tog knappen för periodisering vägen?", UNNAMED)),
    ("torsten", ("Hur nollställer jag kassaboxen?", NAMED)),
)
"""What has been said on the console before any window is open: who, and line by line."""


async def main() -> None:
    """Fill a place of its own, play short conversations, and keep a picture of each."""
    environment = {name: value for name, value in os.environ.items() if name[:6] != "COACH_"}  # noqa: TID251 - the service must not meet the machine's settings
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        served = Served(machine=_talked(Path(folder), environment)).start()
        try:
            async with async_playwright() as playwright:
                options = ["--no-sandbox", "--disable-gpu"]
                browser = await playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=options
                )
                windows = Windows(browser=browser)
                await _question(served, windows)
                await _helpers(served, windows)
                await browser.close()
        finally:
            served.close()


def _talked(folder: Path, environment: Mapping[str, str]) -> Machine:
    """Return a place where people have been greeted, and three questions wait for Leila."""
    machine = Machine(folder=folder, environment=environment)
    machine.command("demo").check_returncode()
    for person, lines in BEFORE:
        said = "\n".join((*lines, ""))
        machine.command("chat", "--as", person, said=said).check_returncode()
    return machine


async def _question(served: Served, windows: Windows) -> None:
    """A tip, a question that goes to a person, and the answer on a phone."""
    elias = await windows.open(served.url, "elias", size=(1100, 680))
    await elias.reads("Hej!")
    await elias.say(KNOWN)
    await elias.reads("Det gör du med knappen Dela")
    await _keep(elias, "chat.png")
    await elias.page.set_viewport_size({"width": 1100, "height": 579})
    await elias.say(UNKNOWN)
    await elias.reads("Ska jag skicka den till Birgitta?")
    await _keep(elias, "choice.png")
    await elias.press("Ja, utan namn")
    await elias.reads("Skickat till Birgitta, utan ditt namn.")

    birgitta = await windows.open(served.url, "birgitta", size=(1100, 676))
    await birgitta.reads("Ny fråga från en kollega på Juridik.")
    await birgitta.press("Ta frågan")
    await birgitta.reads("Frågan är din.")
    await birgitta.composer.fill(ANSWER)
    await _keep(birgitta, "coach.png")
    await birgitta.composer.press("Enter")
    await birgitta.reads("Kan fler ha nytta av svaret?")

    phone = await windows.open(served.url, "elias", size=(390, 844), dark=True)
    await phone.reads("Svar från Birgitta.")
    await _keep(phone, "phone-dark.png")


async def _helpers(served: Served, windows: Windows) -> None:
    """A day's questions in one message, and the form in which a coach tells about herself."""
    leila = await windows.open(served.url, "leila", size=(1100, 727))
    await leila.reads("3 frågor till dig i dag.")
    await _keep(leila, "bundle.png")
    await leila.page.set_viewport_size({"width": 1100, "height": 1115})
    await leila.say("min profil")
    await leila.reads("Kollegor ser namn, plats, språk")
    await _keep(leila, "profile.png")


async def _keep(window: Window, name: str) -> None:
    """Take a picture once nothing is on its way."""
    await expect(window.page.locator("#pending > *")).to_have_count(0)
    await window.page.mouse.move(0, 0)
    path = PICTURES / name
    await window.page.screenshot(path=path, animations="disabled", caret="hide")
    size = path.stat().st_size
    sys.stdout.write(f"{path.relative_to(ROOT)}  {size // 1000} kB\n")

    assert size < LARGEST


if __name__ == "__main__":
    asyncio.run(main())
