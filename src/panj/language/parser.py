"""The dependency parser that ships: words of one sentence → tree, tags, lemmas, mention types.

Takes words in UD's tokenisation; gives a `Tree`. Runs an int8 ONNX graph one sentence at a time, so that
a sentence's result never depends on its neighbours. The weights stand in `weights/` with their model card;
nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panj.language.arborescence import best_tree

LONGEST = 400  # pieces; the encoder knows 512 positions, and no sentence of a report needs as many
_WORDS_KEPT = 50_000  # words with their pieces: a report says most of its words many times over
Floats = NDArray[np.float32]
Coded = tuple[tuple[int, ...], int]  # the pieces of a word, and the number of its shape


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence's analysis, one entry per word.

    `heads` are 0-based word indices, -1 for the root; `deprels` UD relations; `upos` UD, `xpos` Penn tags;
    `mentions` the entity type of the mention that the word heads, "-" for none.
    """

    words: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    lemmas: tuple[str, ...]
    mentions: tuple[str, ...]


class Parser:
    """Loads on first use; `Parser.default()` is shared."""

    def __init__(self) -> None:
        import onnxruntime  # a quarter of a second, paid only where text is read
        from tokenizers import Tokenizer

        folder = resources.files("panj.language") / "weights"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = (folder / "parser.onnx").read_bytes()
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.pieces: Any = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._names = [o.name for o in self._session.get_outputs()]
        self._root = self._labels["deprel"].index("root")
        self._shapes = {name: i for i, name in enumerate(self._labels["shape"])}
        self._opening, self._closing = self.pieces.encode([], is_pretokenized=True).ids
        self._coded: dict[str, Coded] = {}

    @classmethod
    @cache
    def default(cls) -> Parser:
        """The parser that ships with Panj, loaded once a process."""
        return cls()

    def parse(self, words: Sequence[str]) -> Tree:
        """The tree over the words of one sentence; an empty one for no words."""
        if not words:
            return Tree((), (), (), (), (), (), ())
        coded = self._code(words)
        size = sum(len(pieces) for pieces, _ in coded) + 2
        if size > LONGEST and len(words) > 1:
            half = len(words) // 2
            return _joined(self.parse(words[:half]), self.parse(words[half:]))
        if size > LONGEST:  # one endless word: a piece has a character at least, two mark the ends
            coded = [(self._code([words[0][: LONGEST - 2]])[0][0], coded[0][1])]
        out = self._run(coded)
        heads = best_tree(out["arcs"])
        relations = self._relations(out, heads)
        tags = {
            name: [self._labels[name][i] for i in out[name].argmax(-1).tolist()]
            for name in ("upos", "xpos", "mention")
        }
        return Tree(
            words=tuple(words),
            heads=tuple((heads - 1).tolist()),
            deprels=tuple(self._labels["deprel"][i] for i in relations.tolist()),
            upos=tuple(tags["upos"]),
            xpos=tuple(tags["xpos"]),
            lemmas=tuple(
                _lemma(word, self._labels["lemma"][i])
                for word, i in zip(words, out["lemma"].argmax(-1).tolist(), strict=True)
            ),
            mentions=tuple(tags["mention"]),
        )

    def _code(self, words: Sequence[str]) -> list[Coded]:
        """What each word is coded as, the same in whatever sentence it stands; the new ones in one call."""
        if len(self._coded) > _WORDS_KEPT:
            self._coded = {}
        known = self._coded
        new = list(dict.fromkeys(word for word in words if word not in known))
        if new:
            pieces: list[list[int]] = [[] for _ in new]
            coded = self.pieces.encode(new, is_pretokenized=True, add_special_tokens=False)
            for piece, number in zip(coded.ids, coded.word_ids, strict=True):
                pieces[number].append(piece)
            known.update(
                (word, (tuple(own), self._shapes[shape(word)])) for word, own in zip(new, pieces, strict=True)
            )
        return [known[word] for word in words]

    def _run(self, coded: Sequence[Coded]) -> dict[str, Floats]:
        pieces, firsts = [self._opening], []
        for own, _ in coded:
            firsts.append(len(pieces) if own else 0)  # a word of which nothing is left borrows the opening
            pieces += own
        pieces.append(self._closing)
        feed = {
            "pieces": np.array(pieces, dtype=np.int64),
            "firsts": np.array(firsts, dtype=np.int64),
            "shapes": np.array([number for _, number in coded], dtype=np.int64),
        }
        return dict(zip(self._names, self._session.run(None, feed), strict=True))

    def _relations(self, out: dict[str, Floats], heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """int64[word]: the best relation of each word to its head."""
        logits = np.matmul(out["rel_scores"], out["rel_head"][heads][:, :, None])[:, :, 0]
        logits[:, self._root] = -np.inf
        best: NDArray[np.int64] = logits.argmax(-1)
        best[heads == 0] = self._root
        return best


@lru_cache(maxsize=20_000)
def shape(word: str) -> str:
    """The letter case that the uncased encoder does not see; the classes of the training recipe."""
    if any(c.isdigit() for c in word) and all(c.isdigit() or c in ".,:/-" for c in word):
        return "number"
    if not any(c.isalnum() for c in word):
        return "punct"
    if word.islower():
        return "lower"
    if word.isupper() and len(word) > 1:
        return "upper"
    return "title" if word[0].isupper() and word[1:].lower() == word[1:] else "mixed"


@lru_cache(maxsize=20_000)
def _lemma(word: str, rule: str) -> str:
    cut, _, added = rule.partition("|")
    word = word.lower()
    keep = len(word) - int(cut)
    return word[:keep] + added if keep >= 0 else word


def _joined(first: Tree, second: Tree) -> Tree:
    """Two halves of an overlong sentence as one tree: the second hangs on the first as parataxis."""
    shift, root = len(first.words), first.heads.index(-1)
    heads = tuple(root if h == -1 else h + shift for h in second.heads)
    deprels = tuple("parataxis" if h == -1 else d for h, d in zip(second.heads, second.deprels, strict=True))
    return Tree(
        first.words + second.words,
        first.heads + heads,
        first.deprels + deprels,
        first.upos + second.upos,
        first.xpos + second.xpos,
        first.lemmas + second.lemmas,
        first.mentions + second.mentions,
    )
