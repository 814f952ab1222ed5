"""Run with: python3 -m unittest discover -s tests (from training/)."""

import dataclasses
import hashlib
import json
import tempfile
import unittest
import zipfile
from pathlib import Path

import numpy as np
import torch

from robotaxi_training.dataset import BadDataset
from robotaxi_training.model import integrate
from robotaxi_training.reason import command
from robotaxi_training.reason.config import MAX_WORDS, PREFIX_TOKENS, ModelConfig, ReasonConfig
from robotaxi_training.reason.dataset import SHAPES, Scenes, framed
from robotaxi_training.reason.evaluate import drive, speak
from robotaxi_training.reason.graphs import Host
from robotaxi_training.reason.losses import path_of
from robotaxi_training.reason.model import ReasonModel, euler
from robotaxi_training.reason.optimiser import orthogonal
from robotaxi_training.reason.tokens import BOS, EOS, PAD, Vocabulary, history_tokens, route_tokens
from robotaxi_training.reason.train import Run, load

WORDS = ["<pad>", "clear", "stop", "at", "5", "10", "m"]
TINY = ModelConfig(hidden=32, layers=2, heads=2, kv_heads=1, head_size=16, feed_forward=32, expert_hidden=32, expert_feed_forward=32,
                   vision_channels=(4, 6, 8))


def make_scenes(folder: Path, part: str, count: int = 12, first_place: int = 0) -> Path:
    random = np.random.default_rng(count)
    folder.mkdir(parents=True)
    stops = random.integers(0, 2, count)
    text = np.zeros((count, 24), np.uint8)
    text[:, 0] = 1
    text[stops == 1, :4] = [2, 3, 4, 6]
    actions = np.zeros((count, 64, 2))
    actions[stops == 1, :, 0] = -2
    history = np.zeros((count, 16, 4))
    history[:, :, 0], history[:, :, 3] = np.arange(-15, 1) * 0.8, 8
    values = {
        "pixel_values": random.integers(0, 100, (count, *SHAPES["pixel_values"])) + 120 * stops[:, None, None, None, None],
        "ego_history": history, "route": random.normal(size=(count, 20, 2)), "actions": actions, "text": text,
        "template": stops[:, None], "place": np.arange(first_place, first_place + count)[:, None],
    }
    fields = {}
    for name, shape in SHAPES.items():
        kind = {"pixel_values": "uint8", "text": "uint8", "template": "uint8", "place": "int32"}.get(name, "float32")
        data = values[name].astype(kind).tobytes()
        (folder / f"{name}.bin").write_bytes(data)
        fields[name] = {"file": f"{name}.bin", "type": kind, "shape": shape, "sha256": hashlib.sha256(data).hexdigest()}
    (folder / "dataset.json").write_text(json.dumps({
        "format": "robotaxi-dataset/2", "count": count, "seed": 1, "part": part, "split": "by scene", "words": WORDS,
        "templates": ["clear", "queue"], "fields": fields}))
    return folder


def tiny_model() -> ReasonModel:
    torch.manual_seed(5)
    model = ReasonModel(TINY, Vocabulary(tuple(WORDS[1:])))
    for name, weight in model.named_parameters():
        if name.endswith(("out.weight", "down.weight", "leave.weight")):
            torch.nn.init.normal_(weight, std=0.2)
    with torch.no_grad():
        model.language.head.weight[EOS] = 0
    return model.eval()


class TokensTest(unittest.TestCase):
    vocabulary = Vocabulary(tuple(WORDS[1:]))

    def test_a_pose_is_the_step_that_led_to_it(self):
        history = torch.zeros(1, 16, 4)
        history[0, :, 0] = torch.arange(-15, 1) * 1.0
        tokens = history_tokens(history)[0].reshape(16, 3)
        self.assertEqual(tokens[0].tolist(), [0, 500, 500])  # from zero 15 m back: clamped
        self.assertEqual(tokens[1].tolist(), [624, 500, 500])  # (1 + 4) / 8 * 999 = 624.4

    def test_a_route_is_a_command_and_ten_offsets(self):
        route = torch.full((1, 20, 2), float("nan"))
        route[0, 0] = torch.tensor([3.0, 2.5])  # nearer than 5 m: does not decide
        route[0, 1] = torch.tensor([4.5, 2.3])
        route[0, 3] = torch.tensor([9.0, -40.0])
        tokens = route_tokens(route, self.vocabulary)[0].tolist()
        words = [self.vocabulary.tokens()[token] for token in tokens]
        self.assertEqual(words[:4], ["<left>", "<y+2.25>", "<y-32.00>", "<y?>"])
        self.assertEqual(len(words), 11)

    def test_without_a_waypoint_it_goes_straight(self):
        tokens = route_tokens(torch.full((1, 20, 2), float("nan")), self.vocabulary)[0].tolist()
        self.assertEqual(tokens[0], self.vocabulary.straight)
        self.assertEqual(set(tokens[1:]), {self.vocabulary.unknown})

    def test_words_stand_between_bos_and_eos(self):
        words = torch.zeros(2, MAX_WORDS + 2, dtype=torch.long)
        words[0, :2] = torch.tensor([1, 6])
        words[1, :MAX_WORDS] = 2
        tokens = framed(words)
        self.assertEqual(tokens[0, :5].tolist(), [BOS, 3, 8, EOS, PAD])
        self.assertEqual(tokens[1, -1].item(), EOS)
        self.assertEqual(self.vocabulary.text([3, 8]), "clear m")


