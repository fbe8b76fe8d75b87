"""The content linter."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tips.glossary import Word
from tips.linting import __main__ as command
from tips.linting import glossary, library, rules, wording
from tips.linting.words import LANGUAGES
from tips.model import Advice, Tip, TipKind

GOOD = Tip(
    id="teams-dela-skarm",
    language="sv",
    topic="teams_moten",
    title="Dela skärmen i ett möte",
    owner="coachgruppen",
    checked=date(2026, 11, 2),
    review=date(2027, 5, 2),
    phrasings=("hur delar jag skärm", "visa min skärm", "dela bild", "dom ser inte"),
    advice=Advice(
        answer="Det gör du med knappen *Dela*, uppe till höger.",
        steps=("Öppna det du vill visa.", "Välj *Dela*.", "Välj fönstret."),
        check="Runt det du delar syns en röd ram.",
    ),
    local="Din coach vet vad som gäller hos er.",
    longer="Dela hellre ett fönster än hela skärmen.",
)

FILE = """---
id: {id}
topic: {topic}
title: Dela skärmen
owner: coachgruppen
checked: 2026-11-02
review: 2027-05-02
phrasings: [ett sätt, två sätt, tre sätt, fyra sätt]
---
Välj *Dela*.

1. Öppna fönstret.
"""

ROOT = Path(command.__file__).parents[2]


def a_word(identity: str, name: str) -> Word:
    """Return a glossary word that lacks nothing."""
    return Word(
        id=identity,
        words=dict.fromkeys(LANGUAGES, (name,)),
        plain={"sv": "Du godkänner.", "en": "You approve."},
        tech={"sv": "Ett bevis.", "en": "A proof."},
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a tip's file where a library would have it."""

    def written(text: str, *, name: str = "sv/teams_moten/teams-dela-skarm.md") -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return written


class TestDefaultLibrary:
    """The library that comes with the service."""

    def test_is_without_a_fault(self) -> None:
        """The command says one line of figures, and ends well."""
        done = subprocess.run(
            [sys.executable, "-m", "tips.linting"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.stdout.count("\n") == 1, done.stdout
        assert "glossary words" in done.stdout
        assert (done.returncode, done.stderr) == (0, "")


class TestOneTip:
    """The rules for one tip."""

    def test_a_good_tip_has_no_fault(self) -> None:
        """What follows the brief passes."""
        assert list(rules.faults(GOOD)) == []

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"id": "Teams_Dela"}, "id is 'Teams_Dela', expected small letters"),
            ({"topic": "kaffe"}, "topic is 'kaffe', expected one of agilt"),
            ({"owner": "kalle"}, "owner is 'kalle', expected one of"),
            ({"review": GOOD.checked}, "review is 2026-11-02, expected a day after"),
            ({"phrasings": ("dela",) * 3}, "has 3 phrasings, expected at least 4"),
            ({"local": ""}, "has no ## local"),
            ({"longer": ""}, "has no ## longer"),
            ({"topic": "ai"}, "has no ## careful"),
            ({"careful": "Tänk på att läsa om."}, "careful begins with another word"),
            ({"title": "Dela enkelt"}, "title says 'enkelt'"),
            ({"bridge": "Det är bara att prova."}, "bridge says 'bara'"),
            ({"local": "Fråga din coach!"}, "local has an exclamation mark"),
            ({"longer": "Bra \U0001f600"}, "longer has an emoji"),
        ],
    )
    def test_says_what_is_wrong_outside_the_advice(
        self, change: dict[str, object], fault: str
    ) -> None:
        """Each broken rule gives one fault that names the part and what was expected."""
        found = list(rules.faults(replace(GOOD, **change)))  # type: ignore[arg-type]

        assert len(found) == 1
        assert found[0].startswith(fault)

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"answer": "ord " * 26}, "answer has 26 words, expected at most 25"),
            ({"answer": "Hej, välj *Dela*."}, "answer begins with 'hej'"),
            ({"answer": "För att dela väljer du *Dela*."}, "answer begins with 'för att'"),
            ({"steps": ("Välj *Dela*.",) * 2}, "has 2 steps, expected 3 to 6"),
            ({"steps": ("Välj *Dela*.",) * 7}, "has 7 steps, expected 3 to 6"),
            ({"steps": ("Ett.", "Två.", "ord " * 13)}, "step 3 has 13 words"),
            ({"steps": ("Ett.", "Två.", "Klicka här.")}, "steps says 'klicka'"),
            ({"check": ""}, "has no check"),
            ({"check": "ord " * 75}, "answer, steps and check have 93 words"),
        ],
    )
    def test_says_what_is_wrong_in_the_advice(self, change: dict[str, object], fault: str) -> None:
        """The answer comes first, is short, and has steps that fit a phone."""
        advice = replace(GOOD.advice, **change)  # type: ignore[arg-type]

        found = list(rules.faults(replace(GOOD, advice=advice)))

        assert len(found) == 1
        assert found[0].startswith(fault)

    def test_holds_easy_language_to_short_sentences(self) -> None:
        """A sentence of nine words is too long to be easy, and is shown."""
        easy = replace(
            GOOD.advice, answer="Du visar din skärm.", check="Du ser nu en röd ram. " * 2
        )
        long = replace(easy, check="Du ser en röd ram runt det du delar.")

        assert list(rules.faults(replace(GOOD, easy=easy))) == []
        assert list(rules.faults(replace(GOOD, easy=long))) == [
            f"easy: sentence of 9 words, expected at most 8: {long.check}"
        ]

    def test_lets_people_ask_as_they_like(self) -> None:
        """Phrasings may hold the words that answers may not."""
        tip = replace(GOOD, phrasings=("bara dela!", "enkelt", "klicka här", "var \U0001f600"))

        assert list(rules.faults(tip)) == []


