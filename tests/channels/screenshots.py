"""Takes the pictures of the README: `python -m tests.channels.screenshots`.

A service of its own, three windows, and the coach as a second person on the console.
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
UNKNOWN = "Var hittar jag mallen för fullmakter nuförtiden?"
ANSWER = "Den ligger i pärmen Juridik på intranätet. Välj Fullmakt, och spara den som en kopia."


async def main() -> None:
    """Fill a place of its own, play a short conversation, and keep three pictures."""
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
                await _pictures(served, Windows(browser=browser))
                await browser.close()
        finally:
            served.close()


def _talked(folder: Path, environment: Mapping[str, str]) -> Machine:
    """Return a place where everybody has been greeted."""
    machine = Machine(folder=folder, environment=environment)
    for words in (("demo",), ("chat", "--as", "elias"), ("chat", "--as", "birgitta")):
        machine.command(*words, said="hej\n").check_returncode()
    return machine


async def _pictures(served: Served, windows: Windows) -> None:
    elias = await windows.open(served.url, "elias", size=(1100, 680))
    await elias.reads("Hej!")
    await elias.say(KNOWN)
    await elias.reads("Det gör du med knappen Dela")
    await _keep(elias, "chat.png")
    await elias.say(UNKNOWN)
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
