"""An embeddings server of one's own, spoken to as OpenAI's is: POST /v1/embeddings."""

import http.client
import ipaddress
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

import numpy as np
from typing_extensions import override

from knowledge.matching.meaning.ports import LONGEST, NoEmbedder, Vectors

PATIENCE = 10.0
"""Seconds an answer may take."""
LARGEST = 1e6
"""No number of a vector is larger; none is NaN or infinite either."""
PIECE = 65_536
"""Bytes of an answer that are read before the clock is looked at."""
BATCH = 64
MODEL = "multilingual-e5-small"
"""The model's name when the address names none (`http://10.0.0.5:8000/v1#name`)."""


class EmbeddingsServer:
    """Embeds on a server inside the organisation's own network.

    Args:
        address: like http://10.0.0.5:8000/v1, with the model's name after "#" where it matters.
        patience: seconds an answer may take.

    Raises:
        NoEmbedder: the address is outside private networks: no text leaves the organisation.
    """

    kind = "foreign"

    def __init__(self, address: str, *, patience: float = PATIENCE) -> None:
        parts = _parts_of(address)
        self._patience = patience
        self._dimensions: int | None = None
        self._model = parts.fragment or MODEL
        self._url = parts._replace(
            path=f"{parts.path.rstrip('/')}/embeddings", fragment=""
        ).geturl()
        self.name = f"{parts.netloc}/{self._model}"[:80]

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Embed questions and ways to ask; see the port."""
        return self._embed([f"query: {text}" for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what answers questions; see the port."""
        return self._embed([f"passage: {text}" for text in texts])

    def _embed(self, texts: Sequence[str]) -> Vectors:
        parts = [self._batch(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self._dimensions or 0), np.float32)

    def _batch(self, texts: Sequence[str]) -> Vectors:
        body = json.dumps({"model": self._model, "input": [text[:LONGEST] for text in texts]})
        request = urllib.request.Request(  # noqa: S310 - http and https only, checked above
            self._url, body.encode(), {"Content-Type": "application/json"}
        )
        try:
            with NO_DETOUR.open(request, timeout=self._patience) as answer:
                said = _read(answer, time.monotonic() + self._patience)
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, urllib.error.HTTPError):
                error.close()
            raise NoEmbedder(
                f"the embeddings server does not answer ({type(error).__name__})"
            ) from error
        found = _vectors_in(said)
        if found is None or len(found) != len(texts):
            raise NoEmbedder("the embeddings server answered with something else than vectors")
        if self._dimensions not in {None, found.shape[1]}:
            raise NoEmbedder("the embeddings server answers with another model than before")
        self._dimensions = found.shape[1]
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(lengths, 1e-9), np.float32)


def _read(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read an answer to its end, also one that comes a few bytes at a time, but not for ever.

    Raises:
        TimeoutError: it takes too long.
    """
    said = bytearray()
    while piece := answer.read1(PIECE):
        said += piece
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(said)


def _vectors_in(said: bytes) -> Vectors | None:
    """Return the vectors of an answer, or None when it holds something else."""
    try:
        rows = json.loads(said)["data"]
        found = np.array([row["embedding"] for row in rows], np.float64)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    fits = found.ndim == 2 and found.size and (np.abs(found) < LARGEST).all()
    return found.astype(np.float32) if fits else None


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows nobody elsewhere: the next address might be outside."""

    @override
    def redirect_request(self, *_: object, **__: object) -> None:
        """Refuse."""


NO_DETOUR = urllib.request.build_opener(_Straight, urllib.request.ProxyHandler({}))


def _parts_of(address: str) -> SplitResult:
    """Take an address apart that may be spoken to.

    Raises:
        NoEmbedder: it is none, holds a password, or lies outside.
    """
    try:
        parts = urlsplit(address)
        fits = parts.scheme in {"http", "https"} and parts.port != 0
    except ValueError:
        raise NoEmbedder("this is no address; an example is http://10.0.0.5:8000/v1") from None
    if "@" in parts.netloc:
        raise NoEmbedder("the address of the embeddings server may hold no name and password")
    if not fits or not parts.hostname:
        raise NoEmbedder(f"{address!r} is no address; an example is http://10.0.0.5:8000/v1")
    _only_inside(parts.hostname)
    return parts


def _only_inside(host: str) -> None:
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError) as error:
        raise NoEmbedder(f"nobody knows the host {host}") from error
    for one in found:
        if not ipaddress.ip_address(str(one).split("%")[0]).is_private:
            raise NoEmbedder(f"{host} is outside private networks, and no text may leave: {one}")
