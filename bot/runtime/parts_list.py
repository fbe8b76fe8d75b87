"""Lists what the service is made of: licences to read, and a parts list (SBOM) for machines.

From requirements.lock and what is installed; nothing is asked of any net.
"""

import importlib.metadata
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.runtime.opened import Refused, explained
from knowledge.clock import SystemClock

ROOT = Path(__file__).parents[2]
LOCK, PROJECT = ROOT / "requirements.lock", ROOT / "pyproject.toml"
OURS, OUR_LICENCE = "digital-coach", "EUPL-1.2"

PINNED = re.compile(
    r"(?m)^([A-Za-z0-9][\w.-]*)(?:\[[\w,.-]+\])?==([^\s;\\]+)([^\n]*(?:\n    [^\n]*)*)"
)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NEEDED = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?")
EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
CLASSIFIER = "License :: OSI Approved :: "
LONGEST = 80
UNTOLD = "not told"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One package.

    Attributes:
        hashes: SHA-256 of the files it may come in.
        licence: as the package itself says, or that it does not.
        runs: whether the service needs it to run; else it is a tool for those who build it.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str
    runs: bool


def licences(
    *,
    sbom: Annotated[
        Path | None, typer.Option(help="Write a parts list here, CycloneDX JSON.", metavar="FILE")
    ] = None,
) -> None:
    """List every package that the service needs, with its version and licence."""
    with explained():
        if not LOCK.is_file():
            raise Refused(f"{LOCK.name} is missing; run this where the project lies")
        found = parts()
        if sbom is not None:
            try:
                sbom.write_text(as_sbom(found, now=SystemClock().now()), encoding="utf-8")
            except OSError as error:
                raise Refused(f"{sbom} cannot be written ({error.strerror})") from error
            typer.echo(f"{len(found)} parts written to {sbom}")
            return
        for part in found:
            if part.runs:
                typer.echo(f"{part.name}\t{part.version}\t{part.licence}")


def parts() -> tuple[Part, ...]:
    """Return every package of the lock, by name."""
    runs = needed()
    return tuple(
        Part(
            name=name,
            version=version,
            hashes=tuple(HASH.findall(rest)),
            licence=_licence(name),
            runs=_plain(name) in runs,
        )
        for name, version, rest in PINNED.findall(LOCK.read_text(encoding="utf-8"))
    )


def needed() -> frozenset[str]:
    """Return the plain names of all that the service needs to run on a machine like this one."""
    waiting = [*_asked_for(PROJECT.read_text(encoding="utf-8"))]
    done: set[tuple[str, str]] = set()
    while waiting:
        one = waiting.pop()
        if one in done:
            continue
        done.add(one)
        waiting += _needs(*one)
    return frozenset(name for name, _ in done)


def as_sbom(found: tuple[Part, ...], *, now: datetime) -> str:
    """Return a parts list as CycloneDX 1.5 has it."""
    components = [
        {
            "type": "library",
            "bom-ref": _url(part),
            "name": part.name,
            "version": part.version,
            "scope": "required" if part.runs else "excluded",
            "purl": _url(part),
            "licenses": [{"license": {"name": part.licence}}],
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": f"https://pypi.org/project/{part.name}/{part.version}/",
                    "hashes": [{"alg": "SHA-256", "content": one} for one in part.hashes],
                }
            ],
        }
        for part in found
    ]
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": now.isoformat(),
            "component": {
                "type": "application",
                "bom-ref": OURS,
                "name": OURS,
                "licenses": [{"license": {"id": OUR_LICENCE}}],
            },
        },
        "components": components,
        "dependencies": [{"ref": OURS, "dependsOn": [_url(part) for part in found if part.runs]}],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _asked_for(project: str) -> Iterator[tuple[str, str]]:
    inside = project.partition("\ndependencies = [\n")[2].partition("\n]\n")[0]
    for line in inside.splitlines():
        yield from _named(line.strip().strip('",'))


def _needs(name: str, extra: str) -> Iterator[tuple[str, str]]:
    try:
        told = importlib.metadata.requires(name) or ()
    except importlib.metadata.PackageNotFoundError:
        return
    for line in told:
        of = EXTRA.search(line.partition(";")[2])
        if of is not None and of[1] != extra:
            continue
        # What is for other machines or other Pythons is not installed on this one.
        yield from (one for one in _named(line) if _is_installed(one[0]))


def _named(line: str) -> Iterator[tuple[str, str]]:
    found = NEEDED.match(line)
    if found:
        yield _plain(found[1]), ""
        for extra in (found[2] or "").split(","):
            if extra.strip():
                yield _plain(found[1]), extra.strip()


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _licence(name: str) -> str:
    try:
        told: Mapping[str, str] = importlib.metadata.metadata(name).json  # type: ignore[assignment]
    except importlib.metadata.PackageNotFoundError:
        return "not installed here"
    short = told.get("license_expression") or told.get("license", "")
    if short and len(short) <= LONGEST and "\n" not in short and short.upper() != "UNKNOWN":
        return short
    named = [one for one in told.get("classifier", ()) if one.startswith(CLASSIFIER)]
    return " and ".join(one.removeprefix(CLASSIFIER) for one in named) or UNTOLD


def _url(part: Part) -> str:
    return f"pkg:pypi/{_plain(part.name)}@{part.version}"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
