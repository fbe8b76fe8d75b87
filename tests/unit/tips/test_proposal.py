"""A proposal for a tip, from what two people wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tips.proposal import LONGEST_TITLE, MOST_STEPS, Proposal, propose

NAMES = ("Ann Frågar", "Bo Svarar", "Dag Samordnar")
SPEAKERS = ("Ann Frågar", "Bo Svarar")


def proposed(question: str, *answers: str) -> Proposal:
    """Propose a tip from a conversation of Ann's and Bo's."""
    return propose(question, answers, names=NAMES, asking=SPEAKERS, answering=SPEAKERS)


def test_a_conversation_becomes_title_answer_and_steps() -> None:
    """The question is title and phrasing, the first sentence the answer, the rest the steps."""
    found = proposed("hur delar jag skärm?", "Välj Dela. Välj fönstret. Välj Dela igen.")

    assert found == Proposal(
        title="Hur delar jag skärm",
        phrasings=("hur delar jag skärm?",),
        answer="Välj Dela.",
        steps=("Välj fönstret.", "Välj Dela igen."),
    )


@pytest.mark.parametrize(
    "answer",
    [
        "Så här:\n1. Öppna.\n2. Välj Dela.\n3. Klart.",
        "Så här:\n1) Öppna.\n2) Välj Dela.\n3) Klart.",
        "Så här:\n- Öppna.\n- Välj Dela.\n- Klart.",
        "Så här:\n* Öppna.\n• Välj Dela.\n  3.  Klart.",
        "Så här:\nÖppna. Välj Dela. Klart.",
    ],
)
def test_lists_lose_their_numbers(answer: str) -> None:
    """However a coach numbers the steps, they come out as steps without numbers."""
    found = proposed("hur delar jag", answer)

    assert (found.answer, found.steps) == ("Så här:", ("Öppna.", "Välj Dela.", "Klart."))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Hej! Välj Dela.", "Välj Dela."),
        ("hej Ann, välj Dela.", "välj Dela."),
        ("Hej,\nVälj Dela.", "Välj Dela."),
        ("Hejsan Ann! Välj Dela.", "Välj Dela."),
        ("Hi Ann, choose Share.", "choose Share."),
        ("Hei! Velg Del.", "Velg Del."),
        ("Moi, valitse Jaa.", "valitse Jaa."),
        ("Hejda bilen.", "Hejda bilen."),
        ("Välj Dela. /Bo", "Välj Dela."),
        ("Välj Dela.\n//Bo", "Välj Dela."),
        ("Välj Dela.\nMvh Bo", "Välj Dela."),
        ("Välj Dela.\nMed vänlig hälsning Bo Svarar", "Välj Dela."),
        ("Choose Share.\nRegards Bo", "Choose Share."),
        ("Velg Del.\nHilsen Bo", "Velg Del."),
    ],
)
def test_greetings_and_farewells_are_left_out(said: str, left: str) -> None:
    """A tip greets nobody; the words of the answer are kept as they were."""
    assert proposed("hur delar jag", said).answer == left


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Fråga Ann Frågar om den.", "Fråga om den."),
        ("Fråga ann om den.", "Fråga om den."),
        ("Anns dator är trasig.", "dator är trasig."),
        ("bo och Bo kan.", "och kan."),
        ("Dag kan det.", "kan det."),
        ("En dag kan det.", "En dag kan det."),  # a name of somebody else is a word as well
        ("Annars går det.", "Annars går det."),
        ("Bosse bor där.", "Bosse bor där."),
        ("Mejla bo.svarar@kommun.se nu.", "Mejla nu."),
        ("Ring 070-123 45 67 nu.", "Ring nu."),
        ("Ring +46 70 123 45 67.", "Ring."),
        ("Ring 08-123 456 78.", "Ring."),
        ("Steg 2026 är 100 procent.", "Steg 2026 är 100 procent."),
        ("Numret 19121212-1212 gäller.", "Numret [personnummer] gäller."),
    ],
)
def test_names_and_numbers_are_taken_out(said: str, left: str) -> None:
    """Nobody is recognised; the two who wrote are taken out in small letters as well."""
    found = proposed(said, said)

    assert (found.phrasings, found.answer) == ((left,), left)


def test_several_messages_are_one_answer() -> None:
    """What the coach wrote in two messages is one list of steps, each without its greeting."""
    found = proposed("hur", "Hej! Välj Dela.", "Hej igen! Välj sedan fönstret.\nMvh Bo")

    assert (found.answer, found.steps) == ("Välj Dela.", ("Välj sedan fönstret.",))


def test_no_more_steps_than_a_tip_may_have() -> None:
    """The seventh step and those after it are left for the coach to weave in."""
    found = proposed("hur", "Så. " + " ".join(f"Steg {number}." for number in range(20)))

    assert len(found.steps) == MOST_STEPS


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("kan jag dela? det går inte.", "Kan jag dela"),
        ("dela\nskärmen", "Dela skärmen"),
        ("x" * 100, "X" + "x" * 79),
        ("ord " * 40, ("Ord " + "ord " * 19).strip()),
        ("", ""),
    ],
)
def test_the_title_is_short_and_begins_large(question: str, title: str) -> None:
    """The first sentence, cut between words, with a capital."""
    assert proposed(question).title == title


@pytest.mark.parametrize("answers", [(), ("",), ("Hej!",), ("...", " / ")])
def test_an_empty_answer_gives_an_empty_proposal(answers: tuple[str, ...]) -> None:
    """With nothing to go by, the fields are empty, for the coach to fill in."""
    found = proposed("hur", *answers)

    assert (found.answer, found.steps) == ("", ())


@settings(deadline=None, derandomize=True, max_examples=150)
@given(question=st.text(max_size=120), answers=st.lists(st.text(max_size=200), max_size=3))
def test_any_conversation_gives_a_proposal(question: str, answers: list[str]) -> None:
    """Whatever was written: a short title, few steps, and nothing that raises."""
    found = proposed(question, *answers)

    assert len(found.title) <= LONGEST_TITLE + 2  # a capital may be two or three letters
    assert len(found.steps) <= MOST_STEPS
    assert all(step.strip() == step != "" for step in found.steps)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    before=st.text(alphabet="abc .\n", max_size=40), after=st.text(alphabet="abc .\n", max_size=40)
)
def test_no_name_survives(before: str, after: str) -> None:
    """Wherever a name stands, whole or in part, it is gone."""
    found = proposed("hur", f"{before} Ann Frågar, Dag Samordnar och bo svarar {after}")

    whole = " ".join((found.answer, *found.steps)).casefold().split()
    assert not {"ann", "frågar", "dag", "samordnar", "bo", "svarar"} & {
        word.strip(".,") for word in whole
    }
