"""Open-loop metrics against the expert; pure functions."""

from __future__ import annotations

import torch

from .model import integrate


def average_displacement(path: torch.Tensor, expert: torch.Tensor) -> torch.Tensor:
    """[batch, step, xy] twice to [batch]: mean distance in metres (ADE, as in Waymo Open and nuPlan)."""
    return (path - expert).norm(dim=2).mean(dim=1)


def evaluate(model, dataset, indices, batch_size: int = 256) -> dict[str, float]:
    sums: dict[str, float] = {}
    total = 0
    model.eval()
    with torch.no_grad():
        for start in range(0, len(indices), batch_size):
            batch = dataset.batch(indices[start:start + batch_size])
            count = len(batch["reason"])
            speed = batch["context"][:, 2]
            actions, reasons, distances = model(
                batch["pixel_values"].float(), batch["ego_history"], batch["route"], batch["context"])
            expert = integrate(batch["actions"], speed)
            path = integrate(actions, speed)
            steady = integrate(torch.zeros_like(actions), speed)
            values = {
                "ade_metres": average_displacement(path, expert),
                "ade_2s_metres": average_displacement(path[:, :20], expert[:, :20]),
                "ade_constant_speed_metres": average_displacement(steady, expert),
                "acceleration_mae": (actions[:, :20, 0] - batch["actions"][:, :20, 0]).abs().mean(dim=1),
                "acceleration_mae_zero": batch["actions"][:, :20, 0].abs().mean(dim=1),
                "curvature_mae": (actions[:, :20, 1] - batch["actions"][:, :20, 1]).abs().mean(dim=1),
                "reason_accuracy": (reasons.argmax(dim=1) == batch["reason"]).float(),
                "distance_accuracy": (distances.argmax(dim=1) == batch["distance"]).float(),
            }
            for name, value in values.items():
                sums[name] = sums.get(name, 0.0) + float(value.sum())
            for reason in range(8):
                mask = batch["reason"] == reason
                sums[f"n{reason}"] = sums.get(f"n{reason}", 0.0) + float(mask.sum())
                sums[f"a{reason}"] = sums.get(f"a{reason}", 0.0) + float(values["acceleration_mae"][mask].sum())
            total += count
    model.train()
    out = {name: value / max(1, total) for name, value in sums.items() if len(name) > 2}
    for reason in range(8):
        out[f"acceleration_mae_reason_{reason}"] = sums.get(f"a{reason}", 0.0) / max(1.0, sums.get(f"n{reason}", 0.0))
    return out
