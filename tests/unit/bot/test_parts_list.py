"""The list of parts: every package of the lock, with its licence, as machines read it."""

import json
import re
from datetime import UTC, datetime

from bot.runtime.parts_list import LOCK, UNTOLD, as_sbom, parts

NOW = datetime(2026, 11, 23, tzinfo=UTC)
REFUSED = re.compile(r"\b(A?GPL|SSPL|BUSL|CC-BY-N)", re.IGNORECASE)
"""Licences that would bind whoever runs the service; LGPL and MPL do not."""


def test_every_package_of_the_lock_is_a_part() -> None:
    """None is left out, and each has the hashes it is checked by."""
    lines = re.findall(r"(?m)^([\w.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", LOCK.read_text("utf-8"))
    found = parts()

    assert [(one.name, one.version) for one in found] == lines
    assert all(one.hashes for one in found)


def test_every_licence_of_what_runs_is_told_and_binds_nobody() -> None:
    """A package that says nothing, or that comes under a licence we cannot take, is seen here."""
    runs = {one.name: one.licence for one in parts() if one.runs}

    assert len(runs) > 50
    assert {name: said for name, said in runs.items() if said == UNTOLD} == {}
    assert {name: said for name, said in runs.items() if REFUSED.search(said)} == {}


def test_the_parts_list_is_what_cyclonedx_asks_for() -> None:
    """Each part once, by its address; what depends on what refers to parts that are there."""
    found = json.loads(as_sbom(parts(), now=NOW))
    refs = [one["bom-ref"] for one in found["components"]]

    assert (found["bomFormat"], found["specVersion"], found["version"]) == ("CycloneDX", "1.5", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", found["serialNumber"])
    assert len({*refs}) == len(refs)
    assert {*found["dependencies"][0]["dependsOn"]} <= {*refs}
    for one in found["components"]:
        assert re.fullmatch(r"pkg:pypi/[a-z0-9-]+@\S+", one["purl"])
        assert one["scope"] in {"required", "excluded"}
        hashes = one["externalReferences"][0]["hashes"]
        assert all(re.fullmatch("[0-9a-f]{64}", each["content"]) for each in hashes)
