"""Trains the figure reader on the CPU with a fixed seed and schedule.

    python training/figures/train.py --data out/figures --encoder FOLDER --out out/reader [--hold-out 10]

Trains on the marked reports and sentences, the cases and `tests/gold`, all of which lie in this
repository. With `--hold-out N` every Nth marked report is kept from training, for `vote.py`. After every
epoch follow the shares of right answers on those and on the sets that are only measured by.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from network import SLOTS, Reader
from torch import Tensor
from torch.nn.functional import log_softmax
from torch.optim.lr_scheduler import LambdaLR
from transformers import BertModel

SEED = 20210705
PIECES_A_BATCH = 1000
LR_ENCODER, LR_HEADS = 1e-4, 1e-3
WARMUP = 0.06
WEIGHTS = {"claim": 1.0, "measure": 1.0, "unit": 0.3, "group": 0.4, "status": 0.7, "period": 0.7}
WEIGHTS |= {"origin": 0.6, "destination": 0.6, "place": 0.6, "date": 0.5}
LABELS = ("measure", "unit", "group", "status", "period")
TELLINGS = {"kind": 0.15, "standing": 0.3}  # asked of each piece: which kind of development, how it stands
MEASURED = ("kept", "third", "dev", "seeds")  # never trained on
NONE = "-"


def load(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Set → views."""
    return {
        p.stem: [json.loads(line) for line in p.read_text().splitlines() if line]
        for p in sorted(folder.glob("*.jsonl"))
    }


