"""Writes a model package, format robotaxi-model-package/2 (docs/model-package.md)."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import zipfile
from pathlib import Path

import numpy as np
import torch

from . import config as sizes
from .graphs import ActionGraph, Host, LanguageGraph
from .model import ReasonModel
from .tokens import BOS, EOS, PAD

OPSET = 17
TOLERANCE = {"logits": 0.01, "metres": 0.02}


def write(model: ReasonModel, samples: list[dict], training: dict, modes: dict[str, int], card: str, out: Path, version: str,
          archive: Path | None) -> None:
    """samples are scenes (pixel_values, ego_history, route) for the golden file; modes: flow steps of full and reflex."""
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    export_graphs(model, out)
    tables = {name: described(out / file, type=kind, shape=list(values.shape)) for name, (file, kind, values) in write_tables(model, out).items()}
    (out / "golden.json").write_text(json.dumps(golden(model, samples, modes)), encoding="utf-8")
    (out / "card.md").write_text(card, encoding="utf-8")
    manifest = {
        "format": "robotaxi-model-package/2", "name": "city-reason", "version": version,
        "created": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "graphs": {name: described(out / f"{name}.onnx") for name in ("visual", "llm", "action")},
        "variants": {}, "tables": tables, **contract(model),
        "modes": {name: {"flow_steps": steps} for name, steps in modes.items()},
        "golden": described(out / "golden.json", tolerance=TOLERANCE),
        "training": training, "hardware": ["sim-cpu"],
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    if archive is not None:
        archive.parent.mkdir(parents=True, exist_ok=True)
        members = ["manifest.json", "card.md", "golden.json", *(f"{name}.onnx" for name in ("visual", "llm", "action")),
                   *(table["file"] for table in tables.values())]
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
            for name in members:
                package.write(out / name, name)


def described(path: Path, **more) -> dict:
    data = path.read_bytes()
    return {"file": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), **more}


def contract(model: ReasonModel) -> dict:
    config, vocabulary = model.config, model.vocabulary
    return {
        "configuration": {
            "hidden": config.hidden, "layers": config.layers, "heads": config.heads, "kv_heads": config.kv_heads,
            "head_size": config.head_size, "cache_capacity": config.cache_capacity, "image_tokens": sizes.IMAGE_TOKENS,
            "prefix_image_tokens": sizes.PREFIX_IMAGE_TOKENS, "prefix_tokens": sizes.PREFIX_TOKENS},
        "cameras": [{"logical_id": name, "width": sizes.WIDTH, "height": sizes.HEIGHT, "horizontal_fov_degrees": degrees}
                    for name, degrees in zip(sizes.CAMERAS, sizes.FIELDS_OF_VIEW_DEGREES)],
        "frames": {"per_camera": sizes.FRAMES, "offsets_seconds": [-0.3, -0.2, -0.1, 0.0], "tick_seconds": 0.1},
        "history": {"poses": sizes.HISTORY_POSES, "bins": sizes.HISTORY_BINS, "ranges": dict(zip("xyz", map(list, sizes.HISTORY_RANGES)))},
        "route": {"waypoints": sizes.WAYPOINTS, "bin_metres": sizes.ROUTE_BIN_METRES, "limit_metres": sizes.ROUTE_LIMIT_METRES,
                  "straight": vocabulary.straight, "left": vocabulary.left, "right": vocabulary.right,
                  "unknown": vocabulary.unknown, "first_offset": vocabulary.first_offset},
        "text": {"words": vocabulary.tokens(), "pad": PAD, "bos": BOS, "eos": EOS, "sayable": vocabulary.sayable, "max_words": sizes.MAX_WORDS},
        "actions": {"points": sizes.POINTS, "step_seconds": sizes.STEP_SECONDS, "mean": model.action_mean.tolist(),
                    "deviation": model.action_deviation.tolist(), "limits": list(sizes.ACTION_LIMITS)},
        "flow": {"steps": [2, 4, 10]},
    }


def write_tables(model: ReasonModel, out: Path) -> dict:
    with torch.no_grad():
        tables = {
            "word_embedding": ("word_embedding.f32", "f32", model.embeddings.word_table()),
            "history_embedding": ("history_embedding.f32", "f32", model.embeddings.history_table()),
            "prefix_position": ("prefix_position.f32", "f32", model.embeddings.place),
            "prefix_images": ("prefix_images.i32", "i32", torch.tensor(sizes.prefix_images())),
            "rope": ("rope.f32", "f32", model.rope),
        }
    for file, kind, values in tables.values():
        (out / file).write_bytes(values.detach().numpy().astype("<f4" if kind == "f32" else "<i4").tobytes())
    return tables


def export_graphs(model: ReasonModel, out: Path) -> None:
    config = model.config
    caches = [torch.zeros(1, config.kv_heads, config.cache_capacity, config.head_size) for _ in range(2 * config.layers)]
    names = [f"{kind}_cache_{layer}" for layer in range(config.layers) for kind in "kv"]
    presents = [f"present_{name}" for name in names]
    start = torch.tensor([sizes.PREFIX_TOKENS], dtype=torch.int32)
    torch.onnx.export(model.vision, torch.zeros(16, 3, sizes.HEIGHT, sizes.WIDTH), str(out / "visual.onnx"), opset_version=OPSET,
                      input_names=["pixel_values"], output_names=["image_embeds"],
                      dynamic_axes={"pixel_values": {0: "images"}, "image_embeds": {0: "images"}})
    torch.onnx.export(LanguageGraph(model),
                      (torch.zeros(1, 3, config.hidden), torch.arange(3, dtype=torch.int32)[None], start, model.rope[None], *caches),
                      str(out / "llm.onnx"), opset_version=OPSET,
                      input_names=["inputs_embeds", "attention_pos_id", "kvcache_start_index", "rope_rotary_cos_sin", *names],
                      output_names=["logits", *presents],
                      dynamic_axes={"inputs_embeds": {1: "tokens"}, "attention_pos_id": {1: "tokens"}})
    torch.onnx.export(ActionGraph(model),
                      (torch.zeros(1, sizes.POINTS, 2), torch.zeros(1), torch.ones(1), start,
                       torch.arange(sizes.POINTS, dtype=torch.int32)[None], model.rope[None, :sizes.POINTS], *caches),
                      str(out / "action.onnx"), opset_version=OPSET,
                      input_names=["noise_trajectory", "time_steps_t0", "time_steps_t1", "kvcache_start_index", "attention_pos_id",
                                   "rope_rotary_cos_sin", *names],
                      output_names=["denoised_trajectory", *presents])


def golden(model: ReasonModel, samples: list[dict], modes: dict[str, int]) -> list[dict]:
    out = []
    host = Host(model)
    for number, sample in enumerate(samples):
        noise = torch.randn(sizes.POINTS, 2, generator=torch.Generator().manual_seed(number))
        pixels, history, route = (sample[name] for name in ("pixel_values", "ego_history", "route"))
        with torch.no_grad():
            full = host.think(pixels, history, route, noise, modes["full"])
            reflex = host.think(pixels, history, route, noise, modes["reflex"], max_words=0)
        out.append({
            "pixel_values": packed(pixels, "u1"), "ego_history": packed(history), "route": packed(route), "noise": packed(noise),
            "history_tokens": full["history_tokens"], "route_tokens": full["route_tokens"],
            **{name: {"tokens": thought["tokens"], "text": thought["text"], "flow_steps": thought["flow_steps"],
                      **{key: packed(thought[key]) for key in ("logits", "actions", "path")}}
               for name, thought in (("full", full), ("reflex", reflex))}})
    return out


def packed(values: torch.Tensor, kind: str = "<f4") -> str:
    return base64.b64encode(np.ascontiguousarray(values.detach().numpy().astype(kind)).tobytes()).decode("ascii")
