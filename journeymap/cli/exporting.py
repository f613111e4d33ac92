"""export: the report in one or more formats."""

import argparse
from pathlib import Path

from journeymap.cli.filters import add_filters, chosen_filter
from journeymap.cli.opening import project
from journeymap.cli.parsing import Commands, add_command, add_project_file, add_ranking_options
from journeymap.cli.terminal import say, tell, terminal_progress
from journeymap.core.scales import AUDIENCES

FORMATS_IN_HELP = "pdf, html, csv, json, xlsx, entries, text, svg, png, poster, tiles"


def add(commands: Commands) -> None:
    parser = add_command(
        commands, "export", run_export, "write the report in one or more formats",
        "export permit.journey --to pdf --out report.pdf",
        'export permit.journey --to pdf html xlsx --out reports --round "Round 2" --audience board',
        "export permit.journey --to poster --paper A1 --out wall.pdf",
        "export permit.journey --to poster --tiles --out to-glue.pdf",
    )  # fmt: skip
    add_project_file(parser)
    parser.add_argument(
        "--to", metavar="FORMAT", nargs="+", action="extend", required=True, help=f"one or more of: {FORMATS_IN_HELP}"
    )
    parser.add_argument(
        "--out", metavar="PATH", help="a file for one format, a folder for several; otherwise the current folder"
    )
    parser.add_argument(
        "--audience",
        choices=tuple(AUDIENCES),
        default="team",
        help="who it is for: decides whose sessions are in it, by their consent (default team)",
    )
    parser.add_argument(
        "--scale", type=int, choices=(1, 2, 3, 4), default=0, help="png: how many times as large (default 2)"
    )
    parser.add_argument(
        "--paper",
        choices=("A4", "A3", "A2", "A1", "A0"),
        default="",
        help="poster: the paper; otherwise the smallest from A3 on on which it can be read",
    )
    parser.add_argument(
        "--tiles",
        nargs="?",
        const="A4",
        choices=("A4", "A3"),
        help="poster: on pages of this size to glue together (default A4)",
    )
    add_ranking_options(parser)
    add_filters(parser)


def run_export(options: argparse.Namespace) -> int:
    from journeymap.core.scales import HARM_WEIGHTS
    from journeymap.report.content import Anchor, PictureChoices
    from journeymap.report.export import export_formats

    named = [name for part in options.to for name in part.split(",") if name]
    formats = list(dict.fromkeys("tiles" if name == "poster" and options.tiles else name for name in named))
    with project(options.file, read_only=True) as document:
        reader = document.read()
        last = document.last_entry()
        exported = export_formats(
            reader,
            chosen_filter(reader, options),
            formats,
            Path(options.out) if options.out is not None else None,
            audience=options.audience,
            seed=options.seed,
            top=options.top,
            weights=options.weights or HARM_WEIGHTS,
            anchor=Anchor(last.seq, last.hash),
            made_at_ms=document.clock.now_ms(),
            picture=PictureChoices(options.scale, options.paper, options.tiles or "A4"),
            progress=terminal_progress(),
        )
    for remark in exported.remarks:
        tell(f"{remark.place}: {remark.text}")
    for path in exported.paths:
        say(f"Wrote {path}")
    return 0
