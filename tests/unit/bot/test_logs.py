"""A log line holds what is on the list and nothing else, whoever writes it."""

import ast
import errno
import io
import json
import logging
import re
import sys

import pytest
import structlog
from typing_extensions import override

from bot.runtime.logs import FIELDS, LONGEST, OfLibraries, PatientLogger, configure, only_listed
from tests.architecture.source import PACKAGES, ROOT, calls

WORDS = "Kanariella Svensson 19121212-1212"


def test_a_field_that_is_not_listed_is_left_out() -> None:
    """A field somebody adds in haste does not carry anybody's words into the log."""
    event = {"event": "x", "error": "OSError", "question": WORDS, "person": "elias"}

    assert only_listed(None, "info", event) == {"event": "x", "error": "OSError"}


def test_a_long_value_is_cut() -> None:
    """No whole body hides in a field that is listed."""
    found = only_listed(None, "info", {"why": "x" * 10_000, "count": 3})

    assert found == {"why": "x" * LONGEST, "count": 3}


def test_a_library_may_say_that_and_where_but_not_what() -> None:
    """Its message, its arguments and the text of an error stay out."""
    fault = ValueError(WORDS)
    record = logging.LogRecord(
        "asyncio", logging.ERROR, "/x/base_events.py", 7, WORDS, (), (ValueError, fault, None)
    )
    line = json.loads(OfLibraries().format(record))

    assert WORDS not in json.dumps(line)
    assert line["error"] == "ValueError"
    assert (line["library"], line["where"]) == ("asyncio", "base_events.py:7")
    assert line.keys() <= FIELDS


def test_a_line_names_the_request_it_belongs_to(capsys: pytest.CaptureFixture[str]) -> None:
    """What happens while a request is answered can be found by its id."""
    kept = structlog.get_config()
    try:
        configure()
        with structlog.contextvars.bound_contextvars(request="abc"):
            structlog.get_logger().error("x", error="OSError", text=WORDS)
    finally:
        structlog.configure(**kept)
    line = json.loads(capsys.readouterr().out)

    assert (line["request"], line["event"], line["level"]) == ("abc", "x", "error")
    assert line.keys() <= FIELDS


def test_every_line_in_the_code_keeps_to_the_list() -> None:
    """A field that would be left out at run time is seen here first."""
    said = [
        (call.where, keyword.arg)
        for call in calls(*PACKAGES)
        if call.name in {"info", "warning", "error"}
        and ast.unparse(call.node.func).startswith("LOG.")
        for keyword in call.node.keywords
    ]

    assert said
    assert [one for one in said if one[1] not in FIELDS] == []


def test_every_field_is_documented() -> None:
    """The page of logs has each field, and no other."""
    page = (ROOT / "docs" / "reference" / "logs.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]

    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == FIELDS


def test_a_line_that_cannot_be_written_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk or a closed pipe costs the line, not the worker that had something to say."""

    class Full(io.StringIO):
        @override
        def write(self, _text: str) -> int:
            raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    for say in (PatientLogger().info, PatientLogger().error, PatientLogger().warning):
        say("x")
