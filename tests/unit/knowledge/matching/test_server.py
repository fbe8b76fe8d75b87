"""An embeddings server of one's own, met on the loopback in all its moods."""

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from typing_extensions import override

from knowledge.matching.meaning.ports import LONGEST, NoEmbedder
from knowledge.matching.meaning.server import BATCH, MODEL, PATIENCE, EmbeddingsServer

SOON = 0.3
"""Seconds of patience with a server that hangs."""

Mood = Callable[[http.server.BaseHTTPRequestHandler, list[str]], None]


def answer(handler: http.server.BaseHTTPRequestHandler, body: object, status: int = 200) -> None:
    """Answer with JSON, or with a text as it stands."""
    said = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(said)))
    handler.end_headers()
    handler.wfile.write(said)


def vectors(handler: http.server.BaseHTTPRequestHandler, texts: list[str]) -> None:
    """Answer as a good server: a vector a text, told apart by its length."""
    rows = [{"object": "embedding", "embedding": [3.0, float(len(text))]} for text in texts]
    answer(handler, {"object": "list", "data": rows})


@dataclass
class Played:
    """A server that runs, what it was asked, and how it answers."""

    mood: Mood = vectors
    asked: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def address(self) -> str:
        """Where it is found."""
        return f"http://127.0.0.1:{self.port}/v1"

    def embedder(self, *, patience: float = PATIENCE) -> EmbeddingsServer:
        """Return an embedder that asks it."""
        return EmbeddingsServer(self.address, patience=patience)


@pytest.fixture
def played() -> Iterator[Played]:
    """A server in a thread of its own, gone after the test."""
    one = Played()

    class Handler(http.server.BaseHTTPRequestHandler):
        """Speaks /v1/embeddings, in the mood of the test."""

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            one.asked.append((self.path, body))
            one.mood(self, body["input"])

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    class Server(http.server.ThreadingHTTPServer):
        """Says nothing of those who hang up on it."""

        @override
        def handle_error(self, request: object, client_address: object) -> None:
            """Stay quiet."""

    with Server(("127.0.0.1", 0), Handler) as server:
        one.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield one
        one.let_go.set()
        server.shutdown()
        thread.join()


def refused(played: Played, *, patience: float = PATIENCE) -> str:
    """Ask a server that must not be believed; return the one line."""
    with pytest.raises(NoEmbedder) as caught:
        played.embedder(patience=patience).questions(["hej"])
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_it_speaks_as_openai_does(played: Played) -> None:
    """Model and texts, each with what e5 wants before it; vectors come back with length 1."""
    embedder = played.embedder()
    found = embedder.questions(["hej", "hejsan"])
    embedder.passages(["svar"])

    assert played.asked == [
        ("/v1/embeddings", {"model": MODEL, "input": ["query: hej", "query: hejsan"]}),
        ("/v1/embeddings", {"model": MODEL, "input": ["passage: svar"]}),
    ]
    assert found.dtype == np.float32
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 1])
    assert found[0].tolist() != found[1].tolist()


def test_the_address_may_name_the_model(played: Played) -> None:
    """After a hash; the name under which vectors are kept tells it too."""
    embedder = EmbeddingsServer(f"{played.address}/#bge-m3")
    embedder.questions(["hej"])

    assert played.asked[0][0] == "/v1/embeddings"
    assert played.asked[0][1]["model"] == "bge-m3"
    assert embedder.name == f"127.0.0.1:{played.port}/bge-m3"
    assert embedder.kind == "foreign"
    assert embedder.name != played.embedder().name


def test_many_texts_go_in_several_letters(played: Played) -> None:
    """In order, none of them too long."""
    found = played.embedder().questions(["x" * (at % 7) for at in range(BATCH + 3)])
    played.embedder().questions(["y" * 100_000])

    assert [len(body["input"]) for _, body in played.asked] == [BATCH, 3, 1]  # type: ignore[arg-type]
    assert found.shape == (BATCH + 3, 2)
    assert found[BATCH].tolist() == found[1].tolist()
    assert len(played.asked[-1][1]["input"][0]) <= LONGEST  # type: ignore[index]


def test_no_texts_cost_no_letter(played: Played) -> None:
    """There is nothing to ask."""
    assert len(played.embedder().questions([])) == 0
    assert played.asked == []


@pytest.mark.parametrize("text", ["\ud800", "\0", "🙂", '"}]'])
def test_any_text_can_be_sent(played: Played, text: str) -> None:
    """As the person wrote it."""
    played.embedder().questions([text])

    assert played.asked[0][1]["input"] == [f"query: {text}"]


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_a_server_that_refuses_is_said_not_to_answer(played: Played, status: int) -> None:
    """In one line, without what was asked and without what it said."""
    played.mood = lambda handler, _texts: answer(handler, {"error": "secret"}, status)
    line = refused(played)

    assert line == "the embeddings server does not answer (HTTPError)"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_followed_elsewhere(played: Played, status: int) -> None:
    """The next address might be outside; not even this server is asked again."""

    def elsewhere(handler: http.server.BaseHTTPRequestHandler, _texts: list[str]) -> None:
        handler.send_response(status)
        handler.send_header("Location", played.address + "/embeddings")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    played.mood = elsewhere

    assert "does not answer" in refused(played)
    assert len(played.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        [],
        {},
        "text",
        {"data": None},
        {"data": []},
        {"data": "x"},
        {"data": [{"embedding": []}]},
        {"data": [{"embedding": 1.0}]},
        {"data": [{"embedding": ["a", "b"]}]},
        {"data": [{"embedding": [None, 1.0]}]},
        {"data": [{"embedding": [[1.0], [2.0]]}]},
        {"data": [{"embedding": [1.0]}, {"embedding": [2.0]}]},
        {"data": [{"vector": [1.0]}]},
        b'{"data": [{"embedding": [NaN, 1.0]}]}',
        b'{"data": [{"embedding": [1e999, 1.0]}]}',
        b'{"data": [{"embedding": [1e300, 1.0]}]}',
        b'{"data": [{"embedding": [1' + b"0" * 400 + b"]}]}",
        b"[" * 100_000,
    ],
    ids=lambda body: str(body)[:40],
)
def test_what_is_no_vector_a_text_is_not_believed(played: Played, body: object) -> None:
    """Whatever the server says instead, it is one line and no fault of ours."""
    played.mood = lambda handler, _texts: answer(handler, body)

    assert "something else than vectors" in refused(played)


