"""A reply as JSON and back, so that the outbox can keep keys and details instead of words."""

import json
from collections.abc import Mapping
from typing import Any

from bot.cards.model import (
    Attachment,
    Choice,
    Field,
    FieldKind,
    Form,
    Link,
    Picture,
    Portrait,
    Quote,
    Reply,
    Weight,
)
from bot.texts.catalogue import Detail, Say


def to_json(reply: Reply) -> str:
    """Write a reply as JSON; `from_json` gives an equal reply back."""
    return json.dumps(_reply(reply), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Reply:
    """Read a reply that `to_json` wrote."""
    found = json.loads(text)
    return Reply(
        text=_says(found["text"]),
        quotes=tuple(Quote(_say(one["who"]), one["text"]) for one in found["quotes"]),
        steps=_says(found["steps"]),
        pictures=tuple(Picture(**one) for one in found.get("pictures", ())),
        after=_says(found["after"]),
        links=tuple(Link(_say(one["title"]), one["address"]) for one in found.get("links", ())),
        note=_say(found["note"]) if found["note"] else None,
        portrait=_read_portrait(found["portrait"]) if found["portrait"] else None,
        files=tuple(Attachment(**one) for one in found.get("files", ())),
        choices=tuple(
            Choice(_say(one["label"]), one["action"], Weight(one["weight"]))
            for one in found["choices"]
        ),
        form=_read_form(found["form"]) if found["form"] else None,
        inline=_read_form(found["inline"]) if found.get("inline") else None,
        for_all=found.get("for_all", False),
    )


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "text": [_plain(one) for one in reply.text],
        "quotes": [{"who": _plain(one.who), "text": one.text} for one in reply.quotes],
        "steps": [_plain(one) for one in reply.steps],
        "pictures": [{"name": one.name, "alt": one.alt} for one in reply.pictures],
        "after": [_plain(one) for one in reply.after],
        "links": [{"title": _plain(one.title), "address": one.address} for one in reply.links],
        "note": _plain(reply.note) if reply.note else None,
        "portrait": _portrait(reply.portrait) if reply.portrait else None,
        "files": [{"name": one.name, "kind": one.kind, "text": one.text} for one in reply.files],
        "choices": [
            {"label": _plain(one.label), "action": one.action, "weight": one.weight.value}
            for one in reply.choices
        ],
        "form": _form(reply.form) if reply.form else None,
        "inline": _form(reply.inline) if reply.inline else None,
        "for_all": reply.for_all,
    }


def _plain(text: Say) -> dict[str, Any]:
    details = {
        name: _plain(value) if isinstance(value, Say) else value
        for name, value in text.details.items()
    }
    return {"say": text.key, "with": details}


def _say(found: Mapping[str, Any]) -> Say:
    details: dict[str, Detail] = {
        name: _say(value) if isinstance(value, dict) else value
        for name, value in found["with"].items()
    }
    return Say(found["say"], details)


def _says(found: list[Any]) -> tuple[Say, ...]:
    return tuple(_say(one) for one in found)


def _portrait(portrait: Portrait) -> dict[str, Any]:
    return {
        "name": portrait.name,
        "about": _plain(portrait.about),
        "initials": portrait.initials,
        "picture": portrait.picture,
    }


def _read_portrait(found: Mapping[str, Any]) -> Portrait:
    return Portrait(
        name=found["name"],
        about=_say(found["about"]),
        initials=found["initials"],
        picture=found["picture"],
    )


def _form(form: Form) -> dict[str, Any]:
    return {
        "fields": [
            {
                "name": one.name,
                "label": _plain(one.label),
                "value": one.value,
                "kind": one.kind.value,
                "error": _plain(one.error) if one.error else None,
            }
            for one in form.fields
        ],
        "send": _plain(form.send),
        "action": form.action,
    }


def _read_form(found: Mapping[str, Any]) -> Form:
    return Form(
        fields=tuple(
            Field(
                name=one["name"],
                label=_say(one["label"]),
                value=one["value"],
                kind=FieldKind(one["kind"]),
                error=_say(one["error"]) if one["error"] else None,
            )
            for one in found["fields"]
        ),
        send=_say(found["send"]),
        action=found["action"],
    )
