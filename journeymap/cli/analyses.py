"""flow, rank: what happened in the sessions, and what hurts most."""

import argparse

from journeymap.cli.filters import add_filters, chosen_filter
from journeymap.cli.opening import project
from journeymap.cli.parsing import Commands, add_command, add_json, add_project_file, add_ranking_options
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
    add_ranking_options(parser)
    add_filters(parser)


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
