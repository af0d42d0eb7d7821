"""Turns `parser.pt` into what ships: one ONNX graph, labels and tokenizer.

    python training/parser/export.py --trained out/parser --encoder FOLDER --to src/panj/language/weights

The encoder's matrix products and embeddings are quantised to int8 (dynamic, per channel), its attention is
one node a layer; the biaffine scorers stay fp32, since they are small and decide the tree. One sentence is
run per call, so that a sentence's result cannot depend on its batch mates. Relations are scored outside the
graph, once the tree is known: `rel_scores` holds each word's half of the biaffine product.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from network import TAGS, Parser
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertModel

sys.path.append(str(Path(__file__).resolve().parents[1]))
from attention import fuse

OUTPUTS = ("arcs", "rel_scores", "rel_head", *TAGS)


class OneSentence(nn.Module):
    """The network for one unpadded sentence: int64[piece], int64[word], int64[word] → float[word, …]."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.parser = parser
        weight = parser.rel_weight.detach()  # label, word side, head side
        self.labels, self.size = weight.shape[0], weight.shape[1]
        self.arc_weight = nn.Parameter(parser.arc_weight.detach().clone())
        self.rel_weight = nn.Parameter(weight.permute(1, 0, 2).reshape(self.size, -1).clone())

    def forward(self, pieces: Tensor, firsts: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        """arcs: float[word, 1 + word]; rel_scores: float[word, label, R]; rel_head: float[1 + word, R]; …"""
        mask = torch.ones_like(pieces)
        out = self.parser(pieces[None], mask[None], firsts[None], shapes[None])
        out = {name: value[0] for name, value in out.items()}
        arcs = _with_one(out["arc_dep"]) @ self.arc_weight @ out["arc_head"].T
        rel_scores = (_with_one(out["rel_dep"]) @ self.rel_weight).reshape(-1, self.labels, self.size)
        found = {"arcs": arcs, "rel_scores": rel_scores, "rel_head": _with_one(out["rel_head"])}
        return tuple((out | found)[name] for name in OUTPUTS)

    def scorer_shapes(self) -> set[tuple[int, ...]]:
        """The shapes of the two weights that stay fp32."""
        return {tuple(self.arc_weight.shape), tuple(self.rel_weight.shape)}


def _with_one(rows: Tensor) -> Tensor:
    return torch.cat([rows, torch.ones_like(rows[:, :1])], dim=1)


def load(trained: Path, encoder: Path) -> tuple[Parser, dict[str, list[str]]]:
    """The trained network in evaluation mode, and its label tables."""
    values = json.loads((trained / "labels.json").read_text())
    bert = BertModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager")
    model = Parser(bert, {k: len(v) for k, v in values.items()}, len(values["shape"]))
    model.load_state_dict(torch.load(trained / "parser.pt", weights_only=True))
    return model.eval(), values


def write_graph(model: Parser, target: Path) -> None:
    """The network as ONNX, int8 but for its scorers."""
    example = (torch.tensor([101, 2023, 2003, 102]), torch.tensor([1, 2]), torch.tensor([0, 1]))
    axes = {"pieces": {0: "piece"}, "firsts": {0: "word"}, "shapes": {0: "word"}}
    axes |= {name: {0: "word"} for name in OUTPUTS}
    axes |= {"arcs": {0: "word", 1: "head"}, "rel_head": {0: "head"}}
    network = OneSentence(model)
    with tempfile.TemporaryDirectory() as folder:
        plain = str(Path(folder) / "plain.onnx")
        torch.onnx.export(
            network, example, plain, input_names=["pieces", "firsts", "shapes"],
            output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        graph = onnx.load(plain).graph
        scorers = {i.name for i in graph.initializer if tuple(i.dims) in network.scorer_shapes()}
        kept = [n.name for n in graph.node if n.op_type == "MatMul" and scorers.intersection(n.input)]
        if len(kept) != 2:
            raise SystemExit(f"expected two scorers in the graph, found {len(kept)}")
        quantize_dynamic(
            plain, str(target), per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=kept,
        )  # fmt: skip
    fuse(target, model.encoder.config.num_attention_heads)


def main() -> None:
    """Reads the command line, exports, prints sizes and digests."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--trained", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True)
    a = ap.parse_args()
    a.to.mkdir(parents=True, exist_ok=True)
    model, values = load(a.trained, a.encoder)
    write_graph(model, a.to / "parser.onnx")
    (a.to / "labels.json").write_text(json.dumps(values, ensure_ascii=False) + "\n", encoding="utf-8")
    words = json.loads((a.encoder / "tokenizer.json").read_text(encoding="utf-8"))
    words["truncation"] = words["padding"] = None
    (a.to / "tokenizer.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    for path in sorted(a.to.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{path.name}\t{path.stat().st_size:,} bytes\t{digest}")


if __name__ == "__main__":
    main()
