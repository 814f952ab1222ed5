"""The model: each image to tokens; a language model that writes the reason; a flow expert that turns noise into 64 actions."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from .config import (
    COARSE_TOKENS, FINE_TOKENS, HISTORY_BINS, IMAGE_TOKENS, MAX_WORDS, POINTS, PREFIX_TOKENS, WIDTH, ModelConfig, prefix_images,
)
from .layers import HIDDEN_FROM_SIGHT, Block, RmsNorm, rope_table, waves
from .tokens import EOS, ROUTE_BINS, Vocabulary

TEXT_PLACES = MAX_WORDS + 2  # <bos>, words, <eos>


class Vision(nn.Module):
    """An image to columns: a token sees the full height at its azimuth, so it can tell how far the nearest thing there is."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        layers, before = [], 3
        for size, stride, channels in zip((6, 3, 3), (4, 2, 1), config.vision_channels):
            layers += [nn.Conv2d(before, channels, size, stride=stride, padding=1, bias=False), nn.BatchNorm2d(channels), nn.SiLU()]
            before = channels
        self.layers = nn.Sequential(*layers)
        rows = 64 // 8
        self.coarse = nn.Conv2d(before, config.hidden, (rows, WIDTH // 8 // COARSE_TOKENS), stride=(rows, WIDTH // 8 // COARSE_TOKENS))
        self.fine = nn.Conv2d(before, config.hidden, (rows, WIDTH // 8 // FINE_TOKENS), stride=(rows, WIDTH // 8 // FINE_TOKENS))

    def forward(self, pixel_values):
        """[image, 3, 64, 112] of 0..255 to [image, token, hidden]."""
        seen = self.layers(pixel_values / 64.0 - 1.7)
        columns = torch.cat([self.coarse(seen).squeeze(2), self.fine(seen).squeeze(2)], dim=2)
        return columns.transpose(1, 2)


class Embeddings(nn.Module):
    """Neighbouring bins of history and route share what they mean: their rows come from a small net over the bin's value."""

    def __init__(self, config: ModelConfig, vocabulary: Vocabulary):
        super().__init__()
        self.words = nn.Parameter(torch.randn(vocabulary.first_offset, config.hidden) * 0.5)
        self.place = nn.Parameter(torch.randn(PREFIX_TOKENS, config.hidden) * 0.2)
        self.history_net = nn.Sequential(nn.Linear(25, 64), nn.SiLU(), nn.Linear(64, config.hidden))
        self.offset_net = nn.Sequential(nn.Linear(25, 64), nn.SiLU(), nn.Linear(64, config.hidden))

    def history_table(self):
        """[bin, hidden]"""
        return self.history_net(self._value(HISTORY_BINS, 250.0))

    def word_table(self):
        """[token of the vocabulary, hidden]"""
        return torch.cat([self.words, self.offset_net(self._value(ROUTE_BINS, 64.0))], dim=0)

    def _value(self, bins: int, highest: float):
        x = torch.linspace(-1, 1, bins, device=self.words.device)[:, None]
        return torch.cat([x, waves(x, 12, 0.25, highest / 4)], dim=1)


class Language(nn.Module):
    """Sees the whole prefix at once, and of the text what stands before."""

    def __init__(self, config: ModelConfig, sayable: int):
        super().__init__()
        self.blocks = nn.ModuleList(
            Block(config.hidden, config.heads, config.kv_heads, config.head_size, config.feed_forward) for _ in range(config.layers))
        self.norm = RmsNorm(config.hidden)
        self.head = nn.Linear(config.hidden, sayable, bias=False)

    def forward(self, x, rope, hidden, last: int, cached=None):
        """x [batch, token, hidden]; hidden [batch, token, key]. Logits of the last tokens only, and each layer's keys and values.

        cached(layer, keys, values) puts new keys and values behind older ones.
        """
        store = []
        for layer, block in enumerate(self.blocks):
            keys, values = block.keys_and_values(x, rope)
            if cached is not None:
                keys, values = cached(layer, keys, values)
            store.append((keys, values))
            if layer == len(self.blocks) - 1:
                # Of the last layer the rest of the prefix needs keys and values alone.
                x, rope, hidden = x[:, -last:], rope[:, -last:], hidden[:, -last:]
            x = block(x, rope, keys, values, hidden)
        return self.head(self.norm(x)), store


class Expert(nn.Module):
    """Flow matching: 64 noisy actions and the step's two times to where the noise should end."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        self.enter = nn.Sequential(nn.Linear(2 + 2 + 4 * 16, config.expert_hidden), nn.SiLU(),
                                   nn.Linear(config.expert_hidden, config.expert_hidden), nn.LayerNorm(config.expert_hidden))
        self.place = nn.Parameter(torch.randn(POINTS, config.expert_hidden) * 0.2)
        self.blocks = nn.ModuleList(
            Block(config.expert_hidden, config.heads, config.kv_heads, config.head_size, config.expert_feed_forward)
            for _ in range(config.layers))
        self.norm = RmsNorm(config.expert_hidden)
        self.leave = nn.Linear(config.expert_hidden, 2)
        nn.init.zeros_(self.leave.weight)

    def forward(self, noisy, t0, t1, rope, hidden, cached):
        """noisy [batch, 64, 2]; t0, t1 [batch]; rope [batch, 64, size]; hidden [batch, 64, key]: the clean actions, normalised."""
        times = torch.stack([t0, t1 - t0], dim=1)[:, None].expand(-1, POINTS, -1)
        x = self.enter(torch.cat([
            noisy, times, waves(noisy[..., :1], 8, 0.05, 2.0), waves(noisy[..., 1:], 8, 0.05, 2.0),
            waves(times[..., :1], 8, 0.1, 4.0), waves(times[..., 1:], 8, 0.1, 4.0)], dim=2)) + self.place
        store = []
        for layer, block in enumerate(self.blocks):
            keys, values = cached(layer, *block.keys_and_values(x, rope))
            store.append((keys, values))
            x = block(x, rope, keys, values, hidden)
        return self.leave(self.norm(x)), store


def euler(noisy, clean, t0, t1):
    """One step along the straight line to where the expert says the noise ends."""
    part = (t1 - t0) / torch.clamp(1 - t0, min=1e-3)
    return noisy + part[:, None, None] * (clean - noisy)


class ReasonModel(nn.Module):
    def __init__(self, config: ModelConfig, vocabulary: Vocabulary):
        super().__init__()
        self.config, self.vocabulary = config, vocabulary
        self.vision = Vision(config)
        self.embeddings = Embeddings(config, vocabulary)
        self.language = Language(config, vocabulary.sayable)
        self.expert = Expert(config)
        self.register_buffer("rope", rope_table(config.cache_capacity, config.head_size), persistent=False)
        self.register_buffer("images", torch.tensor([i * IMAGE_TOKENS + t for i, t in prefix_images()]), persistent=False)
        self.register_buffer("action_mean", torch.zeros(2))
        self.register_buffer("action_deviation", torch.ones(2))

    def prefix(self, pixel_values, history, route):
        """pixel_values [batch, 16, 3, 64, 112], history and route as tokens; to [batch, P, hidden]."""
        batch = pixel_values.shape[0]
        seen = self.vision(pixel_values.flatten(0, 1))
        seen = seen.reshape(batch, -1, seen.shape[2])[:, self.images]
        said = F.embedding(history, self.embeddings.history_table())
        return torch.cat([seen, said, F.embedding(route, self.embeddings.word_table())], dim=1) + self.embeddings.place

    def read(self, prefix, text):
        """prefix [batch, P, hidden]; text [batch, 24]: <bos>, words, <eos>, padding. Teacher-forced.

        Logits [batch, 24, word] and the store, which ends in a second <eos> that follows <bos>: the one of the reflex.
        """
        batch = text.shape[0]
        eos = torch.full_like(text[:, :1], EOS)
        x = torch.cat([prefix, F.embedding(torch.cat([text, eos], dim=1), self.embeddings.word_table())], dim=1)
        logits, store = self.language(x, *self._layout(batch), last=TEXT_PLACES + 1)
        return logits[:, :TEXT_PLACES], store

    def _layout(self, batch: int):
        length = PREFIX_TOKENS + TEXT_PLACES
        device = self.rope.device
        place = torch.arange(length + 1, device=device)
        sees = (place[None, :] <= place[:, None]) | (place[None, :] < PREFIX_TOKENS)
        sees[length, PREFIX_TOKENS + 1:length] = False
        place[length] = PREFIX_TOKENS + 1
        hidden = torch.zeros(length + 1, length + 1, device=device).masked_fill(~sees, HIDDEN_FROM_SIGHT)
        return self.rope[place][None].expand(batch, -1, -1), hidden[None].expand(batch, -1, -1)

    def sight(self, text, reflex):
        """What the expert sees of the store of read: [batch, key] and the place [batch] that it starts from. reflex [batch] bool."""
        length = PREFIX_TOKENS + TEXT_PLACES
        words = (text > EOS).sum(dim=1)
        start = torch.where(reflex, torch.full_like(words, PREFIX_TOKENS + 2), PREFIX_TOKENS + 2 + words)
        place = torch.arange(length + 1, device=text.device)[None]
        full = place < start[:, None]
        short = (place <= PREFIX_TOKENS) | (place == length)
        return torch.where(reflex[:, None], short, full), start

    def clean(self, noisy, t0, t1, store, seen, start):
        """The expert on the store of read."""
        batch = noisy.shape[0]
        rope = self.rope[start[:, None] + torch.arange(POINTS, device=noisy.device)]
        hidden = torch.zeros(seen.shape, device=noisy.device).masked_fill(~seen, HIDDEN_FROM_SIGHT)
        hidden = F.pad(hidden, (0, POINTS))[:, None].expand(batch, POINTS, -1)

        def cached(layer, keys, values):
            return torch.cat([store[layer][0], keys], dim=2), torch.cat([store[layer][1], values], dim=2)

        return self.expert(noisy, t0, t1, rope, hidden, cached)[0]

    def flow(self, noise, steps: int, store, seen, start):
        """[batch, 64, 2] noise to normalised actions in so many Euler steps."""
        x = noise
        for step in range(steps):
            t0, t1 = (torch.full_like(x[:, 0, 0], t / steps) for t in (step, step + 1))
            x = euler(x, self.clean(x, t0, t1, store, seen, start), t0, t1)
        return x

    def normalised(self, actions):
        return (actions - self.action_mean) / self.action_deviation

    def actions(self, normalised):
        return normalised * self.action_deviation + self.action_mean
