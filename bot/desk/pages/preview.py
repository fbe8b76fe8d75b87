"""The tip as it will look, while it is being written."""

from aiohttp import web

from bot.desk import tip_form
from bot.desk.draw import page
from bot.desk.pages.tip import blank
from bot.desk.visit import Visit


async def show(visit: Visit) -> web.StreamResponse:
    """Draw what stands in the form."""
    read = tip_form.read(blank(visit), visit.form)
    return page(visit, "_preview.html", tip=read.tip, values=tip_form.values_of(read.tip))
