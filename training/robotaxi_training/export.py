"""Writes a model package, format robotaxi-model-package/1."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import zipfile
from pathlib import Path

import numpy as np
import torch

from .dataset import INPUTS, Dataset
from .metrics import evaluate
from .model import Policy
from .vocabulary import DISTANCES_METRES, META_ACTIONS, TEMPLATES

SHAPES = {"pixel_values": [1, 6, 64, 112], "ego_history": [1, 16, 4], "route": [1, 20, 2], "context": [1, 4]}
OUTPUTS = {"actions": [1, 64, 2], "reason_logits": [1, 8], "distance_logits": [1, 8]}
TOLERANCE = 1e-3


def packed(values: torch.Tensor) -> str:
    return base64.b64encode(values.detach().numpy().astype("<f4").tobytes()).decode("ascii")


def described(path: Path) -> dict:
    data = path.read_bytes()
    return {"file": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def export(checkpoint: Path, data: Path, run: Path, out: Path, version: str, archive: Path | None) -> None:
    out.mkdir(parents=True, exist_ok=True)
    saved = torch.load(checkpoint, map_location="cpu")
    model = Policy()
    model.load_state_dict(saved["model"])
    model.eval()
    dataset = Dataset(data)
    held_out = dataset.split(12)[1]
    run_manifest = json.loads(run.read_text(encoding="utf-8"))
    metrics = evaluate(model, dataset, held_out)
    model.eval()
    inputs = tuple(torch.zeros(shape) for shape in SHAPES.values())
    torch.onnx.export(model, inputs, str(out / "policy.onnx"), input_names=list(SHAPES), output_names=list(OUTPUTS),
                      opset_version=13, do_constant_folding=True)
    write_golden(model, dataset, held_out, out / "golden.json")
    golden = described(out / "golden.json")
    manifest = {
        "format": "robotaxi-model-package/1",
        "name": "city-reflex",
        "version": version,
        "created": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "graphs": {"policy": described(out / "policy.onnx")},
        "inputs": [{"name": name, "shape": shape} for name, shape in SHAPES.items()],
        "outputs": [{"name": name, "shape": shape} for name, shape in OUTPUTS.items()],
        "camera": {"logical_id": "camera_front_wide_120fov", "width": 112, "height": 64, "frames": 2,
                   "horizontal_fov_degrees": 120},
        "horizon": {"points": 64, "step_seconds": 0.1},
        "reasoning": {"templates": TEMPLATES, "meta_actions": META_ACTIONS, "distances_metres": DISTANCES_METRES},
        "golden": {"file": golden["file"], "sha256": golden["sha256"], "tolerance": TOLERANCE},
        "training": {"commit": run_manifest["commit"], "seed": run_manifest["seed"],
                     "dataset": run_manifest["dataset"]["sha256"], "steps": saved["step"],
                     "metrics": {name: round(value, 5) for name, value in metrics.items()}},
        "hardware": ["sim-cpu"],
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    (out / "card.md").write_text(card(manifest, run_manifest), encoding="utf-8")
    if archive is not None:
        archive.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
            for name in ("manifest.json", "policy.onnx", "golden.json", "card.md"):
                package.write(out / name, name)
    print(json.dumps(manifest["training"]["metrics"], indent=1))


def write_golden(model, dataset, held_out, path: Path) -> None:
    samples = []
    for index in held_out[:3]:
        batch = dataset.batch(np.array([index]))
        tensors = {name: batch[name].float() for name in INPUTS}
        with torch.no_grad():
            outputs = model(*(tensors[name] for name in INPUTS))
        samples.append({"inputs": {name: packed(value) for name, value in tensors.items()},
                        "outputs": {name: packed(value) for name, value in zip(OUTPUTS, outputs)}})
    path.write_text(json.dumps(samples), encoding="utf-8")


def card(manifest: dict, run: dict) -> str:
    metrics = manifest["training"]["metrics"]
    return f"""# city-reflex {manifest['version']}
A small policy for city driving in the project's simulator: two frames of one camera, ego history, route and context in;
64 accelerations and curvatures, a reason and a distance out. {run['parameters']} parameters, one CPU thread.

- **Made for**: cars of the simulated fleet (`sim-cpu`) under the onboard safety supervisor. Not for real roads.
- **Data**: {run['dataset']['count']} scenes of the simulator's expert on the roads of Monaco, seed {run['dataset']['seed']};
  split by place. Map data © OpenStreetMap contributors, ODbL 1.0.
- **Training**: {manifest['training']['steps']} steps, seed {run['seed']}, {run['hardware']}.
- **Held-out places**: ADE {metrics['ade_metres']:.2f} m over 6.4 s (constant speed: {metrics['ade_constant_speed_metres']:.2f} m),
  acceleration off by {metrics['acceleration_mae']:.2f} m/s2 over 2 s, reason right in {100 * metrics['reason_accuracy']:.0f} %.
- **Known to fail**: people on foot further away than about 20 m are one or two pixels wide and are often seen late; crossing
  vehicles are rare in the data; no traffic lights, no night, no rain. The supervisor's radar brake is the safety net.
"""