class TestWording:
    """Words that are never said."""

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("sv", "Det är LÄTT."),
            ("en", "Of course."),
            ("da", "Du skal bare vælge."),
            ("nb", "Det er lett."),
            ("fi", "Se on helppo."),
        ],
    )
    def test_are_found_in_each_language(self, language: str, text: str) -> None:
        """Small or capital letters, one word or two."""
        assert len(list(wording.faults(text, language))) == 1

    @pytest.mark.parametrize(
        "text", ["Det går lättare så.", "Välj *Användare* i listan.", "Barapp heter den."]
    )
    def test_are_whole_and_outside_italics(self, text: str) -> None:
        """Parts of words and names of menus are let through."""
        assert list(wording.faults(text, "sv")) == []

    def test_are_counted_as_a_reader_counts(self) -> None:
        """A hyphen joins, and a sign that stands alone is no word."""
        assert wording.count("Välj *Dela skärm* ... i e-posten.") == 5


class TestLibrary:
    """The rules for the library as a whole."""

    def test_no_two_tips_share_a_way_to_ask(self) -> None:
        """Capitals and signs do not make another way to ask; another language does."""
        other = replace(GOOD, id="annat", phrasings=("Visa min SKÄRM?",))
        english = replace(other, language="en")

        found = list(library.between_tips({"a.md": GOOD, "b.md": other, "c.md": english}))

        assert found == [
            ("b.md", "phrasing 'Visa min SKÄRM?' stands in a.md too, expected it once")
        ]

    def test_no_two_tips_share_an_id(self) -> None:
        """An id stands once in each language."""
        twin = replace(GOOD, phrasings=())

        found = list(library.between_tips({"a.md": GOOD, "b.md": twin}))

        assert found == [("b.md", "id 'teams-dela-skarm' stands in a.md too, expected it once")]

    def test_a_translation_follows_its_original(self) -> None:
        """There is a Swedish tip with the same id, topic and kind."""
        stray = replace(GOOD, language="fi", id="outo")
        other = replace(GOOD, language="da", topic="filer", kind=TipKind.HABIT)

        found = list(library.between_languages({"a.md": GOOD, "b.md": stray, "c.md": other}))

        assert found == [
            ("b.md", "no Swedish tip has the id 'outo', expected an original"),
            ("c.md", "topic is 'filer', expected 'teams_moten' as in Swedish"),
            ("c.md", "kind is 'habit', expected 'tool' as in Swedish"),
        ]

    def test_a_small_library_is_told_what_it_lacks(self) -> None:
        """Each promised number is one line."""
        found = dict(library.totals([GOOD]))

        assert found["tips/content/en"] == "0 tips, expected at least 60"
        assert found["tips/content/sv/agilt"] == "0 tips, expected at least 3"
        assert len(list(library.totals([GOOD]))) == 14


class TestGlossary:
    """The rules for the glossary."""

    def test_each_word_has_all_its_languages_and_voices(self) -> None:
        """What is missing, too long or never said is told by word and language."""
        poor = replace(
            a_word("mfa", "MFA"),
            words={"sv": ("MFA",), "en": ("MFA",), "da": ("MFA",), "nb": ("MFA",)},
            plain={"sv": "Det är bara en kod."},
            tech={"sv": "ord " * 26, "en": "A proof."},
        )

        found = list(glossary.faults([poor] * 80))[:4]

        assert found == [
            "mfa: no word in fi, expected at least one",
            "mfa: no plain text in en, expected one",
            "mfa: plain text in sv says 'bara', expected another word",
            "mfa: tech text in sv has 26 words, expected at most 25",
        ]

    def test_each_word_stands_once(self) -> None:
        """Two meanings cannot share a word of one language; a small glossary is told so."""
        found = list(glossary.faults([a_word("mfa", "MFA"), a_word("kod", "mfa")]))

        assert found[0] == "2 words, expected at least 80"
        assert found[1] == "kod: 'mfa' in sv is mfa too, expected it once"


class TestReading:
    """Files that are no tips, or lie in the wrong place."""

    def test_an_unreadable_file_stops_nothing(self, write: Callable[..., Path]) -> None:
        """It is one fault with its path; the other tips are read."""
        good = write(FILE.format(id="teams-dela-skarm", topic="teams_moten"))
        bad = write("no front matter", name="sv/ai/trasig.md")

        tips, faults = command.read_library([bad, good])

        assert list(tips) == [str(good)]
        assert faults == [(str(bad), "expected front matter between two lines of ---")]

    def test_the_place_agrees_with_the_tip(self, write: Callable[..., Path]) -> None:
        """A tip's id is its file's name, and its topic its folder's."""
        file = write(FILE.format(id="annat", topic="filer"))

        faults = command.read_library([file])[1]

        assert faults == [
            (str(file), "id is 'annat', expected 'teams-dela-skarm' as its file"),
            (str(file), "topic is 'filer', expected 'teams_moten' as its folder"),
        ]

    def test_a_broken_glossary_is_one_fault(self, tmp_path: Path) -> None:
        """A file that is not a list of words is told so, without a traceback."""
        file = tmp_path / "glossary.yaml"
        file.write_text("- [", encoding="utf-8")

        words, faults = command.read_glossary(file)

        assert words == []
        assert len(faults) == 1
        assert faults[0][1].startswith("not a glossary: ")
