"""The web chat's routes: who to be, the page, what one says, and the stream of what comes."""

import asyncio
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.channels.mailbox.courier import MailboxWorks
from bot.channels.mailbox.model import Message
from bot.channels.webchat.draw import drawn
from bot.channels.webchat.guard import IsDemo, guarded
from bot.channels.webchat.ports import Ringing
from bot.conversations.reception import Received, Reception
from bot.conversations.talk import ROLES
from bot.texts.catalogue import LANGUAGES, Catalogue, catalogue, say
from knowledge.errors import Explained
from knowledge.people.model import Person, Role, UnknownPerson

CHANNEL = "webchat"
HERE = Path(__file__).parent
LONGEST_BODY = 256 * 1024
EVENT = re.compile(r"[A-Za-z0-9_.-]{1,64}")
PAGE = 200
"""How many messages are read at a time."""
HEARTBEAT = 15.0
"""Seconds without a message after which a comment keeps the line open."""


class Malformed(web.HTTPBadRequest):
    """The page never sends this."""


@dataclass(frozen=True, kw_only=True)
class Webchat:
    """Everything the routes need."""

    reading: MailboxWorks
    reception: Reception
    bell: Ringing
    is_demo: IsDemo
    stopping: asyncio.Event

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the routes, each behind the guard."""
        get = {
            "/": self.pick,
            "/chat/{person}": self.page,
            "/chat/{person}/stream": self.stream,
            "/chat/{person}/files/{message:[0-9]{1,9}}/{file:[0-9]}": self.file,
        }
        return [
            *(web.get(path, guarded(handler, self.is_demo)) for path, handler in get.items()),
            web.post("/chat/{person}/messages", guarded(self.receive, self.is_demo)),
            web.static("/webchat", HERE / "static"),
        ]

    async def pick(self, request: web.Request) -> web.Response:
        """Show the sample organisation, to pick somebody from."""
        language = _language(request)
        texts = catalogue(language)
        async with self.reading() as work:
            people = await work.people.everyone()
            departments = await work.people.departments()
        groups = [
            {
                "name": department.name,
                "people": [
                    _shown(one, texts)
                    for one in _in_order(people)
                    if one.department == department.id
                ],
            }
            for department in departments
        ]
        rest = [_shown(one, texts) for one in _in_order(people) if one.department is None]
        groups.append({"name": texts.word(say("web.no_department")), "people": rest})
        languages = [
            {"code": code, "name": texts.word(say(f"language.name.{code}"))} for code in LANGUAGES
        ]
        return _html(
            "pick.html",
            texts=_page_texts(texts),
            language=language,
            groups=groups,
            languages=languages,
        )

    async def page(self, request: web.Request) -> web.Response:
        """Show the chat of one person."""
        async with self.reading() as work:
            person = await self._person(request)
            department = (
                (await work.people.department(person.department)).name if person.department else ""
            )
        texts = catalogue(person.language)
        words = _page_texts(texts)
        return _html(
            "chat.html",
            texts=words,
            texts_json=_script_safe(words),
            language=texts.language,
            person=_shown(person, texts) | {"department": department},
        )

    async def receive(self, request: web.Request) -> web.Response:
        """Store what a person said; 202 says that it will not be lost."""
        person = await self._person(request)
        said = await _body(request)
        texts = catalogue(person.language)
        try:
            received = await self._stored(person, said, texts)
        except Explained as error:
            words = texts.word(say(error.key, **error.details))
            return web.json_response({"error": words}, status=422)
        status = 202 if received is Received.STORED else 200
        return web.json_response({"stored": True}, status=status)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send messages as they come, from the number the page has; the line may break any time."""
        person = await self._person(request)
        number = _number(request.headers.get("Last-Event-ID") or request.query.get("after", "0"))
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        # A window that was closed is no fault; there is nobody left to tell.
        with suppress(ConnectionError), self.bell.window(person.id):
            await self.reception.look(person.id)
            await self._follow(response, person, number)
        return response

    async def file(self, request: web.Request) -> web.Response:
        """Give a file that came with a message, to be saved and never shown as a page."""
        person = await self._person(request)
        message = await self._message(person, int(request.match_info["message"]))
        files = message.reply.files if message and message.reply else ()
        at = int(request.match_info["file"])
        if at >= len(files):
            raise web.HTTPNotFound(text="There is no such file any more.")
        found = files[at]
        return web.Response(
            body=found.text.encode(),
            headers={
                "Content-Type": f"{found.kind}; charset=utf-8",
                "Content-Disposition": f'attachment; filename="{found.name}"',
                "Cache-Control": "no-store",
            },
        )

    async def _follow(self, response: web.StreamResponse, person: Person, number: int) -> None:
        """Write every message after a number as it comes, until the service stops."""
        while not self.stopping.is_set():
            ticket = self.bell.ticket(person.id)
            async with self.reading() as work:
                messages = await work.mailboxes.after(person.id, number, limit=PAGE)
            for message in messages:
                number = message.number
                await response.write(_event(message))
            if len(messages) == PAGE:
                continue
            await self.bell.wait(person.id, ticket, HEARTBEAT)
            if not ticket.is_set():
                await response.write(b": still here\n\n")

    async def _stored(self, person: Person, said: Mapping[str, Any], texts: Catalogue) -> Received:
        event = _text(said, "event")
        if not EVENT.fullmatch(event):
            raise Malformed(text="event: expected 1 to 64 letters, digits or hyphens")
        if "text" in said:
            return await self.reception.words(event, person.id, CHANNEL, _text(said, "text"))
        if "press" in said:
            pressed = _mapping(said, "press")
            message = await self._message(person, _whole(pressed, "message"))
            choices = message.reply.choices if message and message.reply else ()
            at = _whole(pressed, "choice")
            if not 0 <= at < len(choices):
                return await self.reception.press(
                    event, person.id, CHANNEL, "gone", texts.word(say("web.old_choice"))
                )
            label = texts.word(choices[at].label)
            place = f"{pressed['message']}:{at}"
            return await self.reception.press(
                event, person.id, CHANNEL, choices[at].action, label, place=place
            )
        filled = _mapping(said, "form")
        message = await self._message(person, _whole(filled, "message"))
        form = message.reply.form if message and message.reply else None
        if form is None:
            return await self.reception.press(
                event, person.id, CHANNEL, "gone", texts.word(say("web.old_choice"))
            )
        names = {one.name for one in form.fields}
        values = {
            name: value
            for name, value in _mapping(filled, "values").items()
            if name in names and isinstance(value, str)
        }
        return await self.reception.form(
            event, person.id, CHANNEL, form.action, values, texts.word(form.send)
        )

    async def _message(self, person: Person, number: int) -> Message | None:
        async with self.reading() as work:
            return await work.mailboxes.message(person.id, number)

    async def _person(self, request: web.Request) -> Person:
        async with self.reading() as work:
            try:
                person = await work.people.get(request.match_info["person"])
            except UnknownPerson:
                raise web.HTTPNotFound(text="There is nobody with that id.") from None
        if not person.sample:
            raise web.HTTPNotFound(text="There is nobody with that id.")
        return person


