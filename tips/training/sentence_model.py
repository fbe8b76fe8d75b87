"""The packed sentence model as a torch module, so that a small part of it can be tuned.

The model's 4-bit weights stay as they are. Tuned are the scales of their blocks, the biases and the
norms: 0.7 of 21 million numbers, and all the C engine reads as plain numbers. So what is learned
here holds there, at the same speed, with nothing rounded away. (Tuning biases alone is known as
BitFit: Ben Zaken, Ravfogel, Goldberg 2021.)
"""

import struct
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from knowledge.matching.meaning.packed import BLOCK, HEADER, tensors

FAR = 0.6
"""How far the maps go towards what they have learned: the whole way, our own libraries are found a
little better, and strangers' worse than without."""

EXACT = torch.bfloat16
"""What products are computed in: a third of the time, and no worse after some hundred steps."""

QUERY, PASSAGE = "query", "passage"
"""What e5 calls the two kinds of texts, and wants to read before each."""

PREFIX = "\u2581"
"""How the tokenizer (a SentencePiece unigram model) writes a space."""


class Packed:
    """A model file taken apart: its tokenizer and its arrays."""

    def __init__(self, image: bytes) -> None:
        self._image = image
        sizes = struct.unpack_from(HEADER, image)
        self.width, self.layers, self.heads, self.wide = sizes[2:6]
        self.epsilon = sizes[9]
        self._places = {one.name: one for one in tensors(image)}
        self._read_tokenizer(struct.calcsize(HEADER))

    def plain(self, name: str) -> Tensor:
        """Return an array kept as single precision, flat."""
        one = self._places[name]
        return torch.from_numpy(np.frombuffer(self._image, "<f4", one.size // 4, one.offset).copy())

    def packed(self, name: str, width: int) -> tuple[Tensor, Tensor]:
        """Return a packed array: weights of shape (rows, width), scales (rows, width // 32)."""
        one = self._places[name]
        blocks = np.frombuffer(self._image, np.uint8, one.size, one.offset).reshape(-1, BLOCK)
        scales = blocks[:, :2].copy().view("<f2").astype(np.float32).reshape(-1, width // 32)
        low = (blocks[:, 2:] & 15).astype(np.int8) - 8
        high = (blocks[:, 2:] >> 4).astype(np.int8) - 8
        weights = np.concatenate([low, high], axis=1).reshape(-1, width)
        return torch.from_numpy(weights), torch.from_numpy(scales)

    def tokens(self, text: str, most: int) -> list[int]:
        """Return the most probable pieces of a text, between begin and end, at most so many."""
        plain = "".join(self._spellings.get(ord(letter), letter) for letter in text)
        plain = " " + " ".join(plain.split(" ")) if plain[:1] != " " else plain
        while "  " in plain:
            plain = plain.replace("  ", " ")
        letters = [letter.encode() for letter in plain.replace(" ", PREFIX)]
        found = [self._begin, *self._pieces_of(letters), self._end]
        return found if len(found) <= most else [*found[: most - 1], self._end]

    def _read_tokenizer(self, at: int) -> None:
        image = self._image
        count, self._begin, self._end, self.padding, self._unknown, length = struct.unpack_from(
            "<5iQ", image, at
        )
        at += struct.calcsize("<5iQ")
        edges = np.frombuffer(image, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self._scores = np.frombuffer(image, "<f4", count, at).tolist()
        at += 4 * count
        blob = image[at : at + length]
        self._pieces = {blob[edges[one] : edges[one + 1]]: one for one in range(count)}
        self._longest = max(map(len, self._pieces))
        self._strange = min(self._scores) - 10.0
        at += length
        spellings, _ = struct.unpack_from("<iI", image, at)
        at += struct.calcsize("<iI")
        self._spellings: dict[int, str] = {}
        for _ in range(spellings):
            letter, parts = struct.unpack_from("<IB", image, at)
            at += 5
            self._spellings[letter] = "".join(map(chr, struct.unpack_from(f"<{parts}I", image, at)))
            at += 4 * parts

    def _pieces_of(self, letters: Sequence[bytes]) -> list[int]:
        """Find the best way to cut a text into pieces (Viterbi)."""
        best = [0.0] + [-1e30] * len(letters)
        came = [(0, 0)] * (len(letters) + 1)
        for start in range(len(letters)):
            piece = b""
            for end in range(start + 1, len(letters) + 1):
                piece += letters[end - 1]
                if len(piece) > self._longest:
                    break
                number = self._pieces.get(piece)
                if number is None or number == self._unknown:
                    continue
                score = best[start] + self._scores[number]
                if score > best[end]:
                    best[end], came[end] = score, (start, number)
            if best[start] + self._strange > best[start + 1]:
                best[start + 1] = best[start] + self._strange
                came[start + 1] = (start, self._unknown)
        found, at = [], len(letters)
        while at:
            at, number = came[at]
            found.append(number)
        return found[::-1]


class Linear(nn.Module):
    """A packed layer; its scales and biases can be tuned."""

    def __init__(self, model: Packed, name: str, width: int) -> None:
        super().__init__()
        weights, scales = model.packed(f"{name}.w", width)
        self.register_buffer("weights", weights.float())
        self.scales = nn.Parameter(scales)
        self.bias = nn.Parameter(model.plain(f"{name}.b"))
        self.names = {f"{name}.w": self.scales, f"{name}.b": self.bias}
        self.unpack()

    def unpack(self) -> None:
        """Multiply weights by scales, once for all the texts of a step."""
        rows, width = self.weights.shape
        blocks = self.weights.view(rows, -1, 32) * self.scales.unsqueeze(-1)
        self.unpacked = blocks.view(rows, width).to(EXACT)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the layer; x and what comes out are in `EXACT`."""
        return functional.linear(x, self.unpacked, self.bias.to(EXACT))


class Norm(nn.Module):
    """A layer norm."""

    def __init__(self, model: Packed, name: str) -> None:
        super().__init__()
        self.scale = nn.Parameter(model.plain(f"{name}.w"))
        self.bias = nn.Parameter(model.plain(f"{name}.b"))
        self.epsilon = model.epsilon
        self.names = {f"{name}.w": self.scale, f"{name}.b": self.bias}

    def forward(self, x: Tensor) -> Tensor:
        """Apply the norm."""
        return functional.layer_norm(x, x.shape[-1:], self.scale, self.bias, self.epsilon)


class Block(nn.Module):
    """One layer of the transformer (BERT: norms after the sums)."""

    def __init__(self, model: Packed, number: int) -> None:
        super().__init__()
        name, width = f"l{number}", model.width
        self.heads = model.heads
        self.query = Linear(model, f"{name}.q", width)
        self.key = Linear(model, f"{name}.k", width)
        self.value = Linear(model, f"{name}.v", width)
        self.out = Linear(model, f"{name}.ao", width)
        self.after_attention = Norm(model, f"{name}.aln")
        self.widen = Linear(model, f"{name}.fi", width)
        self.narrow = Linear(model, f"{name}.fo", model.wide)
        self.after_feed = Norm(model, f"{name}.oln")

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Apply the layer; x has shape (texts, tokens, width)."""
        texts, tokens, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(texts, tokens, self.heads, -1).transpose(1, 2)

        rough = x.to(EXACT)
        query, key, value = (split(part(rough)) for part in (self.query, self.key, self.value))
        near = query @ key.transpose(-2, -1) * query.shape[-1] ** -0.5
        looked = functional.softmax(near + mask.to(EXACT), -1) @ value
        x = self.after_attention(x + self.out(looked.transpose(1, 2).reshape(texts, tokens, width)))
        return self.after_feed(x + self.narrow(functional.gelu(self.widen(x.to(EXACT)))))


class SentenceModel(nn.Module):
    """Texts in, vectors of length 1 out: one linear map for what is asked, one for what is shown.

    Call `unpack` before each step, and once before the model is only used.
    """

    def __init__(self, image: bytes) -> None:
        super().__init__()
        self._model = model = Packed(image)
        weights, scales = model.packed("emb.word", model.width)
        self.register_buffer("word_weights", weights)
        self.register_buffer("word_scales", scales)
        self.register_buffer("places", model.plain("emb.pos").view(-1, model.width))
        self.register_buffer("kind", model.plain("emb.type")[: model.width])
        self.first = Norm(model, "emb.ln")
        self.blocks = nn.ModuleList([Block(model, one) for one in range(model.layers)])
        self.maps = nn.ParameterDict(
            {PASSAGE: torch.eye(model.width), QUERY: torch.eye(model.width)}
        )
        self._known: dict[tuple[str, int], list[int]] = {}

    def unpack(self) -> None:
        """Make the layers ready for the scales they have now."""
        for part in self.modules():
            if isinstance(part, Linear):
                part.unpack()

    def forward(self, texts: Sequence[str], kind: str, most: int) -> Tensor:
        """Embed texts of one kind, QUERY or PASSAGE; most is in tokens. Shape (texts, width)."""
        tokens = [self._tokens(f"{kind}: {text}", most) for text in texts]
        order = sorted(range(len(texts)), key=lambda one: len(tokens[one]))
        found, places = [], []
        for group in _alike_in_length(order, tokens):
            found.append(self._batch([tokens[one] for one in group]))
            places.extend(group)
        means = torch.cat(found)[torch.argsort(torch.tensor(places))]
        return functional.normalize(means @ self.maps[kind], dim=-1)

    def away_from_one(self) -> Tensor:
        """Return how far the maps are from changing nothing, squared and summed."""
        one = torch.eye(len(self.maps[QUERY]))
        return sum((value - one).square().sum() for value in self.maps.values())

    def tuned(self) -> dict[str, np.ndarray]:
        """Return what can be tuned, by the name of its tensor, in half precision."""
        layers = {
            name: value.detach().numpy().ravel().astype(np.float16)
            for part in self.modules()
            for name, value in getattr(part, "names", {}).items()
        }
        one = torch.eye(len(self.maps[QUERY]))
        maps = {
            f"map.{kind}": (one + FAR * (value.detach() - one)).numpy().astype(np.float16)
            for kind, value in self.maps.items()
        }
        return layers | maps

    def _tokens(self, text: str, most: int) -> list[int]:
        if (text, most) not in self._known:
            self._known[text, most] = self._model.tokens(text, most)
        return self._known[text, most]

    def _batch(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        longest = max(map(len, tokens))
        numbers = torch.full((len(tokens), longest), self._model.padding)
        there = torch.zeros(len(tokens), longest, dtype=torch.bool)
        for row, one in enumerate(tokens):
            numbers[row, : len(one)] = torch.tensor(one)
            there[row, : len(one)] = True
        words = self.word_weights[numbers].float().unflatten(-1, (-1, 32))
        words = (words * self.word_scales[numbers].unsqueeze(-1)).flatten(-2)
        x = self.first(words + self.places[:longest] + self.kind)
        mask = torch.zeros(len(tokens), 1, 1, longest).masked_fill(~there[:, None, None, :], -1e9)
        for block in self.blocks:
            x = block(x, mask)
        mean = (x * there.unsqueeze(-1)).sum(1) / there.sum(1, keepdim=True)
        return functional.normalize(mean, dim=-1)


def _alike_in_length(order: Sequence[int], tokens: Sequence[Sequence[int]]) -> list[list[int]]:
    """Put texts of like lengths together, so that little is spent on padding."""
    groups: list[list[int]] = []
    for one in order:
        length = len(tokens[one])
        if groups and length <= max(
            len(tokens[groups[-1][0]]) * 1.35, len(tokens[groups[-1][0]]) + 3
        ):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups
