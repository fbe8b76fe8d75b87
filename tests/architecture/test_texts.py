"""Every word the service says stands in the catalogue, once, complete, and in its tone."""

import ast
import re
import string
from functools import cache

import pytest

from bot.conversations import boundary
from bot.desk import draw
from bot.texts import catalogue
from bot.texts.catalogue import LANGUAGES
from knowledge.boundaries.catch import Route
from knowledge.escalations.model import Stage
from tests.architecture.source import ROOT, Call, calls, modules, texts_of
from tips.linting import wording
from tips.model import TipKind

SWEDISH = catalogue.read("sv")

KNOWN = {
    "f'status.asked.{one.stage}'": tuple(f"status.asked.{stage}" for stage in Stage),
    "f'status.held.{one.stage}'": tuple(f"status.held.{stage}" for stage in Stage if stage.is_open),
    "talk.language": LANGUAGES,
    "event.language": LANGUAGES,
    "code": LANGUAGES,
    "f'learn.field.{name}'": tuple(
        f"learn.field.{name}" for name in ("title", "phrasings", "answer", "steps")
    ),
    "f'{KEYS[route]}.step.{number}'": tuple(
        f"{boundary.KEYS[route]}.step.{number}"
        for route, count in boundary.STEPS.items()
        for number in range(1, count + 1)
    ),
    "f'desk.day.{shape}'": ("desk.day.date", "desk.day.long"),
    "f'desk.done.{done}'": tuple(f"desk.done.{one}" for one in draw.DONE),
    "f'{KEYS[route]}.after'": tuple(f"{boundary.KEYS[route]}.after" for route in boundary.STEPS),
}
"""What a part of a key becomes where the code does not say it in one place."""

EXCLAIMED = (
    "Hej!", "Tack!", "Vad bra!", "Hi!", "Thank you!", "Good!", "Tak!", "Hvor godt!", "Hei!",
    "Takk!", "Så bra!", "Kiitos!", "Hienoa!",
)  # fmt: skip
"""A greeting, a thank-you and being glad may have an exclamation mark; nothing else has."""

PAGES = [
    path
    for folder in ("templates", "static")
    for path in sorted((ROOT / "bot" / "channels" / "webchat" / folder).iterdir())
    if path.suffix in {".html", ".js"}
]


EXPLAINED = {"Explained", "Missing"}
"""Errors that a person may be told about, and those that others are made from."""


@cache
def errors() -> dict[str, str]:
    """Return the key of every error a person may be told about, by the error's name."""
    return {
        node.name: ast.literal_eval(one.value)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and EXPLAINED & {node.name, *(ast.unparse(base) for base in node.bases)}
        for one in node.body
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "key"
    }


@cache
def said() -> tuple[tuple[Call, frozenset[str]], ...]:
    """Return every `say(…)` in the code, with every key it can have."""
    found = []
    for call in calls("bot"):
        if call.name in {"say", "Say"} and call.module.name != "bot.cards.codec":
            node = call.argument(0, "key")
            assert node is not None, call.where
            if ast.unparse(node) == "error.key":
                found.append((call, frozenset(errors().values())))
            elif not call.is_handed_on(node):
                found.append((call, frozenset(texts_of(node, call, KNOWN))))
    return tuple(found)


def on_pages() -> dict[str, str]:
    """Return the keys that the web chat's page and script say, and where."""
    found = {}
    for path in PAGES:
        for name in re.findall(r"\btexts\.([a-z_]+)", path.read_text(encoding="utf-8")):
            found[f"web.{name}"] = path.name
    return found


DESK = sorted((ROOT / "bot" / "desk" / "templates").glob("*.html"))


def on_desk() -> dict[str, tuple[str, frozenset[str]]]:
    """Return the keys that the desk's templates say: where, and with which details."""
    found = {
        key: (path.name, frozenset(re.findall(r"\b([a-z_]+)=", details)))
        for path in DESK
        for key, details in re.findall(
            r"""\b(?:t|paper)\("([a-z_.]+)"((?:[^()]|\([^()]*\))*)\)""",
            path.read_text(encoding="utf-8"),
        )
    }
    named = {
        "desk.state": draw.STATES,
        "desk.kind": tuple(TipKind),
        "desk.field": draw.FIELDS,
        "desk.outcome": draw.OUTCOMES,
        "language.name": LANGUAGES,
    }
    for start, names in named.items():
        found |= {f"{start}.{name}": ("draw.py", frozenset()) for name in names}
    return found