class PathTest(unittest.TestCase):
    def test_it_is_the_hosts_unicycle(self):
        generator = torch.Generator().manual_seed(2)
        actions = torch.randn(5, 64, 2, generator=generator) * torch.tensor([3.0, 0.1])
        speed = torch.tensor([0.0, 2.0, 5.0, 9.0, 14.0])
        self.assertTrue(torch.allclose(path_of(actions, speed), integrate(actions, speed), atol=1e-4))

    def test_two_half_steps_to_a_fixed_end_arrive(self):
        noise, end = torch.randn(1, 64, 2), torch.ones(1, 64, 2)
        zero, half, one = torch.tensor([0.0]), torch.tensor([0.5]), torch.tensor([1.0])
        middle = euler(noise, end, zero, half)
        self.assertTrue(torch.allclose(middle, (noise + end) / 2, atol=1e-6))
        self.assertTrue(torch.allclose(euler(middle, end, half, one), end, atol=1e-6))

    def test_orthogonal_levels_the_singular_values(self):
        values = torch.linalg.svdvals(orthogonal(torch.randn(3, 24, 60, generator=torch.Generator().manual_seed(1))))
        self.assertTrue(bool(((values > 0.6) & (values < 1.3)).all()), values)


class ThinkingTest(unittest.TestCase):
    def test_host_and_training_say_and_drive_the_same(self):
        model = tiny_model()
        pixels = torch.randint(0, 256, (2, *SHAPES["pixel_values"]), generator=torch.Generator().manual_seed(1)).float()
        history = torch.zeros(2, 16, 4)
        history[:, :, 0], history[:, :, 3] = torch.arange(-15, 1) * 0.8, 8
        route = torch.zeros(2, 20, 2)
        noise = torch.randn(1, 2, 64, 2)
        with torch.no_grad():
            prefix = model.prefix(pixels, history_tokens(history), route_tokens(route, model.vocabulary))
            text = speak(model, prefix)
            for reflex, words in ((False, MAX_WORDS), (True, 0)):
                actions = drive(model, prefix, text, reflex, 3, noise)[0]
                paths = path_of(actions.clamp(min=torch.tensor([-9.8, -0.2]), max=torch.tensor([9.8, 0.2])), history[:, -1, 3])
                for scene in range(2):
                    thought = Host(model).think(pixels[scene], history[scene], route[scene], noise[0, scene], 3, words)
                    self.assertLess((thought["path"] - paths[scene]).abs().max().item(), 1e-3)
                    if not reflex:
                        said = text[scene][1:][text[scene][1:] != PAD].tolist()
                        self.assertEqual(thought["tokens"], said)
        self.assertGreater(len(said), 1)

    def test_the_reflex_does_not_see_the_words(self):
        model = tiny_model()
        prefix = torch.randn(1, PREFIX_TOKENS, TINY.hidden)
        noise = torch.randn(1, 1, 64, 2)
        first, second = (torch.tensor([[BOS, word, word, EOS] + [PAD] * 20]) for word in (3, 4))
        with torch.no_grad():
            self.assertTrue(torch.allclose(*(drive(model, prefix, text, True, 2, noise) for text in (first, second)), atol=1e-5))
            self.assertFalse(torch.allclose(*(drive(model, prefix, text, False, 2, noise) for text in (first, second)), atol=1e-5))

    def test_it_is_small(self):
        weights = sum(weight.numel() for weight in ReasonModel(ModelConfig(), Vocabulary(("a",) * 70)).parameters())
        self.assertLess(weights * 4, 10e6)