def test_vectors_of_different_sizes_are_not_believed(played: Played) -> None:
    """Within an answer, nor between one answer and the next: that would be another model."""
    embedder = played.embedder()
    embedder.questions(["hej"])
    played.mood = lambda handler, texts: answer(
        handler, {"data": [{"embedding": [1.0] * 3} for _ in texts]}
    )
    with pytest.raises(NoEmbedder, match="another model than before"):
        embedder.questions(["hej"])
    played.mood = lambda handler, texts: answer(
        handler, {"data": [{"embedding": [1.0] * (2 + at)} for at in range(len(texts))]}
    )
    with pytest.raises(NoEmbedder, match="something else than vectors"):
        embedder.questions(["hej", "hopp"])


def test_a_server_that_speaks_no_http_is_said_not_to_answer(played: Played) -> None:
    """Its words are not shown."""

    def nonsense(handler: http.server.BaseHTTPRequestHandler, _texts: list[str]) -> None:
        handler.wfile.write(b"220 mail.example ESMTP\r\n\r\n")

    played.mood = nonsense

    assert "does not answer" in refused(played)


def test_an_answer_cut_short_is_not_believed(played: Played) -> None:
    """Half an answer is none."""

    def half(handler: http.server.BaseHTTPRequestHandler, _texts: list[str]) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"data": [')

    played.mood = half

    assert refused(played)


def test_a_server_that_hangs_is_left(played: Played) -> None:
    """After the patience one has, nobody waits any longer."""

    def hang(_handler: http.server.BaseHTTPRequestHandler, _texts: list[str]) -> None:
        played.let_go.wait(60)

    played.mood = hang

    assert refused(played, patience=SOON) == "the embeddings server does not answer (TimeoutError)"


def test_a_server_that_drips_is_left_too(played: Played) -> None:
    """Each byte comes in time, but the answer does not."""

    def drip(handler: http.server.BaseHTTPRequestHandler, _texts: list[str]) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not played.let_go.wait(SOON / 10):
            handler.wfile.write(b" ")

    played.mood = drip

    assert refused(played, patience=SOON) == "the embeddings server does not answer (TimeoutError)"


def test_a_server_that_is_not_there_is_said_so(played: Played) -> None:
    """It may have been stopped for a moment; it is asked again next time."""
    embedder = EmbeddingsServer("http://127.0.0.1:9/v1", patience=SOON)
    with pytest.raises(NoEmbedder, match=r"does not answer \(URLError\)"):
        embedder.questions(["hej"])

    assert played.embedder().questions(["hej"]).shape == (1, 2)


@pytest.mark.parametrize(
    "address",
    ["http://8.8.8.8/v1", "https://1.1.1.1:8000/v1", "http://[2001:4860:4860::8888]/v1",
     "http://[::ffff:8.8.8.8]/v1"],
)  # fmt: skip
def test_an_address_outside_is_refused(address: str) -> None:
    """No text leaves the organisation; the line says so."""
    with pytest.raises(NoEmbedder, match="outside private networks, and no text may leave"):
        EmbeddingsServer(address)


@pytest.mark.parametrize(
    "address", ["http://10.0.0.5:8000/v1", "http://192.168.1.2", "http://[fd00::1]:8/v1"]
)
def test_an_address_inside_is_taken(address: str) -> None:
    """Nobody is asked before there is something to ask."""
    assert EmbeddingsServer(address).name


@pytest.mark.parametrize(
    "address",
    ["", "x", "http://", "http:///v1", "ftp://10.0.0.5", "file:///etc/passwd", "//10.0.0.5/v1",
     "http://[::1/v1", "http://10.0.0.5:99999/v1", "http://10.0.0.5:abc/v1", "http://10.0.0.5:0"],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_an_example(address: str) -> None:
    """In one line."""
    with pytest.raises(NoEmbedder, match=r"is no address; an example is http://10\.0\.0\.5") as one:
        EmbeddingsServer(address)

    assert len(str(one.value).splitlines()) == 1


@pytest.mark.parametrize("host", ["a" * 70, "no such host.invalid", "..", "x." * 200])
def test_a_host_nobody_knows_is_named(host: str) -> None:
    """Whatever a name may look like."""
    with pytest.raises(NoEmbedder, match="nobody knows the host"):
        EmbeddingsServer(f"http://{host}/v1")


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    """The address stands in logs, and its host in the database."""
    with pytest.raises(NoEmbedder, match="no name and password") as caught:
        EmbeddingsServer("http://me:s3cret@10.0.0.5/v1")

    assert "s3cret" not in str(caught.value)
