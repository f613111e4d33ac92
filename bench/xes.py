"""Importing an XES log into a project, in events a second, beside bare expat over the same bytes."""

import gzip
from pathlib import Path
from xml.parsers import expat

from bench.harness import RUNS, SHARED_DATA, Row, median_seconds, scratch

SOURCE = SHARED_DATA / "eventlogs" / "receipt.xes.gz"


def run() -> list[Row]:
    from journeymap.core.progress import Progress
    from journeymap.interchange.importing import import_sources
    from journeymap.interchange.options import ImportOptions
    from journeymap.store.document import Document

    with scratch() as folder:
        source = SOURCE if SOURCE.exists() else _made_up(folder / "made-up.xes.gz")
        events = _bare(source)
        projects = (folder / f"xes-{number}.journey" for number in range(RUNS + 1))
        documents = [Document.create(path, title="Bench") for path in projects]
        waiting = iter(documents)

        def imported() -> None:
            with next(waiting).edit("Import 1 file") as edit:
                import_sources(edit, [source], ImportOptions(), Progress())

        imported_s = median_seconds(imported)
        floor_s = median_seconds(lambda: _bare(source))
        for document in documents:
            document.close()
    rate, floor_rate = events / imported_s, events / floor_s
    return [
        Row(
            f"{source.name}, {events:,} events",
            f"{rate:,.0f} events/s into the project, durable = {rate / floor_rate:.2f} × floor",
            f"{floor_rate:,.0f} events/s through bare expat: case, step and time as text",
            "≥ 0.5 × floor",
            rate >= floor_rate / 2,
        )
    ]


def _bare(source: Path) -> int:
    """The least that has to be done: case, step and time of every event as text, through expat. Gives their number."""
    events: list[tuple[str, str, str]] = []
    case = step = time = ""
    within = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal case, step, time, within
        if name == "event" and not attributes:
            within = True
        elif name in {"string", "date"}:
            key = attributes["key"]
            if key == "concept:name" and within:
                step = attributes["value"]
            elif key == "concept:name":
                case = attributes["value"]
            elif key == "time:timestamp":
                time = attributes["value"]

    def end(name: str) -> None:
        nonlocal within
        if name == "event" and within:
            events.append((case, step, time))
            within = False

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with gzip.open(source) as file:
        parser.ParseFile(file)
    return len(events)


def _made_up(path: Path, cases: int = 1500) -> Path:
    event = (
        '<event><string key="concept:name" value="Step {0}"/><string key="org:resource" value="R{0}"/>'
        '<date key="time:timestamp" value="2024-01-{1:02d}T10:0{0}:00.000+01:00"/></event>'
    )
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("<log>")
        for case in range(cases):
            file.write(f'<trace><string key="concept:name" value="case-{case}"/>')
            file.writelines(event.format(number, 1 + case % 28) for number in range(6))
            file.write("</trace>")
        file.write("</log>")
    return path
