"""Draws a message as the values that the page's script builds elements from; never as HTML."""

from typing import Any

from bot.cards.model import Form, Reply
from bot.channels.mailbox.model import Message
from bot.texts.catalogue import Catalogue, Say, catalogue


def drawn(message: Message) -> dict[str, Any]:
    """Return a message as JSON values; actions stay on the server, the page knows numbers."""
    texts = catalogue(message.language or None)
    common = {
        "number": message.number,
        "from": "bot" if message.reply else "me",
        "event": message.event or None,
        "at": message.at.isoformat(),
    }
    if message.reply is None:
        return common | _said([message.words]) | {"press": _press(message.place)}
    return common | _reply(message.reply, texts)


def _press(place: str) -> dict[str, int] | None:
    """Return which choice of which message was pressed, for every window to mark it."""
    number, _, choice = place.partition(":")
    return {"message": int(number), "choice": int(choice)} if number else None


def _said(text: list[str]) -> dict[str, Any]:
    return {
        "text": text,
        "quotes": [],
        "steps": [],
        "pictures": [],
        "after": [],
        "links": [],
        "note": None,
        "portrait": None,
        "files": [],
        "choices": [],
        "form": None,
    }


def _reply(reply: Reply, texts: Catalogue) -> dict[str, Any]:
    def words(says: tuple[Say, ...]) -> list[str]:
        return [texts.word(one) for one in says]

    portrait = reply.portrait
    return {
        "text": words(reply.text),
        "quotes": [{"who": texts.word(one.who), "text": one.text} for one in reply.quotes],
        "steps": words(reply.steps),
        "pictures": [{"name": one.name, "alt": one.alt} for one in reply.pictures],
        "after": words(reply.after),
        "links": [{"title": texts.word(one.title), "address": one.address} for one in reply.links],
        "note": texts.word(reply.note) if reply.note else None,
        "portrait": {
            "name": portrait.name,
            "about": texts.inside(portrait.about),
            "initials": portrait.initials,
            "picture": portrait.picture,
        }
        if portrait
        else None,
        "files": [{"name": one.name} for one in reply.files],
        "choices": [
            {"label": texts.word(one.label), "weight": one.weight.value} for one in reply.choices
        ],
        "form": _form(reply.form, texts) if reply.form else None,
    }


def _form(form: Form, texts: Catalogue) -> dict[str, Any]:
    return {
        "fields": [
            {
                "name": one.name,
                "label": texts.word(one.label),
                "value": one.value,
                "kind": one.kind.value,
                "error": texts.word(one.error) if one.error else None,
            }
            for one in form.fields
        ],
        "send": texts.word(form.send),
    }
