"""Sizes of the model, and the configuration of a training run; an unknown key is an error."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

CAMERAS = ("camera_cross_left_120fov", "camera_front_wide_120fov", "camera_cross_right_120fov", "camera_front_tele_30fov")
FIELDS_OF_VIEW_DEGREES = (120, 120, 120, 30)
FRAMES = 4
IMAGES = len(CAMERAS) * FRAMES
HEIGHT, WIDTH = 64, 112
COARSE_TOKENS, FINE_TOKENS = 7, 14  # columns of the picture
IMAGE_TOKENS = COARSE_TOKENS + FINE_TOKENS
HISTORY_POSES, HISTORY_BINS = 16, 1000
HISTORY_RANGES = ((-4.0, 4.0), (-4.0, 4.0), (-10.0, 10.0))  # metres a step: x, y, z
WAYPOINTS, ROUTE_BIN_METRES, ROUTE_LIMIT_METRES = 20, 0.25, 32.0
MAX_WORDS = 22
POINTS, STEP_SECONDS = 64, 0.1
ACTION_LIMITS = (9.8, 0.2)  # m/s2, 1/m


def prefix_images() -> list[tuple[int, int]]:
    """(image, token) of each image token of the prefix: the front cameras' newest and oldest frames in fine columns, the rest in coarse ones."""
    out = []
    for image in range(IMAGES):
        camera, frame = divmod(image, FRAMES)
        fine = camera in (1, 3) and frame in (0, FRAMES - 1)
        out += [(image, token) for token in (range(COARSE_TOKENS, IMAGE_TOKENS) if fine else range(COARSE_TOKENS))]
    return out


PREFIX_IMAGE_TOKENS = len(prefix_images())
PREFIX_TOKENS = PREFIX_IMAGE_TOKENS + 3 * HISTORY_POSES + 1 + WAYPOINTS // 2


@dataclasses.dataclass(frozen=True)
class ModelConfig:
    hidden: int = 128
    layers: int = 4
    heads: int = 4
    kv_heads: int = 2
    head_size: int = 32
    feed_forward: int = 320
    expert_hidden: int = 128
    expert_feed_forward: int = 256
    cache_capacity: int = 320
    vision_channels: tuple[int, int, int] = (32, 64, 64)


@dataclasses.dataclass(frozen=True)
class ReasonConfig:
    seed: int = 7
    batch: int = 32
    steps: int = 3000
    """Of learning from the expert; then come those of distillation."""
    distill_steps: int = 350
    learning_rate: float = 2e-3
    matrix_learning_rate: float = 0.02
    """Of the transformers' matrices, whose momentum is made orthogonal (Muon); 0: AdamW for them too."""
    weight_decay: float = 0.01
    warm_up_steps: int = 150
    average_decay: float = 0.998
    text_weight: float = 1.0
    action_weight: float = 1.0
    path_weight: float = 1.0
    teacher_steps: int = 10
    full_flow_steps: int = 4
    reflex_flow_steps: int = 2
    evaluate_every: int = 500
    evaluate_samples: int = 512
    checkpoint_every: int = 300
    workers: int = 2
    """Processes that share a batch; on a CPU one a core, on a GPU one."""
    threads: int = 1
    """Of each process."""
    model: ModelConfig = ModelConfig()

    @staticmethod
    def read(path: Path | None) -> "ReasonConfig":
        return ReasonConfig.of(json.loads(path.read_text(encoding="utf-8"))) if path else ReasonConfig()

    @staticmethod
    def of(values: dict) -> "ReasonConfig":
        return _filled(ReasonConfig, {**values, "model": _filled(ModelConfig, values.get("model", {}))})


def _filled(kind, values: dict):
    unknown = set(values) - {field.name for field in dataclasses.fields(kind)}
    if unknown:
        raise ValueError(f"unknown keys of {kind.__name__}: {sorted(unknown)}")
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})
