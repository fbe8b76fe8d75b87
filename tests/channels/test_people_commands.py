"""The commands about people: their file, what is known of one, and how long things are kept."""

import json
import signal
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import pytest

from tests.channels.served import LONGEST_COMMAND, LONGEST_STOP, Machine, until

HEAD = ("id", "namn", "e-post", "avdelning", "roll")
KARIN = ("karin", "Karin Kommer", "karin@example.se", "Arkiv", "coach")
KNUT = ("knut", "Knut Kommer", "knut@example.se", "Arkiv", "")
KIM = ("kim", "Kim Kommer", "kim@example.se", "Arkiv", "")
QUESTION = "var står kaffemaskinen på plan sju"
MANY = 20_000


def a_csv(folder: Path, *rows: Sequence[str], head: Sequence[str] = HEAD) -> str:
    """Write a CSV file; return its path."""
    path = folder / "people.csv"
    path.write_text("\n".join(",".join(row) for row in (head, *rows)) + "\n", encoding="utf-8")
    return str(path)


def an_xlsx(folder: Path, *rows: Sequence[str]) -> str:
    """Write a workbook with one sheet; return its path."""
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.active.append(list(row))
    data = BytesIO()
    book.save(data)
    path = folder / "people.xlsx"
    path.write_bytes(data.getvalue())
    return str(path)


Write = Callable[..., str]


def all_rows(machine: Machine) -> list[str]:
    """Return everything in the database, as SQL."""
    with closing(sqlite3.connect(machine.folder / "coach.db")) as one:
        return list(one.iterdump())


def people(machine: Machine) -> dict[str, tuple[str | None, str, bool]]:
    """Return everybody: department, role, and whether they are here."""
    with closing(sqlite3.connect(machine.folder / "coach.db")) as one:
        rows = one.execute('SELECT id, department, role, "left" IS NULL FROM people')
        return {row[0]: (row[1], row[2], bool(row[3])) for row in rows}


def done(ended: CompletedProcess[str]) -> str:
    """Return what a command that went well printed."""
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def refused(ended: CompletedProcess[str]) -> str:
    """Return the last line of a command that refused with status 2."""
    assert ended.returncode == 2, ended.stdout
    assert "Traceback" not in ended.stderr
    return ended.stderr.splitlines()[-1]


@pytest.mark.parametrize("write", [a_csv, an_xlsx])
def test_a_dry_run_says_all_and_changes_nothing(machine: Machine, write: Write) -> None:
    """CSV or XLSX: then the same command without it does just that."""
    done(machine.command("import", write(machine.folder, KARIN, KNUT)))
    path = write(machine.folder, KARIN, (*KNUT[:3], "Service", ""), KIM)
    before = all_rows(machine)
    dry = done(machine.command("import", path, "--dry-run"))
    after = all_rows(machine)
    wet = done(machine.command("import", path))
    found = people(machine)

    assert after == before
    assert dry.splitlines()[0] == "added 1, moved 1, changed 0, removed 0, unchanged 1"
    assert "added: kim, Kim Kommer, Provköpings kommun > Arkiv" in dry
    assert "moved: knut, Knut Kommer, Provköpings kommun > Arkiv → " in dry
    assert dry == f"{wet}This was a dry run: nothing was changed.\n"
    assert {one: found[one] for one in ("karin", "knut", "kim")} == {
        "karin": ("arkiv", "coach", True),
        "knut": ("service", "staff", True),
        "kim": ("arkiv", "staff", True),
    }


def test_a_file_with_a_fault_changes_nothing_until_one_says_so(machine: Machine) -> None:
    """Each fault has its row; with --take-good the other rows are taken, and that is said."""
    path = a_csv(machine.folder, KARIN, ("knut", "Knut", "nonsense", "Arkiv", "kejsare"))
    before = all_rows(machine)
    ended = machine.command("import", path)
    after = all_rows(machine)
    taken = done(machine.command("import", path, "--take-good"))

    assert after == before
    assert "nothing was changed" in refused(ended)
    assert "row 3: role:" in ended.stdout
    assert "rows with faults were left out" in taken
    assert "karin" in people(machine)
    assert "knut" not in people(machine)


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("picture.xlsx", b"\x89PNG"), ("words.csv", b"hej\nhopp\n")],
)
def test_a_file_that_is_no_list_is_refused(machine: Machine, name: str, content: bytes) -> None:
    """In one line, and nothing is changed; so is one that is not there."""
    path = machine.folder / name
    before = all_rows(machine)
    path.write_bytes(content)
    refused(machine.command("import", str(path)))

    assert "cannot be read" in refused(machine.command("import", str(path.with_name("no.csv"))))
    assert all_rows(machine) == before


def test_a_file_that_would_remove_most_is_asked_about(machine: Machine) -> None:
    """Half a file by mistake does not empty the organisation; --take-good means it."""
    everybody = [(f"p{n}", f"Person {n}", f"p{n}@example.se", "Arkiv", "") for n in range(12)]
    done(machine.command("import", a_csv(machine.folder, *everybody)))
    before = all_rows(machine)
    path = a_csv(machine.folder, everybody[0])
    line = refused(machine.command("import", path))
    after = all_rows(machine)
    done(machine.command("import", path, "--take-good"))
    here = [one for one, (_, _, is_here) in people(machine).items() if is_here]

    assert "more than half" in line
    assert "--take-good" in line
    assert after == before
    assert [one for one in here if one.startswith("p") and one[1:].isdecimal()] == ["p0"]


