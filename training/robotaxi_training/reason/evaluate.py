"""Open-loop metrics on held-out scenes: the words that the model says itself, and where its actions lead."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch

from ..metrics import average_displacement
from .config import MAX_WORDS, POINTS, PREFIX_TOKENS
from .dataset import Scenes
from .layers import HIDDEN_FROM_SIGHT
from .losses import path_of
from .model import ReasonModel
from .tokens import BOS, EOS, PAD

BATCH = 128


@dataclasses.dataclass(frozen=True)
class Thinking:
    full_steps: int
    reflex_steps: int
    samples: int


def speak(model: ReasonModel, prefix: torch.Tensor) -> torch.Tensor:
    """prefix [batch, P, hidden] to text [batch, 24]: <bos>, the greedily chosen words, <eos>, padding."""
    batch, device = len(prefix), prefix.device
    words = model.embeddings.word_table()
    caches: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}

    def cached(layer, keys, values):
        if layer in caches:
            keys, values = (torch.cat(pair, dim=2) for pair in zip(caches[layer], (keys, values)))
        caches[layer] = (keys, values)
        return keys, values

    x = torch.cat([prefix, words[BOS].expand(batch, 1, -1)], dim=1)
    hidden = torch.zeros(batch, PREFIX_TOKENS + 1, PREFIX_TOKENS + 1, device=device)
    hidden[:, :-1, -1] = HIDDEN_FROM_SIGHT
    rope = model.rope[None].expand(batch, -1, -1)
    text = torch.full((batch, MAX_WORDS + 2), PAD, device=device)
    text[:, 0] = BOS
    ended = torch.zeros(batch, dtype=torch.bool, device=device)
    for place in range(1, MAX_WORDS + 2):
        start = PREFIX_TOKENS + place - 1
        at = rope[:, :start + 1] if place == 1 else rope[:, start:start + 1]
        logits = model.language(x, at, hidden, last=1, cached=cached)[0][:, -1]
        logits[:, [PAD, BOS]] = HIDDEN_FROM_SIGHT
        word = logits.argmax(dim=1)
        if place == MAX_WORDS + 1:
            word = torch.full_like(word, EOS)
        text[:, place] = torch.where(ended, torch.full_like(word, PAD), word)
        ended = ended | (word == EOS)
        if bool(ended.all()):
            break
        x, hidden = words[word][:, None], torch.zeros(batch, 1, start + 2, device=device)
    return text


def drive(model: ReasonModel, prefix, text, reflex: bool, steps: int, noises) -> torch.Tensor:
    """noises [sample, batch, 64, 2] to actions of the same shape."""
    store = model.read(prefix, text)[1]
    seen, start = model.sight(text, torch.full((len(text),), reflex, device=text.device))
    return torch.stack([model.actions(model.flow(noise, steps, store, seen, start)) for noise in noises])


@torch.no_grad()
def evaluate(model: ReasonModel, scenes: Scenes, indices: np.ndarray, device: str, thinking: Thinking) -> dict:
    """Means over the scenes; per template under its name. Distances in metres over 6.4 s (2 s where named)."""
    model.eval()
    digits = torch.tensor([word.isdigit() for word in ("", "", "", *model.vocabulary.words)], device=device)
    generator = torch.Generator().manual_seed(1)
    rows: dict[str, list[torch.Tensor]] = {}
    for begin in range(0, len(indices), BATCH):
        batch = scenes.scenes(indices[begin:begin + BATCH], device)
        prefix = model.prefix(batch["pixel_values"].float(), batch["history"], batch["way"])
        text, truth, speed = speak(model, prefix), batch["text"], batch["speed"]
        noises = torch.randn(thinking.samples, len(text), POINTS, 2, generator=generator).to(device)
        expert = path_of(batch["actions"], speed)
        full = torch.stack([path_of(actions, speed) for actions in drive(model, prefix, text, False, thinking.full_steps, noises)])
        reflex = path_of(drive(model, prefix, text, True, thinking.reflex_steps, noises[:1])[0], speed)
        apart = torch.stack([average_displacement(path, expert) for path in full])  # [sample, batch]
        values = {
            "text_exact": (text == truth).all(dim=1),
            "text_exact_but_distance": ((text == truth) | (digits[text] & digits[truth])).all(dim=1),
            "ade_metres": apart[0],
            "ade_2s_metres": average_displacement(full[0][:, :20], expert[:, :20]),
            f"min_ade_{thinking.samples}_metres": apart.min(dim=0).values,
            "reflex_ade_metres": average_displacement(reflex, expert),
            "ade_constant_speed_metres": average_displacement(path_of(torch.zeros_like(batch["actions"]), speed), expert),
            "ade_braking_metres": average_displacement(path_of(braking(batch["actions"]), speed), expert),
            "template": batch["template"][:, 0],
        }
        for name, value in values.items():
            rows.setdefault(name, []).append(value.float().cpu())
    columns = {name: torch.cat(parts) for name, parts in rows.items()}
    template = columns.pop("template")
    out: dict = {name: value.mean().item() for name, value in columns.items()}
    out["templates"] = {
        label: {"scenes": int((template == number).sum()), **{name: value[template == number].mean().item() for name, value in columns.items()}}
        for number, label in enumerate(scenes.templates) if bool((template == number).any())}
    return out


def braking(actions: torch.Tensor) -> torch.Tensor:
    """The second baseline: straight on, 3 m/s2 to a stop."""
    out = torch.zeros_like(actions)
    out[:, :, 0] = -3.0
    return out
