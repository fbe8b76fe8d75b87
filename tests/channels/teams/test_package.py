"""The app package: by Microsoft's schema, in five languages, with no right it does not need."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from PIL import Image

from bot.channels.teams.package.archive import packed
from bot.channels.teams.package.manifest import App, manifest
from bot.conversations.commands import FILE as COMMANDS
from tests.channels.served import Machine
from tests.fakes.teams.roster import APP_ID, SECRET, TENANT

SCHEMAS = (
    Path(__file__).resolve().parents[3]
    / "var/test-node/node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.30"
)
APP = App(
    id=APP_ID, version="1.2.3", developer="Provköpings kommun", home="https://coach.example.se"
)
LANGUAGES = ("da", "en", "fi", "nb")


def inside(package: bytes) -> dict[str, bytes]:
    """Return the files of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def schema(name: str) -> Draft4Validator:
    """Return one of Microsoft's schemas."""
    text = (SCHEMAS / f"MicrosoftTeams{name}.schema.json").read_text(encoding="utf-8-sig")
    return Draft4Validator(json.loads(text))


def test_the_manifest_follows_microsofts_schema() -> None:
    """Version 1.30, as it is published."""
    found = json.loads(inside(packed(APP))["manifest.json"])

    assert [error.message for error in schema("").iter_errors(found)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_follows_microsofts_schema(language: str) -> None:
    """Every key of it is one of a manifest's."""
    found = json.loads(inside(packed(APP))[f"{language}.json"])

    assert [error.message for error in schema(".Localization").iter_errors(found)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_says_something_else_of_the_same(language: str) -> None:
    """Each key leads to a text of the manifest, and none is left in Swedish by mistake."""
    files = inside(packed(APP))
    said, told = json.loads(files["manifest.json"]), json.loads(files[f"{language}.json"])
    del told["$schema"]

    assert all(isinstance(_at(said, path), str) for path in told)
    assert sum(_at(said, path) != text for path, text in told.items()) > len(told) * 0.8


def test_what_teams_proposes_can_be_written() -> None:
    """Each command is one that the bot knows, in the language it is proposed in."""
    known = COMMANDS.read_text(encoding="utf-8")
    files = inside(packed(APP))
    said = json.loads(files["manifest.json"])["bots"][0]["commandLists"]
    titles = [one["title"] for listed in said for one in listed["commands"]]
    for language in LANGUAGES:
        told = json.loads(files[f"{language}.json"])
        titles += [
            text for path, text in told.items() if path.startswith("bots") and "title" in path
        ]

    assert [one for one in titles if one not in known] == []
    assert len(titles) == 7 * 5


def test_the_app_asks_for_no_more_than_it_needs() -> None:
    """No tab, no files, no device, no domain; it may write to the members of its teams."""
    found = manifest(APP)

    assert found["permissions"] == ["messageTeamMembers"]
    assert found["validDomains"] == []
    assert not found.keys() & {"devicePermissions", "authorization", "webApplicationInfo"}
    assert found["bots"][0]["supportsFiles"] is False


@pytest.mark.parametrize(("name", "size"), [("color.png", 192), ("outline.png", 32)])
def test_the_icons_are_as_teams_wants_them(name: str, size: int) -> None:
    """One in colour; one in white alone, on nothing."""
    with Image.open(io.BytesIO(inside(packed(APP))[name])) as icon:
        assert icon.size == (size, size)
        if name == "outline.png":
            seen = {pixel[:3] for pixel in _pixels(icon) if pixel[3] > 200}
            assert seen == {(255, 255, 255)}


def test_the_same_app_is_the_same_file() -> None:
    """Byte for byte, so that an administrator can see that nothing changed."""
    assert packed(APP) == packed(APP)


def test_the_command_writes_it(bare: Machine) -> None:
    """With the settings there are; it holds no secret, and says what to do next."""
    machine = bare.with_settings(
        teams_app_id=APP_ID,
        teams_app_secret=SECRET,
        teams_tenant_ids=TENANT,
        public_url="https://coach.example.se/",
    )
    file = bare.folder / "app.zip"

    ended = machine.command("teams-package", str(file), "--organisation", "Provköpings kommun")

    assert ended.returncode == 0, ended.stderr
    assert "Upload it in the Teams admin center" in ended.stdout
    files = inside(file.read_bytes())
    assert json.loads(files["manifest.json"])["developer"]["websiteUrl"] == (
        "https://coach.example.se/about"
    )
    assert not any(SECRET.encode() in content for content in files.values())


@pytest.mark.parametrize(
    ("changes", "words", "said"),
    [
        ({}, (), "COACH_TEAMS_APP_ID"),
        ({"teams_app_id": "coach"}, (), "COACH_TEAMS_APP_ID"),
        ({"public_url": "http://localhost:8080"}, (), "COACH_PUBLIC_URL"),
        ({}, ("--version", "one"), "--version one"),
        ({}, ("--organisation", "x" * 40), "--organisation"),
    ],
)
def test_what_is_missing_is_named(
    bare: Machine, changes: dict[str, str], words: tuple[str, ...], said: str
) -> None:
    """One line, status 2, and no file."""
    whole = {
        "teams_app_id": APP_ID,
        "teams_app_secret": SECRET,
        "teams_tenant_ids": TENANT,
        "public_url": "https://coach.example.se",
    }
    settings = {**whole, **changes} if changes or words else {"public_url": whole["public_url"]}
    file = bare.folder / "app.zip"

    ended = bare.with_settings(**settings).command("teams-package", str(file), *words)

    assert ended.returncode == 2
    assert said in ended.stderr
    assert not file.exists()


def _at(said: Any, path: str) -> object:
    """Return what stands at a path such as bots[0].commandLists[1]."""
    for part in path.replace("]", "").replace("[", ".").split("."):
        said = said[int(part)] if part.isdecimal() else said[part]
    return said


def _pixels(icon: Image.Image) -> list[tuple[int, ...]]:
    """Return an icon's pixels, red, green, blue and how much of it is there."""
    data = icon.convert("RGBA").tobytes()
    return [tuple(data[at : at + 4]) for at in range(0, len(data), 4)]
