"""Tips from a file, on the desk: seen before they are taken in, and read by somebody else."""

import csv
import io
import json

import pytest

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import AtTheDesk, signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

GOOD = ("skala-vy", "Skala vyn", "Håll ned Ctrl och rulla.", "hur zoomar jag i ekonomisystemet")
BAD = ("Fel ID!", "", "", "")


def table(*rows: tuple[str, ...]) -> bytes:
    """Return a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows([("id", "titel", "svar", "frågor"), *rows])
    return text.getvalue().encode()


async def sends(desk: AtTheDesk, name: str, data: bytes) -> None:
    """Choose a file and look at what it does."""
    await desk.goes_to("/desk/import")
    await desk.page.set_input_files(
        "#file", {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    await desk.presses(desk.page.get_by_role("button", name="Visa vad filen gör"))


async def test_a_file_is_looked_at_taken_in_and_read_by_somebody_else(
    served: Served, windows: Windows
) -> None:
    """What is wrong is named and left out; the rest answers once a colleague has read it."""
    inger = await signed_in(windows, served.url, "inger")
    await sends(inger, "tips.csv", table(GOOD, BAD))
    await inger.reads("Inget är ändrat än.")
    await inger.reads("nya 1, ändrade 0, oförändrade 0, redigerade här 0, avvisade 1")
    await inger.reads("rad 3: id")
    await inger.presses(inger.page.get_by_role("button", name="Ta in allt utom det som är fel (1)"))
    await inger.reads("Intaget. Nu kan en kollega läsa det.")
    await inger.goes_to("/desk/tips/skala-vy/sv")
    await inger.reads("Läses av någon annan")

    mats = await signed_in(windows, served.url, "mats")
    await mats.goes_to("/desk/tips/skala-vy/sv")
    await mats.presses(mats.page.get_by_role("button", name="Publicera"))
    await mats.reads("Publicerat")


async def test_a_file_that_is_thrown_away_changes_nothing(shared: Served, windows: Windows) -> None:
    """And cannot be gone on with."""
    inger = await signed_in(windows, shared.url, "inger")
    await sends(inger, "tips.csv", table(GOOD))
    await inger.reads("Inget är ändrat än.")
    there = inger.page.url
    await inger.presses(inger.page.get_by_role("button", name="Kasta filen"))
    await inger.reads("Filen är kastad. Inget är ändrat.")
    gone = await inger.page.goto(there)
    assert gone is not None
    assert gone.status == 404
    assert (await inger.goes_to("/desk/tips/skala-vy/sv")).status == 404


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tips.exe", b"MZ", "okänt slag"),
        ("tips.csv", b"\xff\xfe\x00", "ingen text"),
        ("tips.xlsx", b"PK\x03\x04", "skadad"),
        ("tips.zip", b"PK\x05\x06" + bytes(18), "inga tips"),
    ],
)
async def test_a_file_that_cannot_be_used_says_why(
    shared: Served, windows: Windows, name: str, data: bytes, said: str
) -> None:
    """Beside the field, at once."""
    inger = await signed_in(windows, shared.url, "inger")
    await sends(inger, name, data)
    await inger.reads(said)


async def test_the_library_is_taken_away_and_brought_back_without_a_change(
    shared: Served, windows: Windows
) -> None:
    """In every format; what comes back is what went."""
    inger = await signed_in(windows, shared.url, "inger")
    got = await inger.page.request.get(f"{shared.url}/desk/export/tips.jsonl")
    lines = (await got.body()).decode().splitlines()
    assert len([json.loads(line) for line in lines]) > 100
    few = "\n".join(lines[:40]).encode()
    await sends(inger, "tips.jsonl", few)
    await inger.reads("nya 0, ändrade 0, oförändrade 40, redigerade här 0, avvisade 0")
    for suffix in ("zip", "csv", "xlsx", "tsv"):
        got = await inger.page.request.get(f"{shared.url}/desk/export/tips.{suffix}")
        assert got.ok, suffix
        assert "attachment" in got.headers["content-disposition"]
    assert (await inger.page.request.get(f"{shared.url}/desk/export/tips.exe")).status == 404
