"""Turns `reader.pt` into what ships: one ONNX graph and its labels.

    python training/figures/export.py --trained out/reader --encoder FOLDER \
        --to src/panj/claims/learned/weights

The encoder's matrix products and embeddings are quantised to int8 (dynamic, per channel), what asks the
questions stays fp32. One view is run per call, so that an answer cannot depend on what is read beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from network import SLOTS, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertModel

INPUTS = ("pieces", "own", "figures", "places", "roles", "dates", "kinds")


class OneView(nn.Module):
    """The network for one unpadded view."""

    def __init__(self, reader: Reader, labels: list[str]) -> None:
        super().__init__()
        self.reader, self.names = reader, (*labels, *SLOTS)

    def forward(
        self,
        pieces: Tensor,
        own: Tensor,
        figures: Tensor,
        places: Tensor,
        roles: Tensor,
        dates: Tensor,
        kinds: Tensor,
    ) -> tuple[Tensor, ...]:
        """One row a figure: each label's logits, then each slot's, "none" first."""
        hidden = self.reader.encode(pieces[None], own[None], torch.ones_like(pieces)[None])[0]
        found = self.reader.read(hidden, own, figures, places, roles, dates, kinds)
        return tuple(found[name] for name in self.names)


def load(trained: Path, encoder: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The trained network in evaluation mode, and its labels."""
    labels = json.loads((trained / "labels.json").read_text())
    state = torch.load(trained / "reader.pt", weights_only=True)
    bert = BertModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager")
    sizes = {name: len(values) for name, values in labels.items()}
    model = Reader(bert, sizes, len(state["role.weight"]), len(state["kind.weight"]))
    model.load_state_dict(state)
    return model.eval(), labels


def write_graph(model: Reader, labels: dict[str, list[str]], target: Path) -> None:
    """The network as ONNX, its encoder int8."""
    pair = torch.tensor([[1, 1], [2, 3]])
    example = (torch.tensor([101, 2023, 2003, 2025, 102]), torch.tensor([0, 1, 1, 1, 0]), pair, pair,
               torch.tensor([1, 2]), pair, torch.tensor([1, 2]))  # fmt: skip
    axes: dict[str, dict[int, str]] = {"pieces": {0: "piece"}, "own": {0: "piece"}, "figures": {0: "figure"}}
    axes |= {"places": {0: "place"}, "roles": {0: "place"}, "dates": {0: "date"}, "kinds": {0: "date"}}
    names = (*labels, *SLOTS)
    axes |= {name: {0: "figure"} | ({1: f"{name} found"} if name in SLOTS else {}) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        plain = str(Path(folder) / "plain.onnx")
        torch.onnx.export(
            OneView(model, list(labels)), example, plain, input_names=list(INPUTS), output_names=list(names),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        graph = onnx.load(plain).graph
        kept = [n.name for n in graph.node if n.op_type in {"MatMul", "Gemm"} and "/encoder/" not in n.name]
        quantize_dynamic(
            plain, str(target), per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=kept,
        )  # fmt: skip


def main() -> None:
    """Reads the command line, exports, prints sizes and digests."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--trained", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True)
    a = ap.parse_args()
    a.to.mkdir(parents=True, exist_ok=True)
    model, labels = load(a.trained, a.encoder)
    write_graph(model, labels, a.to / "figures.onnx")
    (a.to / "labels.json").write_text(json.dumps(labels, ensure_ascii=False) + "\n", encoding="utf-8")
    for path in sorted(a.to.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{path.name}\t{path.stat().st_size:,} bytes\t{digest}")


if __name__ == "__main__":
    main()
