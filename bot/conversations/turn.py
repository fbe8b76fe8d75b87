"""What came in from a person, the same from every channel."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, already cleaned; identity numbers are gone from it.

    Attributes:
        text: what is left.
        masked: how many identity numbers were taken out.
    """

    text: str
    masked: int = 0


@dataclass(frozen=True, slots=True)
class Pressed:
    """A choice, by the action it carried."""

    action: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent, by its action, with every field's value."""

    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    masked: int = 0


Said = Words | Pressed | Filled


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a channel something is said.

    Attributes:
        at: in the channel's own words, such as a thread in a group; "" is the person's own chat.
        overheard: whether others read along there.
    """

    at: str = ""
    overheard: bool = False


OWN_CHAT = Where()


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One thing one person said, on one channel.

    Attributes:
        event: the channel's own id of it; the same id again has no effect.
        person: person id.
        channel: where it came in and where the reply goes.
        where: where in the channel.
    """

    event: str
    person: str
    channel: str
    said: Said
    where: Where = OWN_CHAT


def to_json(turn: Turn) -> str:
    """Write a turn as JSON, for the inbox."""
    return json.dumps(
        {
            "event": turn.event,
            "person": turn.person,
            "channel": turn.channel,
            "said": _said(turn.said),
            "where": [turn.where.at, turn.where.overheard],
        },
        ensure_ascii=False,
    )


def _said(said: Said) -> dict[str, object]:
    match said:
        case Words(text, count):
            return {"words": text, "masked": count}
        case Pressed(action):
            return {"pressed": action}
        case Filled(action, values, count):
            return {"filled": action, "values": dict(values), "masked": count}


def from_json(text: str) -> Turn:
    """Read a turn that `to_json` wrote."""
    found = json.loads(text)
    said = found.pop("said")
    found["where"] = Where(*found.get("where", ()))
    if "words" in said:
        return Turn(**found, said=Words(said["words"], said["masked"]))
    if "pressed" in said:
        return Turn(**found, said=Pressed(said["pressed"]))
    return Turn(**found, said=Filled(said["filled"], said["values"], said["masked"]))
