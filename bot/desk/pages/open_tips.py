"""Tips that need no sign-in: for a ward's shared phone, a poster, somebody without an account.

No person stands there, no history, and nothing is kept of who reads.
"""

from collections.abc import Sequence
from dataclasses import replace

from aiohttp import web

from bot.desk import qr
from bot.desk.draw import page
from bot.desk.visit import Visit
from bot.texts.catalogue import LANGUAGES, catalogue
from tips.finding.model import State, Wanted
from tips.model import Stage, Tip

HERE = "/tips"
MOST = 500
"""Open tips of one language on the page that lists them."""

LARGE, EASY = "large", "easy"


async def listed(visit: Visit) -> web.StreamResponse:
    """List what is open, by topic."""
    asked = visit.asked("language")
    language = asked if asked in LANGUAGES else visit.texts.language
    wanted = Wanted(today=visit.today, state=State.OPEN, language=language)
    async with visit.desk.reading() as work:
        found = await work.tips.find(wanted, most=MOST)
    tips = [row.tip for row in found.rows if row.tip.stage is Stage.PUBLISHED]
    return page(
        nobody(visit, language),
        "open_tips.html",
        tips=sorted(tips, key=lambda tip: tip.title.casefold()),
        languages=LANGUAGES,
        shown=language,
    )


async def show(visit: Visit) -> web.StreamResponse:
    """Show one tip, large if that is wanted, and in easy words if there are any."""
    versions = await _versions(visit)
    tip = _in_language(versions, visit.part("language"))
    if tip is None:
        return missing(visit)
    is_easy = visit.asked("words") == EASY and tip.easy is not None
    is_large = visit.asked("text") == LARGE
    return page(
        nobody(visit, tip.language),
        "open_tip.html",
        tip=tip,
        advice=tip.easy if is_easy else tip.advice,
        is_easy=is_easy,
        is_large=is_large,
        languages=[one.language for one in versions],
        here_with=_here_with(tip, is_easy=is_easy, is_large=is_large),
    )


async def code(visit: Visit) -> web.StreamResponse:
    """Draw the address of a tip as a QR code."""
    tip = _in_language(await _versions(visit), visit.part("language"))
    if tip is None:
        return missing(visit)
    return web.Response(
        body=qr.as_svg(f"{visit.desk.home}{address(tip)}"), content_type="image/svg+xml"
    )


def address(tip: Tip) -> str:
    """Return where a tip is read without signing in."""
    return f"{HERE}/{tip.id}/{tip.language}"


def nobody(visit: Visit, language: str) -> Visit:
    """Return the visit of just anybody: whoever is signed in sees what all see."""
    return replace(visit, texts=catalogue(language), person=None, session=None)


def missing(visit: Visit) -> web.Response:
    """Say that there is nothing here, in the same words whether it is closed or never was."""
    return page(nobody(visit, visit.texts.language), "open_missing.html", status=404)


async def _versions(visit: Visit) -> Sequence[Tip]:
    """Return a tip in the languages in which it is open."""
    async with visit.desk.reading() as work:
        found = await work.tips.languages_of(visit.part("id"))
    return [one for one in found if one.open and one.stage is Stage.PUBLISHED and not one.audience]


def _in_language(versions: Sequence[Tip], language: str) -> Tip | None:
    return next((one for one in versions if one.language == language), None)


def _here_with(tip: Tip, *, is_easy: bool, is_large: bool) -> dict[str, str]:
    """Return the addresses of the same page, drawn otherwise."""

    def drawn(*, easy: bool, large: bool) -> str:
        words = [f"words={EASY}"] if easy else []
        size = [f"text={LARGE}"] if large else []
        query = "&".join([*words, *size])
        return f"{address(tip)}?{query}" if query else address(tip)

    return {
        "size": drawn(easy=is_easy, large=not is_large),
        "words": drawn(easy=not is_easy, large=is_large),
    }
