"""Turns `reader.pt` into what ships: two ONNX graphs and their labels.

    python training/figures/export.py --trained out/reader --encoder FOLDER \
        --to src/panj/claims/learned/weights

The encoder's matrix products and embeddings are quantised to int8 (dynamic, per channel), what asks the
questions stays fp32. One view is run per call, so that an answer cannot depend on what is read beside it.
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
from network import SLOTS, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertModel

sys.path.append(str(Path(__file__).resolve().parents[1]))
from attention import fuse

ASKED = ("words", "sentences", "figures", "places", "roles", "dates", "kinds")


class Encoder(nn.Module):
    """What is done once for a view: its words, and of each whether it tells a development."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, own: Tensor) -> tuple[Tensor, ...]:
        """float[piece, hidden], then float[piece, label] for each question asked of pieces."""
        words = self.reader.encode(pieces[None], own[None], torch.ones_like(pieces)[None])[0]
        return (words, *self.reader.tell(words).values())


class Questions(nn.Module):
    """What is asked of figures of a view that has been encoded."""

    def __init__(self, reader: Reader, labels: list[str]) -> None:
        super().__init__()
        self.reader, self.names = reader, (*labels, *SLOTS)

    def forward(
        self,
        words: Tensor,
        sentences: Tensor,
        figures: Tensor,
        places: Tensor,
        roles: Tensor,
        dates: Tensor,
        kinds: Tensor,
    ) -> tuple[Tensor, ...]:
        """One row a figure: each label's logits, then each slot's, "none" first."""
        found = self.reader.read(words, sentences, figures, places, roles, dates, kinds)
        return tuple(found[name] for name in self.names)


def untrained(encoder: Path, told: dict[str, dict[str, list[str]]]) -> Reader:
    """The network for the labels of figures and of developments, as its training begins."""
    bert = BertModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager")
    sizes = [{name: len(values) for name, values in told[k].items()} for k in ("figures", "developments")]
    return Reader(bert, *sizes)


def load(trained: Path, encoder: Path) -> tuple[Reader, dict[str, list[str]], dict[str, list[str]]]:
    """The trained network in evaluation mode, and the labels of figures and of developments."""
    told = json.loads((trained / "labels.json").read_text())
    model = untrained(encoder, told)
    model.load_state_dict(torch.load(trained / "reader.pt", weights_only=True))
    return model.eval(), told["figures"], told["developments"]


def write_encoder(model: Reader, target: Path) -> None:
    """The encoder as int8; what asks whether a word tells a development stays as it is."""
    names = ("words", *model.tellings)
    axes = {name: {0: "piece"} for name in ("pieces", "own", *names)}
    example = (torch.tensor([101, 2023, 2003, 2025, 102]), torch.tensor([0, 1, 1, 1, 0]))
    with tempfile.TemporaryDirectory() as folder:
        plain = str(Path(folder) / "plain.onnx")
        torch.onnx.export(
            Encoder(model), example, plain, input_names=["pieces", "own"], output_names=list(names),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        graph = onnx.load(plain).graph
        kept = [n.name for n in graph.node if n.op_type in {"MatMul", "Gemm"} and "/encoder/" not in n.name]
        quantize_dynamic(
            plain, str(target), per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=kept,
        )  # fmt: skip
    fuse(target, model.encoder.config.num_attention_heads)


def write_questions(model: Reader, labels: dict[str, list[str]], target: Path) -> None:
    """The questions, fp32."""
    pair, two = torch.tensor([[1, 1], [2, 3]]), torch.tensor([1, 2])
    example = (torch.randn(5, model.encoder.config.hidden_size), torch.tensor([0, 1, 1, 2, 0]),
               pair, pair, two, pair, two)  # fmt: skip
    axes: dict[str, dict[int, str]] = {name: {0: "piece"} for name in ("words", "sentences")}
    axes |= {"figures": {0: "figure"}, "places": {0: "place"}, "roles": {0: "place"}}
    axes |= {"dates": {0: "date"}, "kinds": {0: "date"}}
    names = (*labels, *SLOTS)
    axes |= {name: {0: "figure"} | ({1: f"{name} found"} if name in SLOTS else {}) for name in names}
    torch.onnx.export(
        Questions(model, list(labels)), example, str(target), input_names=list(ASKED),
        output_names=list(names), dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    """Reads the command line, exports, prints sizes and digests."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--trained", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True)
    a = ap.parse_args()
    a.to.mkdir(parents=True, exist_ok=True)
    model, labels, tellings = load(a.trained, a.encoder)
    write_encoder(model, a.to / "encoder.onnx")
    write_questions(model, labels, a.to / "questions.onnx")
    told = json.dumps({"figures": labels, "developments": tellings}, ensure_ascii=False)
    (a.to / "labels.json").write_text(told + "\n", encoding="utf-8")
    for path in sorted(a.to.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{path.name}\t{path.stat().st_size:,} bytes\t{digest}")


if __name__ == "__main__":
    main()
