"""city-reflex: a small convolutional policy. Inputs and outputs are those of model package format 1."""

from __future__ import annotations

import torch
from torch import nn

STEPS = 64
KNOT_STEPS = [0, 1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30, 36, 43, 52, 63]
ACCELERATION_SCALE = 2.5  # m/s2
CURVATURE_SCALE = 0.05  # 1/m
STEP_SECONDS = 0.1


def knot_matrix() -> torch.Tensor:
    """[knots, steps]: linear interpolation from knots to the 64 steps."""
    matrix = torch.zeros(len(KNOT_STEPS), STEPS)
    for k, (low, high) in enumerate(zip(KNOT_STEPS[:-1], KNOT_STEPS[1:])):
        for step in range(low, high + 1):
            part = (step - low) / (high - low)
            matrix[k, step] = 1 - part
            matrix[k + 1, step] = part
    return matrix


class Policy(nn.Module):
    def __init__(self, reasons: int = 8, distances: int = 8):
        super().__init__()
        self.vision = nn.Sequential(
            nn.Conv2d(6, 20, 5, stride=2, padding=2), nn.ReLU(),
            nn.Conv2d(20, 32, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(32, 48, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(48, 64, 3, stride=2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(64 * 3 * 7, 128), nn.ReLU(),
        )
        self.geometry = nn.Sequential(nn.Linear(20 * 2 + 16 * 4 + 5, 160), nn.ReLU(), nn.Linear(160, 128), nn.ReLU())
        self.trunk = nn.Sequential(nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 192), nn.ReLU())
        self.actions = nn.Linear(192 + 128, 2 * len(KNOT_STEPS))
        self.reason = nn.Linear(192, reasons)
        self.distance = nn.Linear(192, distances)
        self.register_buffer("knots", knot_matrix(), persistent=False)
        self.register_buffer("route_scale", torch.tensor([30.0, 10.0]), persistent=False)
        self.register_buffer("history_scale", torch.tensor([10.0, 2.0, 0.5, 8.0]), persistent=False)
        self.register_buffer("context_scale", torch.tensor([14.0, 30.0, 8.0, 2.0]), persistent=False)

    def forward(self, pixel_values, ego_history, route, context):
        # pixel_values [batch, 6, 64, 112] 0..255: the sky above row 16 says nothing about the road.
        frames = pixel_values[:, :, 16:, :] / 64.0 - 1.7
        seen = self.vision(frames)
        near_end = torch.clamp(context[:, 1:2], max=5.0) / 2.5 - 1.0
        geometry = self.geometry(torch.cat([
            (route / self.route_scale).flatten(1),
            (ego_history / self.history_scale).flatten(1),
            context / self.context_scale,
            near_end,
        ], dim=1))
        mind = self.trunk(torch.cat([seen, geometry], dim=1))
        knots = self.actions(torch.cat([mind, geometry], dim=1))
        count = len(KNOT_STEPS)
        acceleration = torch.matmul(knots[:, :count], self.knots) * ACCELERATION_SCALE
        curvature = torch.matmul(knots[:, count:], self.knots) * CURVATURE_SCALE
        actions = torch.stack([acceleration, curvature], dim=2)  # [batch, step, (m/s2, 1/m)]
        return actions, self.reason(mind), self.distance(mind)


def integrate(actions: torch.Tensor, speed: torch.Tensor) -> torch.Tensor:
    """Unicycle of the host: [batch, step, 2] actions and [batch] m/s to [batch, step, xy] metres, rig frame."""
    # Speed is clamped step by step, as the host does, by a running sum over what is left of the braking.
    speeds = [speed]
    for step in range(actions.shape[1]):
        speeds.append(torch.clamp(speeds[-1] + actions[:, step, 0] * STEP_SECONDS, min=0.0))
    v = torch.stack(speeds, dim=1)
    way = (v[:, :-1] + v[:, 1:]) / 2 * STEP_SECONDS
    heading = torch.cumsum(actions[:, :, 1] * way, dim=1)
    before = torch.cat([torch.zeros_like(heading[:, :1]), heading[:, :-1]], dim=1)
    dx = STEP_SECONDS / 2 * (v[:, :-1] * torch.cos(before) + v[:, 1:] * torch.cos(heading))
    dy = STEP_SECONDS / 2 * (v[:, :-1] * torch.sin(before) + v[:, 1:] * torch.sin(heading))
    return torch.stack([torch.cumsum(dx, dim=1), torch.cumsum(dy, dim=1)], dim=2)
