"""Planned maps of any size, the same every time: phases, a main path, branches, ways back, some words."""

import random
from itertools import pairwise

from journeymap.core.model import JourneyMap, Phase, Step, Transition
from journeymap.present.map_plan import MapPlan

MAP_ID = "map"
_WORDS = ("Find", "Read", "Apply", "Upload", "Check", "Pay", "Wait", "Ask", "Confirm", "Send", "Receive", "Sign")
_THINGS = ("the form", "the letter", "proof of address", "the fee", "an appointment", "the permit", "details", "help")


def made_up_plan(steps: int, links: int, *, phases: int = 0, seed: int = 7, renamed: int = -1) -> MapPlan:
    """A plan of so many steps and links; one of the steps can have another name than it had."""
    chance = random.Random(seed)
    count = phases or max(4, steps // 25)
    made = tuple(
        Phase(id=f"phase{number}", project_id="p", map_id=MAP_ID, position=number, title=f"Phase {number + 1}")
        for number in range(count)
    )
    titles = [f"{chance.choice(_WORDS)} {chance.choice(_THINGS)} {number}" for number in range(steps)]
    if renamed >= 0:
        titles[renamed] = f"Renamed {renamed}"
    planned = tuple(
        Step(
            id=f"step{number:05}", project_id="p", map_id=MAP_ID, phase_id=f"phase{number * count // steps}",
            position=number, title=title,
        )
        for number, title in enumerate(titles)
    )  # fmt: skip
    return MapPlan(
        project=None,
        map=JourneyMap(id=MAP_ID, project_id="p", title="Made up"),
        phases=made,
        steps=planned,
        transitions=tuple(
            Transition(
                id=f"link{number}", project_id="p", map_id=MAP_ID, from_step_id=f"step{source:05}",
                to_step_id=f"step{target:05}",
            )
            for number, (source, target) in enumerate(made_up_links(steps, links, chance))
        ),
        channels={},
        pain_points={},
    )  # fmt: skip


def made_up_links(steps: int, links: int, chance: random.Random) -> list[tuple[int, int]]:
    """Links along the steps with some left out, so that there are branches, and others nearby in both directions."""
    pairs = {(one, other) for one, other in pairwise(range(steps)) if chance.random() < 0.75}
    while len(pairs) < min(links, steps * (steps - 1) // 4):
        source = chance.randrange(steps)
        target = min(steps - 1, max(0, source + chance.choice((-6, -4, -2, 2, 2, 3, 3, 4, 5, 7))))
        if source != target:
            pairs.add((source, target))
    return sorted(pairs)
