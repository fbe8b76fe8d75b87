"""The console channel as a script uses it: lines in, lines out, exit status."""

import subprocess
import sys

import pytest

from bot.runtime.demo import read
from tests.channels.served import ROOT, Machine, Served

QUESTION = "Hej Birgitta, hur hittar jag förlagan?"
ANSWER = "Öppna pärmen. Välj mallen. Skriv ut. /Birgitta"
KNOWN = "hur delar jag skärmen i teams"
CHANNEL = {"slack_bot_token": "x", "slack_team_ids": "T1", "slack_signing_secret": "y"}
ELIAS = ("chat", "--as", "elias")


def _said(machine: Machine, person: str, said: str | bytes = "", *more: str) -> list[str]:
    """Let somebody type lines, and return the lines that came back; all must go well."""
    ended = machine.command("chat", "--as", person, *more, said=said)

    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout.splitlines()


def _is_refused(machine: Machine, *words: str) -> str:
    """Run a command that must refuse with status 2; return its one line."""
    ended = machine.command(*words, said="hej\n")

    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    return ended.stderr


def test_the_whole_round_is_choice_1_everywhere(machine: Machine) -> None:
    """Ask, send, take, answer, solved: the fixed points that scripts stand on."""
    asked = _said(machine, "elias", f"{QUESTION}\n/1\n")
    taken = _said(machine, "birgitta", f"/1\n{ANSWER}\n")
    solved = _said(machine, "elias", "/1\n")

    assert "Det vet jag inte. Frågan är bra, och fler kan ha den." in asked
    assert "[1] Ja, med mitt namn" in asked
    assert "Skickat till Birgitta, med ditt namn." in asked
    assert taken[:5] == [
        "Ny fråga från Elias Testlund på Juridik.",
        "Frågan:",
        f"  > {QUESTION}",
        "Jag hittade inget tips.",
        "[1] Ta frågan",
    ]
    assert "Skickat till Elias Testlund på Juridik. Kan fler ha nytta av svaret?" in taken
    assert solved == [
        "Svar från Birgitta.",
        "Du frågade:",
        f"  > {QUESTION}",
        "Birgitta Provsten svarar:",
        f"  > {ANSWER}",
        "(BP) Birgitta Provsten, digital coach på Juridik, plan 3",
        "[1] Tack, löst",
        "[2] Fråga mer",
        "",
        "Vad bra! Jag hälsar Birgitta.",
        "[1] Fråga Birgitta",
        "",
    ]


def test_an_answer_becomes_a_tip_field_by_field(machine: Machine) -> None:
    """The proposal stands in brackets, an empty line keeps it, and | parts a list."""
    _said(machine, "elias", f"{QUESTION}\n/2\n")
    form = _said(
        machine, "birgitta", f"/1\n{ANSWER}\n/1\nHitta förlagan\n\n\nVälj mallen. | Skriv ut.\n"
    )
    read = _said(machine, "inger", "/1\n")
    answered = _said(machine, "anki", "hur hittar jag förlagan\n")

    assert (
        "Tom rad behåller förslaget inom hakparentes. Flera på en rad: skriv | emellan. "
        "Ett - tömmer fältet."
    ) in form
    assert "Tack! Inger läser tipset och publicerar det." in form
    assert "Birgitta föreslår ett tips: Hitta förlagan" in read
    assert "Publicerat: Hitta förlagan. Nästa som frågar får svaret direkt." in read
    assert [line for line in answered if line[:2] in {"Öp", "1.", "2."}] == [
        "Öppna pärmen.",
        "1. Välj mallen.",
        "2. Skriv ut.",
    ]


def test_what_waits_is_shown_at_the_start_and_can_be_pressed_in_a_later_run(
    machine: Machine,
) -> None:
    """A message is shown once, but its choices work until there are newer ones."""
    _said(machine, "elias", f"{QUESTION}\n/2\n")

    assert _said(machine, "birgitta")[-3:] == ["[1] Ta frågan", "[2] Skicka vidare", ""]
    assert _said(machine, "birgitta", "/new\n") == ["Inget nytt."]
    later = _said(machine, "birgitta", "/1\n")
    assert later[0].startswith("Frågan är din.")
    assert "[1] Ta frågan" not in later


def test_new_shows_what_has_arrived_since(machine: Machine) -> None:
    """Somebody who waits asks with /new, and reads it once."""
    _said(machine, "elias", f"{QUESTION}\n/1\n")

    lines = _said(machine, "birgitta", "/new\n/new\n")

    assert lines.count("Ny fråga från Elias Testlund på Juridik.") == 1
    assert lines[-2:] == ["Inget nytt.", "Inget nytt."]


def test_a_choice_that_is_not_there_is_said_so(machine: Machine) -> None:
    """The right number still works afterwards."""
    lines = _said(machine, "elias", f"/1\n{KNOWN}\n/9\n/0\n/99\n/1\n")

    for number in (1, 9, 0, 99):
        assert lines.count(f"Det finns inget val {number} just nu.") == 1
    assert "Vad bra! Då vet jag att tipset fungerar." in lines


def test_a_language_is_spoken_from_then_on(machine: Machine) -> None:
    """The choice is kept for the next run, as the help of the command says."""
    english = _said(machine, "elias", "hello\n", "--language", "en")
    later = _said(machine, "elias", "status\n")

    assert english[0].startswith("Hi! ")
    assert later[0] == "You have no questions on their way right now."


def test_the_last_line_needs_no_end(machine: Machine) -> None:
    """Input that ends without a line break is handled before the command exits."""
    lines = _said(machine, "elias", f"hej\n{KNOWN}")

    assert "Det gör du med knappen *Dela*, uppe till höger i mötet." in lines


