"""From nothing to a real organisation, with commands alone; each says what comes next."""

from pathlib import Path

import pytest

from tests.channels.served import Machine

PEOPLE = """\
name,email,role,department
Birgitta Test,birgitta@provkoping.example,coach,Provköping > Juridik
Elias Test,elias@provkoping.example,staff,Provköping > Juridik
"""


@pytest.fixture
def real(bare: Machine) -> Machine:
    """A place for a real organisation, matched by words alone."""
    return bare.with_settings(embedder="none")


def following(text: str) -> str:
    """Return what is said to come next."""
    return text.splitlines()[-1]


def test_from_nothing_to_an_organisation(real: Machine, tmp_path: Path) -> None:
    """Four commands; each ticks its step and names the next, and all of it is there afterwards."""
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    said = [
        real.command("setup", *words)
        for words in (
            (),
            ("--organisation", "Provköping"),
            ("--coordinator", "Inger@Provkoping.example", "--name", "Inger Test"),
            ("--people", str(file), "--schedule", "tisdagar 09:10"),
        )
    ]
    checked = real.command("check")

    assert [(one.returncode, one.stderr.count("Traceback")) for one in said] == [(0, 0)] * 4
    assert [following(one.stdout).split("`")[1] for one in said] == [
        'setup --organisation "NAME"',
        'setup --coordinator ADDRESS --name "NAME"',
        "setup --people FILE",
        "import FILE",
    ]
    assert "[x] 5. the first schedule" in said[-1].stdout
    assert "3 people, of whom 1 are coaches" in checked.stdout
    assert "Database is real" in checked.stdout


def test_twice_is_once(real: Machine) -> None:
    """Run again, a step that was done is left as it is; a coach becomes coordinator in place."""
    words = ("--coordinator", "inger@provkoping.example", "--name", "Inger Test")
    first, second = real.command("setup", *words), real.command("setup", *words)
    checked = real.command("check")

    assert (first.stdout, first.returncode) == (second.stdout, 0)
    assert "1 people" in checked.stdout


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--coordinator", "inger"), "--coordinator"),
        (("--coordinator", "inger@provkoping.example"), "--name"),
        (("--schedule", "ibland"), "--schedule"),
        (("--people", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_what_cannot_be_done_is_one_line(real: Machine, words: tuple[str, ...], named: str) -> None:
    """It names the option and what was expected."""
    ended = real.command("setup", *words)

    assert ended.returncode == 2
    assert named in ended.stderr.splitlines()[-1]


def test_sample_people_are_never_made_real(machine: Machine) -> None:
    """A database that `demo` made is refused."""
    ended = machine.command("setup", "--organisation", "Provköping")

    assert (ended.returncode, "sample people" in ended.stderr) == (2, True)
