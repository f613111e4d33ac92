"""Consent decides what enters which export, whatever the format."""

from pathlib import Path

import pytest

from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.core.model import Observation, PainPoint
from journeymap.core.scales import AUDIENCES
from journeymap.present.ranking import rank_json
from journeymap.report.audience import seen_by
from journeymap.report.content import Report
from tests.report.projects import journey, session, told
from tests.report.reading import everything_said, written

TEAM_ONLY = "notes, quotes, share_team"


def _sessions(report: Report) -> set[object]:
    place = report.entries.columns.index("participant")
    return {row[place] for row in report.entries.rows}


@pytest.mark.parametrize(
    ("audience", "people"), [("team", {"P1", "P2", "P3", "P5"}), ("board", {"P2", "P3"}), ("public", set[str]())]
)
def test_each_audience_gets_the_sessions_that_were_shared_with_it(
    tmp_path: Path, audience: str, people: set[str]
) -> None:
    texts = (
        journey("P1", consent=TEAM_ONLY),
        journey("P2", consent="share_team, share_org"),
        journey("P3"),
        journey("P4", consent="refused"),
        journey("P5", consent=None),
        journey("P6", consent="notes, quotes"),
    )
    with told(tmp_path, *texts) as project:
        report = project.report(audience)
    # The public sees no people, and here nothing at all, because one session is a group under five.
    assert (_sessions(report) if audience != "public" else {row[0] for row in report.entries.rows}) == people


def test_how_many_sessions_consent_left_out_is_said(tmp_path: Path) -> None:
    texts = (
        journey("P1"),
        journey("P2", consent="refused"),
        journey("P3", consent=None),
        journey("P4", consent="notes"),
    )
    with told(tmp_path, *texts) as project:
        board = project.report("board")
        team = project.report("team")
    assert board.values["consent"]["left_out"] == {
        "refused_or_withdrawn": 1,
        "not_recorded": 1,
        "not_shared_with_this_audience": 1,
    }
    said = str(board.blocks)
    assert "3 sessions were left out because of consent" in said
    assert "consent not recorded, so they are for the team only" in said
    assert "(consent not recorded): for the team only" in str(team.blocks)


def test_the_numbers_are_counted_from_the_visible_sessions_only(tmp_path: Path) -> None:
    hidden = [journey(f"Q{number}", "!4 hidden #hidden", consent="refused") for number in range(5)]
    open_ones = [journey(f"P{number}", "!2 seen #seen" if number < 3 else "") for number in range(6)]
    with told(tmp_path, *hidden, *open_ones) as project:
        report = project.report("team")
    folder = tmp_path / "alone"
    folder.mkdir()
    with told(folder, *open_ones) as project:
        alone = project.report("team")
    first, same = report.values["ranking"], alone.values["ranking"]
    for one in (first, same):
        for item in one["items"]:
            del item["id"]
    assert first == same
    assert report.values["flow"]["sessions"] == 6


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_word_of_a_refused_session_is_in_any_format(tmp_path: Path, audience: str) -> None:
    secret = journey("Zaphod", '!4 Wigglesworth fell #trillian\n[00:02:10] "Beeblebrox said so', consent="refused")
    with told(tmp_path, secret, *[journey(f"P{number}", "!2 seen #seen") for number in range(6)]) as project:
        paths = written(project.report(audience), tmp_path / "out")
    for path in paths.values():
        said = everything_said(path)
        assert [word for word in ("Zaphod", "Wigglesworth", "trillian", "Beeblebrox") if word in said] == [], path.name


@pytest.mark.parametrize("audience", ["team", "board"])
def test_quotes_and_notes_need_their_own_scope(tmp_path: Path, audience: str) -> None:
    pain = '!3 Wigglesworth #upload\n[00:02:10] "Beeblebrox #upload\n[00:02:20] types Slartibartfast'
    with told(
        tmp_path, journey("P1", pain, consent="share_team, share_org"), journey("P2", "!2 slow #upload")
    ) as project:
        report = project.report(audience)
        paths = written(report, tmp_path / "out")
    for path in paths.values():
        said = everything_said(path)
        assert [word for word in ("Wigglesworth", "Beeblebrox", "Slartibartfast") if word in said] == [], path.name
    assert len(report.entries.rows) == 6 + 4 - 0  # the entries are counted, only their words are missing
    assert "Quotes of 1 session: the person did not agree to being quoted." in str(report.blocks)
    assert "Notes of 1 session: the person did not agree to notes." in str(report.blocks)


