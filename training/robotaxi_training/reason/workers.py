"""Processes that share a batch: each takes a part of it, and their gradients are averaged. One process, one core."""

from __future__ import annotations

import dataclasses
import datetime
import os
import socket

import torch
import torch.distributed as dist
import torch.multiprocessing as processes

PATIENCE = datetime.timedelta(hours=1)  # the first one evaluates while the others wait


@dataclasses.dataclass(frozen=True)
class Worker:
    number: int = 0
    count: int = 1
    parent: int = 0

    @property
    def first(self) -> bool:
        return self.number == 0

    def part(self, values):
        return values[self.number::self.count]

    def average_gradients(self, modules) -> None:
        if self.count == 1:
            return
        if os.getppid() != self.parent:
            raise SystemExit("the run was stopped")
        gradients = [weight.grad for module in modules for weight in module.parameters() if weight.grad is not None]
        flat = torch.cat([gradient.flatten() for gradient in gradients])
        dist.all_reduce(flat)
        flat /= self.count
        for gradient, mean in zip(gradients, flat.split([gradient.numel() for gradient in gradients])):
            gradient.copy_(mean.view_as(gradient))

    def take_from_first(self, module: torch.nn.Module) -> None:
        if self.count > 1:
            for tensor in module.state_dict().values():
                dist.broadcast(tensor, 0)


def run(count: int, work) -> None:
    """work(worker) in so many processes; it must be picklable."""
    if count == 1:
        work(Worker())
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    processes.spawn(_join, args=(count, port, work), nprocs=count)


def _join(number: int, count: int, port: int, work) -> None:
    dist.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{port}", rank=number, world_size=count, timeout=PATIENCE)
    work(Worker(number, count, os.getppid()))
    dist.destroy_process_group()
