"""Reads what was sent with a form: its fields, and its files where a page takes any."""

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web
from aiohttp.web_request import FileField

from bot.desk.visit import Sent, Visit

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
MEGABYTE = 1_000_000
MOST_FILES = 20


def is_a_change(visit: Visit) -> bool:
    """Whether a request may change something."""
    return visit.request.method not in {"GET", "HEAD"}


async def with_form(visit: Visit, megabytes: int) -> Visit:
    """Return the visit with its form.

    Args:
        visit: whose request has not been read yet.
        megabytes: the most it may have; 0 for the usual limit, and no files.

    Raises:
        HTTPRequestEntityTooLarge: it has more.
        HTTPBadRequest: it cannot be read.
    """
    request = visit.request
    if not is_a_change(visit) or request.content_type not in FORMS:
        return visit
    if megabytes:
        request = request.clone(client_max_size=megabytes * MEGABYTE)
    try:
        found = await request.post()
    except ValueError:
        raise web.HTTPBadRequest(text="The form could not be read.\n") from None
    fields = {
        name: "\n".join(str(one) for one in found.getall(name) if isinstance(one, str))
        for name in found
    }
    files: dict[str, list[Sent]] = {}
    for name, value in list(found.items())[: MOST_FILES if megabytes else 0]:
        # A file field that nobody filled in is sent too, without a name.
        if isinstance(value, FileField) and value.filename:
            files.setdefault(name, []).append(Sent(value.filename, value.file.read()))
    return replace(visit, form=fields, files=_tuples(files))


def _tuples(files: Mapping[str, list[Sent]]) -> Mapping[str, tuple[Sent, ...]]:
    return {name: tuple(several) for name, several in files.items()}
