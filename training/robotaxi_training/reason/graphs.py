"""The three graphs of a package, and a host's loop over them. The export traces these modules; the golden samples come from the same loop."""

from __future__ import annotations

import torch
from torch import nn

from ..model import integrate
from .config import ACTION_LIMITS, MAX_WORDS, POINTS, PREFIX_TOKENS
from .layers import HIDDEN_FROM_SIGHT
from .model import ReasonModel, euler
from .tokens import BOS, EOS, PAD, history_tokens, route_tokens


def visible(sees):
    """A mask without constants of the traced length: 0 where true, far below where false."""
    return (1.0 - sees.float()) * HIDDEN_FROM_SIGHT


class Cache:
    """Writes new keys and values into caches of fixed capacity, at their places."""

    def __init__(self, caches, places):
        self.caches, self.places = caches, places

    def __call__(self, layer, keys, values):
        index = self.places[:, None, :, None].expand_as(keys)
        old_keys, old_values = self.caches[2 * layer], self.caches[2 * layer + 1]
        return old_keys.scatter(2, index, keys), old_values.scatter(2, index, values)


class LanguageGraph(nn.Module):
    def __init__(self, model: ReasonModel):
        super().__init__()
        self.language = model.language

    def forward(self, inputs_embeds, attention_pos_id, kvcache_start_index, rope_rotary_cos_sin, *caches):
        position = attention_pos_id.long()
        rope = rope_rotary_cos_sin[0][position]
        # Places count from the start index, whatever the positions' own numbering.
        places = kvcache_start_index.long()[:, None] + torch.cumsum(torch.ones_like(position), dim=1) - 1
        slots = torch.arange(caches[0].shape[2], device=position.device)[None, None]
        hidden = visible((slots <= places[:, :, None]) | (slots < PREFIX_TOKENS))
        logits, store = self.language(inputs_embeds, rope, hidden, last=1, cached=Cache(caches, places))
        return (logits, *(tensor for pair in store for tensor in pair))


class ActionGraph(nn.Module):
    def __init__(self, model: ReasonModel):
        super().__init__()
        self.expert = model.expert

    def forward(self, noise_trajectory, time_steps_t0, time_steps_t1, kvcache_start_index, attention_pos_id, rope_rotary_cos_sin, *caches):
        position = attention_pos_id.long()
        start = kvcache_start_index.long()[:, None]
        slots = torch.arange(caches[0].shape[2], device=position.device)[None]
        hidden = visible(slots < start + POINTS)[:, None].expand(-1, POINTS, -1)
        clean, store = self.expert(noise_trajectory, time_steps_t0, time_steps_t1, rope_rotary_cos_sin[0][position], hidden,
                                   Cache(caches, start + position))
        return (euler(noise_trajectory, clean, time_steps_t0, time_steps_t1), *(tensor for pair in store for tensor in pair))


class Host:
    """Thinks as a host does: one prefill, a call a word, one for <eos>, then the flow steps. One scene at a time."""

    def __init__(self, model: ReasonModel, visual=None, language=None, action=None):
        self.model = model
        self.visual = visual or model.vision
        self.language = language or LanguageGraph(model)
        self.action = action or ActionGraph(model)
        self.words = model.embeddings.word_table()

    def think(self, pixel_values, ego_history, route, noise, steps: int, max_words: int = MAX_WORDS) -> dict:
        """pixel_values [16, 3, 64, 112], ego_history [16, 4], route [20, 2], noise [64, 2]; max_words 0 is the reflex."""
        model = self.model
        history = history_tokens(ego_history[None])
        way = route_tokens(route[None], model.vocabulary)
        image = self.visual(pixel_values.float()).flatten(0, 1)[model.images]
        prefix = torch.cat([image, model.embeddings.history_table()[history[0]], self.words[way[0]]]) + model.embeddings.place
        config = model.config
        caches = [torch.zeros(1, config.kv_heads, config.cache_capacity, config.head_size) for _ in range(2 * config.layers)]
        logits, caches = self._say(torch.cat([prefix, self.words[BOS][None]]), 0, caches)
        first, said, end = logits, [], PREFIX_TOKENS + 1
        while len(said) < max_words:
            word = self._best(logits)
            if word == EOS:
                break
            said.append(word)
            logits, caches = self._say(self.words[word][None], end, caches)
            end += 1
        _, caches = self._say(self.words[EOS][None], end, caches)
        actions = self._flow(noise, steps, end + 1, caches)
        path = integrate(actions[None], ego_history[-1:, 3])[0]
        return {"history_tokens": history[0].tolist(), "route_tokens": way[0].tolist(), "tokens": [*said, EOS],
                "text": model.vocabulary.text(said), "logits": first, "flow_steps": steps, "actions": actions, "path": path}

    @staticmethod
    def _best(logits):
        allowed = logits.clone()
        allowed[[PAD, BOS]] = HIDDEN_FROM_SIGHT
        return int(allowed.argmax())

    def _say(self, embeds, start: int, caches):
        positions = torch.arange(start, start + len(embeds), dtype=torch.int32)[None]
        logits, *caches = self.language(embeds[None], positions, torch.tensor([start], dtype=torch.int32), self.model.rope[None], *caches)
        return logits[0, -1], caches

    def _flow(self, noise, steps: int, start: int, caches):
        x, rope = noise[None], self.model.rope[None, start:start + POINTS]
        places = torch.arange(POINTS, dtype=torch.int32)[None]
        for step in range(steps):
            t0, t1 = torch.tensor([step / steps]), torch.tensor([(step + 1) / steps])
            x = self.action(x, t0, t1, torch.tensor([start], dtype=torch.int32), places, rope, *caches)[0]
        actions = self.model.actions(x[0])
        limits = torch.tensor(ACTION_LIMITS)
        return torch.maximum(torch.minimum(actions, limits), -limits)
