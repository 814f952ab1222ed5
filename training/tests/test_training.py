"""Run with: python3 -m unittest discover -s tests (from training/)."""

import hashlib
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from robotaxi_training.config import TrainingConfig
from robotaxi_training.dataset import BadDataset, Dataset
from robotaxi_training.export import export
from robotaxi_training.metrics import average_displacement
from robotaxi_training.model import Policy, integrate
from robotaxi_training.train import train

FIELDS = {
    "pixel_values": ("uint8", [6, 64, 112]), "ego_history": ("float32", [16, 4]), "route": ("float32", [20, 2]),
    "context": ("float32", [4]), "actions": ("float32", [64, 2]), "reason": ("uint8", []), "distance": ("uint8", []),
    "place": ("int32", []),
}


def make_dataset(folder: Path, count: int = 64) -> None:
    random = np.random.default_rng(1)
    fields = {}
    for name, (kind, shape) in FIELDS.items():
        high = 8 if name in ("reason", "distance") else 200
        values = (random.random((count, *shape)) * high) if kind != "float32" else random.normal(size=(count, *shape))
        data = values.astype(kind).tobytes()
        (folder / f"{name}.bin").write_bytes(data)
        fields[name] = {"file": f"{name}.bin", "type": kind, "shape": shape, "sha256": hashlib.sha256(data).hexdigest()}
    (folder / "dataset.json").write_text(
        json.dumps({"format": "robotaxi-dataset/1", "count": count, "seed": 1, "fields": fields}))


class IntegrationTest(unittest.TestCase):
    def test_steady_speed_goes_straight(self):
        path = integrate(torch.zeros(1, 64, 2), torch.tensor([10.0]))
        self.assertAlmostEqual(float(path[0, -1, 0]), 64.0, places=4)
        self.assertEqual(float(path[0, -1, 1]), 0.0)

    def test_a_car_that_brakes_never_rolls_backwards(self):
        actions = torch.zeros(1, 64, 2)
        actions[..., 0] = -5
        path = integrate(actions, torch.tensor([5.0]))
        self.assertAlmostEqual(float(path[0, -1, 0]), 2.5, places=4)  # v^2 / 2a

    def test_left_is_positive(self):
        actions = torch.zeros(1, 64, 2)
        actions[..., 1] = 0.05
        self.assertGreater(float(integrate(actions, torch.tensor([5.0]))[0, 20, 1]), 0)

    def test_displacement_by_hand(self):
        off = torch.zeros(1, 64, 2)
        off[..., 0], off[..., 1] = 3, 4
        self.assertEqual(float(average_displacement(off, torch.zeros(1, 64, 2))), 5.0)


class RunTest(unittest.TestCase):
    def test_a_run_resumes_and_exports_a_small_package_with_its_checksums(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make_dataset(folder)
            config = TrainingConfig(steps=2, batch=8, evaluate_every=2, checkpoint_every=1, warm_up_steps=1)
            train(folder, folder / "run", config)
            train(folder, folder / "run", TrainingConfig(**{**config.__dict__, "steps": 3}))
            run = json.loads((folder / "run" / "run.json").read_text())
            self.assertEqual(run["step"], 3)
            export(folder / "run" / "step-00003.pt", folder, folder / "run" / "run.json", folder / "p", "0.0.1",
                   folder / "p.zip")
            manifest = json.loads((folder / "p" / "manifest.json").read_text())
            graph = (folder / "p" / "policy.onnx").read_bytes()
            self.assertEqual(manifest["graphs"]["policy"]["sha256"], hashlib.sha256(graph).hexdigest())
            self.assertLess(len(graph), 4_000_000)
            self.assertEqual(len(manifest["reasoning"]["templates"]), 8)

    def test_places_are_never_in_both_splits(self):
        with tempfile.TemporaryDirectory() as name:
            make_dataset(Path(name))
            dataset = Dataset(Path(name))
            training, held = dataset.split(4)
            places = dataset.columns["place"]
            self.assertFalse(set(places[training]) & set(places[held]))

    def test_a_damaged_file_is_named(self):
        with tempfile.TemporaryDirectory() as name:
            make_dataset(Path(name))
            (Path(name) / "route.bin").write_bytes(b"short")
            with self.assertRaisesRegex(BadDataset, "route"):
                Dataset(Path(name))

    def test_an_unknown_key_is_an_error(self):
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "c.json"
            path.write_text('{"stepz": 3}')
            with self.assertRaisesRegex(ValueError, "stepz"):
                TrainingConfig.read(path)

    def test_it_is_small(self):
        self.assertLess(sum(p.numel() for p in Policy().parameters()), 900_000)


if __name__ == "__main__":
    unittest.main()
