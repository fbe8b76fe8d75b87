"""What the documentation says is so."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import typer

import app
from bot.runtime.failpoints import NAMES, OF_POSTS
from bot.runtime.settings import Settings
from tests.architecture.source import ROOT, calls, files, headings

REFERENCE = ROOT / "docs" / "reference"

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")

PAGES = [path for path in files() if path.suffix == ".md" and "content" not in path.parts]

MACHINES = re.compile(
    "|".join(rf"(?<![\w.~$}}])/{name}/" for name in ("work", "root", "home", "Users"))
)


def rows(page: str) -> dict[str, list[str]]:
    """Return the tables of a page: the cells of each row, by its first word in backticks."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        name = re.fullmatch(r"`([^`]+)`", cells[0])
        if name and line.startswith("|"):
            found[name[1]] = cells[1:]
    return found


def test_every_setting_is_documented() -> None:
    """The table of settings is the class `Settings`: each name, and nothing besides."""
    names = {f"COACH_{name.upper()}" for name in Settings.model_fields}

    assert rows("settings.md").keys() == names


def test_every_default_is_the_documented_one() -> None:
    """What a setting is when nobody sets it stands in the table."""
    documented = {name: cells[0].strip("`") for name, cells in rows("settings.md").items()}

    for name, field in Settings.model_fields.items():
        default = {"": "empty", "None": "unset"}.get(str(field.default), str(field.default))
        assert documented[f"COACH_{name.upper()}"] == default, name


def test_every_command_and_option_is_documented() -> None:
    """Each command of `app.py` has a heading with all its options."""
    offered = typer.main.get_command(app.app).commands  # type: ignore[attr-defined]
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"(?m)^### ([\w-]+)(.*)$", text))

    assert documented.keys() == offered.keys()
    for name, command in offered.items():
        # A command with commands of its own is documented with all their options.
        parts = [command, *getattr(command, "commands", {}).values()]
        named = {one for part in parts for given in part.params for one in given.opts}
        options = {one for one in named if one.startswith("--")} - {"--help"}
        assert set(re.findall(r"--[a-z-]+", documented[name])) == options, name


def test_every_make_target_is_documented() -> None:
    """What `make` lists is what the page lists."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z-]+):.*## ", makefile)) - {"help"}

    listed = {
        name.removeprefix("make ") for name in rows("commands.md") if name.startswith("make ")
    }
    assert listed == targets


def test_every_fail_point_is_documented_and_passed() -> None:
    """Each name stands in the page and is called, once, in the file that the page names."""
    called = {
        node.value: call.module.shown
        for call in calls()
        if call.name == "pause"
        for node in [call.argument(0, "here")]
        if isinstance(node, ast.Constant)
    }
    documented = {
        name: cells[0].split("`")[1]
        for name, cells in rows("failpoints.md").items()
        if len(cells) == 3
    }

    assert documented == called
    assert list(documented) == [*NAMES, *OF_POSTS]


@cache
def links(page: Path) -> tuple[str, ...]:
    """Return the addresses a page links to within the project, code left out."""
    text = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"))
    return tuple(link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    """A page, a picture or a heading that is linked to is there."""
    broken = []
    for link in links(page):
        address, _, anchor = link.partition("#")
        target = (page.parent / address).resolve() if address else page
        is_there = target.exists() and target.is_relative_to(ROOT)
        if not is_there or (anchor and anchor not in headings(target.read_text(encoding="utf-8"))):
            broken.append(link)

    assert broken == []


def test_every_page_can_be_reached_from_the_first() -> None:
    """Nothing in docs is known only to those who know its name."""
    reached: set[Path] = set()
    waiting = [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        if page.suffix == ".md" and page.exists() and page not in reached:
            reached.add(page)
            waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links(page)]

    assert {page for page in PAGES if ROOT / "docs" in page.parents} - reached == set()


def test_every_decision_is_numbered_once() -> None:
    """The records of decisions are 0001, 0002 and so on, without a gap."""
    numbers = [int(path.name[:4]) for path in PAGES if path.parent.name == "adr"]

    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert numbers


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    """No path of somebody's own machine is left in what everybody gets."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files()
        for number, line in enumerate(path.read_bytes().split(b"\n"), start=1)
        if b"\0" not in line and MACHINES.search(line.decode("utf-8", "replace"))
    ]

    assert found == []
