"""Ranking 30 people × 60 pain points with 4,000 draws, beside the draws and sums alone in numpy."""

from collections.abc import Callable

from bench.harness import Row, median_seconds, ratio_row

PEOPLE, ITEMS, DRAWS, PSEUDO_PEOPLE = 30, 60, 4000, 50
HARM = (0.0, 1 / 3, 1.0, 3.0, 9.0)


def run() -> list[Row]:
    from journeymap.analysis.priority import HarmMatrix, priorities

    levels = _levels()
    matrix = HarmMatrix(tuple(tuple(row) for row in levels), ITEMS)
    seeds = iter(range(1, 1000))  # another seed each time, so that no kept draw is used again
    ranked_s = median_seconds(lambda: priorities(matrix, seed=next(seeds), top=3, draws=DRAWS))
    floor_s = median_seconds(_floor(levels))
    return [ratio_row(f"{PEOPLE} × {ITEMS} × {DRAWS:,}", ranked_s, floor_s, 1.5, "drawn in numpy as in methods 3.2")]


def _levels() -> list[list[int]]:
    import numpy as np

    random = np.random.default_rng(7)
    chance = random.beta(1, 3, ITEMS)
    hit = random.random((PEOPLE, ITEMS)) < chance
    levels: list[list[int]] = (random.integers(1, 5, (PEOPLE, ITEMS)) * hit).tolist()
    return levels


def _floor(levels: list[list[int]]) -> Callable[[], object]:
    """The formula as it stands: gammas, one harm a pseudo-person, item and draw, scores, quantiles, ranks."""
    import numpy as np

    harm = np.array(HARM)[np.array(levels)]
    seen = harm[harm > 0]
    rate = len(seen) / harm.size

    def work() -> object:
        random = np.random.default_rng(1)
        people = random.standard_gamma(1.0, (DRAWS, PEOPLE))
        pseudo = random.standard_gamma(4 / PSEUDO_PEOPLE, (DRAWS, PSEUDO_PEOPLE))
        scores = people @ harm
        for item in range(ITEMS):
            hit = random.random((DRAWS, PSEUDO_PEOPLE)) < rate
            drawn = np.where(hit, seen[random.integers(0, len(seen), (DRAWS, PSEUDO_PEOPLE))], 0.0)
            scores[:, item] += (pseudo * drawn).sum(axis=1)
        scores *= 100 / (people.sum(axis=1) + pseudo.sum(axis=1))[:, None]
        ranks = (-scores).argsort(axis=1).argsort(axis=1)
        return np.quantile(scores, (0.05, 0.95), axis=0), np.quantile(ranks, (0.05, 0.95), axis=0)

    return work
