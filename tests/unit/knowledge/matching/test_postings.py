"""Which texts have a term, and what it is worth there."""

from knowledge.matching.postings import PostingsBuilder


def test_texts_are_found_by_their_terms() -> None:
    """In rising order, each with its own worth; a list of pairs does as well as a mapping."""
    builder = PostingsBuilder()
    builder.add(0, {"skärm": 1.0, "möt": 0.7})
    builder.add(1, {})
    builder.add(4, [("skärm", 0.5)])
    found = builder.done(5)
    having = found.get("skärm")

    assert having is not None
    assert (having[0].tolist(), having[1].tolist()) == ([0, 4], [1.0, 0.5])
    assert (found.having("skärm"), found.having("möt"), found.count) == (2, 1, 5)


def test_a_text_has_a_term_or_not() -> None:
    """Also before the first, between and after the last text that has it."""
    builder = PostingsBuilder()
    builder.add(1, {"skärm": 1.0})
    builder.add(3, {"skärm": 1.0})
    found = builder.done(5)

    assert [found.has("skärm", text) for text in range(5)] == [False, True, False, True, False]


def test_an_unknown_term_is_nowhere() -> None:
    """And asking for it is no error."""
    found = PostingsBuilder().done(3)

    assert found.get("skärm") is None
    assert found.having("skärm") == 0
    assert not found.has("skärm", 0)
