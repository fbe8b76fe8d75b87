"""Any reply, for tests that promise something of all of them."""

from hypothesis import strategies as st

from bot.cards.model import Choice, Field, FieldKind, Form, Portrait, Quote, Reply, Weight
from bot.texts.catalogue import Say, plain

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20)
"""A line as a person writes it, once it is cleaned."""

SAYS = WORDS.map(plain)
"""A text in the words it stands for."""

NESTED = st.recursive(
    st.builds(Say, WORDS, st.dictionaries(WORDS, WORDS | st.integers(), max_size=2)),
    lambda inner: st.builds(Say, WORDS, st.dictionaries(WORDS, WORDS | inner, max_size=2)),
    max_leaves=4,
)
"""Any key with any details, texts within texts among them."""


def replies(says: st.SearchStrategy[Say]) -> st.SearchStrategy[Reply]:
    """Return replies of every shape, whose texts are taken from a strategy."""
    several = st.lists(says, max_size=3).map(tuple)
    fields = st.builds(
        Field,
        name=WORDS,
        label=says,
        value=WORDS,
        kind=st.sampled_from(FieldKind),
        error=st.none() | says,
    )
    return st.builds(
        Reply,
        text=several,
        quotes=st.lists(st.builds(Quote, says, WORDS), max_size=2).map(tuple),
        steps=several,
        after=several,
        note=st.none() | says,
        portrait=st.none()
        | st.builds(Portrait, name=WORDS, about=says, initials=WORDS, picture=WORDS | st.just("")),
        choices=st.lists(st.builds(Choice, says, WORDS, st.sampled_from(Weight)), max_size=3).map(
            tuple
        ),
        form=st.none()
        | st.builds(Form, fields=st.lists(fields, max_size=3).map(tuple), send=says, action=WORDS),
    )
