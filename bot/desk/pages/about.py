"""What the bot is and what it keeps: a page for anybody, which the app in Teams points to."""

from aiohttp import web

from bot.desk.draw import page
from bot.desk.pages.open_tips import nobody
from bot.desk.visit import Visit
from bot.texts.catalogue import LANGUAGES

HERE = "/about"


async def show(visit: Visit) -> web.StreamResponse:
    """Say it in the language that is asked for; nothing is kept of who reads."""
    asked = visit.asked("language")
    language = asked if asked in LANGUAGES else visit.texts.language
    return page(nobody(visit, language), "about.html", languages=LANGUAGES, shown=language)