def test_bytes_of_any_kind_are_read(machine: Machine) -> None:
    """Nothing ends the conversation; what can be read of a line is answered."""
    typed = [
        b"hej",
        b"\xff\xfe status \xe5",
        b"sta\x00tus",
        b"",
        b"  \r",
        b"status\r",
        b"\x1bstatus",
    ]

    lines = _said(machine, "elias", b"\n".join(typed))

    assert lines.count("Du har inga frågor på väg just nu.") == 4


def test_too_long_a_line_is_refused_and_the_next_one_answered(machine: Machine) -> None:
    """A million characters get a sentence, not an end."""
    lines = _said(machine, "elias", "a" * 1_000_000 + "\nhej\n")

    assert lines[0].startswith("Det blev 1000000 tecken, och jag läser högst 4000 åt gången.")
    assert lines[1].startswith("Hej!")


def test_it_works_beside_a_running_service(served: Served) -> None:
    """Both work on the same messages, and nothing is done twice."""
    machine = served.machine
    asked = _said(machine, "elias", f"{QUESTION}\n/1\n")
    taken = _said(machine, "birgitta", f"/1\n{ANSWER}\n")
    solved = _said(machine, "elias", "/1\n")
    thanked = _said(machine, "birgitta")

    assert asked.count("Skickat till Birgitta, med ditt namn.") == 1
    assert taken.count("Ny fråga från Elias Testlund på Juridik.") == 1
    assert solved.count("Svar från Birgitta.") == 1
    assert solved.count("Vad bra! Jag hälsar Birgitta.") == 1
    assert thanked.count("Det löste sig för Elias Testlund på Juridik. Tack!") == 1


def test_nobody_speaks_as_a_person_who_does_not_exist(machine: Machine) -> None:
    """The line says where the ids are listed."""
    line = _is_refused(machine, "chat", "--as", "nobody")

    assert "'nobody'" in line
    assert "python app.py demo" in line


def test_an_unknown_language_is_refused(machine: Machine) -> None:
    """The line lists the languages there are."""
    assert "sv, en, da, nb, fi" in _is_refused(machine, *ELIAS, "--language", "xx")


def test_a_database_that_demo_did_not_make_is_left_alone(bare: Machine) -> None:
    """Real people are never impersonated; the line says what to run instead."""
    assert "python app.py demo" in _is_refused(bare, *ELIAS)


@pytest.mark.parametrize("demo", [{}, {"demo": "0"}])
def test_a_configured_channel_shuts_the_console(machine: Machine, demo: dict[str, str]) -> None:
    """Sample people and a configured channel never meet."""
    line = _is_refused(machine.with_settings(**CHANNEL, **demo), *ELIAS)

    assert "never meet a configured channel" in line


def test_demo_lists_the_same_people_however_often(bare: Machine) -> None:
    """Four columns, tab-separated; the second run changes nothing, and the key is its owner's."""
    first, key = bare.command("demo"), bare.folder / "keys"
    before = key.read_bytes()
    second = bare.command("demo")
    rows = [line.split("\t") for line in first.stdout.splitlines()]
    people = {one.id for one in read().people}

    assert (first.returncode, second.returncode) == (0, 0)
    assert second.stdout == first.stdout
    assert key.read_bytes() == before
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(rows) == len(people) >= 26
    assert {row[0] for row in rows} == people
    assert all(len(row) == 4 for row in rows)
    assert {row[1] for row in rows} == {"staff", "coach", "standin", "coordinator", "manager"}
    assert ["elias", "staff", "Juridik", "Elias Testlund"] in rows
    assert ["noor", "staff", "-", "Noor Nyprov"] in rows


def test_bytes_that_are_no_utf8_are_read_in_every_locale(machine: Machine) -> None:
    """A strict locale ends no session."""
    strict = Machine(
        folder=machine.folder, environment={**machine.environment, "PYTHONIOENCODING": "utf-8"}
    )
    ended = strict.command("chat", "--as", "elias", said=b"\xff status\n")

    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    "line",
    ["{python} app.py chat --as elias <&-", "yes hej | {python} app.py chat --as elias | head -1"],
)
def test_a_pipe_that_ends_is_the_end_and_no_fault(machine: Machine, line: str) -> None:
    """Nobody to read from, or nobody to write to: it stops, and complains to no one."""
    ended = subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", line.format(python=sys.executable)],
        cwd=ROOT,
        env={
            **machine.environment,
            "COACH_DATABASE_URL": f"sqlite+aiosqlite:///{machine.folder}/coach.db",
            "COACH_KEY_FILE": str(machine.folder / "keys"),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_form_that_is_cut_short_keeps_what_was_typed(machine: Machine) -> None:
    """Input that ends after the first field: that field as typed, the others as proposed."""
    machine.command("chat", "--as", "elias", said="var står kaffemaskinen på plan sju\n/1\n")
    machine.command("chat", "--as", "birgitta", said="/1\nBakom hissen.\n/1\nKaffet på plan sju\n")
    heard = machine.command("chat", "--as", "inger")

    assert "Birgitta föreslår ett tips: Kaffet på plan sju" in heard.stdout
    assert "Bakom hissen." in heard.stdout


def test_a_lone_hyphen_empties_a_field(machine: Machine) -> None:
    """An empty line keeps what stands there, so something else has to take it away."""
    saved = _said(machine, "birgitta", "min profil\n\n-\n\n\n\n\n\n")

    assert "(BP) Birgitta Provsten, digital coach på Juridik" in saved
