"""The filter options, the same at every command that counts, and how a name on the command line becomes an id."""

import argparse
from collections.abc import Callable, Sequence

from journeymap.core.edits.people import segments_of
from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.core.model import Channel, JourneyMap, Participant, Round, Session
from journeymap.core.reader import Reader
from journeymap.core.scales import OUTCOMES

_MOST_NAMES = 12


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add --map, --round, --segment, --outcome, --session and --channel; all but --map may be given several times."""
    group = parser.add_argument_group(
        "filters", "They choose whole sessions, never single events. Names are compared without regard to case."
    )
    group.add_argument("--map", metavar="TITLE", help="the map to look at; needed only when there are several")
    group.add_argument("--round", metavar="TITLE", action="append", default=[], help="only sessions of this round")
    group.add_argument(
        "--segment", metavar="NAME", action="append", default=[], help="only sessions of people in this segment"
    )
    group.add_argument("--outcome", metavar="KEY", action="append", default=[], help=f"one of {', '.join(OUTCOMES)}")
    group.add_argument(
        "--session", metavar="ID", action="append", default=[], help="a session's id, number, case or participant"
    )
    group.add_argument(
        "--channel",
        metavar="TITLE",
        action="append",
        default=[],
        help="only sessions with a visit through this channel",
    )


def chosen_filter(reader: Reader, options: argparse.Namespace) -> Filter:
    """The filter that the options describe, with ids for names.

    Raises Problem when a name is unknown, naming what there is, and when there are several maps and none was named.
    A project without any map gives a filter that no session passes.
    """
    journey_map = chosen_map(reader, options.map)
    map_id = journey_map.id if journey_map is not None else ""
    rounds = {round_.id: round_.title for round_ in reader.find(Round)} if options.round else {}
    channels = {channel.id: channel.title for channel in reader.find(Channel)} if options.channel else {}
    segments = segments_of(reader) if options.segment else []
    return Filter(
        map_id=map_id,
        round_ids=_ids("round", options.round, rounds),
        outcomes=_ids("outcome", options.outcome, {key: key for key in OUTCOMES}, OUTCOMES),
        session_ids=_session_ids(reader, options.session, map_id) if options.session else (),
        channel_ids=_ids("channel", options.channel, channels),
        segments=_ids("segment", options.segment, {name: name for name in segments}),
    )


def chosen_map(reader: Reader, title: str | None) -> JourneyMap | None:
    """The map of this title, or the only one; None where there is none yet and none was named."""
    maps = reader.find(JourneyMap)
    if title is None:
        if len(maps) > 1:
            raise Problem(
                f"This project holds several maps; choose one with --map: {_listed([m.title for m in maps])}."
            )
        return maps[0] if maps else None
    (map_id,) = _ids("map", [title], {journey_map.id: journey_map.title for journey_map in maps})
    return next(journey_map for journey_map in maps if journey_map.id == map_id)


def _ids(
    what: str, wanted: Sequence[str], titles: dict[str, str], other_words: dict[str, str] | None = None
) -> tuple[str, ...]:
    """The ids whose title (or id, or other word) is wanted: letter by letter first, then without regard to case."""
    found: dict[str, None] = {}
    for name in wanted:
        matches = _matching(name, titles) or _matching(name, other_words or {})
        if not matches:
            known = _listed(list(titles.values()))
            there_is = f"There is: {known}" if known else "There is none yet"
            raise Problem(f"There is no {what} called “{name}”. {there_is}. Nothing was changed.")
        found.update(dict.fromkeys(matches))
    return tuple(found)


def _matching(name: str, titles: dict[str, str]) -> list[str]:
    for same in _COMPARISONS:
        matches = [key for key, title in titles.items() if same(name, title) or name == key]
        if matches:
            return matches
    return []


def _loosely(name: str, title: str) -> bool:
    return name.strip().casefold() == title.strip().casefold()


_COMPARISONS: tuple[Callable[[str, str], bool], ...] = (str.__eq__, _loosely)


def one_session(reader: Reader, name: str) -> str:
    """The id of the session that is meant, by id, number, case or participant; a Problem where none or several are."""
    people = {person.id: person.pseudonym for person in reader.find(Participant)}
    found = _session_matches(name, reader.find(Session), people)
    if len(found) != 1:
        there = "There are several sessions" if found else "There is no session"
        raise Problem(f"{there} “{name}”. Nothing was changed. Please give its number or its id.")
    return found[0]


def _session_ids(reader: Reader, wanted: Sequence[str], map_id: str) -> tuple[str, ...]:
    people = {person.id: person.pseudonym for person in reader.find(Participant)}
    sessions = reader.find(Session, map_id=map_id)
    found: dict[str, None] = {}
    for name in wanted:
        matches = _session_matches(name, sessions, people)
        if not matches:
            known = _listed(list(dict.fromkeys(people[session.participant_id] for session in sessions)))
            there_is = f"There are sessions of: {known}" if known else "There is none yet"
            raise Problem(f"There is no session “{name}” on this map. {there_is}. Nothing was changed.")
        found.update(dict.fromkeys(matches))
    return tuple(found)


def _session_matches(name: str, sessions: Sequence[Session], people: dict[str, str]) -> list[str]:
    """Sessions by id, else by case or participant, else by their number in the project."""
    by_id = [session.id for session in sessions if session.id == name]
    by_name = [s.id for s in sessions if s.case_id == name or _loosely(name, people[s.participant_id])]
    return by_id or by_name or [session.id for session in sessions if str(session.seq) == name]


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_MOST_NAMES])
    return f"{shown} and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else shown