def placeholders(text: str | dict[str, str]) -> set[tuple[str, str]]:
    """Return the details a text asks for, each with the way it is written."""
    forms = [text] if isinstance(text, str) else text.values()
    return {
        (name, spec or "")
        for form in forms
        for _, name, spec, _ in string.Formatter().parse(form)
        if name is not None
    }


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    """Nobody is ever shown a key, or nothing, where a sentence should be."""
    code = {key: call.where for call, keys in said() for key in keys}
    pages = {key: where for key, where in on_pages().items() if key != "web.examples"}

    assert len(code) > 150
    assert len(pages) > 20
    desk = {key: where for key, (where, _) in on_desk().items()}
    assert len(desk) > 150
    assert {key: at for key, at in (code | pages | desk).items() if key not in SWEDISH} == {}


def test_every_error_has_its_words() -> None:
    """Whatever cannot be done is explained, and no two errors are explained alike."""
    keys = list(errors().values())

    assert len(keys) > 10
    assert [key for key in keys if key not in SWEDISH] == []
    assert len(keys) == len(set(keys))


def test_every_text_is_said_somewhere() -> None:
    """A text that nobody says any more is removed."""
    code = {key for _, keys in said() for key in keys} | {*errors().values()}
    examples = {key for key in SWEDISH if key.startswith("web.examples.")}

    pages = on_pages().keys() | on_desk().keys()
    assert set(SWEDISH) - code - pages - examples == set()


def test_every_detail_a_text_asks_for_is_given() -> None:
    """No text waits for a name that its caller does not know."""
    lacking = [
        f"{call.where}: {key} needs {name}"
        for call, keys in said()
        if call.name == "say" and all(one.arg for one in call.node.keywords)
        for key in keys
        for name, _ in placeholders(SWEDISH.get(key, ""))
        if name not in {one.arg for one in call.node.keywords}
    ]

    lacking += [
        f"{where}: {key} needs {name}"
        for key, (where, given) in on_desk().items()
        for name, _ in placeholders(SWEDISH.get(key, ""))
        if name not in given
    ]

    assert lacking == []


def test_a_text_with_plural_forms_is_given_its_count() -> None:
    """Where one and many differ, the caller says how many."""
    plurals = {key for key, text in SWEDISH.items() if not isinstance(text, str)}
    counted = {
        key
        for call, keys in said()
        for key in keys & plurals
        if "count" in {one.arg for one in call.node.keywords}
    } | {key for key, (_, given) in on_desk().items() if key in plurals and "count" in given}

    assert counted == plurals != set()


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "sv"])
def test_a_complete_language_has_every_text(language: str) -> None:
    """It has exactly Swedish's keys, each with the same details and the same plural forms."""
    texts = catalogue.read(language)

    assert texts.keys() == SWEDISH.keys()
    for key, text in texts.items():
        assert placeholders(text) == placeholders(SWEDISH[key]), key
        assert isinstance(text, str) is isinstance(SWEDISH[key], str), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice_in_a_file(language: str) -> None:
    """The later of two would win without a word."""
    lines = (catalogue.HERE / f"{language}.yaml").read_text(encoding="utf-8").splitlines()
    keys = [line.split(":")[0] for line in lines if re.match(r"[a-z]", line)]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_its_tone(language: str) -> None:
    """No shame, no orders to click, no emoji, and no exclamation but a greeting, thanks or joy."""
    faults = []
    for key, text in catalogue.read(language).items():
        for form in [text] if isinstance(text, str) else text.values():
            calm = re.sub("|".join(map(re.escape, EXCLAIMED)), "", form)
            faults += [f"{key} {fault}" for fault in wording.faults(calm, language)]

    assert faults == []


def test_every_exclamation_that_is_allowed_is_used() -> None:
    """The list of what may be exclaimed is no longer than what is."""
    texts = [str(text) for language in LANGUAGES for text in catalogue.read(language).values()]

    assert [one for one in EXCLAIMED if not any(one in text for text in texts)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_danger_has_its_number_on_the_first_line(language: str) -> None:
    """Whoever reads one line of it has read the number to call."""
    texts = catalogue.read(language)

    for route in (Route.EMERGENCY, Route.CRISIS):
        for key in (boundary.KEYS[route], f"{boundary.KEYS[route]}.easy"):
            assert "{number}" in str(texts[key]).splitlines()[0], key


def test_every_boundary_has_an_easy_text() -> None:
    """Somebody in trouble may ask for easier words."""
    assert {f"{key}.easy" for key in boundary.KEYS.values()} <= SWEDISH.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_boundaries_are_told_in_every_language(language: str) -> None:
    """Whoever is in danger is answered in their own words, also where much else is missing."""
    ours = {key for key in SWEDISH if key.startswith("boundary.")}

    assert ours <= catalogue.read(language).keys()
