"""What somebody who helps tells about how they want to be asked: one form."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from bot.cards.model import Field, Form, Reply
from bot.conversations.coach import helps
from bot.conversations.correspondence import Correspondence
from bot.conversations.talk import Talk
from bot.texts.catalogue import LANGUAGES, Say, say
from knowledge.people.model import Person, Profile

FIELDS = {
    "spoken": "profile.field.spoken",
    "place": "profile.field.place",
    "phone": "profile.field.phone",
    "drop_in": "profile.field.drop_in",
    "languages": "profile.field.languages",
    "interests": "profile.field.interests",
    "hours_a_month": "profile.field.hours_a_month",
    "most_open": "profile.field.most_open",
    "feed": "profile.field.feed",
}
LONGEST = {"spoken": 120, "place": 120, "phone": 40, "drop_in": 120, "interests": 400, "feed": 1000}
MOST = 200


async def on_profile(talk: Talk) -> Reply:
    """Show the form, filled in with what is known."""
    if not await helps(talk):
        return Reply(text=(say("profile.only_helpers"),), choices=await talk.door())
    profile = await talk.work.people.profile(talk.person.id)
    return Reply(
        text=(say("profile.form"),),
        form=_form(values_of(talk, talk.person, profile), {}),
    )


async def on_keep(talk: Talk, values: Mapping[str, str]) -> Reply:
    """Keep what was filled in; what is wrong is said beside its field."""
    if not await helps(talk):
        return Reply(text=(say("profile.only_helpers"),), choices=await talk.door())
    given = given_in(values)
    wrong = wrong_in(given)
    if wrong:
        return Reply(text=(say("learn.mend"),), form=_form(given, wrong))
    before = await talk.work.people.profile(talk.person.id)
    await talk.work.people.put_profile(told(before, given, talk))
    await talk.keep_person(replace(talk.person, place=given["place"]))
    return Reply(
        text=(say("profile.kept"),),
        portrait=await talk.portrait(talk.person),
    )


def values_of(letters: Correspondence, person: Person, profile: Profile) -> Mapping[str, str]:
    """Return what is known of how somebody wants to be asked, by field of the form."""
    return {
        "spoken": profile.spoken,
        "place": person.place,
        "phone": profile.phone,
        "drop_in": profile.drop_in,
        "languages": ", ".join(profile.languages),
        "interests": profile.interests,
        "hours_a_month": "" if profile.hours_a_month is None else str(profile.hours_a_month),
        "most_open": "" if profile.most_open is None else str(profile.most_open),
        "feed": letters.seal.opened(profile.feed) if profile.feed else "",
    }


def given_in(values: Mapping[str, str]) -> Mapping[str, str]:
    """Return what was filled in, by field, without needless space."""
    return {name: _given(values.get(name, "")) for name in FIELDS}


def told(before: Profile, given: Mapping[str, str], letters: Correspondence) -> Profile:
    """Return a profile with what was filled in and found right."""
    feed = given["feed"]
    return replace(
        before,
        spoken=given["spoken"],
        phone=given["phone"],
        drop_in=given["drop_in"],
        languages=tuple(_codes(given["languages"])),
        interests=given["interests"],
        hours_a_month=_number(given["hours_a_month"]),
        most_open=_number(given["most_open"]),
        feed=letters.seal.closed(feed) if feed else "",
    )


def _form(values: Mapping[str, str], wrong: Mapping[str, Say]) -> Form:
    return Form(
        fields=tuple(
            Field(name=name, label=say(FIELDS[name]), value=values[name], error=wrong.get(name))
            for name in FIELDS
        ),
        send=say("profile.send"),
        action="profile.keep",
    )


def _given(text: str) -> str:
    return " ".join(text.split())


def _codes(text: str) -> list[str]:
    return [one for one in text.replace(",", " ").lower().split() if one]


def _number(text: str) -> int | None:
    return int(text) if text else None


def wrong_in(given: Mapping[str, str]) -> dict[str, Say]:
    """Say what is wrong, by field; empty when it can be kept."""
    wrong: dict[str, Say] = {
        name: say("profile.wrong.long", most=most)
        for name, most in LONGEST.items()
        if len(given[name]) > most
    }
    unknown = [one for one in _codes(given["languages"]) if one not in LANGUAGES]
    if unknown:
        wrong["languages"] = say("profile.wrong.languages", codes=", ".join(LANGUAGES))
    for name in ("hours_a_month", "most_open"):
        said = given[name]
        if said and not (said.isascii() and said.isdecimal() and int(said) <= MOST):
            wrong[name] = say("profile.wrong.number", most=MOST)
    address = given["feed"]
    if address and not _is_address(address):
        wrong["feed"] = say("profile.wrong.feed")
    return wrong


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"https", "webcal"} and bool(parts.hostname)
