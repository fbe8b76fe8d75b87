"""The commands that bring tips in from files, and write them out."""

import csv
import io
import json
import signal
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.channels.served import LONGEST_COMMAND, LONGEST_STOP, Machine, until

HEAD = ("id", "titel", "svar", "frågor")
TONER = ("byt-toner", "Byt toner", "Öppna luckan.", "hur byter jag toner i gula huset")
LUCKA = ("laga-lucka", "Laga luckan", "Ring vaktmästaren.", "luckan har gått sönder")
FAULTY = ("trasig", "", "", "")
DRY = "This was a dry run: nothing was changed.\n"
MANY = 4_000


def a_csv(folder: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> str:
    """Write a CSV file; return its path."""
    path = folder / "tips.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *rows])
    return str(path)


def tips(machine: Machine) -> dict[tuple[str, str], tuple[str, str]]:
    """Return every tip: title and stage by id and language."""
    with closing(sqlite3.connect(machine.folder / "coach.db")) as one:
        rows = one.execute("SELECT id, language, title, stage FROM tips")
        return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def done(ended: CompletedProcess[str]) -> str:
    """Return what a command that went well printed."""
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def refused(ended: CompletedProcess[str]) -> str:
    """Return the last line of a command that refused with status 2."""
    assert ended.returncode == 2, ended.stdout
    assert "Traceback" not in ended.stderr
    return ended.stderr.splitlines()[-1]


def test_a_dry_run_says_all_and_changes_nothing(machine: Machine) -> None:
    """The same command without it does just that, and the tips answer in the chat at once."""
    done(machine.command("import", a_csv(machine.folder, TONER)))
    changed = (*TONER[:2], "Öppna den grå luckan.", TONER[3])
    path = a_csv(machine.folder, changed, LUCKA)
    before = tips(machine)
    dry = done(machine.command("import", path, "--dry-run"))
    after = tips(machine)
    wet = done(machine.command("import", path))
    again = done(machine.command("import", path))
    answered = done(machine.command("chat", "--as", "elias", said=f"hej\n{TONER[3]}\n"))

    assert after == before
    assert dry == f"{wet}{DRY}"
    assert dry.splitlines()[:4] == [
        "added 1, changed 1, unchanged 0, edited here 0, refused 0",
        "added: laga-lucka (sv), Laga luckan",
        "changed: byt-toner (sv), Byt toner",
        "  advice: Öppna{+ den grå+} luckan.",
    ]
    assert again.startswith("added 0, changed 0, unchanged 2")
    assert "Öppna den grå luckan." in answered


def test_a_file_with_a_fault_changes_nothing_until_one_says_so(machine: Machine) -> None:
    """Each fault has its row and field; with --take-good the others are taken, and that is said."""
    path = a_csv(machine.folder, TONER, FAULTY)
    before = tips(machine)
    ended = machine.command("import", path)
    after = tips(machine)
    taken = done(machine.command("import", path, "--take-good"))

    assert after == before
    assert "nothing was changed; mend them, or add --take-good" in refused(ended)
    assert "row 3: title: is missing" in ended.stdout
    assert "tips with faults were left out" in taken
    assert tips(machine)["byt-toner", "sv"] == ("Byt toner", "published")
    assert ("trasig", "sv") not in tips(machine)


def test_as_drafts_nothing_answers_before_somebody_has_read_it(machine: Machine) -> None:
    """What is new is in review; what answers goes on as it is, with the change beside it."""
    path = a_csv(machine.folder, TONER)
    done(machine.command("import", path, "--as-drafts"))
    first = tips(machine)["byt-toner", "sv"]
    done(machine.command("import", a_csv(machine.folder, LUCKA)))
    changed = a_csv(machine.folder, (LUCKA[0], "Ny titel", *LUCKA[2:]))
    told = done(machine.command("import", changed, "--as-drafts"))
    twice = machine.command("import", changed, "--as-drafts")

    assert first == ("Byt toner", "in_review")
    assert "changed, to be read first: laga-lucka (sv), Ny titel" in told
    assert tips(machine)["laga-lucka", "sv"] == ("Laga luckan", "published")
    assert "waits to be read" in twice.stdout
    assert "nothing was changed" in refused(twice)


@pytest.mark.parametrize("name", ["a.zip", "a.csv", "a.xlsx", "a.jsonl", "a.tsv", "folder"])
def test_what_is_written_is_read_again_unchanged(machine: Machine, name: str) -> None:
    """The whole library in every format; into an empty place it comes as it was."""
    path = str(machine.folder / name)
    there = tips(machine)
    said = done(machine.command("export", path))
    dry = done(machine.command("import", path, "--dry-run"))
    with closing(sqlite3.connect(machine.folder / "coach.db")) as one:
        one.execute("DELETE FROM tips")
        one.commit()
    done(machine.command("import", path))

    assert said == f"{len(there)} tips written to {path}\n"
    assert dry.startswith(f"added 0, changed 0, unchanged {len(there)}, edited here 0, refused 0")
    assert tips(machine) == there


def test_a_library_for_others_leaves_out_what_is_ours(machine: Machine) -> None:
    """Published tips for everybody, with the library's name; where it is taken it is followed."""
    path = machine.folder / "nordic.jsonl"
    done(machine.command("export", str(path), "--shared-as", "nordic"))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    done(machine.command("import", str(path)))
    again = done(machine.command("import", str(path)))
    own = {**lines[0], "source_version": "0" * 16, "title": "Vår egen titel"}
    ours = machine.folder / "ours.jsonl"
    ours.write_text(json.dumps(own), encoding="utf-8")
    done(machine.command("import", str(ours)))
    newer = machine.folder / "newer.jsonl"
    newer.write_text(json.dumps({**lines[0], "longer": "Nytt."}), encoding="utf-8")
    told = done(machine.command("import", str(newer)))

    assert {(one["source"], one["local"], one["caretaker"]) for one in lines} == {
        ("nordic", "", "")
    }
    assert again.startswith("added 0, changed 0, ")
    assert "edited here and left as it is, while nordic has changed it" in told
    assert "Vår egen titel" in told


def test_what_cannot_be_read_or_written_is_said_in_one_line(machine: Machine) -> None:
    """Status 2, what is wrong and what to do; nothing is changed."""
    empty = machine.folder / "empty.zip"
    empty.write_bytes(b"PK\x03\x04")
    before = tips(machine)

    assert "damaged" in refused(machine.command("import", str(empty)))
    assert "cannot be read" in refused(machine.command("import", str(machine.folder / "no.zip")))
    assert "Choose one of .zip, .csv" in refused(machine.command("export", "tips.pdf"))
    assert "cannot be written" in refused(machine.command("export", "/proc/no/tips.csv"))
    assert tips(machine) == before


def test_a_tip_with_a_picture_that_cannot_be_kept_is_refused(machine: Machine) -> None:
    """Rather the whole tip later than half of it now."""
    path = machine.folder / "tips.zip"
    text = "---\nid: lucka\ntitle: Luckan\npictures: [x.png Luckan]\n---\nSe bilden.\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sv/utskrift/lucka.md", text)
        archive.writestr("pictures/x.png", b"\x89PNG\r\n\x1a\n")
    ended = machine.command("import", str(path))

    assert "nothing was changed" in refused(ended)
    assert "sv/utskrift/lucka.md: pictures: the picture x.png" in ended.stdout


