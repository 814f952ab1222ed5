"""Training in two stages, learning and distillation; each is stopped and resumed at its last checkpoint."""

from __future__ import annotations

import copy
import dataclasses
import json
import math
import platform
import resource
import time
from pathlib import Path

import numpy as np
import torch

from ..train import commit
from .config import ReasonConfig
from .dataset import Scenes
from .evaluate import Thinking, evaluate
from .losses import distill, learn
from .model import ReasonModel
from .optimiser import optimisers
from .tokens import Vocabulary
from .workers import Worker


class Average:
    """The weights' moving average: what is evaluated and shipped."""

    def __init__(self, model: ReasonModel, decay: float):
        self.model, self.decay = copy.deepcopy(model).eval(), decay

    @torch.no_grad()
    def follow(self, model: ReasonModel, step: int) -> None:
        part = 1 - min(self.decay, (1 + step) / (10 + step))
        for mine, new in zip(self.model.state_dict().values(), model.state_dict().values()):
            if mine.is_floating_point():
                mine.lerp_(new, part)
            else:
                mine.copy_(new)


class Run:
    """A folder with checkpoints, the curve, and run.json that says how it came about."""

    def __init__(self, data: Path, held_out: Path, out: Path, config: ReasonConfig, device: str, start_from: Path | None = None,
                 worker: Worker = Worker()):
        out.mkdir(parents=True, exist_ok=True)
        torch.set_num_threads(config.threads)
        self.out, self.config, self.device, self.worker = out, config, device, worker
        self.training, self.held_out = Scenes(data, "train"), Scenes(held_out, "held_out")
        self.held_out.apart_from(self.training)
        # torch's layers draw their first weights from the global generator; it is seeded here and nowhere else.
        torch.manual_seed(config.seed)
        self.model = ReasonModel(config.model, self.training.vocabulary)
        # Of at most so many samples: the figures are stable long before.
        actions = torch.from_numpy(np.array(self.training.columns["actions"][:20000])).flatten(0, 1)
        self.model.action_mean.copy_(actions.mean(dim=0))
        self.model.action_deviation.copy_(actions.std(dim=0).clamp(min=1e-3))
        self.before = {"samples": 0, "seconds": {"wall": 0.0, "cpu": 0.0}}
        if start_from is not None:
            self._start_from(start_from)
        self.model.to(device)
        self.curve: list[dict] = []
        self.seconds = {"wall": 0.0, "cpu": 0.0}

    def _start_from(self, folder: Path) -> None:
        """The weights of a finished run, whose cost counts as this run's."""
        earlier, saved = load(folder / "model.pt")
        if earlier.vocabulary != self.training.vocabulary or earlier.config != self.config.model:
            raise ValueError(f"{folder}: its words or sizes are others")
        self.model.load_state_dict(saved["average"])
        manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        self.before = {"run": manifest["commit"], "samples": manifest["samples"], "seconds": manifest["seconds"]}

    def train(self) -> None:
        config = self.config
        parameters = sum(weight.numel() for weight in self.model.parameters())
        self._say(f"{parameters} parameters, {self.training.count} scenes to learn from, {self.held_out.count} held out, on {self.device}")
        learned = self._stage("learn", config.steps, [self.model], lambda batch, chance: learn(self.model, batch, chance, config))
        self.model.load_state_dict(learned.state_dict())
        self.model.eval()
        for weight in self.model.parameters():
            weight.requires_grad_(False)
        for weight in self.model.expert.parameters():
            weight.requires_grad_(True)
        teacher = learned
        final = self._stage("distill", config.distill_steps, [self.model.expert],
                            lambda batch, chance: distill(self.model, teacher, batch, chance, config))
        if self.worker.first:
            self._finish(final, parameters)

    def _stage(self, name: str, steps: int, modules, loss_of) -> ReasonModel:
        config, last = self.config, self.out / f"{name}.pt"
        if name == "learn":
            self.model.train()
        average = Average(self.model, config.average_decay)
        optims = optimisers(modules, config)
        step = 0
        if last.exists():
            saved = torch.load(last, map_location=self.device)
            self.model.load_state_dict(saved["model"])
            average.model.load_state_dict(saved["average"])
            for optimiser, state in zip(optims, saved["optimisers"]):
                optimiser.load_state_dict(state)
            step, self.curve, self.seconds = saved["step"], saved["curve"], saved["seconds"]
            self._say(f"{name}: resumed at step {step}")
        running, since = [], _clocks()
        while step < steps:
            seed = (config.seed * 1_000_003 + step) * 2 + (name == "distill")
            chosen = torch.randint(self.training.count, (config.batch,), generator=torch.Generator().manual_seed(seed)).numpy()
            chance = torch.Generator().manual_seed(seed * 64 + self.worker.number)
            loss = loss_of(self.training.scenes(self.worker.part(chosen), self.device), chance)
            if not torch.isfinite(loss):
                raise ArithmeticError(f"{name}: the loss of step {step} is {loss.item()}")
            for optimiser in optims:
                optimiser.zero_grad(set_to_none=True)
                for group in optimiser.param_groups:
                    group["lr"] = group["peak"] * self._rate(step, steps, name)
            loss.backward()
            self.worker.average_gradients(modules)
            torch.nn.utils.clip_grad_norm_([weight for module in modules for weight in module.parameters()], 1.0)
            for optimiser in optims:
                optimiser.step()
            step += 1
            average.follow(self.model, step)
            running.append(loss.detach())
            if step % 50 == 0:
                self._say(f"{name} step {step} of {steps}: loss {torch.stack(running[-50:]).mean().item():.4f}")
            if not self.worker.first:
                continue
            due = step == steps
            if due or step % config.evaluate_every == 0 or step % config.checkpoint_every == 0:
                since = self._count(since)
            if due or step % config.evaluate_every == 0:
                metrics = evaluate(average.model, self.held_out, self._some(), self.device, self._thinking(samples=1))
                self.curve.append({"stage": name, "step": step, "loss": torch.stack(running).mean().item(), **self.seconds, **metrics})
                running, since = [], _clocks()
                self._say(json.dumps({key: value for key, value in self.curve[-1].items() if not isinstance(value, dict)}))
            if due or step % config.checkpoint_every == 0:
                _save(last, {"model": self.model.state_dict(), "average": average.model.state_dict(), "step": step, "curve": self.curve,
                             "optimisers": [optimiser.state_dict() for optimiser in optims], "seconds": self.seconds})
                since = _clocks()
        self.worker.take_from_first(average.model)
        return average.model

    def _say(self, line: str) -> None:
        if self.worker.first:
            print(line, flush=True)

    def _rate(self, step: int, steps: int, name: str) -> float:
        warm = min(1.0, (step + 1) / self.config.warm_up_steps)
        fall = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps))
        return warm * fall * (0.3 if name == "distill" else 1.0)

    def _some(self) -> np.ndarray:
        return np.arange(min(self.config.evaluate_samples, self.held_out.count))

    def _thinking(self, samples: int) -> Thinking:
        return Thinking(self.config.full_flow_steps, self.config.reflex_flow_steps, samples)

    def _count(self, since):
        now = _clocks()
        spent = {"wall": now["wall"] - since["wall"], "cpu": (now["cpu"] - since["cpu"]) * self.worker.count}
        self.seconds = {key: self.seconds[key] + spent[key] for key in spent}
        return now

    def _finish(self, model: ReasonModel, parameters: int) -> None:
        everything = np.arange(self.held_out.count)
        metrics = evaluate(model, self.held_out, everything, self.device, self._thinking(samples=6))
        for steps in (2, 10):
            flow = evaluate(model, self.held_out, self._some(), self.device, Thinking(steps, steps, 1))
            metrics.update({f"{name}_{steps}_steps": flow[name] for name in ("ade_metres", "reflex_ade_metres")})
        config = self.config
        seen = self.before["samples"] + config.batch * (config.steps + config.distill_steps)
        _save(self.out / "model.pt", {
            "average": {key: value.cpu() for key, value in model.state_dict().items()}, "config": dataclasses.asdict(config),
            "words": list(self.training.vocabulary.words), "steps": config.steps + config.distill_steps, "samples": seen})
        manifest = {
            "commit": commit(), "seed": config.seed, "config": dataclasses.asdict(config), "parameters": parameters,
            "samples": seen, "metrics": metrics, "curve": self.curve,
            "dataset": {part: {"seed": scenes.manifest["seed"], "count": scenes.count, "split": scenes.manifest["split"],
                               "sha256": scenes.manifest["fields"]["actions"]["sha256"]}
                        for part, scenes in (("train", self.training), ("held_out", self.held_out))},
            "hardware": f"{platform.machine()}, {self.worker.count} x {config.threads} threads, {_device(self.device)}, torch {torch.__version__}",
            "seconds": {key: round(self.before["seconds"][key] + value, 1) for key, value in self.seconds.items()}, "before": self.before,
        }
        (self.out / "run.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        print(json.dumps({key: value for key, value in metrics.items() if not isinstance(value, dict)}, indent=1), flush=True)


def load(checkpoint: Path) -> tuple[ReasonModel, dict]:
    """The model that a finished run ships."""
    saved = torch.load(checkpoint, map_location="cpu")
    config = ReasonConfig.of(saved["config"])
    model = ReasonModel(config.model, Vocabulary(tuple(saved["words"])))
    model.load_state_dict(saved["average"])
    return model.eval(), saved


def _clocks() -> dict[str, float]:
    usage = resource.getrusage(resource.RUSAGE_SELF)  # of this worker; the others take as much
    return {"wall": time.monotonic(), "cpu": usage.ru_utime + usage.ru_stime}


def _device(device: str) -> str:
    return torch.cuda.get_device_name() if device.startswith("cuda") else device


def _save(path: Path, state: dict) -> None:
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)
