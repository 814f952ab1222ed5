"""python -m robotaxi_training train|export|evaluate (city-reflex), reason|reason-export (city-reason)"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import torch

from .config import TrainingConfig
from .dataset import Dataset
from .export import export
from .metrics import evaluate
from .model import Policy
from .reason import command as reason
from .train import train


def main() -> None:
    parser = argparse.ArgumentParser(prog="robotaxi_training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("train", help="train, or go on from the run's last checkpoint")
    run.add_argument("--data", type=Path, required=True, help="data set that the simulator's export-frames wrote")
    run.add_argument("--out", type=Path, required=True, help="folder of the run")
    run.add_argument("--config", type=Path, help="JSON with keys of TrainingConfig")
    run.add_argument("--steps", type=int, help="instead of the configuration's")
    run.add_argument("--threads", type=int, help="instead of the configuration's")
    check = commands.add_parser("evaluate", help="metrics of a checkpoint on held-out places")
    pack = commands.add_parser("export", help="write a model package")
    for command in (check, pack):
        command.add_argument("--checkpoint", type=Path, required=True)
        command.add_argument("--data", type=Path, required=True)
    pack.add_argument("--run", type=Path, required=True, help="run.json of the training")
    pack.add_argument("--out", type=Path, required=True, help="folder of the package")
    pack.add_argument("--version", required=True)
    pack.add_argument("--zip", type=Path, help="also pack the folder into this file")
    reason.add_to(commands)
    options = parser.parse_args()
    torch.set_num_threads(1)
    if "run" in options and callable(options.run):
        options.run(options)
    elif options.command == "train":
        changed = {name: getattr(options, name) for name in ("steps", "threads") if getattr(options, name)}
        train(options.data, options.out, dataclasses.replace(TrainingConfig.read(options.config), **changed))
    elif options.command == "evaluate":
        dataset = Dataset(options.data, verify=True)
        model = Policy()
        model.load_state_dict(torch.load(options.checkpoint, map_location="cpu")["model"])
        print(json.dumps(evaluate(model, dataset, dataset.split(12)[1]), indent=1))
    else:
        export(options.checkpoint, options.data, options.run, options.out, options.version, options.zip)


if __name__ == "__main__":
    main()
