"""Building blocks that the language model and the flow expert share."""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional as F

HIDDEN_FROM_SIGHT = -1e9  # -inf makes NaN of a row that sees nothing, and some runtimes keep it


def rope_table(capacity: int, head_size: int, base: float = 10000.0) -> torch.Tensor:
    """[capacity, head_size]: cosines of half the head's angles, then their sines."""
    angles = torch.arange(capacity)[:, None] / base ** (torch.arange(head_size // 2) * 2.0 / head_size)
    return torch.cat([torch.cos(angles), torch.sin(angles)], dim=1)


def rotate(x: torch.Tensor, rope: torch.Tensor) -> torch.Tensor:
    """x [batch, head, token, size], rope [batch, token, size]; the halves of a head turn against each other."""
    half = x.shape[-1] // 2
    cos, sin = rope[:, None, :, :half], rope[:, None, :, half:]
    a, b = x[..., :half], x[..., half:]
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=3)


class RmsNorm(nn.Module):
    def __init__(self, size: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x):
        return x * torch.rsqrt((x * x).mean(dim=-1, keepdim=True) + 1e-6) * self.weight


class Attention(nn.Module):
    """Grouped queries over keys and values that the caller keeps; RMSNorm on queries and keys."""

    def __init__(self, hidden: int, heads: int, kv_heads: int, head_size: int):
        super().__init__()
        self.heads, self.kv_heads, self.head_size = heads, kv_heads, head_size
        self.query = nn.Linear(hidden, heads * head_size, bias=False)
        self.key = nn.Linear(hidden, kv_heads * head_size, bias=False)
        self.value = nn.Linear(hidden, kv_heads * head_size, bias=False)
        self.out = nn.Linear(heads * head_size, hidden, bias=False)
        self.query_norm, self.key_norm = RmsNorm(head_size), RmsNorm(head_size)

    def keys_and_values(self, x, rope):
        """x [batch, token, hidden] to two of [batch, kv_head, token, size]."""
        batch = x.shape[0]
        key = self.key(x).view(batch, -1, self.kv_heads, self.head_size).transpose(1, 2)
        value = self.value(x).view(batch, -1, self.kv_heads, self.head_size).transpose(1, 2)
        return rotate(self.key_norm(key), rope), value

    def forward(self, x, rope, keys, values, hidden):
        """hidden [batch, token, key]: 0 where a token may look, HIDDEN_FROM_SIGHT where not."""
        batch, group = x.shape[0], self.heads // self.kv_heads
        query = self.query(x).view(batch, -1, self.heads, self.head_size).transpose(1, 2)
        query = rotate(self.query_norm(query), rope) * (1 / math.sqrt(self.head_size))
        # The heads that share keys stand side by side as more queries: nothing is copied for them.
        tokens, seen = x.shape[1], keys.shape[2]
        query = query.reshape(batch, self.kv_heads, group * tokens, self.head_size)
        scores = torch.matmul(query, keys.transpose(2, 3)).view(batch, self.kv_heads, group, tokens, seen) + hidden[:, None, None]
        weights = torch.softmax(scores, dim=-1).view(batch, self.kv_heads, group * tokens, seen)
        values = torch.matmul(weights, values).view(batch, self.heads, tokens, self.head_size)
        return self.out(values.transpose(1, 2).reshape(batch, tokens, self.heads * self.head_size))


class FeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, hidden: int, inner: int):
        super().__init__()
        self.gate = nn.Linear(hidden, inner, bias=False)
        self.up = nn.Linear(hidden, inner, bias=False)
        self.down = nn.Linear(inner, hidden, bias=False)

    def forward(self, x):
        return self.down(F.silu(self.gate(x)) * self.up(x))


class Block(nn.Module):
    def __init__(self, hidden: int, heads: int, kv_heads: int, head_size: int, inner: int):
        super().__init__()
        self.before_attention, self.before_feed_forward = RmsNorm(hidden), RmsNorm(hidden)
        self.attention = Attention(hidden, heads, kv_heads, head_size)
        self.feed_forward = FeedForward(hidden, inner)
        for layer in (self.attention.out, self.feed_forward.down):
            nn.init.zeros_(layer.weight)

    def keys_and_values(self, x, rope):
        return self.attention.keys_and_values(self.before_attention(x), rope)

    def forward(self, x, rope, keys, values, hidden):
        x = x + self.attention(self.before_attention(x), rope, keys, values, hidden)
        return x + self.feed_forward(self.before_feed_forward(x))


def waves(x: torch.Tensor, count: int, lowest: float, highest: float) -> torch.Tensor:
    """[..., 1] numbers to [..., 2 x count] sines and cosines of log-spaced frequencies (cycles per unit)."""
    step = (highest / lowest) ** (1 / (count - 1))
    frequency = torch.tensor([2 * math.pi * lowest * step ** i for i in range(count)], dtype=x.dtype, device=x.device)
    return torch.cat([torch.sin(x * frequency), torch.cos(x * frequency)], dim=-1)
