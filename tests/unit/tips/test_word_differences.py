"""What differs between two editions of a tip, in whole words."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tips.history.words import Fate, Piece, differences, pieces
from tips.model import Advice, Tip

TIP = Tip(
    id="t1",
    language="sv",
    topic="egna",
    title="Dela skärmen i mötet",
    advice=Advice(answer="Välj Dela.", steps=("Öppna mötet.", "Välj Dela.")),
    checked=date(2026, 11, 22),
    review=date(2027, 5, 22),
)


def test_a_changed_word_is_struck_out_and_the_new_one_stands_beside() -> None:
    """Whole words, never letters within one."""
    assert list(pieces("Dela skärmen nu", "Dela fönstret nu")) == [
        Piece(Fate.KEPT, "Dela "),
        Piece(Fate.REMOVED, "skärmen"),
        Piece(Fate.ADDED, "fönstret"),
        Piece(Fate.KEPT, " nu"),
    ]


@given(st.text("ab \n.åX", max_size=40), st.text("ab \n.åX", max_size=40))
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    """Nothing of either is left out, whatever they are."""
    found = list(pieces(before, after))

    assert "".join(one.text for one in found if one.fate is not Fate.ADDED) == before
    assert "".join(one.text for one in found if one.fate is not Fate.REMOVED) == after


def test_only_fields_that_differ_are_told() -> None:
    """In the order of the tip's fields; a version number is no difference."""
    after = replace(
        TIP, title="Visa skärmen i mötet", advice=Advice(answer="Välj Dela."), open=True, version=7
    )

    assert [one.field for one in differences(TIP, after)] == ["title", "advice", "open"]
    assert differences(TIP, replace(TIP, version=9)) == []