def tables(views: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """The labels of each question, in order of name."""
    found = {name: set() for name in LABELS}
    for v in views:
        for f in v["figures"]:
            for name in LABELS:
                if f["gold"]:
                    found[name].update(x or NONE for x in f["gold"][name])
    return {"claim": ["no", "yes"]} | {name: sorted(values) for name, values in found.items()}


def telling_tables(views: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """The labels of each question asked of pieces; of kinds the first is that it tells nothing."""
    told = [t for v in views for t in v["tellings"]]
    kinds, standings = ({x for t in told for x in t[key]} for key in ("kind", "status"))
    return {"kind": [NONE, *sorted(kinds)], "standing": sorted(standings)}


class Example:
    """One view as tensors, with what is right."""

    def __init__(
        self, v: dict[str, Any], labels: dict[str, list[str]], tellings: dict[str, list[str]], name: str
    ) -> None:
        self.name, self.view = name, v
        self.pieces, self.own = v["pieces"], v["own"]
        self.sentences = torch.tensor(v["sentences"])
        self.figures = torch.tensor([f["at"] for f in v["figures"]], dtype=torch.long).reshape(-1, 2)
        self.places = torch.tensor([p[:2] for p in v["places"]], dtype=torch.long).reshape(-1, 2)
        self.roles = torch.tensor([p[2] for p in v["places"]], dtype=torch.long)
        self.dates = torch.tensor([p[:2] for p in v["dates"]], dtype=torch.long).reshape(-1, 2)
        self.kinds = torch.tensor([p[2] for p in v["dates"]], dtype=torch.long)
        self.right = {k: self._accepted(k, values) for k, values in labels.items()}
        self.right |= {slot: self._slot(slot) for slot in SLOTS}
        self.told = self._told(tellings)

    def _told(self, tellings: dict[str, list[str]]) -> dict[str, Tensor]:
        """bool[piece, label]: what is accepted; a row without any asks nothing."""
        out = {name: torch.zeros(len(self.pieces), len(v), dtype=torch.bool) for name, v in tellings.items()}
        for first, last in self.view["asked"]:
            out["kind"][first : last + 1, 0] = True
        for t in self.view["tellings"]:
            at = slice(t["at"][0], t["at"][1] + 1)
            out["kind"][at, 0] = False
            for name, key in (("kind", "kind"), ("standing", "status")):
                for value in t[key]:
                    out[name][at, tellings[name].index(value)] = True
        return out

    def _accepted(self, name: str, values: list[str]) -> Tensor:
        """bool[figure, label]: what is accepted; a row without any asks nothing."""
        out = torch.zeros(len(self.view["figures"]), len(values), dtype=torch.bool)
        for i, f in enumerate(self.view["figures"]):
            if name == "claim":
                optional = f["gold"] is not None and f["gold"]["optional"]
                out[i, int(f["gold"] is not None)] = not optional
            elif f["gold"] is not None:
                for value in f["gold"][name]:
                    out[i, values.index(value or NONE)] = True
        return out

    def _slot(self, slot: str) -> Tensor:
        """bool[figure, 1 + candidate]."""
        found = self.dates if slot == "date" else self.places
        out = torch.zeros(len(self.view["figures"]), 1 + len(found), dtype=torch.bool)
        for i, f in enumerate(self.view["figures"]):
            want = f["gold"] and f["gold"][slot]
            if want:
                out[i, 0] = want["open"]
                for n in want["right"]:
                    out[i, 1 + n] = True
        return out


def is_held_out(e: Example, every: int) -> bool:
    """Whether a view is of one of the marked reports that are kept from training, every so manyth."""
    number = e.view["report"].rpartition("-")[2]
    return bool(every) and e.name.startswith("reports") and int(number) % every == 0


def of_epoch(examples: Sequence[Example], epoch: int) -> list[Example]:
    """The views of one layout: reports laid out in one way only stand in both."""
    both = {e.view["report"] for e in examples if e.view["layout"]}
    return [e for e in examples if e.view["layout"] == epoch % 2 or e.view["report"] not in both]


def batches(examples: Sequence[Example], shuffled: random.Random | None) -> list[list[Example]]:
    """Views of like length together, at most `PIECES_A_BATCH` pieces with padding."""
    order = list(examples)
    if shuffled is not None:
        shuffled.shuffle(order)
        order.sort(key=lambda e: len(e.pieces) // 24)
    else:
        order.sort(key=lambda e: len(e.pieces))
    found: list[list[Example]] = [[]]
    longest = 0
    for e in order:
        longest = max(longest, len(e.pieces))
        if found[-1] and longest * (len(found[-1]) + 1) > PIECES_A_BATCH:
            found.append([])
            longest = len(e.pieces)
        found[-1].append(e)
    if shuffled is not None:
        shuffled.shuffle(found)
    return found


def answers(model: Reader, batch: Sequence[Example]) -> list[dict[str, Tensor]]:
    """The model's logits for each view of a batch."""
    width = max(len(e.pieces) for e in batch)
    pieces = torch.tensor([[*e.pieces, *[0] * (width - len(e.pieces))] for e in batch])
    own = torch.tensor([[*e.own, *[0] * (width - len(e.own))] for e in batch])
    mask = torch.tensor([[1] * len(e.pieces) + [0] * (width - len(e.pieces)) for e in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model.encode(pieces, own, mask)
    hidden = hidden.float()
    told = model.tell(hidden)
    return [
        model.read(hidden[i], e.sentences, e.figures, e.places, e.roles, e.dates, e.kinds)
        | {name: rows[i, : len(e.pieces)] for name, rows in told.items()}
        for i, e in enumerate(batch)
    ]


def loss_of(out: dict[str, Tensor], e: Example) -> Tensor:
    """The sum over all questions of how unlikely the accepted answers are."""
    total = torch.zeros(())
    for name, weight in (WEIGHTS | TELLINGS).items():
        right = e.right[name] if name in WEIGHTS else e.told[name]
        asked = right.any(1)
        if asked.any():
            p = log_softmax(out[name][asked], 1).masked_fill(~right[asked], -1e9)
            total = total - weight * torch.logsumexp(p, 1).sum()
    return total


def scores(model: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """Share of right answers to each question, over figures that are not optional."""
    model.eval()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with torch.no_grad():
        for batch in batches(examples, None):
            for e, out in zip(batch, answers(model, batch), strict=True):
                for i, f in enumerate(e.view["figures"]):
                    if f["gold"] is not None and f["gold"]["optional"]:
                        continue
                    for name in WEIGHTS:
                        if e.right[name][i].any():
                            asked[name] += 1
                            right[name] += bool(e.right[name][i][out[name][i].argmax()])
                for name, count in _tellings_found(e, out).items():
                    right[name] += count[0]
                    asked[name] += count[1]
    return {name: right[name] / asked[name] for name in asked if asked[name]}


def _tellings_found(e: Example, out: dict[str, Tensor]) -> dict[str, tuple[int, int]]:
    """Right and asked: of words that tell a development ("recall", "kind"), of pieces said to."""
    likeliest = out["kind"].argmax(1)
    said = (likeliest > 0) & e.told["kind"].any(1)
    found = [slice(t["at"][0], t["at"][1] + 1) for t in e.view["tellings"]]
    hit = [at for at in found if said[at].any()]
    kinds = sum(bool(e.told["kind"][at][said[at], likeliest[at][said[at]]].any()) for at in hit)
    right = int((said & ~e.told["kind"][:, 0]).sum())
    return {
        "recall": (len(hit), len(found)),
        "precision": (right, int(said.sum())),
        "kind": (kinds, len(hit)),
    }


def main() -> None:
    """Reads the command line, trains, writes `reader.pt`, `labels.json` and a log."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--rate", type=float, default=1.0, help="of the steps, against the usual")
    ap.add_argument("--hold-out", type=int, default=0)
    ap.add_argument("--from", dest="begin", type=Path, help="a folder that this wrote: go on from there")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--keep", type=float, default=0.0, help="of the weights gone on from, in the end")
    a = ap.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(a.threads)
    loaded = load(a.data)
    views = [v for vs in loaded.values() for v in vs]
    labels, tellings = tables(views), telling_tables(views)
    every = {name: [Example(v, labels, tellings, name) for v in vs] for name, vs in loaded.items()}
    open_ = [e for name, examples in every.items() if name not in MEASURED for e in examples]
    held = [e for e in open_ if is_held_out(e, a.hold_out) and e.view["layout"] == 0]
    train = [e for e in open_ if not is_held_out(e, a.hold_out)]
    measured = {"held": held} | {
        n: [e for e in every[n] if not e.view["layout"]] for n in MEASURED if n in every
    }
    sizes, asked = ({name: len(values) for name, values in table.items()} for table in (labels, tellings))
    bert = BertModel.from_pretrained(
        a.encoder,
        add_pooling_layer=False,
        attn_implementation="eager",
        attention_probs_dropout_prob=0.0,  # drawing them costs more than the products
    )
    bert.embeddings.requires_grad_(False)  # words that no training report has keep their meaning
    model = Reader(bert, sizes, asked)
    if a.begin:
        model.load_state_dict(torch.load(a.begin / "reader.pt", weights_only=True))
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": LR_ENCODER * a.rate}, {"params": heads, "lr": LR_HEADS * a.rate}],
        weight_decay=0.01,
        fused=True,
    )
    shuffled = random.Random(SEED)
    laid_out = [of_epoch(train, epoch) for epoch in range(2)]
    steps = sum(len(batches(laid_out[epoch % 2], shuffled)) for epoch in range(a.epochs))
    schedule = LambdaLR(optimiser, lambda i: min(1.0, (i + 1) / (WARMUP * steps)) * max(0.0, 1 - i / steps))
    a.out.mkdir(parents=True, exist_ok=True)
    (a.out / "labels.json").write_text(json.dumps({"figures": labels, "developments": tellings}) + "\n")
    numbers = sum(len(e.figures) for e in laid_out[0])
    print(f"{len(laid_out[0])} views, {numbers} numbers to train on, {len(held)} views held out")
    started = time.time()
    for epoch in range(a.epochs):
        model.train()
        total = 0.0
        for batch in batches(laid_out[epoch % 2], shuffled):
            loss = sum(loss_of(out, e) for out, e in zip(answers(model, batch), batch, strict=True))
            loss = loss / max(1, sum(len(e.figures) for e in batch))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1} loss {total / (steps / a.epochs):.3f} after {time.time() - started:.0f} s",
            flush=True,
        )
        for name, examples in measured.items():
            told = " ".join(f"{k} {v:.3f}" for k, v in scores(model, examples).items())
            print("  ", name, told, flush=True)
        torch.save(model.state_dict(), a.out / "reader.pt")
    if a.keep:
        begun = torch.load(a.begin / "reader.pt", weights_only=True)
        mixed = {
            k: torch.lerp(v.float(), begun[k].float(), a.keep).to(v) for k, v in model.state_dict().items()
        }
        torch.save(mixed, a.out / "reader.pt")


if __name__ == "__main__":
    main()
