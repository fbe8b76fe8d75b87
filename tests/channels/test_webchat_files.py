"""A time for both calendars, agreed in two windows and saved as a file."""

import asyncio
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from icalendar import Calendar

from tests.channels.served import Served
from tests.channels.window import Windows

pytestmark = pytest.mark.asyncio(loop_scope="session")

UNKNOWN = "Hej Birgitta, hur hittar jag förlagan för fullmakter?"


async def test_a_time_is_offered_picked_and_saved_by_both(served: Served, windows: Windows) -> None:
    """Three times, one press, and the same quarter of an hour in two calendars."""
    elias = await windows.open(served.url, "elias")
    await elias.say(UNKNOWN)
    await elias.press("Ja, utan namn")
    await elias.reads("Skickat till Birgitta, utan ditt namn.")
    birgitta = await windows.open(served.url, "birgitta")
    await birgitta.press("Ta frågan")
    await birgitta.press("Visa mig")
    await birgitta.reads("Jag kan fråga en kollega på Juridik om en kvart")
    await birgitta.press("Skicka tiderna")
    await elias.reads("Birgitta visar dig gärna, det tar 15 minuter.")
    times = await elias.page.get_by_role("button", name="kl.").all_inner_texts()
    await elias.press(times[1].strip())
    await elias.reads("Bra, då ses du och Birgitta")
    await birgitta.reads("En kollega på Juridik väljer")

    files = []
    for window in (elias, birgitta):
        async with window.page.expect_download() as download:
            await window.page.get_by_role("link", name="Spara filen visa-mig.ics").click()
        path = await (await download.value).path()
        files.append(await asyncio.to_thread(Path(path).read_bytes))
    events = [Calendar.from_ical(file).walk("VEVENT")[0] for file in files]

    assert len(times) == 3
    assert events[0].decoded("DTSTART") == events[1].decoded("DTSTART")
    assert events[0].decoded("DTEND") - events[0].decoded("DTSTART") == timedelta(minutes=15)
    assert "Elias" not in files[1].decode()


async def test_a_file_is_given_to_its_owner_only_and_never_as_a_page(served: Served) -> None:
    """What is not there is said so; an address of another's message leads nowhere."""
    async with aiohttp.ClientSession(served.url) as client:
        for path in ("1/0", "1/9", "99/0", "x/0", "1/y", "999999999/0"):
            async with client.get(f"/chat/anki/files/{path}") as answer:
                assert answer.status == 404
        async with client.get("/chat/nobody/files/1/0") as answer:
            assert answer.status == 404
        async with client.get("/chat/anki/files/1/0", headers={"Via": "proxy"}) as answer:
            assert answer.status == 403
