"""The page itself: for everybody, for keyboards and phones, and for whatever people write."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.channels.served import Served
from tests.channels.window import Window, Windows

pytestmark = pytest.mark.asyncio(loop_scope="session")

UNKNOWN = "var står kaffemaskinen på plan sju"


async def test_a_script_is_shown_as_text(shared: Served, windows: Windows) -> None:
    """Markup is drawn letter for letter, in one's own words and in the bot's quote of them."""
    words = "<script>alert(1)</script><img src=x onerror=alert(1)> & &amp; var står den"
    johan = await windows.open(shared.url, "johan")
    johan.page.on("dialog", lambda _dialog: windows.faults.append("a dialog"))

    await johan.say(words)
    await johan.press("Ja, utan namn")
    await johan.reads("Skickat till Ahmed, utan ditt namn.")
    ahmed = await windows.open(shared.url, "ahmed")
    await ahmed.reads("Ny fråga från en kollega på HR.")

    assert (await johan.said())[0][1:] == [words]
    await expect(ahmed.latest.locator("blockquote")).to_have_text(words)
    assert await johan.page.locator("#log script, #log img").count() == 0
    assert await ahmed.page.locator("#log script, #log img").count() == 0


@pytest.mark.parametrize(
    ("person", "words", "shown"),
    [
        ("erik", "מה שלומך? איך משתפים מסך", "מה שלומך? איך משתפים מסך"),
        ("malin", "كيف أشارك الشاشة في teams", "كيف أشارك الشاشة في teams"),
        ("samir", "🙂🎉👩‍💻", "🙂🎉👩‍💻"),
        ("oskar", "a\u0000b\u202ec", "abc"),
        ("kerstin", "rad ett\nrad två", "rad ett\nrad två"),
        ("fatima", "x" * 4_000, "x" * 4_000),
        ("noor", "*min skrivare* **skärm**", "*min skrivare* **skärm**"),
    ],
    ids=["hebrew", "arabic", "emoji only", "invisible", "two lines", "longest", "stars"],
)
async def test_words_of_any_kind_are_shown_and_answered(
    shared: Served, windows: Windows, person: str, words: str, shown: str
) -> None:
    """What a person wrote stands there as they wrote it, and the bot says something to it."""
    window = await windows.open(shared.url, person, size=(390, 844))
    await window.say(words)
    await expect(window.page.locator("#log .bot").nth(1)).to_be_visible()
    mine = window.page.locator("#log .me > p:last-child")

    assert await mine.all_inner_texts() == [shown]
    assert (await window.latest.inner_text()).strip()
    assert not await _scrolls_sideways(window)


async def test_too_much_text_is_refused_beside_the_composer_and_kept(
    shared: Served, windows: Windows
) -> None:
    """100 000 characters come back with a reason; what follows goes its way."""
    long = "ordet " * 16_667
    amina = await windows.open(shared.url, "amina")
    await amina.say(long)
    trouble = amina.page.get_by_role("alert")

    await expect(trouble).to_contain_text("jag läser högst 4000 åt gången")
    assert (await amina.composer.input_value()).strip() == long.strip()
    assert await amina.said() == []
    await amina.say("hej")
    await amina.reads("Hej!")
    await expect(trouble).to_have_count(0)


async def test_more_than_a_request_may_hold_is_kept_too(shared: Served, windows: Windows) -> None:
    """Where the server does not even read it, the page has words of its own."""
    long = "å" * 300_000
    viktor = await windows.open(shared.url, "viktor")
    await viktor.say(long)

    await expect(viktor.page.get_by_role("alert")).to_contain_text("Texten finns kvar")
    assert await viktor.composer.input_value() == long


async def test_nothing_is_not_sent(shared: Served, windows: Windows) -> None:
    """Enter on an empty line, or on blanks, says nothing."""
    hanna = await windows.open(shared.url, "hanna")
    for words in ("", "   ", "\n\n"):
        await hanna.say(words)
    await hanna.say("status")
    await expect(hanna.log).to_contain_text("Du har inga frågor på väg just nu.")

    assert (await hanna.said())[0] == [1, "status"]


async def test_an_identity_number_stays_nowhere_on_the_page(
    shared: Served, windows: Windows
) -> None:
    """After the echo it is gone from the page, its storage, and a page opened anew."""
    otto = await windows.open(shared.url, "otto")
    await otto.say("Sök på 19121212-1212 i registret")
    await otto.reads("det såg ut som ett personnummer")
    await expect(otto.page.locator("#pending > *")).to_have_count(0)
    anew = await windows.open(shared.url, "otto")
    await anew.reads("det såg ut som ett personnummer")
    stored = await otto.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")

    assert (await otto.said())[0] == [1, "Sök på [personnummer] i registret"]
    for text in (await otto.page.content(), await anew.page.content(), stored):
        assert "1212-1212" not in text
        assert "121212" not in text


async def test_ten_messages_at_once_arrive_in_order(shared: Served, windows: Windows) -> None:
    """Typed faster than they are answered, each arrives once, in the order of typing."""
    sanna = await windows.open(shared.url, "sanna")
    words = [f"vad betyder nummer{number}" for number in range(10)]
    for line in words:
        await sanna.say(line)
    await expect(sanna.page.locator("#log .me")).to_have_count(10)
    await expect(sanna.page.locator("#log .bot")).to_have_count(11)  # ten answers and a hello
    said = await sanna.said()

    assert [one[1] for one in said if one[1] in words] == words
    answered = [one[1] for one in said if str(one[1]).startswith("Ordet nummer")]
    assert answered == [
        f"Ordet nummer{number} finns inte i ordlistan än. Ska vi fråga?" for number in range(10)
    ]


async def test_two_tabs_of_one_person_show_the_same(shared: Served, windows: Windows) -> None:
    """What is said in one tab stands in the other, words and answers, in the same order."""
    left = await windows.open(shared.url, "gunilla")
    right = await windows.beside(left, "gunilla")

    await left.say("hej")
    await right.reads("Hej!")
    await right.say("status")
    await left.reads("Du har inga frågor på väg")
    await left.say("hjälp")
    await right.reads("Du kan också skriva")

    assert await left.said() == await right.said()
    assert [one[0] for one in await left.said()] == [1, 2, 3, 4, 5, 6]


async def test_nobody_can_write_before_the_page_listens(shared: Served, windows: Windows) -> None:
    """On a slow line the composer comes with the script, so that no word is typed in vain."""
    window = await windows.open(shared.url)
    held = asyncio.Event()

    async def slowly(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await window.page.route("**/chat.js", slowly)
    await window.page.goto(f"{shared.url}/chat/torsten", wait_until="commit")
    await expect(window.page.locator("h1")).to_be_visible()
    await expect(window.composer).to_be_hidden()
    held.set()
    await window.say(UNKNOWN)

    await window.reads("Ska jag skicka den till")


async def test_everything_can_be_done_with_a_keyboard(shared: Served, windows: Windows) -> None:
    """Pick somebody, ask, press a choice, answer as a coach, and fill a form: no mouse."""
    anki = await windows.open(shared.url)
    await _tab_to(anki, "Anki Provberg")
    await anki.page.keyboard.press("Enter")
    await expect(anki.composer).to_be_visible()
    await anki.page.keyboard.press("Tab")
    await anki.page.keyboard.press("Enter")  # skips to the composer
    await expect(anki.composer).to_be_focused()
    await anki.page.keyboard.type(UNKNOWN)
    await anki.page.keyboard.press("Enter")
    await anki.reads("Ska jag skicka den till Leila?")
    await _tab_to(anki, "Ja, utan namn", back=True)
    await anki.page.keyboard.press("Space")
    await anki.reads("Skickat till Leila, utan ditt namn.")

    leila = await windows.open(shared.url, "leila")
    await leila.reads("Ny fråga från en kollega på Ekonomi.")
    await _tab_to(leila, "Ta frågan")
    await leila.page.keyboard.press("Enter")
    await leila.reads("Frågan är din.")
    await _tab_to(leila, "", tag="TEXTAREA")
    await leila.page.keyboard.type("Bakom hissen. Tryck på knappen.")
    await leila.page.keyboard.press("Enter")
    await leila.reads("Kan fler ha nytta av svaret?")
    await _tab_to(leila, "Gör till tips", back=True)
    await leila.page.keyboard.press("Enter")
    await leila.reads("Så här kan tipset se ut.")
    await _tab_to(leila, "", tag="INPUT")
    await leila.page.keyboard.press("Control+A")
    await leila.page.keyboard.type("Kaffe på plan sju")
    await leila.page.keyboard.press("Enter")
    await leila.reads("Tack! Inger läser tipset och publicerar det.")

    assert (await leila.said())[-1][0] == 9


async def test_pictures_of_people_and_the_page_come_from_here_only(
    shared: Served, windows: Windows
) -> None:
    """No request leaves the machine; the windows of every test here are held to it."""
    window = await windows.open(shared.url)
    addresses = await window.page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name)"
    )

    assert addresses
    assert all(one.startswith(shared.url) for one in addresses)


async def _tab_to(window: Window, label: str, *, tag: str = "", back: bool = False) -> None:
    """Press Tab until the thing with this label has the focus, and is seen to have it."""
    for _ in range(60):
        await window.page.keyboard.press("Shift+Tab" if back else "Tab")
        focused = await window.page.evaluate(
            "[document.activeElement.tagName, document.activeElement.innerText,"
            " getComputedStyle(document.activeElement).outlineStyle]"
        )
        if label in focused[1] and tag in {"", focused[0]}:
            assert focused[2] == "solid"
            return
    message = f"no way by keyboard to {label or tag}"
    raise AssertionError(message)


async def _scrolls_sideways(window: Window) -> bool:
    found: bool = await window.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found
