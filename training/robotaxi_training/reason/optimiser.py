"""AdamW for most weights; for the transformers' matrices Muon: momentum made orthogonal, so that every direction of a matrix learns."""

from __future__ import annotations

import math

import torch


def orthogonal(matrices: torch.Tensor, rounds: int = 5) -> torch.Tensor:
    """Newton-Schulz iteration (Jordan 2024): singular values towards 1, directions kept. [matrix, rows, columns]"""
    x = matrices / (matrices.flatten(1).norm(dim=1)[:, None, None] + 1e-7)
    turned = x.shape[1] > x.shape[2]
    x = x.transpose(1, 2) if turned else x
    for _ in range(rounds):
        square = x @ x.transpose(1, 2)
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return x.transpose(1, 2) if turned else x


class Muon(torch.optim.Optimizer):
    """One group per shape, whose matrices are made orthogonal together."""

    def __init__(self, parameters, lr: float, momentum: float = 0.95, weight_decay: float = 0.0):
        shapes: dict[tuple, list] = {}
        for weight in parameters:
            shapes.setdefault(tuple(weight.shape), []).append(weight)
        groups = [{"params": weights} for weights in shapes.values()]
        super().__init__(groups, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            weights = [weight for weight in group["params"] if weight.grad is not None]
            if not weights:
                continue
            momentum = group["momentum"]
            ahead = []
            for weight in weights:
                before = self.state[weight].setdefault("momentum", torch.zeros_like(weight))
                before.mul_(momentum).add_(weight.grad)
                ahead.append(weight.grad + momentum * before)
            rows, columns = weights[0].shape
            for weight, step in zip(weights, orthogonal(torch.stack(ahead)) * math.sqrt(max(1.0, rows / columns))):
                weight.mul_(1 - group["lr"] * group["weight_decay"]).add_(step, alpha=-group["lr"])


def optimisers(modules, config) -> list[torch.optim.Optimizer]:
    """For the weights of some modules; the learning rate of each group is what its schedule starts from."""
    matrices, others = [], []
    for module in modules:
        for name, weight in module.named_parameters():
            inner = weight.dim() == 2 and "blocks." in name and config.matrix_learning_rate > 0
            (matrices if inner else others).append(weight)
    out = [torch.optim.AdamW(others, lr=config.learning_rate, betas=(0.9, 0.95), weight_decay=config.weight_decay)]
    if matrices:
        out.append(Muon(matrices, lr=config.matrix_learning_rate, weight_decay=config.weight_decay))
    for optimiser in out:
        for group in optimiser.param_groups:
            group["peak"] = group["lr"]
    return out
