"""The configuration of a training run; an unknown key is an error."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path


@dataclasses.dataclass(frozen=True)
class TrainingConfig:
    seed: int = 7
    steps: int = 3000
    batch: int = 64
    learning_rate: float = 1.5e-3
    weight_decay: float = 1e-2
    warm_up_steps: int = 100
    held_out_modulus: int = 12
    """A place whose hash is 0 modulo this number is held out."""
    evaluate_every: int = 250
    checkpoint_every: int = 250
    threads: int = 1
    position_weight: float = 0.35
    reason_weight: float = 0.25
    distance_weight: float = 0.1

    @staticmethod
    def read(path: Path | None) -> "TrainingConfig":
        if path is None:
            return TrainingConfig()
        values = json.loads(path.read_text(encoding="utf-8"))
        unknown = set(values) - {field.name for field in dataclasses.fields(TrainingConfig)}
        if unknown:
            raise ValueError(f"unknown keys in {path}: {sorted(unknown)}")
        return TrainingConfig(**values)
