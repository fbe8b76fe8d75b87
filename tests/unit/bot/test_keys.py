"""The key file, and what is sealed with it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.runtime.keys import KEY_BYTES, KeySeal, NoKey, read_or_make
from knowledge.sealing import SealBroken

PROPERTY = settings(deadline=None, derandomize=True, max_examples=100)

SEAL = KeySeal(bytes(range(KEY_BYTES)))
OTHER = KeySeal(bytes(reversed(range(KEY_BYTES))))

TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """The first start makes the file, readable by nobody else; the next one reads the same key."""
    path = tmp_path / "deep" / "keys"

    first = read_or_make(path)
    kept = path.read_bytes()
    second = read_or_make(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == kept
    assert second.opened(first.closed("hej")) == "hej"


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    """A key is made by chance."""
    one, other = read_or_make(tmp_path / "one"), read_or_make(tmp_path / "other")

    assert one.mark("asked", "hej") != other.mark("asked", "hej")


def test_starting_twice_at_once_on_a_made_key_reads_one(tmp_path: Path) -> None:
    """Many processes that start on the same folder seal with the same key."""
    path = tmp_path / "keys"
    read_or_make(path)

    with ThreadPoolExecutor(8) as pool:
        seals = list(pool.map(read_or_make, [path] * 8))

    assert len({seal.mark("asked", "hej") for seal in seals}) == 1


@pytest.mark.parametrize("held", ["", "hej", "00" * 31, "00" * 33, "zz" * 32, "åäö"])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, held: str) -> None:
    """Something else under that name is left alone, and the service does not start with it."""
    path = tmp_path / "keys"
    path.write_text(held, encoding="utf-8")

    with pytest.raises(NoKey):
        read_or_make(path)

    assert path.read_text(encoding="utf-8") == held


def test_a_key_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    """Where the folder is a file, nothing is made."""
    (tmp_path / "var").write_text("", encoding="utf-8")

    with pytest.raises(OSError, match="var"):
        read_or_make(tmp_path / "var" / "keys")


@PROPERTY
@given(text=TEXT)
def test_a_sealed_text_opens_with_its_own_key_only(text: str) -> None:
    """The same text comes back; another key opens nothing, and seals never look alike."""
    sealed = SEAL.closed(text)

    assert SEAL.opened(sealed) == text
    assert SEAL.closed(text) != sealed
    with pytest.raises(SealBroken):
        OTHER.opened(sealed)


@pytest.mark.parametrize("at", [0, 20, -5])
def test_a_seal_that_was_tampered_with_is_broken(at: int) -> None:
    """One changed letter is noticed."""
    sealed = SEAL.closed("hej")
    changed = "A" if sealed[at] != "A" else "B"
    tampered = [*sealed]
    tampered[at] = changed

    with pytest.raises(SealBroken):
        SEAL.opened("".join(tampered))


@pytest.mark.parametrize("sealed", ["", "hej", "gAAAA"])
def test_what_was_never_sealed_does_not_open(sealed: str) -> None:
    """A row that holds something else is no sealed text."""
    with pytest.raises(SealBroken):
        SEAL.opened(sealed)


@PROPERTY
@given(purpose=TEXT, text=TEXT)
def test_a_mark_is_found_again_for_its_purpose_only(purpose: str, text: str) -> None:
    """The same purpose and text give the same 64 digits; another purpose or key gives others."""
    mark = SEAL.mark(purpose, text)

    assert mark == SEAL.mark(purpose, text)
    assert len(mark) == 64
    assert int(mark, 16) >= 0
    assert mark != SEAL.mark(f"{purpose}2", text)
    assert mark != SEAL.mark(purpose, f"{text}2")
    assert mark != OTHER.mark(purpose, text)
