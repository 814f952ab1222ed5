"""Training: stopped and resumed at its last checkpoint."""

from __future__ import annotations

import dataclasses
import json
import math
import platform
import subprocess
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from .config import TrainingConfig
from .dataset import Dataset
from .metrics import evaluate
from .model import STEPS, Policy, integrate


def loss_of(model, batch, config: TrainingConfig) -> torch.Tensor:
    speed = batch["context"][:, 2]
    actions, reasons, distances = model(batch["pixel_values"], batch["ego_history"], batch["route"], batch["context"])
    # The first two seconds are what the car does before it plans anew.
    weight = torch.ones(STEPS)
    weight[:20] = 3.0
    weight = (weight / weight.sum())[None, :]
    target = batch["actions"]
    acceleration = (F.smooth_l1_loss(actions[:, :, 0] / 2, target[:, :, 0] / 2, reduction="none") * weight).sum(1)
    curvature = (F.smooth_l1_loss(actions[:, :, 1] / 0.02, target[:, :, 1] / 0.02, reduction="none") * weight).sum(1)
    with torch.no_grad():
        expert = integrate(target, speed)
    path = integrate(actions, speed)
    scale = (1.0 + 0.08 * torch.arange(STEPS))[None, :, None]  # metres of tolerance grow along the plan
    position = F.smooth_l1_loss(path / scale, expert / scale, reduction="none").sum(2).mean(1)
    loss = acceleration + 0.5 * curvature + config.position_weight * position
    reason = F.cross_entropy(reasons, batch["reason"])
    distance = F.cross_entropy(distances, batch["distance"])
    return loss.mean() + config.reason_weight * reason + config.distance_weight * distance


def augment(batch, generator: torch.Generator):
    """Light differs from day to day: gain and offset per sample, the same for both frames; a little noise."""
    pixels = batch["pixel_values"].float()
    n = len(pixels)
    gain = 1 + 0.12 * torch.randn(n, 1, 1, 1, generator=generator).clamp(-2, 2)
    offset = 8 * torch.randn(n, 1, 1, 1, generator=generator).clamp(-2, 2)
    batch["pixel_values"] = (pixels * gain + offset).clamp(0, 255)
    history = batch["ego_history"]
    noise = torch.randn(history.shape, generator=generator) * torch.tensor([0.02, 0.02, 0.003, 0.05])
    noise[:, -1, :3] = 0
    batch["ego_history"] = history + noise
    return batch


def commit() -> str:
    try:
        return subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "uncommitted"


def train(data: Path, out: Path, config: TrainingConfig) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(config.threads)
    dataset = Dataset(data)
    training, held_out = dataset.split(config.held_out_modulus)
    # torch's layers draw their first weights from the global generator; it is seeded here and nowhere else.
    torch.manual_seed(config.seed)
    model = Policy()
    optimiser = torch.optim.AdamW(model.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay)
    step, curve = 0, []
    last = out / "last.pt"
    if last.exists():
        saved = torch.load(last)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        step, curve = saved["step"], saved["curve"]
        print(f"resumed at step {step}", flush=True)
    parameters = sum(p.numel() for p in model.parameters())
    print(f"{parameters} parameters, {len(training)} samples to train on, {len(held_out)} held out", flush=True)
    started, since, running = time.monotonic(), time.monotonic(), []
    while step < config.steps:
        generator = torch.Generator().manual_seed(config.seed * 1_000_003 + step)
        chosen = torch.randint(len(training), (config.batch,), generator=generator).numpy()
        batch = augment(dataset.batch(training[chosen]), generator)
        warm = min(1.0, (step + 1) / config.warm_up_steps)
        rate = config.learning_rate * warm * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * step / config.steps)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        loss = loss_of(model, batch, config)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        running.append(float(loss.detach()))
        if step % config.evaluate_every == 0 or step == config.steps:
            metrics = evaluate(model, dataset, held_out)
            row = {"step": step, "loss": float(np.mean(running)), "seconds": round(time.monotonic() - since, 1), **metrics}
            curve.append(row)
            running, since = [], time.monotonic()
            print(" ".join(f"{k}={v:.3f}" if isinstance(v, float) else f"{k}={v}" for k, v in row.items()
                           if not k.startswith("acceleration_mae_reason")), flush=True)
        if step % config.checkpoint_every == 0 or step == config.steps:
            save(out, model, optimiser, step, curve, config, dataset, started, parameters)


def save(out, model, optimiser, step, curve, config, dataset, started, parameters) -> None:
    state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "curve": curve}
    torch.save(state, out / "last.tmp")
    (out / "last.tmp").replace(out / "last.pt")
    torch.save({"model": model.state_dict(), "step": step, "curve": curve}, out / f"step-{step:05d}.pt")
    manifest = {
        "commit": commit(), "seed": config.seed, "config": dataclasses.asdict(config), "step": step,
        "parameters": parameters, "curve": curve,
        "dataset": {"seed": dataset.manifest["seed"], "count": dataset.count,
                    "sha256": dataset.manifest["fields"]["actions"]["sha256"]},
        "hardware": f"{platform.machine()}, {config.threads} threads, torch {torch.__version__}",
        "wall_seconds": round(time.monotonic() - started, 1),
    }
    (out / "run.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