def test_a_pain_point_titled_with_withheld_words_is_called_by_other_words_or_its_tag(tmp_path: Path) -> None:
    texts = (
        journey("P1", "!3 Wigglesworth fell #upload", consent="share_team"),
        journey("P2", "!3 Slartibartfast fell #pay", consent="share_team"),
        journey("P3", "!2 slow upload #upload"),
    )
    with told(tmp_path, *texts) as project:
        view = seen_by(project.reader, project.chosen, "team")
        assert sorted(point.title for point in view.reader.find(PainPoint)) == ["#pay", "slow upload"]
        assert sorted(point.title for point in project.reader.find(PainPoint)) == [
            "Slartibartfast fell",
            "Wigglesworth fell",
        ]


def test_a_report_that_may_show_nobody_says_so(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1", "!3 stuck #x", consent=None)) as project:
        said = str(project.report("board").blocks)
    assert "No session may be shown to this audience, because of consent." in said
    assert "1 session was left out because of consent." in said
    assert "Nobody has been recorded" not in said


def test_not_recorded_is_marked_entry_by_entry(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1", consent=None), journey("P2", consent="notes, share_team")) as project:
        report = project.report("team")
    place = report.entries.columns.index("consent")
    assert {row[place] for row in report.entries.rows} == {"not recorded", "notes, share_team"}


def test_quotes_and_encounters_without_a_record_of_consent_carry_the_mark(tmp_path: Path) -> None:
    pain = '!3 stuck #upload\n[00:02:10] "Larger than what #upload'
    with told(tmp_path, journey("P1", pain, consent=None), journey("P2", pain)) as project:
        paths = written(project.report("team"), tmp_path / "out")
    said = everything_said(paths["html"])
    assert "P1 · 00:02:10 · Round 1 · consent not recorded" in said
    assert "P1 · 00:02:00 · consent not recorded" in said
    assert "P2 · 00:02:10 · Round 1<" in said


def test_consent_of_another_map_or_filter_changes_nothing(tmp_path: Path) -> None:
    texts = (journey("P1", "!2 slow #upload"), journey("P2", "!2 slow #upload", consent=None))
    with told(tmp_path, *texts) as project:
        view = seen_by(project.reader, Filter(project.chosen.map_id, outcomes=("abandoned",)), "board")
        assert view.left_out.total == 0
        everybody = seen_by(project.reader, project.chosen, "board")
        assert everybody.left_out.not_recorded == 1


def test_the_view_counts_and_finds_the_same(tmp_path: Path) -> None:
    texts = (journey("P1", "!2 slow #upload"), journey("P2", consent="refused"), journey("P3", consent="share_team"))
    with told(tmp_path, *texts) as project:
        reader = seen_by(project.reader, project.chosen, "team").reader
        found = reader.find(Observation)
        assert reader.count(Observation) == len(found)
        assert [row[0] for row in reader.columns(Observation, ("id",))] == [each.id for each in found]
        assert [row[0] for row in reader.columns(Observation, ("text",))] == [each.text for each in found]


def test_an_audience_that_there_is_not_is_a_plain_sentence(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project, pytest.raises(Problem, match="no audience called 'press'"):
        project.report("press")


def test_the_report_ranks_as_the_command_line_does(tmp_path: Path) -> None:
    from journeymap.present.ranking import load_ranking

    pains = ("!4 stuck #upload", "!2 slow #upload", "!3 lost #upload", "", "!1 hm #pay", "")
    with told(tmp_path, *[journey(f"P{number}", pain) for number, pain in enumerate(pains)]) as project:
        assert project.report().values["ranking"] == rank_json(load_ranking(project.reader, project.chosen))


def test_sessions_of_withdrawn_consent_enter_nothing(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1", consent="withdrawn"), session("P2", "[00:00:01] > Find")) as project:
        assert _sessions(project.report("team")) == {"P2"}