_PAGES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
)


def _html(template: str, **context: object) -> web.Response:
    text = _PAGES.get_template(template).render(**context)
    return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})


def _page_texts(texts: Catalogue) -> dict[str, Any]:
    """Return the page's own texts, without the prefix; numbered ones as a list."""
    found: dict[str, Any] = {"examples": []}
    for key in sorted(key for key in texts.texts if key.startswith("web.")):
        name = key.removeprefix("web.")
        words = texts.texts[key]
        if name.startswith("examples."):
            found["examples"].append(words)
        else:
            found[name] = words
    return found


def _script_safe(values: Mapping[str, Any]) -> str:
    """Write JSON that cannot end the script element it stands in."""
    text = json.dumps(values, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _shown(person: Person, texts: Catalogue) -> dict[str, str]:
    return {
        "id": person.id,
        "name": person.name,
        "initials": person.initials,
        "role": person.role.value,
        "role_text": texts.word(say(ROLES[person.role])),
        "place": person.place,
    }


def _in_order(people: Any) -> list[Person]:
    order = list(Role)
    return sorted(people, key=lambda one: (order.index(one.role), one.name))


def _language(request: web.Request) -> str:
    wanted = request.query.get("language", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _event(message: Message) -> bytes:
    data = json.dumps(drawn(message), ensure_ascii=False)
    return f"id: {message.number}\nevent: message\ndata: {data}\n\n".encode()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


async def _body(request: web.Request) -> Mapping[str, Any]:
    if "Content-Encoding" in request.headers:
        raise Malformed(text="expected a body that is not packed")
    try:
        found = json.loads(await request.text())
    except (ValueError, RecursionError, LookupError):
        raise Malformed(text="expected JSON") from None
    if not isinstance(found, dict):
        raise Malformed(text="expected a JSON object")
    return found


def _text(values: Mapping[str, Any], name: str) -> str:
    found = values.get(name)
    if not isinstance(found, str):
        raise Malformed(text=f"{name}: expected a text")
    return found


def _whole(values: Mapping[str, Any], name: str) -> int:
    found = values.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 2**31:
        raise Malformed(text=f"{name}: expected a number")
    return found


def _mapping(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = values.get(name)
    if not isinstance(found, dict):
        raise Malformed(text=f"{name}: expected an object")
    return found
