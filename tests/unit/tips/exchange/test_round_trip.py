"""Nothing is lost on the way out and in again, whatever the format."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.boundaries.identity_numbers import masked
from knowledge.boundaries.texts import clean
from tests.unit.tips.exchange.library import EMAILS, PLAIN, WHOLE, here, read_back, written
from tips import default_library
from tips.exchange import collection, formats, markdown
from tips.exchange.fields import BREAK
from tips.exchange.plan import planned
from tips.model import Advice, Tip

PROPERTY = settings(deadline=None, derandomize=True, max_examples=60)
DEFAULT = sorted(default_library.tips(), key=lambda one: (one.id, one.language))

UNKEPT = frozenset({"author", "version"})
"""Fields that no file carries."""

SIGNS = "aåÅé☕𝄞 \n\t\"'`|:;,%\\=+-@#>*_[]{}()1.~&!?<x\u00a0\u0085\u2029/"


def kept(text: str) -> bool:
    """Say whether a text is one that the library would hold."""
    return bool(text) and clean(text) == text and BREAK not in text and not masked(text).count


TEXTS = st.text(SIGNS, max_size=40).map(clean).filter(kept)
"""Texts as people never write them, as the library holds them."""

ANY = st.one_of(st.just(""), TEXTS)
LISTS = st.lists(TEXTS, max_size=3).map(tuple)


@st.composite
def advices(draw: st.DrawFn) -> Advice:
    """Make advice of odd texts."""
    return Advice(answer=draw(TEXTS), steps=draw(LISTS), check=draw(ANY))


@st.composite
def tips(draw: st.DrawFn) -> Tip:
    """Make a tip of odd texts."""
    return replace(
        PLAIN,
        title=draw(TEXTS),
        topic=draw(TEXTS),
        advice=draw(advices()),
        easy=draw(st.none() | advices()),
        phrasings=draw(LISTS.map(lambda some: tuple(dict.fromkeys(some)))),
        names=draw(LISTS),
        local=draw(ANY),
        bridge=draw(ANY),
        longer=draw(ANY),
        careful=draw(ANY),
        credit=draw(ANY),
        version=1,
    )


@pytest.mark.parametrize("suffix", formats.WRITTEN)
def test_the_default_library_comes_back_field_by_field(suffix: str) -> None:
    """Every tip in every language is there again, and nothing else."""
    found = sorted(read_back(*DEFAULT, suffix=suffix), key=lambda one: (one.id, one.language))

    assert len(found) > 300
    assert found == DEFAULT


@pytest.mark.parametrize("suffix", formats.WRITTEN)
def test_every_field_there_is_comes_back(suffix: str) -> None:
    """A field that is added to tips and forgotten here would be lost without a word."""
    bare = {one.name for one in fields(Tip) if getattr(WHOLE, one.name) == one.default}

    assert bare == UNKEPT
    assert read_back(WHOLE, PLAIN, suffix=suffix) == [WHOLE, replace(PLAIN, version=1)]


@pytest.mark.parametrize("suffix", formats.WRITTEN)
def test_a_file_of_what_is_there_changes_nothing(suffix: str) -> None:
    """Written and read by the same library: all is unchanged, and whoever wrote it stays."""
    mine = replace(WHOLE, author="p-7", version=12)
    parcel = formats.read(written(mine, PLAIN, suffix=suffix), f"a{suffix}")
    plan = planned(parcel, replace(here(mine, PLAIN), pictures=frozenset({"share.png"})))

    assert (plan.unchanged, plan.added, plan.changed, plan.refused) == (2, (), (), ())


@pytest.mark.parametrize("suffix", formats.WRITTEN)
@PROPERTY
@given(tip=tips())
def test_odd_texts_come_back(suffix: str, tip: Tip) -> None:
    """Line breaks, separators, marks and backslashes are text, wherever they stand."""
    assert read_back(tip, suffix=suffix) == [tip]


@PROPERTY
@given(advice=advices())
def test_any_advice_is_read_from_what_is_written(advice: Advice) -> None:
    """Also when its lines look like steps, checks or headings."""
    assert markdown.advice_in(markdown.as_text(advice)) == advice


def test_a_folder_is_read_as_an_archive_is(tmp_path: Path) -> None:
    """The same files; what is hidden, or a link, is not looked at."""
    for path, data in collection.files([WHOLE, PLAIN], emails=EMAILS, pictures={}):
        file = tmp_path / "lib" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (tmp_path / "lib" / ".git").mkdir()
    (tmp_path / "lib" / ".git" / "x.md").write_text("---\n")
    (tmp_path / "lib" / "link.md").symlink_to("/etc/passwd")
    parcel = collection.read_folder(tmp_path / "lib")

    assert sorted(one.file for one in parcel.said) == [
        "en/teams_moten/skarm-dela.md",
        "sv/utskrift/toner-byta.md",
    ]
    assert parcel.ignored == ()


def test_the_same_tips_make_the_same_archive() -> None:
    """Whoever keeps archives in Git sees a change only where there is one."""
    assert written(WHOLE, PLAIN, suffix=".zip") == written(WHOLE, PLAIN, suffix=".zip")


def test_the_default_library_is_written_as_it_lies() -> None:
    """Each tip in the same place, so that Git shows what has changed and no more."""
    paths = {path for path, _ in collection.files(DEFAULT, emails={}, pictures={})}
    there = {
        path.relative_to(default_library.CONTENT).as_posix() for path in default_library.files()
    }

    assert paths == there
