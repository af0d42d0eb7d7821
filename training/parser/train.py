"""Trains the parser on the CPU with a fixed seed and schedule; one thread gives identical weights.

    python training/parser/train.py --ud ../shared/data/ud --encoder MODEL_FOLDER --out out/parser

Writes `parser.pt`, `labels.json` and, after every epoch, a line of `log.tsv`.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from data import UNKNOWN, Sentence, lemma_rule, read, shape, tables
from network import TAGS, Parser
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy
from torch.optim.lr_scheduler import LambdaLR
from transformers import BertModel

SEED = 20210705
EPOCHS = 20
PIECES_A_BATCH = 1800
LR_ENCODER, LR_HEADS = 1.5e-4, 1.5e-3
WARMUP = 0.06
TAG_WEIGHTS = {"upos": 0.3, "xpos": 0.3, "lemma": 0.2, "mention": 0.3}
LONGEST = 320  # pieces; longer sentences are cut out of training, never out of a test


class Encoded:
    """One sentence as tensors."""

    def __init__(self, s: Sentence, tokenizer: Tokenizer, labels: dict[str, dict[str, int]]) -> None:
        coded = tokenizer.encode(s.words, is_pretokenized=True)
        firsts: dict[int, int] = {}
        for place, word in enumerate(coded.word_ids):
            if word is not None:
                firsts.setdefault(word, place)
        self.pieces = coded.ids
        self.firsts = [firsts.get(i, 0) for i in range(len(s.words))]
        self.shapes = [labels["shape"][shape(w)] for w in s.words]
        self.heads = s.heads
        self.deprel = [labels["deprel"][r] for r in s.deprels]
        self.scored = [u != "PUNCT" for u in s.upos]
        rules = [lemma_rule(w, v) for w, v in zip(s.words, s.lemmas, strict=True)]
        self.tags = {
            "upos": [labels["upos"].get(t, UNKNOWN) for t in s.upos],
            "xpos": [labels["xpos"].get(t, UNKNOWN) for t in s.xpos],
            "lemma": [labels["lemma"].get(r, UNKNOWN) for r in rules],
            "mention": [labels["mention"].get(m, UNKNOWN) for m in s.mentions or ["?"] * len(s.words)],
        }


def padded(rows: list[list[int]], fill: int) -> torch.Tensor:
    """int64[row, longest]."""
    width = max(len(r) for r in rows)
    return torch.tensor([r + [fill] * (width - len(r)) for r in rows])


def batches(items: list[Encoded], rng: random.Random | None) -> list[list[Encoded]]:
    """Sentences of like length together, at most `PIECES_A_BATCH` pieces each, in random order."""
    jitter = {id(e): len(e.pieces) + (rng.random() * 4 if rng else 0) for e in items}
    ordered = sorted(items, key=lambda e: jitter[id(e)])
    out: list[list[Encoded]] = [[]]
    for e in ordered:
        if out[-1] and len(e.pieces) * (len(out[-1]) + 1) > PIECES_A_BATCH:
            out.append([])
        out[-1].append(e)
    if rng:
        rng.shuffle(out)
    return out


def forward(model: Parser, batch: list[Encoded]) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """The network's output for a batch, and the arc scores with padding masked."""
    pieces = padded([e.pieces for e in batch], 0)
    mask = padded([[1] * len(e.pieces) for e in batch], 0)
    firsts = padded([e.firsts for e in batch], 0)
    shapes = padded([e.shapes for e in batch], 0)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = model(pieces, mask, firsts, shapes)
    out = {k: v.float() for k, v in out.items()}
    arcs = model.arcs(out)
    real = padded([[1] * (len(e.heads) + 1) for e in batch], 0).bool()
    return out, arcs.masked_fill(~real[:, None, :], -1e9)


def loss_of(model: Parser, batch: list[Encoded]) -> torch.Tensor:
    """Weighted sum of the losses of tree, relations and word labels."""
    out, arcs = forward(model, batch)
    heads = padded([e.heads for e in batch], UNKNOWN)
    deprel = padded([e.deprel for e in batch], UNKNOWN)
    total = cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=UNKNOWN)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        relations = model.relations(out, heads.clamp(min=0)).float()
    total = total + cross_entropy(relations.flatten(0, 1), deprel.flatten(), ignore_index=UNKNOWN)
    for name in TAGS:
        gold = padded([e.tags[name] for e in batch], UNKNOWN).flatten()
        if (gold != UNKNOWN).any():
            logits = out[name].flatten(0, 1)
            total = total + TAG_WEIGHTS[name] * cross_entropy(logits, gold, ignore_index=UNKNOWN)
    return total


