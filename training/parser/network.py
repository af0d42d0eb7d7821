"""The multitask parser: a fine-tuned MiniLM encoder, biaffine tree, and word labels.

Takes word pieces of one or more sentences; gives, per word, projections for the two biaffine scorers
(Dozat and Manning 2017) and logits for UPOS, XPOS, lemma rule and mention type.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

ARC, REL, SHAPE = 256, 128, 32
TAGS = ("upos", "xpos", "lemma", "mention")


def _mlp(size_in: int, size_out: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(size_in, size_out), nn.GELU(), nn.Dropout(dropout))


class Parser(nn.Module):
    """Words are represented by their first piece plus an embedding of their letter case.

    Args:
        encoder: the BERT-shaped encoder that is fine-tuned.
        sizes: number of labels of deprel and of each of `TAGS`.
        shapes: number of letter-case classes.
    """

    def __init__(self, encoder: BertModel, sizes: dict[str, int], shapes: int, dropout: float = 0.3) -> None:
        super().__init__()
        self.encoder = encoder
        hidden = encoder.config.hidden_size
        layers = encoder.config.num_hidden_layers + 1
        self.mix = nn.Parameter(torch.zeros(layers))
        self.shape = nn.Embedding(shapes, SHAPE)
        self.dropout = nn.Dropout(dropout)
        width = hidden + SHAPE
        self.arc_dep, self.arc_head = _mlp(width, ARC, dropout), _mlp(width, ARC, dropout)
        self.rel_dep, self.rel_head = _mlp(width, REL, dropout), _mlp(width, REL, dropout)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.arc_weight = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel_weight = nn.Parameter(torch.zeros(sizes["deprel"], REL + 1, REL + 1))
        self.tags = nn.ModuleDict({name: nn.Linear(width, sizes[name]) for name in TAGS})

    def forward(self, pieces: Tensor, mask: Tensor, firsts: Tensor, shapes: Tensor) -> dict[str, Tensor]:
        """Word projections and logits.

        Args:
            pieces: int64[sentence, piece], word-piece ids with [CLS] and [SEP].
            mask: int64[sentence, piece], 1 for real pieces.
            firsts: int64[sentence, word], index of each word's first piece.
            shapes: int64[sentence, word], letter-case class.

        Returns:
            arc_dep, rel_dep: float[sentence, word, …]; arc_head, rel_head: float[sentence, 1 + word, …],
            the root first; each of `TAGS`: float[sentence, word, label].
        """
        out = self.encoder(input_ids=pieces, attention_mask=mask, output_hidden_states=True)
        weights = torch.softmax(self.mix, dim=0)
        mixed = sum(w * h for w, h in zip(weights, out.hidden_states, strict=True))
        words = torch.gather(mixed, 1, firsts.unsqueeze(-1).expand(-1, -1, mixed.shape[-1]))
        words = self.dropout(torch.cat([words, self.shape(shapes)], dim=-1))
        with_root = torch.cat([self.root.expand(words.shape[0], 1, -1), words], dim=1)
        result = {
            "arc_dep": self.arc_dep(words),
            "arc_head": self.arc_head(with_root),
            "rel_dep": self.rel_dep(words),
            "rel_head": self.rel_head(with_root),
        }
        result.update({name: layer(words) for name, layer in self.tags.items()})
        return result

    def arcs(self, out: dict[str, Tensor]) -> Tensor:
        """float[sentence, word, 1 + word]: how well each head fits each word."""
        dep = torch.cat([out["arc_dep"], torch.ones_like(out["arc_dep"][..., :1])], dim=-1)
        return torch.einsum("bdx,xy,bhy->bdh", dep, self.arc_weight, out["arc_head"])

    def relations(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """float[sentence, word, label] for the arcs to the given heads, int64[sentence, word]."""
        one = torch.ones_like(out["rel_dep"][..., :1])
        dep = torch.cat([out["rel_dep"], one], dim=-1)
        head = torch.gather(out["rel_head"], 1, heads.unsqueeze(-1).expand(-1, -1, out["rel_head"].shape[-1]))
        head = torch.cat([head, one], dim=-1)
        return torch.einsum("bwx,lxy,bwy->bwl", dep, self.rel_weight, head)