def test_an_import_that_dies_is_not_half_done(machine: Machine) -> None:
    """Killed while it writes, it is there whole or not at all; the next try takes the file."""
    rows = [(f"p{n}", f"Person {n}", f"p{n}@example.se", "Arkiv", "") for n in range(MANY)]
    path = a_csv(machine.folder, *rows)
    before = people(machine)
    process = machine.begin("import", path)
    log = machine.folder / "coach.db-wal"
    # Twenty thousand rows are more than SQLite keeps in memory before the end of a transaction.
    until(
        lambda: process.poll() is not None or (log.exists() and log.stat().st_size > 1 << 20),
        LONGEST_COMMAND,
        "it writes",
    )
    process.send_signal(signal.SIGKILL)
    process.wait(LONGEST_STOP)
    after = people(machine)
    done(machine.command("import", path))

    assert after in (before, people(machine))
    assert len(people(machine)) == len(before) + MANY


def test_departments_come_from_a_file_too(machine: Machine) -> None:
    """With hours that are read before anything is changed."""
    head = ("id", "namn", "överordnad", "arbetstid")
    bad = a_csv(machine.folder, ("arkiv", "Arkiv", "slf", "när som helst"), head=head)
    before = all_rows(machine)
    ended = machine.command("import", bad)
    after = all_rows(machine)
    good = a_csv(machine.folder, ("arkiv", "Arkiv", "slf", "mån-fre 08:00-16:30"), head=head)
    dry = done(machine.command("import", good, "--dry-run"))
    done(machine.command("import", good))

    assert after == before
    assert "nothing was changed" in refused(ended)
    assert "row 2: hours:" in ended.stdout
    assert "added: arkiv, Arkiv" in dry
    assert any(
        "INSERT INTO" in line and "'arkiv','Arkiv','slf'" in line for line in all_rows(machine)
    )


def test_a_new_coach_is_asked_to_confirm_and_a_removed_ones_questions_move(
    machine: Machine,
) -> None:
    """The asker reads who has the question now."""
    done(machine.command("import", a_csv(machine.folder, KARIN, KNUT)))
    welcomed = done(machine.command("chat", "--as", "karin", said="/1\n"))
    asked = done(machine.command("chat", "--as", "knut", said=f"hej\n{QUESTION}\n/1\n"))
    done(machine.command("import", a_csv(machine.folder, KNUT)))
    told = done(machine.command("chat", "--as", "knut", said="/new\n"))

    assert "Du är en av dem som svarar på kollegors frågor" in welcomed
    assert "Skickat till Karin, med ditt namn." in asked
    assert "Nu har Inger din fråga." in told
    assert people(machine)["karin"][2] is False


def test_a_wish_to_be_erased_is_listed_refused_and_done(machine: Machine) -> None:
    """A refusal needs a ground, which the person reads; erased, there is nobody to export."""
    forget = "hej\nglöm mig\n/1\n/1\n"
    done(machine.command("chat", "--as", "elias", said=forget))
    listed = done(machine.command("person", "requests"))
    without = refused(machine.command("person", "erase", "elias", "--refuse", " "))
    there = "elias" in people(machine)
    refusal = done(machine.command("person", "erase", "elias", "--refuse", "arkivlagen 10 §"))
    read = done(machine.command("chat", "--as", "elias", said="/new\n"))
    left = done(machine.command("person", "requests"))
    erased = done(machine.command("person", "erase", "elias"))

    assert listed.startswith("elias\t")
    assert listed.endswith("\trequested\n")
    assert "ground" in without
    assert there
    assert "the person will read why" in refusal
    assert "arkivlagen 10 §" in read
    assert left == ""
    assert erased.startswith("Erased.")
    assert "elias" not in people(machine)
    assert b"elias" not in (machine.folder / "erasures").read_bytes()
    for words in (("export", "elias"), ("erase", "elias"), ("erase", "elias", "--refuse", "x")):
        assert "nobody with the id 'elias'" in refused(machine.command("person", *words))


def test_an_export_is_json_and_nothing_else(machine: Machine) -> None:
    """It can be handed out as it is printed; without questions asked without a name."""
    done(machine.command("chat", "--as", "elias", said=f"hej\n{QUESTION}\n/2\n"))
    printed = done(machine.command("person", "export", "elias"))
    found = json.loads(printed)

    assert (found["person"]["name"], found["department"]) == ("Elias Testlund", "Juridik")
    assert found["questions_asked"] == []
    assert "kaffemaskinen" not in printed


def test_how_long_things_are_kept_is_printed(machine: Machine) -> None:
    """Each kind with its decision; a decision for nothing is refused, also by other commands."""
    decided = machine.with_settings(archive_decisions="handovers=KS 2026/1")
    lines = done(decided.command("kept")).splitlines()
    wrong = machine.with_settings(archive_decisions="handover=KS 2026/1")

    assert "handovers\t730 days after closing\tKS 2026/1" in lines
    assert "chats\t24 hours, and 14 days what waits for the person\tno archive decision given" in (
        lines
    )
    for command in ("kept", "check"):
        assert "COACH_ARCHIVE_DECISIONS" in refused(wrong.command(command))