@torch.no_grad()
def scores(model: Parser, items: list[Encoded], deprels: list[str]) -> dict[str, float]:
    """UAS and LAS in percent (subtypes ignored, no punctuation, greedy heads), and tag accuracy."""
    model.eval()
    plain = torch.tensor([sorted({d.split(":")[0] for d in deprels}).index(d.split(":")[0]) for d in deprels])
    words = uas = las = 0
    right, seen = dict.fromkeys(TAGS, 0), dict.fromkeys(TAGS, 0)
    for batch in batches(items, None):
        out, arcs = forward(model, batch)
        heads = arcs.argmax(-1)
        rels = plain[model.relations(out, heads).argmax(-1)]
        for b, e in enumerate(batch):
            n = len(e.heads)
            scored = torch.tensor(e.scored)
            head_ok = heads[b, :n] == torch.tensor(e.heads)
            both_ok = head_ok & (rels[b, :n] == plain[torch.tensor(e.deprel)])
            words, uas, las = (
                words + int(scored.sum()),
                uas + int(head_ok[scored].sum()),
                las + int(both_ok[scored].sum()),
            )
            for name in TAGS:
                gold = torch.tensor(e.tags[name])
                known = gold != UNKNOWN
                right[name] += int((out[name][b, :n].argmax(-1) == gold)[known].sum())
                seen[name] += int(known.sum())
    tags = {name: 100 * right[name] / max(1, seen[name]) for name in TAGS}
    return {"uas": 100 * uas / words, "las": 100 * las / words, **tags}


def main() -> None:
    """Reads the command line, trains, writes."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--ud", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=EPOCHS)
    ap.add_argument("--sentences", type=int, default=0, help="only so many, to try the recipe")
    a = ap.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    rng = random.Random(SEED)
    values, encoded, held_out = material(a.ud, a.encoder, a.sentences)
    bert = BertModel.from_pretrained(a.encoder, add_pooling_layer=False, attn_implementation="eager")
    model = Parser(bert, {k: len(v) for k, v in values.items()}, len(values["shape"]))
    a.out.mkdir(parents=True, exist_ok=True)
    (a.out / "labels.json").write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n")
    optimizer, schedule = optimisation(model, a.epochs * len(batches(encoded, rng)))
    with (a.out / "log.tsv").open("w") as log:
        for epoch in range(1, a.epochs + 1):
            started = time.process_time()
            loss = one_epoch(model, encoded, rng, optimizer, schedule)
            line = f"{epoch}\t{time.process_time() - started:.0f} cpu s\tloss {loss:.3f}"
            for name in ("ewt-dev", "gum-dev") if epoch < a.epochs else held_out:
                got = scores(model, held_out[name], values["deprel"])
                line += f"\t{name} " + " ".join(f"{k} {v:.2f}" for k, v in got.items())
            print(line, flush=True)
            log.write(line + "\n")
            log.flush()
            torch.save(model.state_dict(), a.out / "parser.pt")


def material(
    ud: Path, encoder: Path, at_most: int
) -> tuple[dict[str, list[str]], list[Encoded], dict[str, list[Encoded]]]:
    """Label tables, training sentences and held-out sentences by treebank."""
    train = read(ud / "ewt-train.conllu") + read(ud / "gum-train.conllu")
    values = tables(train)
    labels = {name: {v: i for i, v in enumerate(vs)} for name, vs in values.items()}
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    encoded = [Encoded(s, tokenizer, labels) for s in (train[:at_most] if at_most else train)]
    held_out = {
        name: [Encoded(s, tokenizer, labels) for s in _known(read(ud / f"{name}.conllu"), labels["deprel"])]
        for name in ("ewt-dev", "gum-dev", "ewt-test", "gum-test")
    }
    return values, [e for e in encoded if len(e.pieces) <= LONGEST], held_out


def optimisation(model: Parser, steps: int) -> tuple[torch.optim.Optimizer, LambdaLR]:
    """AdamW, slower for the encoder than for the fresh layers, warmed up and then falling to nothing."""
    inside = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": inside, "lr": LR_ENCODER}, {"params": heads, "lr": LR_HEADS}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)

    def rate(step: int) -> float:
        return min(1.0, step / (WARMUP * steps)) * max(0.0, (steps - step) / steps)

    return optimizer, LambdaLR(optimizer, rate)


def one_epoch(
    model: Parser,
    encoded: list[Encoded],
    rng: random.Random,
    optimizer: torch.optim.Optimizer,
    schedule: LambdaLR,
) -> float:
    """Runs once over the training sentences; the mean loss of a batch."""
    model.train()
    total, todo = 0.0, batches(encoded, rng)
    for batch in todo:
        loss = loss_of(model, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
    return total / len(todo)


def _known(sentences: list[Sentence], deprels: dict[str, int]) -> list[Sentence]:
    """Held-out sentences with relations unknown in training cut to their plain form."""
    for s in sentences:
        s.deprels = [d if d in deprels else d.split(":")[0] for d in s.deprels]
        s.deprels = [d if d in deprels else "dep" for d in s.deprels]
    return sentences


if __name__ == "__main__":
    main()
