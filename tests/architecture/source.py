"""The project's own files, as the tests of the architecture read them."""

import ast
import importlib
import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "knowledge", "scheduler", "tips")

Functions = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Return every file that is in git, or would be after `git add`."""
    git = shutil.which("git") or "git"
    listed = subprocess.run(  # noqa: S603 - our own question
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = sorted(name for name in listed.stdout.split("\0") if name)
    return tuple(ROOT / name for name in names if (ROOT / name).is_file())


@dataclass(frozen=True)
class Module:
    """One Python file, parsed."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its name as one imports it."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def shown(self) -> str:
        """Its path as one types it."""
        return str(self.path.relative_to(ROOT))


@cache
def modules(*packages: str) -> tuple[Module, ...]:
    """Return the parsed files of some packages, or of all that are the service."""
    return tuple(
        Module(path, ast.parse(path.read_text(encoding="utf-8")))
        for path in files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in (packages or PACKAGES)
    )


@dataclass(frozen=True)
class Call:
    """A call in the code: where it stands, and inside which function."""

    module: Module
    node: ast.Call
    inside: Functions | None

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.module.shown}:{self.node.lineno}"

    @property
    def name(self) -> str:
        """What is called: a name, or the last part of a dotted one."""
        return ast.unparse(self.node.func).rpartition(".")[2]

    def argument(self, position: int, name: str) -> ast.expr | None:
        """Return an argument by its place or its name."""
        if len(self.node.args) > position:
            return self.node.args[position]
        return next((one.value for one in self.node.keywords if one.arg == name), None)

    def is_handed_on(self, node: ast.expr) -> bool:
        """Say whether an argument is the function's own parameter, so that its caller decides."""
        if self.inside is None or not isinstance(node, ast.Name):
            return False
        given = self.inside.args
        return node.id in {one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


def calls(*packages: str) -> Iterator[Call]:
    """Yield every call in some packages, or in all."""
    for module in modules(*packages):
        yield from _calls(module, module.tree, None)


def _calls(module: Module, node: ast.AST, inside: Functions | None) -> Iterator[Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield Call(module, child, inside)
        within = child if isinstance(child, Functions) else inside
        yield from _calls(module, child, within)


class Unresolved(AssertionError):
    """What a piece of code becomes cannot be told from its source."""


def texts_of(node: ast.expr, call: Call, known: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return every text an expression can become.

    Args:
        node: the expression.
        call: where it stands, for the names it uses.
        known: what some expressions become, by their source: loop variables and the like.

    Raises:
        Unresolved: nobody can tell; put the expression into `known`.
    """
    written = ast.unparse(node)
    if written in known:
        return set(known[written])
    match node:
        case ast.Constant(value=str() as text):
            return {text}
        case ast.IfExp():
            return texts_of(node.body, call, known) | texts_of(node.orelse, call, known)
        case ast.Subscript(value=ast.Name(id=name)):
            table = getattr(importlib.import_module(call.module.name), name, None)
            if isinstance(table, Mapping):
                return {str(value) for value in table.values()}
        case ast.Name(id=name):
            values = [*_assigned(name, call)]
            if values:
                return {text for value in values for text in texts_of(value, call, known)}
        case ast.JoinedStr():
            parts = [_part(one, call, known) for one in node.values]
            return {"".join(chosen) for chosen in itertools.product(*parts)}
    message = f"{call.where}: cannot tell what {written} becomes"
    raise Unresolved(message)


def _part(node: ast.expr, call: Call, known: Mapping[str, tuple[str, ...]]) -> set[str]:
    return texts_of(node.value if isinstance(node, ast.FormattedValue) else node, call, known)


def _assigned(name: str, call: Call) -> Iterator[ast.expr]:
    for node in ast.walk(call.inside or call.module.tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in node.targets
        ):
            yield node.value


def headings(markdown: str) -> set[str]:
    """Return the anchors of a page: each heading in small letters, spaces as hyphens."""
    found = re.findall(r"(?m)^#+ +(.+)$", markdown)
    return {re.sub(r"[^\w\- ]", "", one.casefold()).strip().replace(" ", "-") for one in found}