class RunTest(unittest.TestCase):
    CONFIG = ReasonConfig(steps=4, distill_steps=2, batch=4, warm_up_steps=1, evaluate_every=2, checkpoint_every=2, workers=1,
                          average_decay=0.5, model=TINY)

    def test_a_run_stops_resumes_and_exports_a_package_with_its_checksums(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            data, held_out = make_scenes(folder / "train", "train"), make_scenes(folder / "held", "held_out", 10, 100)
            stopped = Run(data, held_out, folder / "run", self.CONFIG, "cpu")
            with self.assertRaisesRegex(RuntimeError, "power"):
                self._fail_at(stopped, 3)
            self.assertEqual(torch.load(folder / "run" / "learn.pt")["step"], 2)
            Run(data, held_out, folder / "run", self.CONFIG, "cpu").train()
            run = json.loads((folder / "run" / "run.json").read_text())
            self.assertEqual([(row["stage"], row["step"]) for row in run["curve"]], [("learn", 2), ("learn", 4), ("distill", 2)])
            self.assertEqual(set(run["metrics"]["templates"]), {"clear", "queue"})
            command.export(_Options(folder=folder / "run", held_out=held_out, out=folder / "p", version="0.0.1", zip=folder / "p.zip"))
            manifest = json.loads((folder / "p" / "manifest.json").read_text())
            with zipfile.ZipFile(folder / "p.zip") as package:
                for part in (*manifest["graphs"].values(), *manifest["tables"].values(), manifest["golden"]):
                    self.assertEqual(part["sha256"], hashlib.sha256(package.read(part["file"])).hexdigest())
            self.assertEqual(manifest["modes"], {"full": {"flow_steps": 4}, "reflex": {"flow_steps": 2}})
            self.assertEqual(manifest["text"]["sayable"], 3 + len(WORDS) - 1)
            model, _ = load(folder / "run" / "model.pt")
            self.assertEqual(manifest["configuration"]["hidden"], model.config.hidden)

    @staticmethod
    def _fail_at(run: Run, step: int) -> None:
        scenes, taken = run.training.scenes, []

        def failing(indices, device):
            taken.append(1)
            if len(taken) == step:
                raise RuntimeError("power cut")
            return scenes(indices, device)

        run.training.scenes = failing
        run.train()

    def test_two_workers_share_a_run(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            data, held_out = make_scenes(folder / "train", "train"), make_scenes(folder / "held", "held_out", 10, 100)
            values = dataclasses.asdict(dataclasses.replace(self.CONFIG, workers=2))
            (folder / "c.json").write_text(json.dumps(values))
            command.train(_Options(data=data, held_out=held_out, out=folder / "run", config=folder / "c.json", device="cpu", start_from=None,
                                   steps=None, distill_steps=None, batch=None, seed=None, workers=None, threads=None))
            run = json.loads((folder / "run" / "run.json").read_text())
            self.assertIn("2 x 1 threads", run["hardware"])
            self.assertEqual(run["samples"], 6 * 4)
            again = Run(data, held_out, folder / "on", self.CONFIG, "cpu", folder / "run")
            self.assertEqual(again.before["samples"], 24)

    def test_it_learns_what_a_bright_picture_means(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            data, held_out = make_scenes(folder / "train", "train", 32), make_scenes(folder / "held", "held_out", 16, 100)
            config = dataclasses.replace(self.CONFIG, steps=60, distill_steps=4, batch=8, evaluate_every=60, average_decay=0.8,
                                         learning_rate=4e-3)
            Run(data, held_out, folder / "run", config, "cpu").train()
            metrics = json.loads((folder / "run" / "run.json").read_text())["metrics"]
            self.assertGreater(metrics["text_exact"], 0.9)
            self.assertLess(metrics["ade_metres"], 0.5 * metrics["ade_constant_speed_metres"])

    def test_places_in_both_parts_are_refused(self):
        with tempfile.TemporaryDirectory() as name:
            data, held_out = make_scenes(Path(name) / "a", "train"), make_scenes(Path(name) / "b", "held_out")
            with self.assertRaisesRegex(BadDataset, "share 12 places"):
                Run(data, held_out, Path(name) / "run", self.CONFIG, "cpu")

    def test_the_wrong_part_is_refused(self):
        with tempfile.TemporaryDirectory() as name:
            with self.assertRaisesRegex(BadDataset, "part 'held_out' instead of 'train'"):
                Scenes(make_scenes(Path(name) / "b", "held_out"), "train")

    def test_an_unknown_key_is_an_error(self):
        with self.assertRaisesRegex(ValueError, "hiden"):
            ReasonConfig.of({"model": {"hiden": 3}})


class _Options:
    def __init__(self, **values):
        self.__dict__.update(values)


if __name__ == "__main__":
    unittest.main()
