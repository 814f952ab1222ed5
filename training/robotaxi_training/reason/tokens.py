"""What goes into the language model, as tokens: docs/model-package.md describes each rule to the bit."""

from __future__ import annotations

import dataclasses

import torch

from .config import HISTORY_BINS, HISTORY_RANGES, ROUTE_BIN_METRES, ROUTE_LIMIT_METRES

PAD, BOS, EOS = 0, 1, 2
ROUTE_BINS = int(2 * ROUTE_LIMIT_METRES / ROUTE_BIN_METRES) + 1


@dataclasses.dataclass(frozen=True)
class Vocabulary:
    """<pad>, <bos>, <eos>, the words, then what only a route can say."""

    words: tuple[str, ...]

    @property
    def sayable(self) -> int:
        return 3 + len(self.words)

    @property
    def left(self) -> int:
        return self.sayable

    @property
    def right(self) -> int:
        return self.sayable + 1

    @property
    def straight(self) -> int:
        return self.sayable + 2

    @property
    def unknown(self) -> int:
        return self.sayable + 3

    @property
    def first_offset(self) -> int:
        return self.sayable + 4

    @property
    def size(self) -> int:
        return self.first_offset + ROUTE_BINS

    def tokens(self) -> list[str]:
        half = ROUTE_BINS // 2
        offsets = [f"<y{(i - half) * ROUTE_BIN_METRES:+.2f}>" for i in range(ROUTE_BINS)]
        return ["<pad>", "<bos>", "<eos>", *self.words, "<left>", "<right>", "<straight>", "<y?>", *offsets]

    def text(self, ids: list[int]) -> str:
        return " ".join(self.words[i - 3] for i in ids if i >= 3)


def history_tokens(ego_history: torch.Tensor) -> torch.Tensor:
    """[batch, pose, (x, y, ...)] in the rig frame at t0, flat ground, to [batch, 3 x pose] bins."""
    xyz = torch.zeros(*ego_history.shape[:2], 3, dtype=torch.float64, device=ego_history.device)
    xyz[:, :, :2] = ego_history[:, :, :2].double()
    delta = torch.diff(xyz, dim=1, prepend=torch.zeros_like(xyz[:, :1]))
    low, high = (torch.tensor(values, dtype=torch.float64, device=xyz.device) for values in zip(*HISTORY_RANGES))
    bins = torch.floor((delta - low) / (high - low) * (HISTORY_BINS - 1) + 0.5)
    return bins.clamp(0, HISTORY_BINS - 1).long().flatten(1)


def route_tokens(route: torch.Tensor, vocabulary: Vocabulary) -> torch.Tensor:
    """[batch, waypoint, (x, y)] in the rig frame, NaN = unknown, to [batch, 1 + waypoint/2] tokens."""
    route = route.double()
    known = ~torch.isnan(route).any(dim=2)
    route = torch.nan_to_num(route)
    far = known & (route.norm(dim=2) >= 5.0)
    first = far.double().argmax(dim=1, keepdim=True)
    y = torch.where(far.any(dim=1), route[:, :, 1].gather(1, first).squeeze(1), torch.zeros_like(route[:, 0, 1]))
    command = torch.full_like(first.squeeze(1), vocabulary.straight)
    command = torch.where(y > 2, torch.full_like(command, vocabulary.left), command)
    command = torch.where(y < -2, torch.full_like(command, vocabulary.right), command)
    offset = route[:, 1::2, 1].clamp(-ROUTE_LIMIT_METRES, ROUTE_LIMIT_METRES)
    bins = torch.floor(offset / ROUTE_BIN_METRES + 0.5).long() + ROUTE_BINS // 2 + vocabulary.first_offset
    bins = torch.where(known[:, 1::2], bins, torch.full_like(bins, vocabulary.unknown))
    return torch.cat([command[:, None], bins], dim=1)
