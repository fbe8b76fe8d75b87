"""Where things lie, and what they are called."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT, Module, files, modules

FOLDERS = {".ci", "bot", "deploy", "docs", "knowledge", "scheduler", "tests", "tips"}
FILES = {
    ".editorconfig", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile",
    "README.md", "app.py", "pyproject.toml", "requirements.lock",
}  # fmt: skip

EMPTY_NAMES = {
    "base", "common", "core", "helper", "helpers", "lib", "manager", "managers", "misc", "service",
    "services", "shared", "stuff", "tools", "util", "utils",
}  # fmt: skip
"""Names that do not say what a thing does."""

LONGEST = 400
"""Lines a file may have before it is two things."""

CODE = [*PACKAGES, "deploy"]


def test_the_top_of_the_project_stays_small() -> None:
    """A new folder or file at the top is a decision, and is written down here."""
    tops = {path.relative_to(ROOT).parts for path in files()}

    assert {parts[0] for parts in tops if len(parts) > 1} == FOLDERS
    assert {parts[0] for parts in tops if len(parts) == 1} == FILES


def test_every_name_says_what_a_thing_does() -> None:
    """No module or folder is called by a word that would fit anything."""
    names = {
        part: module.shown
        for module in modules(*CODE, "tests")
        for part in Path(module.shown).with_suffix("").parts
        if part in EMPTY_NAMES
    }

    assert names == {}


@pytest.mark.parametrize(
    "module", modules(*CODE, "tests", "app.py"), ids=lambda module: module.shown
)
def test_every_module_says_what_it_is(module: Module) -> None:
    """The first line of a module is a sentence about it."""
    said = ast.get_docstring(module.tree) or ""

    assert said.splitlines()[:1] != []
    assert said.splitlines()[0].rstrip()[-1] in ".:?!;,"


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without `__init__.py` would be imported by accident."""
    without = {
        str(module.path.parent.relative_to(ROOT))
        for module in modules()
        if module.path.parent.name != "versions"
        and not (module.path.parent / "__init__.py").is_file()
    }

    assert without == set()


def test_no_file_is_too_long_to_read() -> None:
    """A file of code is about one thing; what grows longer becomes two."""
    lines = {module.shown: len(module.path.read_text().splitlines()) for module in modules()}

    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


def test_code_owes_nothing_to_later() -> None:
    """What is left to do stands in an issue, not in the code."""
    words = ("TODO", "FIXME", "XXX", "HACK")
    found = Counter(
        module.shown
        for module in modules(*CODE)
        for word in words
        if word in module.path.read_text(encoding="utf-8")
    )

    assert found == {}
