"""The graphs of a reasoning model in ONNX Runtime's own Python loop, for `./robotaxi bench inference` to compare the agent with.

Usage: python3 native_loop.py PACKAGE THREADS NEW_PICTURES WORDS STEPS. It answers "ready", and then each line with a number of ticks
by a line of JSON: the nanoseconds of each tick. The caches are pinned in two sets that take turns; nothing is allocated in the loop.
"""

from __future__ import annotations

import base64
import json
import sys
import time
import zipfile

import numpy as np
import onnxruntime as ort


class Graph:
    """A session whose inputs and outputs lie in memory that is bound once."""

    def __init__(self, data: bytes, threads: int):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_session_config_entry("session.inter_op.allow_spinning", "0")
        self.session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    def bound(self, inputs: dict[str, np.ndarray], outputs: dict[str, np.ndarray]) -> ort.IOBinding:
        binding = self.session.io_binding()
        for name, array in inputs.items():
            binding.bind_input(name, "cpu", 0, array.dtype.type, array.shape, array.ctypes.data)
        for name, array in outputs.items():
            binding.bind_output(name, "cpu", 0, array.dtype.type, array.shape, array.ctypes.data)
        return binding


class Loop:
    def __init__(self, package: zipfile.ZipFile, threads: int, new_pictures: int):
        manifest = json.loads(package.read("manifest.json"))
        sizes, text = manifest["configuration"], manifest["text"]
        self.hidden, self.prefix, capacity, head = (sizes[name] for name in ("hidden", "prefix_tokens", "cache_capacity", "head_size"))
        sample = json.loads(package.read(manifest["golden"]["file"]))[0]
        table = {name: np.frombuffer(package.read(entry["file"]), "<i4" if entry["type"] == "i32" else "<f4").reshape(entry["shape"])
                 for name, entry in manifest["tables"].items()}
        self.words, self.history, self.places, self.rope, self.images = (
            table[name] for name in ("word_embedding", "history_embedding", "prefix_position", "rope", "prefix_images"))
        self.pixels = np.frombuffer(base64.b64decode(sample["pixel_values"]), np.uint8).reshape(16, 3, 64, 112).astype(np.float32)
        self.noise = np.frombuffer(base64.b64decode(sample["noise"]), "<f4").reshape(1, 64, 2)
        self.tokens, self.history_tokens, self.route_tokens = sample["full"]["tokens"], sample["history_tokens"], sample["route_tokens"]
        self.bos, self.eos = text["bos"], text["eos"]
        visual, llm, action = (Graph(package.read(manifest["graphs"][name]["file"]), threads) for name in ("visual", "llm", "action"))
        self.visual, self.llm, self.action = visual.session, llm.session, action.session

        self.new_pixels = np.zeros((new_pictures, 3, 64, 112), np.float32)
        self.embeds = np.zeros((new_pictures, sizes["image_tokens"], self.hidden), np.float32)
        self.see = visual.bound({"pixel_values": self.new_pixels}, {"image_embeds": self.embeds})

        names = [f"{kind}_cache_{layer}" for layer in range(sizes["layers"]) for kind in "kv"]
        shape = (1, sizes["kv_heads"], capacity, head)
        self.sets = [{name: np.zeros(shape, np.float32) for name in names} for _ in range(2)]
        self.logits = np.zeros((1, 1, text["sayable"]), np.float32)
        rope = np.ascontiguousarray(self.rope[None])
        self.rows, self.steps = {}, {}
        for count in (self.prefix + 1, 1):
            rows, places, start = np.zeros((1, count, self.hidden), np.float32), np.zeros((1, count), np.int32), np.zeros(1, np.int32)
            self.rows[count] = (rows, places, start)
            for turn in (0, 1):
                self.steps[count, turn] = llm.bound(
                    {"inputs_embeds": rows, "attention_pos_id": places, "kvcache_start_index": start, "rope_rotary_cos_sin": rope, **self.sets[turn]},
                    {"logits": self.logits, **{f"present_{name}": array for name, array in self.sets[1 - turn].items()}})
        self.keep = rope
        self.start, self.flow_rope = np.zeros(1, np.int32), np.zeros((1, 64, head), np.float32)
        self.t0, self.t1 = np.zeros(1, np.float32), np.zeros(1, np.float32)
        self.paths = [np.zeros((1, 64, 2), np.float32) for _ in range(2)]
        self.order = np.arange(64, dtype=np.int32)[None]
        self.flows = {(turn, held): action.bound(
            {"noise_trajectory": self.paths[turn], "time_steps_t0": self.t0, "time_steps_t1": self.t1, "kvcache_start_index": self.start,
             "attention_pos_id": self.order, "rope_rotary_cos_sin": self.flow_rope, **self.sets[held]},
            {"denoised_trajectory": self.paths[1 - turn]}) for turn in (0, 1) for held in (0, 1)}
        self.held, self.length = 0, 0

    def read(self, count: int) -> np.ndarray:
        _, places, start = self.rows[count]
        start[0] = self.length
        places[0] = np.arange(self.length, self.length + count)
        self.llm.run_with_iobinding(self.steps[count, self.held])
        self.held, self.length = 1 - self.held, self.length + count
        return self.logits

    def say(self, token: int) -> int:
        self.rows[1][0][0, 0] = self.words[token]
        return int(self.read(1).argmax())

    def tick(self, words: int, steps: int) -> None:
        self.new_pixels[:] = self.pixels[:len(self.new_pixels)]
        self.visual.run_with_iobinding(self.see)
        rows = self.rows[self.prefix + 1][0][0]
        pictures, count = self.images[:, 0], len(self.images)
        new = np.nonzero(pictures < len(self.embeds))[0]
        rows[new] = self.embeds[pictures[new], self.images[new, 1]] + self.places[new]
        rows[count:count + 48] = self.history[self.history_tokens] + self.places[count:count + 48]
        rows[count + 48:self.prefix] = self.words[self.route_tokens] + self.places[count + 48:]
        rows[self.prefix] = self.words[self.bos]
        self.length = 0
        self.read(self.prefix + 1).argmax()
        for i in range(words):
            self.say(self.tokens[i % max(1, len(self.tokens) - 1)])
        self.say(self.eos)
        self.start[0] = self.length
        self.flow_rope[0] = self.rope[self.length:self.length + 64]
        self.paths[0][:] = self.noise
        for i in range(steps):
            self.t0[0], self.t1[0] = i / steps, (i + 1) / steps
            self.action.run_with_iobinding(self.flows[i % 2, self.held])


def main() -> None:
    path, threads, new_pictures, words, steps = sys.argv[1], *map(int, sys.argv[2:6])
    with zipfile.ZipFile(path) as package:
        loop = Loop(package, threads, new_pictures)
    print("ready", ort.__version__, flush=True)
    for line in sys.stdin:
        nanos = []
        for _ in range(int(line)):
            before = time.perf_counter_ns()
            loop.tick(words, steps)
            nanos.append(time.perf_counter_ns() - before)
        print(json.dumps(nanos), flush=True)


if __name__ == "__main__":
    main()
