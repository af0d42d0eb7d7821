"""The figure reader that ships → `reader.pt` and `labels.json`, so that its training can go on.

    python training/figures/restore.py --shipped src/panj/claims/learned/weights \
        --encoder FOLDER --out out/shipped

What shipped as int8 comes back as the nearest numbers of its scale; embeddings, which no training changes,
come from the encoder's package. Prints how far the answers of both are from one another.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from export import untrained
from network import Reader
from onnx import numpy_helper
from torch import Tensor

PATHS = (
    (r"/(\w+)/\1\.", r"/\1."),  # a layer of a sequence: its name, then its name and number
    (r"^/encoder/encoder/", "encoder.encoder."),
    (r"^/(kind|standing)\.", r"tellings.\1."),
    (r"^/(origin|destination|place|date)/", r"slots.\1."),
)


def matrices(graph: onnx.GraphProto) -> dict[str, Tensor]:
    """The weights that a graph's products multiply by, under the names that the network has for them."""
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {}
    for node in graph.node:
        if node.op_type not in {"MatMul", "MatMulInteger"} or node.input[1] not in stored:
            continue
        weights = stored[node.input[1]]
        if node.op_type == "MatMulInteger":
            base = node.input[1].removesuffix("_quantized")
            zero = stored[base + "_zero_point"].astype(np.float32)
            weights = (weights.astype(np.float32) - zero) * stored[base + "_scale"]
        name = re.sub(r"/(Gemm_)?MatMul(_quant)?$", ".weight", node.name)
        for pattern, network in PATHS:
            name = re.sub(pattern, network, name)
        found[name.replace("/", ".")] = torch.tensor(weights.T)
    return found


def named(graph: onnx.GraphProto) -> dict[str, Tensor]:
    """What a graph holds under the network's own names: biases, norms, the layers that ask."""
    own = (i for i in graph.initializer if i.name.startswith("reader."))
    told = (i for i in own if i.data_type == onnx.TensorProto.FLOAT)
    return {i.name.removeprefix("reader."): torch.tensor(numpy_helper.to_array(i)) for i in told}


def restore(shipped: Path, encoder: Path) -> tuple[Reader, dict[str, dict[str, list[str]]]]:
    """The network and its labels; a weight that is nowhere in what shipped is an error."""
    labels = json.loads((shipped / "labels.json").read_text(encoding="utf-8"))
    model = untrained(encoder, labels)
    wanted = model.state_dict()
    found: dict[str, Tensor] = {}
    for name in ("encoder.onnx", "questions.onnx"):
        graph = onnx.load(str(shipped / name)).graph
        found |= matrices(graph) | named(graph)
    state = {k: v if k.startswith("encoder.embeddings.") else found[k] for k, v in wanted.items()}
    model.load_state_dict(state)
    return model.eval(), labels


def difference(model: Reader, shipped: Path) -> float:
    """How far the words' numbers of both are apart, against their size."""
    pieces, own = torch.arange(2000, 2060), torch.ones(60, dtype=torch.int64)
    session = onnxruntime.InferenceSession(str(shipped / "encoder.onnx"))
    theirs = session.run(["words"], {"pieces": pieces.numpy(), "own": own.numpy()})[0]
    with torch.no_grad():
        ours = model.encode(pieces[None], own[None], torch.ones_like(pieces)[None])[0].numpy()
    return float(np.linalg.norm(ours - theirs) / np.linalg.norm(theirs))


def main() -> None:
    """Reads the command line and writes the folder that `train.py --from` takes."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shipped", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    model, labels = restore(a.shipped, a.encoder)
    a.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), a.out / "reader.pt")
    (a.out / "labels.json").write_text(json.dumps(labels) + "\n", encoding="utf-8")
    apart = difference(model, a.shipped)
    print(f"{len(model.state_dict())} tensors; answers differ by {apart:.3f} of their size")


if __name__ == "__main__":
    main()
