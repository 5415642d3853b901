"""Fixed draws, exact splits and raking: the arithmetic under the demonstration ledger."""

import random
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta

SEED = "12834"

Shares = dict[str, float]
Margin = tuple[Mapping[str, Hashable], Mapping[Hashable, float]]  # group of each key; group totals


def stream(topic: str) -> random.Random:
    """The fixed stream of a topic: a new topic does not shift the draws of the others."""
    return random.Random(f"{SEED}:{topic}")


def day_between(rng: random.Random, first: date, last: date) -> date:
    """A day from ``first`` to ``last``, both included."""
    return first + timedelta(days=rng.randint(0, (last - first).days))


def split_whole(total: int, weights: Mapping[str, float], unit: int = 1) -> dict[str, int]:
    """``total`` in whole ``unit``s by ``weights``; the largest remainders take what is left."""
    if not weights:
        return {}
    scale = total / unit / sum(weights.values())
    exact = {key: weight * scale for key, weight in weights.items()}
    parts = {key: int(value) for key, value in exact.items()}
    left = total // unit - sum(parts.values())
    for key in sorted(exact, key=lambda key: (parts[key] - exact[key], key))[:left]:
        parts[key] += 1
    return {key: part * unit for key, part in parts.items()}


def rake(values: Shares, margins: Sequence[Margin], rounds: int = 300) -> Shares:
    """Scale positive values until each margin's groups have their totals; the last is exact."""
    raked = dict(values)
    for _ in range(rounds):
        for groups, totals in margins:
            sums: dict[Hashable, float] = defaultdict(float)
            for key, value in raked.items():
                sums[groups[key]] += value
            raked = {
                key: value * totals[groups[key]] / sums[groups[key]] if value else 0.0
                for key, value in raked.items()
            }
    return raked
