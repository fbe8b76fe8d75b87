"""How one wants to be asked oneself: the same form as in the chat, and one's face."""

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from bot.conversations.profile import FIELDS, given_in, told, values_of, wrong_in
from bot.desk.draw import page
from bot.desk.pages.sent_pictures import cleaned_files
from bot.desk.visit import Visit, to
from bot.texts.catalogue import Say, say
from knowledge.boundaries.texts import clean
from knowledge.pictures.model import address_of, name_in

HERE = "/desk/me"


async def show(visit: Visit) -> web.StreamResponse:
    """Show the form, filled in with what is known."""
    async with visit.desk.reading() as work:
        letters = visit.desk.letters(work)
        profile = await work.people.profile(visit.me.id)
    return _page(visit, values_of(letters, visit.me, profile), {})


async def keep(visit: Visit) -> web.StreamResponse:
    """Keep what was filled in, and a face if one was sent; what is wrong is said beside it."""
    given = given_in({name: clean(value) for name, value in visit.form.items()})
    pictures, unusable = await cleaned_files(visit, "face")
    wrong = {**wrong_in(given), **unusable}
    if wrong:
        return _page(visit, given, wrong, status=422)
    async with visit.desk.work() as work:
        letters = visit.desk.letters(work)
        me = replace(await work.people.get(visit.me.id), place=given["place"])
        if pictures or visit.form.get("without_face"):
            await work.pictures.drop(name_in(me.picture))
            name = await work.pictures.put(pictures[0], at=visit.now) if pictures else ""
            me = replace(me, picture=address_of(name) if name else "")
        await work.people.put(me)
        before = await work.people.profile(me.id)
        await work.people.put_profile(told(before, given, letters))
        await work.audit.write(visit.deed("person.told", f"person:{me.id}"), at=visit.now)
        await work.commit()
    return to(HERE, done="saved_me")


def _page(
    visit: Visit, values: Mapping[str, str], wrong: Mapping[str, Say], *, status: int = 200
) -> web.Response:
    return page(
        visit,
        "me.html",
        status=status,
        fields={name: say(FIELDS[name]) for name in FIELDS},
        values=values,
        wrong=wrong,
        face=visit.me.picture if name_in(visit.me.picture) else "",
    )