def test_people_are_still_people(machine: Machine) -> None:
    """A file of people, with any suffix a table has, is told apart; drafts are for tips."""
    head = ("id", "namn", "e-post", "avdelning")
    path = a_csv(machine.folder, ("k", "Karin", "k@example.se", "Arkiv"), head=head)

    assert done(machine.command("import", path, "--dry-run")).startswith("added 1, moved 0")
    assert "--as-drafts is for tips" in refused(machine.command("import", path, "--as-drafts"))


def test_an_import_is_in_the_audit(machine: Machine) -> None:
    """One line with counts, and nobody's words."""
    done(machine.command("import", a_csv(machine.folder, TONER, LUCKA)))
    with closing(sqlite3.connect(machine.folder / "coach.db")) as one:
        rows = one.execute('SELECT name, "by", object, details FROM audit').fetchall()

    assert [row[:3] for row in rows] == [("tips.imported", "", "library")]
    assert json.loads(rows[0][3]) == {"added": 2, "changed": 0, "lost": 0}


def test_an_import_that_dies_is_not_half_done(machine: Machine) -> None:
    """Killed while it writes, all is there or nothing; the next try takes the file."""
    text = "ord " * 200
    rows = [(f"t-{n}", f"Tips {n}", "Svar.", f"fråga {n}", text, text) for n in range(MANY)]
    path = a_csv(machine.folder, *rows, head=(*HEAD, "längre", "lokalt"))
    before = tips(machine)
    process = machine.begin("import", path)
    log = machine.folder / "coach.db-wal"
    until(
        lambda: process.poll() is not None or (log.exists() and log.stat().st_size > 1 << 20),
        LONGEST_COMMAND,
        "it writes",
    )
    process.send_signal(signal.SIGKILL)
    process.wait(LONGEST_STOP)
    after = tips(machine)
    done(machine.command("import", path))

    assert after in (before, tips(machine))
    assert len(tips(machine)) == len(before) + MANY


def test_no_text_of_a_file_is_obeyed_by_a_terminal(machine: Machine) -> None:
    """Escapes are shown as what they are not: nothing."""
    path = a_csv(machine.folder, (*TONER[:1], "Byt \x1b[31mtoner\x07", *TONER[2:]))
    printed = done(machine.command("import", path, "--dry-run"))

    assert "\x1b" not in printed
    assert "\x07" not in printed


def test_an_exported_table_is_plain_csv(machine: Machine) -> None:
    """Any program reads it: commas, quotation marks, one row a tip and language."""
    path = machine.folder / "tips.csv"
    done(machine.command("export", str(path)))
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert {(row["id"], row["language"]) for row in rows} == set(tips(machine))
