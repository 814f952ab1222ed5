"""What the model learns: the expert's words, its actions, and where they lead; then to go the same way in fewer flow steps."""

from __future__ import annotations

import torch
from torch.nn import functional as F

from .config import POINTS, STEP_SECONDS
from .model import ReasonModel, euler
from .tokens import PAD


def path_of(actions: torch.Tensor, speed: torch.Tensor) -> torch.Tensor:
    """The host's unicycle without a loop: [batch, 64, 2] actions and [batch] m/s to [batch, 64, xy] metres, rig frame."""
    # A speed that is clamped at 0 step by step is the free speed less its deepest fall below 0 so far.
    free = speed[:, None] + torch.cumsum(actions[:, :, 0], dim=1) * STEP_SECONDS
    after = free - torch.cummin(free, dim=1).values.clamp(max=0)
    before = torch.cat([speed[:, None], after[:, :-1]], dim=1)
    heading = torch.cumsum(actions[:, :, 1] * (before + after) / 2 * STEP_SECONDS, dim=1)
    earlier = torch.cat([torch.zeros_like(heading[:, :1]), heading[:, :-1]], dim=1)
    x = STEP_SECONDS / 2 * (before * torch.cos(earlier) + after * torch.cos(heading))
    y = STEP_SECONDS / 2 * (before * torch.sin(earlier) + after * torch.sin(heading))
    return torch.stack([torch.cumsum(x, dim=1), torch.cumsum(y, dim=1)], dim=2)


def lit(pixels: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Light differs from day to day: gain and offset per scene, the same for all its pictures. Left and right stay: traffic keeps right."""
    count = len(pixels)
    gain = 1 + 0.1 * torch.randn(count, 1, 1, 1, 1, generator=generator).clamp(-2, 2)
    offset = 6 * torch.randn(count, 1, 1, 1, 1, generator=generator).clamp(-2, 2)
    return (pixels.float() * gain.to(pixels.device) + offset.to(pixels.device)).clamp(0, 255)


def text_loss(logits: torch.Tensor, text: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of each word given those before it. logits [batch, 24, word], text [batch, 24]"""
    return F.cross_entropy(logits[:, :-1].flatten(0, 1), text[:, 1:].flatten(), ignore_index=PAD)


def action_loss(model: ReasonModel, clean, target, speed, config) -> torch.Tensor:
    """clean, target [batch, 64, 2] normalised: apart by the step, and apart in metres where they lead."""
    # The first two seconds are what the car does before it plans anew.
    weight = torch.ones(POINTS, device=clean.device)
    weight[:20] = 3.0
    weight = weight / weight.mean()
    apart = (F.smooth_l1_loss(clean, target, reduction="none").sum(dim=2) * weight).mean()
    scale = (1.0 + 0.05 * torch.arange(POINTS, device=clean.device))[None, :, None]  # metres of tolerance grow along the plan
    path, expert = (path_of(model.actions(values), speed) / scale for values in (clean, target))
    led = F.smooth_l1_loss(path, expert, reduction="none", beta=0.3).sum(dim=2).mean()
    return config.action_weight * apart + config.path_weight * led


def doubled(store, batch):
    """Each scene twice: once for the expert after the words, once for the reflex."""
    both = [(torch.cat([keys, keys]), torch.cat([values, values])) for keys, values in store]
    count = len(batch["speed"])
    reflex = torch.arange(2 * count, device=batch["speed"].device) >= count
    return both, reflex, torch.cat([batch["text"]] * 2), torch.cat([batch["speed"]] * 2), torch.cat([batch["actions"]] * 2)


def learn(model: ReasonModel, batch, generator: torch.Generator, config) -> torch.Tensor:
    """From the expert: text, and at a random time of the flow what the noise should become."""
    prefix = model.prefix(lit(batch["pixel_values"], generator), batch["history"], batch["way"])
    logits, store = model.read(prefix, batch["text"])
    words = text_loss(logits, batch["text"])
    store, reflex, text, speed, actions = doubled(store, batch)
    seen, start = model.sight(text, reflex)
    target = model.normalised(actions)
    noisy, t0, t1 = noised(target, generator)
    return config.text_weight * words + action_loss(model, model.clean(noisy, t0, t1, store, seen, start), target, speed, config)


def noised(target, generator):
    """On the straight line from noise to the target, more often near the noise, where the plan is decided. Any length of step."""
    count = len(target)
    noise = torch.randn(target.shape, generator=generator).to(target.device)
    t0 = torch.rand(count, generator=generator).square()
    t1 = t0 + (1 - t0) * torch.rand(count, generator=generator)
    t0, t1 = t0.to(target.device), t1.to(target.device)
    return noise + t0[:, None, None] * (target - noise), t0, t1


def distill(model: ReasonModel, teacher: ReasonModel, batch, generator: torch.Generator, config) -> torch.Tensor:
    """Only the flow expert: one step of the student goes where the teacher gets to in half of its steps."""
    with torch.no_grad():
        prefix = teacher.prefix(lit(batch["pixel_values"], generator), batch["history"], batch["way"])
        store, reflex, text, speed, actions = doubled(teacher.read(prefix, batch["text"])[1], batch)
        seen, start = model.sight(text, reflex)
        count, device = len(speed), speed.device
        steps = torch.where(reflex, config.reflex_flow_steps, config.full_flow_steps).cpu()
        number = (torch.rand(count, generator=generator) * steps).floor()
        t0, t1 = (number / steps).to(device), ((number + 1) / steps).to(device)
        half = config.teacher_steps // 2

        def goes(x, begin, end):
            for i in range(half):
                a, b = (begin + (end - begin) * j / half for j in (i, i + 1))
                x = euler(x, teacher.clean(x, a, b, store, seen, start), a, b)
            return x

        x0 = goes(torch.randn(count, POINTS, 2, generator=generator).to(device), torch.zeros_like(t0), t0)
        x1 = goes(x0, t0, t1)
        target = x0 + (x1 - x0) * ((1 - t0) / (t1 - t0))[:, None, None]
        data = model.normalised(actions)
        noisy, s0, s1 = noised(data, generator)
    taught = action_loss(model, model.clean(x0, t0, t1, store, seen, start), target, speed, config)
    return taught + 0.5 * action_loss(model, model.clean(noisy, s0, s1, store, seen, start), data, speed, config)
