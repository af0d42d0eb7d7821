"""The figure reader: a fine-tuned MiniLM encoder with questions asked of each figure.

What does it measure, of whom, did it happen, which places and dates are its own? One pass over a stretch of a
report serves all its figures; a figure, a place or a date is represented by its first and last word piece.
Candidates of a slot compete with each other and with "none of them". Of every piece it is asked besides
whether it tells a development, of which kind, and how that stands.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

WIDTH, FEATURE = 256, 16
ROLES = KINDS = 16  # of places and of dates: room for more than there are
SLOTS = ("origin", "destination", "place", "date")


class Slot(nn.Module):
    """How well each candidate fits each figure, and how well "none" does."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.product = nn.Parameter(torch.zeros(WIDTH, WIDTH))
        self.pair = nn.Sequential(
            nn.Linear(2 * WIDTH + features, WIDTH // 2), nn.GELU(), nn.Linear(WIDTH // 2, 1)
        )
        self.none = nn.Linear(WIDTH, 1)

    def forward(self, figures: Tensor, found: Tensor, features: Tensor) -> Tensor:
        """float[figure, 1 + candidate], "none" first.

        Args:
            figures: float[figure, WIDTH]; found: float[candidate, WIDTH].
            features: float[figure, candidate, feature].
        """
        f, c = figures.shape[0], found.shape[0]
        product = figures @ self.product @ found.T / WIDTH**0.5
        both = torch.cat([figures[:, None].expand(f, c, -1), found[None].expand(f, c, -1), features], dim=-1)
        return torch.cat([self.none(figures), product + self.pair(both)[..., 0]], dim=1)


class Reader(nn.Module):
    """Encodes views, then answers for their figures and pieces.

    Args:
        encoder: the BERT-shaped encoder that is fine-tuned.
        sizes: number of labels of each question asked of a figure.
        tellings: number of labels of each question asked of a piece.
    """

    def __init__(
        self,
        encoder: BertModel,
        sizes: dict[str, int],
        tellings: dict[str, int],
        dropout: float = 0.2,
    ) -> None:
        super().__init__()
        self.encoder = encoder
        hidden = encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)

        def project() -> nn.Module:
            return nn.Sequential(nn.Linear(2 * hidden, WIDTH), nn.GELU(), nn.Dropout(dropout))

        self.figure, self.linked, self.place, self.date = project(), project(), project(), project()
        self.labels = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in sizes.items()})
        self.role, self.kind = nn.Embedding(ROLES, FEATURE), nn.Embedding(KINDS, FEATURE)
        self.slots = nn.ModuleDict({name: Slot(FEATURE + 4) for name in SLOTS})
        self.tellings = nn.ModuleDict(
            {
                name: nn.Sequential(
                    nn.Dropout(dropout), nn.Linear(hidden, WIDTH // 2), nn.GELU(), nn.Linear(WIDTH // 2, size)
                )
                for name, size in tellings.items()
            }
        )

    def encode(self, pieces: Tensor, own: Tensor, mask: Tensor) -> Tensor:
        """float[view, piece, hidden]."""
        found: Tensor = self.encoder(
            input_ids=pieces, token_type_ids=own, attention_mask=mask
        ).last_hidden_state
        return found

    def tell(self, words: Tensor) -> dict[str, Tensor]:
        """For each question asked of pieces: float[…, piece, label]."""
        return {name: layer(words) for name, layer in self.tellings.items()}

    def read(
        self,
        words: Tensor,
        sentences: Tensor,
        figures: Tensor,
        places: Tensor,
        roles: Tensor,
        dates: Tensor,
        kinds: Tensor,
    ) -> dict[str, Tensor]:
        """Answers for one view.

        Args:
            words: float[piece, hidden]; sentences: int64[piece], the number of a piece's sentence.
            figures, places, dates: int64[n, 2], first and last piece.
            roles, kinds: int64[n].

        Returns:
            each label: float[figure, label]; each slot: float[figure, 1 + candidate], "none" first.
        """
        at = self.dropout(self._span(words, figures))
        asked, linked = self.figure(at), self.linked(at)
        found = {name: layer(asked) for name, layer in self.labels.items()}
        place = self.place(self.dropout(self._span(words, places)))
        date = self.date(self.dropout(self._span(words, dates)))
        by_role = self._features(figures, places, self.role(roles), sentences)
        by_kind = self._features(figures, dates, self.kind(kinds), sentences)
        for name in SLOTS:
            what = (date, by_kind) if name == "date" else (place, by_role)
            found[name] = self.slots[name](linked, *what)
        return found

    @staticmethod
    def _span(words: Tensor, at: Tensor) -> Tensor:
        return torch.cat([words[at[:, 0]], words[at[:, 1]]], dim=-1)

    @staticmethod
    def _features(figures: Tensor, found: Tensor, embedded: Tensor, sentences: Tensor) -> Tensor:
        """float[figure, candidate, FEATURE + 4]: kind, distance, side, same sentence, sentences between."""
        away = (found[None, :, 0] - figures[:, None, 0]).float()
        between = (sentences[found[:, 0]][None, :] - sentences[figures[:, 0]][:, None]).float()
        told = torch.stack(
            [
                torch.log1p(away.abs()) / 5,
                (away > 0).float(),
                (between == 0).float(),
                between.clamp(-5, 5) / 5,
            ],
            dim=-1,
        )
        return torch.cat([embedded[None].expand(*away.shape, -1), told], dim=-1)
