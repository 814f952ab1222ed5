"""The commands of city-reason: reason (train) and reason-export."""

from __future__ import annotations

import argparse
import dataclasses
import functools
import json
from pathlib import Path

from . import workers
from .config import ReasonConfig
from .dataset import Scenes
from .package import write
from .train import Run, load


def add_to(commands) -> None:
    run = commands.add_parser("reason", help="train city-reason, or go on from the run's last checkpoint")
    run.add_argument("--data", type=Path, required=True, help="scenes of part train, from the simulator's export-frames --format 2")
    run.add_argument("--held-out", type=Path, required=True, help="scenes of part held_out")
    run.add_argument("--out", type=Path, required=True, help="folder of the run")
    run.add_argument("--config", type=Path, help="JSON with keys of ReasonConfig")
    run.add_argument("--start-from", type=Path, help="folder of a finished run whose weights are the first ones")
    run.add_argument("--device", default="cpu", help="cpu or cuda")
    for name in ("steps", "distill-steps", "batch", "seed", "workers", "threads"):
        run.add_argument(f"--{name}", type=int, help="instead of the configuration's")
    run.set_defaults(run=train)
    pack = commands.add_parser("reason-export", help="write a package of a finished run")
    pack.add_argument("--run", type=Path, required=True, help="folder of the run", dest="folder")
    pack.add_argument("--held-out", type=Path, required=True, help="scenes of part held_out; the golden samples are taken from them")
    pack.add_argument("--out", type=Path, required=True, help="folder of the package")
    pack.add_argument("--version", required=True)
    pack.add_argument("--zip", type=Path, help="also pack the folder into this file")
    pack.set_defaults(run=export)


def train(options: argparse.Namespace) -> None:
    names = ("steps", "distill_steps", "batch", "seed", "workers", "threads")
    changed = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    config = dataclasses.replace(ReasonConfig.read(options.config), **changed)
    workers.run(config.workers, functools.partial(
        work, options.data, options.held_out, options.out, config, options.device, options.start_from))


def work(data: Path, held_out: Path, out: Path, config: ReasonConfig, device: str, start_from: Path | None, worker: workers.Worker) -> None:
    Run(data, held_out, out, config, device, start_from, worker).train()


def export(options: argparse.Namespace) -> None:
    model, saved = load(options.folder / "model.pt")
    run = json.loads((options.folder / "run.json").read_text(encoding="utf-8"))
    scenes = Scenes(options.held_out, "held_out")
    batch = scenes.scenes(golden_scenes(scenes))
    samples = [{name: batch[name][i] for name in ("pixel_values", "ego_history", "route")} for i in range(len(batch["route"]))]
    metrics = {name: round(value, 4) for name, value in run["metrics"].items() if not isinstance(value, dict)}
    training = {"commit": run["commit"], "seed": run["seed"], "dataset": run["dataset"]["train"]["sha256"], "steps": saved["steps"],
                "samples": saved["samples"], "metrics": metrics}
    modes = {"full": saved["config"]["full_flow_steps"], "reflex": saved["config"]["reflex_flow_steps"]}
    write(model, samples, training, modes, card(options.version, run, metrics), options.out, options.version, options.zip)


def golden_scenes(scenes: Scenes) -> list[int]:
    """The first scene of three templates that have little in common."""
    template = scenes.columns["template"][:, 0].tolist()
    return sorted({template.index(kind) for kind in sorted(set(template))[::4]})


def card(version: str, run: dict, metrics: dict) -> str:
    worst = sorted(run["metrics"]["templates"].items(), key=lambda item: item[1]["text_exact"])[:3]
    data = run["dataset"]
    return f"""# city-reason {version}
Reads 16 images of four cameras, 16 poses of ego history and a route; says in words what decides its driving, and answers 64 accelerations
and curvatures at 10 Hz. {run['parameters']} parameters, one CPU thread. Package format: robotaxi-model-package/2.

- **Made for**: cars of the simulated fleet (`sim-cpu`) and closed-loop simulation, under the onboard safety supervisor. Not for real roads.
- **Data**: {data['train']['count']} scenes of the simulator's expert, seed {data['train']['seed']}, one snapshot a scene; text and path come
  from the same state. Held out: {data['held_out']['count']} scenes, split {data['held_out']['split']}.
- **Training**: {run['samples']} samples seen ({run['config']['steps']} steps of learning, {run['config']['distill_steps']} of flow distillation), seed {run['seed']},
  {run['hardware']}, {run['seconds']['wall'] / 60:.0f} minutes.
- **Held-out scenes**: every word right in {metrics['text_exact']:.3f}; minADE of 6 samples {metrics['min_ade_6_metres']:.2f} m, ADE {metrics['ade_metres']:.2f} m over 6.4 s
  (constant speed {metrics['ade_constant_speed_metres']:.2f} m, braking {metrics['ade_braking_metres']:.2f} m); reflex ADE {metrics['reflex_ade_metres']:.2f} m.
- **Weakest in words**: {', '.join(f"{name} ({values['text_exact']:.2f})" for name, values in worst)}.
- **Known to fail**: it has seen nothing but the simulator's renderer; distances are named in four steps, so near a step's edge the word is a
  guess; whoever is hidden or first seen beyond the cameras' reach is seen late. The supervisor is the safety net.
"""
