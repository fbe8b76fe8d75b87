"""A reply: something said, and perhaps choices to make or a form to fill in."""

from dataclasses import dataclass
from enum import StrEnum

from bot.texts.catalogue import Say


class Weight(StrEnum):
    """How much a choice stands out."""

    MAIN = "main"
    NORMAL = "normal"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says, and what it sends back.

    `action` is "dialogue.verb" and arguments, separated by colons; it never holds text from people.
    """

    label: Say
    action: str
    weight: Weight = Weight.NORMAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Portrait:
    """A person shown with a picture, or with initials where there is none."""

    name: str
    about: Say
    initials: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the name it is kept under, and what it shows, for whoever does not see it."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Link:
    """A page elsewhere: what it is called, and its https address, which is shown beside."""

    title: Say
    address: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, and whose."""

    who: Say
    text: str


class FieldKind(StrEnum):
    """How much room a field gives."""

    LINE = "line"
    TEXT = "text"
    LIST = "list"
    """One item a line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """Something to fill in, with a proposal, and what was wrong with the last try."""

    name: str
    label: Say
    value: str = ""
    kind: FieldKind = FieldKind.LINE
    error: Say | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """Several fields that are sent together."""

    fields: tuple[Field, ...]
    send: Say
    action: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A small file that comes with a message, such as a time for one's calendar.

    Attributes:
        name: the file's name.
        kind: its media type.
        text: all of it.
    """

    name: str
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What the bot says in one message.

    Attributes:
        text: paragraphs; the first line is the answer.
        quotes: people's own words, after the text.
        steps: numbered, after the quotes.
        pictures: after the steps.
        after: paragraphs after the steps.
        links: pages elsewhere, such as a film.
        note: one small line last, such as when it was checked.
        portrait: the person who is one press away.
        files: what can be saved.
        choices: buttons, in the order of the keys 1, 2, 3.
        form: fields to fill in.
        inline: one field that says the same as writing the next line; a channel in which one
            always sees where to write need not draw it.
        for_all: whether others may read it where it was asked; else it goes to the person alone.
    """

    text: tuple[Say, ...]
    quotes: tuple[Quote, ...] = ()
    steps: tuple[Say, ...] = ()
    pictures: tuple[Picture, ...] = ()
    after: tuple[Say, ...] = ()
    links: tuple[Link, ...] = ()
    note: Say | None = None
    portrait: Portrait | None = None
    files: tuple[Attachment, ...] = ()
    choices: tuple[Choice, ...] = ()
    form: Form | None = None
    inline: Form | None = None
    for_all: bool = False
