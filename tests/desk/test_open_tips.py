"""Tips without sign-in: for a ward's shared phone, and on paper."""

import io

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPEN = "/tips/mobil-batteri/sv"
CLOSED = "/tips/teams-dela-skarm/sv"
STEP = "Sänk ljusstyrkan ungefär till hälften."


async def test_amina_reads_a_tip_on_the_wards_phone(shared: Served, windows: Windows) -> None:
    """No sign-in, no cookie, no name; larger and back, and the other tips a press away."""
    window = await windows.open(shared.url, size=(390, 780))
    page = window.page
    await page.context.clear_cookies()
    got = await page.goto(f"{shared.url}{OPEN}")
    assert got is not None
    assert "set-cookie" not in got.headers
    await expect(page.locator("#tip")).to_contain_text(STEP)
    size = "document.querySelector('.big-steps li').getBoundingClientRect().height"
    before = await page.evaluate(size)
    await page.get_by_role("link", name="Större text").click()
    assert await page.evaluate(size) > before
    await page.get_by_role("link", name="Vanlig textstorlek").click()
    await page.get_by_role("link", name="Fler tips").click()
    await expect(page.get_by_role("link", name="Få mobilens batteri")).to_be_visible()
    assert await page.context.cookies() == []


async def test_it_is_read_aloud_by_the_device_alone(shared: Served, windows: Windows) -> None:
    """A voice somewhere else would be sent the text: without one of the device's own, no button."""
    window = await windows.open(shared.url)
    await window.page.add_init_script("""
        window.spoken = [];
        window.voices = [{lang: "sv-SE", localService: false, name: "far away"}];
        window.SpeechSynthesisUtterance = class extends EventTarget {
            constructor(text) { super(); this.text = text; }
        };
        Object.defineProperty(window, "speechSynthesis", {value: {
            speaking: false, pending: false,
            getVoices: () => window.voices,
            addEventListener(_, heard) { window.heard = heard; },
            speak(one) { this.speaking = true; window.spoken.push([one.voice.name, one.text]); },
            cancel() { this.speaking = false; },
        }});
    """)
    await window.page.goto(f"{shared.url}{OPEN}")
    button = window.page.locator("#read-aloud")
    await expect(button).to_be_hidden()
    await window.page.evaluate("""
        window.voices.push({lang: "sv-SE", localService: true, name: "here"}); window.heard();
    """)
    await expect(button).to_be_visible()
    await button.click()
    spoken = await window.page.evaluate("window.spoken")
    assert {voice for voice, _ in spoken} == {"here"}
    assert STEP in [text for _, text in spoken]
    await expect(button).to_have_text("Sluta läsa")
    await button.click()
    await expect(button).to_have_text("Läs upp")


async def test_what_is_not_open_is_not_there(shared: Served, windows: Windows) -> None:
    """Closed, unknown and retired look the same."""
    window = await windows.open(shared.url)
    said = set()
    for path in (CLOSED, "/tips/finns-inte/sv", "/tips/mobil-batteri/da", f"{CLOSED}/qr.svg"):
        got = await window.page.goto(f"{shared.url}{path}")
        assert got is not None
        assert got.status == 404
        said.add(await window.page.locator("main").inner_text())
    assert len(said) == 1


async def test_the_sheet_shows_the_coach_of_the_department(
    served: Served, windows: Windows
) -> None:
    """Face or initials, phone and drop-in hours; a QR code that leads to the open page."""
    birgitta = await signed_in(windows, served.url, "birgitta")
    await birgitta.goes_to("/desk/tips/mobil-batteri/sv/sheet?department=juridik")
    await birgitta.reads("Fråga Birgitta")
    await birgitta.reads(STEP)
    await birgitta.reads(OPEN)
    code = birgitta.page.locator(".scan-small img")
    await expect(code).to_be_visible()
    assert await code.evaluate("one => one.complete && one.naturalWidth > 0")
    await birgitta.page.emulate_media(media="print")
    await expect(birgitta.page.locator(".sheet-choice")).to_be_hidden()


async def test_a_picture_is_put_into_a_tip_with_words_for_who_does_not_see_it(
    served: Served, windows: Windows
) -> None:
    """Without words it is asked for and the picture is kept; then it is in the preview."""
    file = io.BytesIO()
    photo = Image.merge("RGB", [Image.effect_noise((300, 200), one) for one in (70, 80, 90)])
    photo.save(file, "JPEG", comment=b"Storgatan 1")
    inger = await signed_in(windows, served.url, "inger")
    await inger.goes_to("/desk/tips/mobil-batteri/sv")
    await inger.page.set_input_files(
        "#picture", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    )
    await inger.page.get_by_role("button", name="Spara utkast").click()
    await inger.reads("Beskriv bilden för den som inte ser den")
    await inger.writes(inger.page.get_by_label("Vad bilden visar, i ord").first, "En brusig skärm")
    await inger.page.get_by_role("button", name="Spara utkast").click()
    await inger.reads("Sparat")
    everywhere = inger.page.locator("#preview img[src^='/pictures/']")  # not the bot's own face
    await expect(everywhere).to_have_count(3)
    for shown in await everywhere.all():
        await expect(shown).to_have_attribute("alt", "En brusig skärm")
    shown = everywhere.first
    got = await inger.page.request.get(f"{served.url}{await shown.get_attribute('src')}")
    assert got.headers["content-type"] == "image/jpeg"
    assert b"Storgatan" not in await got.body()
