"""Reads the simulator's scenes, format robotaxi-dataset/2."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from ..dataset import BadDataset, Dataset
from .config import HEIGHT, HISTORY_POSES, IMAGES, MAX_WORDS, POINTS, WAYPOINTS, WIDTH
from .tokens import BOS, EOS, PAD, Vocabulary, history_tokens, route_tokens

SHAPES = {
    "pixel_values": [IMAGES, 3, HEIGHT, WIDTH], "ego_history": [HISTORY_POSES, 4], "route": [WAYPOINTS, 2], "actions": [POINTS, 2],
    "text": [MAX_WORDS + 2], "template": [1], "place": [1],
}


class Scenes(Dataset):
    """One snapshot a scene. Which scenes train and which test is decided by the simulator, from the scene's seed alone."""

    format = "robotaxi-dataset/2"
    fields = tuple(SHAPES)

    def __init__(self, folder: Path, part: str, verify: bool = False):
        super().__init__(folder, verify)
        if self.manifest.get("part") != part:
            raise BadDataset(f"{folder}/dataset.json: part {self.manifest.get('part')!r} instead of {part!r}")
        for name, shape in SHAPES.items():
            if self.manifest["fields"][name]["shape"] != shape:
                raise BadDataset(f"{folder}/dataset.json: field {name} is not of shape {shape}")
        self.vocabulary = Vocabulary(tuple(self.manifest["words"][1:]))
        self.templates: list[str] = self.manifest["templates"]
        if int(self.columns["text"].max()) > len(self.vocabulary.words) or bool((self.columns["text"][:, MAX_WORDS:] != 0).any()):
            raise BadDataset(f"{folder}: field text holds an unknown word or more than {MAX_WORDS} words")

    def apart_from(self, other: "Scenes") -> None:
        """A scene of both would make every metric a lie."""
        if self.vocabulary != other.vocabulary:
            raise BadDataset(f"{self.folder} and {other.folder} speak different words")
        shared = np.intersect1d(self.columns["place"], other.columns["place"])
        if len(shared):
            raise BadDataset(f"{self.folder} and {other.folder} share {len(shared)} places, for example {shared[0]}")

    def scenes(self, indices: np.ndarray, device: str = "cpu") -> dict[str, torch.Tensor]:
        """Samples as tokens: pixel_values stay uint8; history [batch, 48], way [batch, 11], text [batch, 24] from <bos> to <eos>."""
        order = np.sort(indices)
        out = {name: torch.from_numpy(np.array(self.columns[name][order])).to(device) for name in SHAPES}
        out["history"] = history_tokens(out["ego_history"])
        out["way"] = route_tokens(out["route"], self.vocabulary)
        out["speed"] = out["ego_history"][:, -1, 3]
        out["text"] = framed(out["text"].long())
        return out


def framed(words: torch.Tensor) -> torch.Tensor:
    """[batch, 24] of the data set's words to [batch, 24] tokens: <bos>, words, <eos>, padding."""
    said = words[:, :MAX_WORDS]
    tokens = torch.where(said > 0, said + EOS, torch.full_like(said, PAD))
    place = torch.arange(MAX_WORDS + 1, device=words.device)[None]
    tokens = torch.nn.functional.pad(tokens, (0, 1))
    tokens = torch.where(place == (said > 0).sum(dim=1, keepdim=True), torch.full_like(tokens, EOS), tokens)
    return torch.cat([torch.full_like(tokens[:, :1], BOS), tokens], dim=1)
