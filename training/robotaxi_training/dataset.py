"""Reads the simulator's data set: raw little-endian files and dataset.json."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import torch

INPUTS = ("pixel_values", "ego_history", "route", "context")
FIELDS = INPUTS + ("actions", "reason", "distance", "place")


class BadDataset(Exception):
    """Names the file and the field that is wrong."""


class Dataset:
    format = "robotaxi-dataset/1"
    fields = FIELDS

    def __init__(self, folder: Path, verify: bool = False):
        self.folder = folder
        self.manifest = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
        if self.manifest.get("format") != self.format:
            raise BadDataset(f"{folder}/dataset.json: {self.manifest.get('format')!r} instead of {self.format}")
        self.count = int(self.manifest["count"])
        self.columns = {name: self._open(name, verify) for name in self.fields}

    def _open(self, name: str, verify: bool) -> np.ndarray:
        field = self.manifest["fields"][name]
        path = self.folder / field["file"]
        dtype = np.dtype(field["type"]).newbyteorder("<")
        shape = (self.count, *field["shape"])
        if path.stat().st_size != int(np.prod(shape)) * dtype.itemsize:
            raise BadDataset(f"{path}: {path.stat().st_size} bytes do not hold {shape} {dtype} of field {name}")
        if verify:
            digest = hashlib.sha256()
            with path.open("rb") as file:
                while chunk := file.read(1 << 20):
                    digest.update(chunk)
            if digest.hexdigest() != field["sha256"]:
                raise BadDataset(f"{path}: checksum of field {name} differs from dataset.json")
        return np.memmap(path, dtype=dtype, mode="r", shape=shape)

    def split(self, held_out_modulus: int) -> tuple[np.ndarray, np.ndarray]:
        """Indices for training and held out, by place, never by frame."""
        places = np.asarray(self.columns["place"]).astype(np.int64)
        held = (places * 2654435761 % 2**32) // 65536 % held_out_modulus == 0
        return np.flatnonzero(~held), np.flatnonzero(held)

    def batch(self, indices: np.ndarray) -> dict[str, torch.Tensor]:
        """pixel_values stay uint8; everything else is float32, reason and distance int64."""
        order = np.sort(indices)
        out = {}
        for name in FIELDS[:-1]:
            values = torch.from_numpy(np.array(self.columns[name][order]))
            out[name] = values.long() if name in ("reason", "distance") else values
        return out
