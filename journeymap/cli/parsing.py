"""How the commands describe themselves: one parser each, with an example in its help."""

import argparse
import math
from collections.abc import Callable
from typing import TypeAlias

Run: TypeAlias = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(commands: Commands, name: str, run: Run, summary: str, *examples: str) -> argparse.ArgumentParser:
    """Add a command with one line of summary and at least one example; gives its parser for the options."""
    text = "examples:" if len(examples) > 1 else "example:"
    parser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog="\n".join([text, *(f"  journeymap {example}" for example in examples)]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)
    return parser


def add_project_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the project, a .journey file")


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def add_ranking_options(parser: argparse.ArgumentParser) -> None:
    """Add --top, --seed and --weights; `weights` is None where they are not given."""
    parser.add_argument(
        "--top", metavar="K", type=positive, default=3, help="how many places count as the top (default 3)"
    )
    parser.add_argument(
        "--seed", metavar="N", type=whole, default=1, help="the same seed gives the same answer (default 1)"
    )
    parser.add_argument(
        "--weights",
        metavar="W1,W2,W3,W4",
        type=weights,
        help="the harm of the impacts 1 to 4, in minor problems (default 1/3,1,3,9)",
    )


def weights(text: str) -> tuple[float, float, float, float]:
    """Four harms, none negative and none smaller than the one before; a fraction such as 1/3 is a number, too."""
    try:
        first, second, third, fourth = (_number(part) for part in text.split(","))
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not four numbers with commas between them") from error
    if not 0 <= first <= second <= third <= fourth <= 1e9 or fourth == 0:
        raise argparse.ArgumentTypeError(f"{text!r}: each weight must be at least as large as the one before it")
    return first, second, third, fourth


def _number(text: str) -> float:
    top, slash, bottom = text.strip().partition("/")
    number = float(top) / (float(bottom) if slash else 1.0)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def positive(text: str) -> int:
    """A whole number from 1 up."""
    number = whole(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return number


def whole(text: str) -> int:
    """A whole number from 0 up."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)
