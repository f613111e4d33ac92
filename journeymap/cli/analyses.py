"""flow, rank: what happened in the sessions, and what hurts most."""

import argparse
import math

from journeymap.cli.filters import add_filters, chosen_filter
from journeymap.cli.opening import project
from journeymap.cli.parsing import Commands, add_command, add_json, add_project_file, positive, whole
from journeymap.cli.terminal import print_json, say


def add(commands: Commands) -> None:
    parser = add_command(
        commands, "flow", run_flow, "count the steps, the ways between them, starts, ends and whole journeys",
        "flow permit.journey", 'flow permit.journey --json --round "Round 2"',
    )  # fmt: skip
    add_project_file(parser)
    add_json(parser)
    add_filters(parser)

    parser = add_command(
        commands, "rank", run_rank, "rank the pain points of one map, with the uncertainty of the order",
        "rank permit.journey", "rank permit.journey --json --seed 1 --top 3",
    )  # fmt: skip
    add_project_file(parser)
    add_json(parser)
    parser.add_argument("--top", metavar="K", type=positive, default=3, help="how many places count as the top (default 3)")
    parser.add_argument("--seed", metavar="N", type=whole, default=1, help="the same seed gives the same answer (default 1)")
    parser.add_argument(
        "--weights",
        metavar="W1,W2,W3,W4",
        type=_weights,
        help="the harm of the impacts 1 to 4, in minor problems (default 1/3,1,3,9)",
    )
    add_filters(parser)


def _weights(text: str) -> tuple[float, float, float, float]:
    """Four harms, none negative and none smaller than the one before; a fraction such as 1/3 is a number, too."""
    try:
        first, second, third, fourth = (_number(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not four numbers with commas between them") from error
    if not 0 <= first <= second <= third <= fourth <= 1e9 or fourth == 0:
        raise argparse.ArgumentTypeError(f"{text!r}: each weight must be at least as large as the one before it")
    return first, second, third, fourth


def _number(text: str) -> float:
    top, slash, bottom = text.strip().partition("/")
    number = float(top) / (float(bottom) if slash and float(bottom) else 1.0)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def run_flow(options: argparse.Namespace) -> int:
    from journeymap.present.flow import flow_json, flow_text, load_flow

    with project(options.file, read_only=True) as document:
        reader = document.read()
        value = load_flow(reader, chosen_filter(reader, options))
    if options.json:
        print_json(flow_json(value))
    else:
        say(flow_text(value))
    return 0


def run_rank(options: argparse.Namespace) -> int:
    from journeymap.core.scales import HARM_WEIGHTS
    from journeymap.present.ranking import load_ranking, rank_json, rank_text

    with project(options.file, read_only=True) as document:
        reader = document.read()
        value = load_ranking(
            reader,
            chosen_filter(reader, options),
            seed=options.seed,
            top=options.top,
            weights=options.weights or HARM_WEIGHTS,
        )
    if options.json:
        print_json(rank_json(value))
    else:
        say(rank_text(value))
    return 0
