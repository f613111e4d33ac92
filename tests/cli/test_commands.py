"""The commands one after the other, as a person or a script would use them."""

import json
from pathlib import Path

import pytest

from journeymap.cli.projects import COUNTED
from journeymap.core import model
from journeymap.store.migrations import LATEST, version_text
from tests.cli.conftest import Command, sha256


def test_a_project_without_a_template_has_no_map(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "permit.journey"
    assert command("new", file).status == 0
    value = json.loads(command("info", file, "--json").out)
    assert value["title"] == "permit"
    assert value["counts"]["maps"] == 0
    assert value["schema_version"] == version_text(LATEST)
    assert command("flow", file, "--json").status == 0


@pytest.mark.parametrize(
    ("template", "steps"),
    [
        ("application", 9), ("appointment", 9), ("experience-map", 10), ("service-blueprint", 12),
        ("sludge-audit", 11),
    ],
)  # fmt: skip
def test_a_template_brings_its_map(command: Command, tmp_path: Path, template: str, steps: int) -> None:
    file = tmp_path / "permit.journey"
    assert command("new", file, "--template", template, "--title", "Ours").status == 0
    value = json.loads(command("info", file, "--json").out)
    assert value["title"] == "Ours"
    assert (value["counts"]["maps"], value["counts"]["steps"]) == (1, steps)
    assert command("verify", file).status == 0


def test_info_counts_what_an_import_brought_and_undo_takes_it_back(command: Command, permit: Path) -> None:
    counts = json.loads(command("info", permit, "--json").out)["counts"]
    assert {name: counts[name] for name in ("maps", "steps", "sessions", "participants", "rounds", "pain_points")} == {
        "maps": 1, "steps": 2, "sessions": 1, "participants": 1, "rounds": 1, "pain_points": 1,
    }  # fmt: skip
    assert (counts["observations"], counts["consents"], counts["imports"], counts["journal_entries"]) == (4, 1, 1, 2)
    undone = command("undo", permit)
    assert undone.status == 0
    assert "Import 1 file (notes.txt)" in undone.out
    value = json.loads(command("info", permit, "--json").out)
    assert {value["counts"][name] for name in ("maps", "steps", "sessions", "participants", "imports")} == {0}
    assert value["last_entry"]["seq"] == 3
    assert json.loads(command("flow", permit, "--json").out)["sessions"] == 0
    assert command("verify", permit).status == 0


def test_info_counts_the_answers_to_questionnaires(command: Command, permit: Path, tmp_path: Path) -> None:
    answered = tmp_path / "answered.txt"
    answered.write_text(
        "participant: P07\nmap: Renew a parking permit\nsus: 4 1 5 2 5 1 4 2 3 1\numux lite: 6 5\n---\n> Pay\n"
    )
    assert command("import", permit, answered).status == 0
    assert json.loads(command("info", permit, "--json").out)["counts"]["questionnaires"] == 2
    assert "  2 questionnaires\n" in command("info", permit).out


def test_info_counts_every_kind_of_thing_that_a_project_holds() -> None:
    kinds = {kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, model.Entity)}
    assert {kind for kind, _ in COUNTED.values()} == kinds - {model.Entity, model.Project}


def test_an_import_undone_can_be_taken_in_again(command: Command, permit: Path, tmp_path: Path) -> None:
    assert command("undo", permit).status == 0
    again = command("import", permit, tmp_path / "notes.txt")
    assert again.status == 0, again.err
    assert json.loads(command("info", permit, "--json").out)["counts"]["sessions"] == 1


def test_the_account_of_an_import_as_json(command: Command, permit: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    lines = [f"c{number},Pay,2026-03-02T10:0{number}Z" for number in range(5)]
    log.write_text("\n".join(["case,step,time", *lines, "c5,Pay,soon", "NA,Go,2026-03-02T11:00Z"]))
    before = sha256(permit)
    tried = json.loads(command("import", permit, log, "--dry-run", "--json").out)
    assert sha256(permit) == before
    result = command("import", permit, log, "--json")
    value = json.loads(result.out)
    assert result.status == 0
    same = {"read", "kept", "rejected", "columns", "sessions", "announcements"}
    assert {key: value[key] for key in same} == {key: tried[key] for key in same}
    assert (value["read"], value["kept"]) == (7, 6)
    assert [(row["file"], row["line"]) for row in value["rejected"]] == [("log.csv", 7)]
    assert "soon" in value["rejected"][0]["reason"]
    assert value["columns"]["case"] == "case"
    assert value["batch"] == value["batch"].lower()
    assert value["made"]["participants"] == 6


def test_one_bad_time_keeps_the_session_and_leaves_it_out_of_counting(command: Command, tmp_path: Path) -> None:
    file, log = tmp_path / "a.journey", tmp_path / "log.csv"
    log.write_text(
        "case,step,time\nc1,Go,2026-03-02T10:00Z\nc1,Stay,soon\nc1,Pay,2026-03-02T10:02Z\n"
        "c2,Go,2026-03-02T10:00Z\nc2,Pay,2026-03-02T10:02Z\n"
    )
    command("new", file)
    assert command("import", file, log).status == 0
    value = json.loads(command("flow", file, "--json").out)
    assert (value["sessions"], value["events"]) == (1, 2)
    assert json.loads(command("info", file, "--json").out)["counts"]["sessions"] == 2


def test_a_dry_run_prints_the_same_account(command: Command, permit: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,step,time\nc1,Pay,2026-03-02T10:00Z\n")
    tried = command("import", permit, log, "--dry-run")
    done = command("import", permit, log)
    assert tried.out.splitlines()[:-1] == done.out.splitlines()


def test_flow_has_the_shape_of_the_contract(command: Command, permit: Path) -> None:
    value = json.loads(command("flow", permit, "--json").out)
    assert set(value) >= {"sessions", "events", "steps", "transitions", "starts", "ends", "variants", "outcomes"}
    assert (value["sessions"], value["events"]) == (1, 2)
    assert [set(step) >= {"id", "title", "visits", "sessions"} for step in value["steps"]] == [True, True]
    (transition,) = value["transitions"]
    assert (transition["from"], transition["to"]) == ("Find the service", "Pay")
    assert (transition["count"], transition["sessions"], transition["median_ms"]) == (1, 1, 115_000)
    assert (value["starts"], value["ends"]) == ({"Find the service": 1}, {"Pay": 1})
    assert value["variants"] == [{"steps": ["Find the service", "Pay"], "sessions": 1}]
    assert value["outcomes"] == {"completed": 1}


def test_rank_has_the_shape_of_the_contract(command: Command, permit: Path) -> None:
    value = json.loads(command("rank", permit, "--json", "--seed", "7", "--top", "2").out)
    assert set(value) >= {"people", "seed", "weights", "top", "ungrouped", "unrated", "items"}
    assert (value["people"], value["seed"], value["top"], len(value["weights"])) == (1, 7, 2, 4)
    (item,) = value["items"]
    assert set(item) >= {
        "id", "title", "tag", "steps", "score", "low", "high", "p_top", "rank_low", "rank_high", "affected",
        "opportunities", "reached", "share", "worst_impact",
    }  # fmt: skip
    assert set(item["share"]) >= {"value", "low", "high"}
    assert (item["p_top"], item["rank_low"], item["rank_high"]) == (None, None, None)
    assert (item["tag"], item["steps"], item["worst_impact"]) == ("expired", ["Find the service"], 2)


FILTERS = [
    (["--round", "round 1"], 1),
    (["--outcome", "abandoned"], 0),
    (["--outcome", "completed"], 1),
    (["--session", "P01"], 1),
    (["--session", "1"], 1),
    (["--map", "RENEW A PERMIT"], 1),
]


@pytest.mark.parametrize(("arguments", "sessions"), FILTERS, ids=str)
def test_filters_choose_whole_sessions(command: Command, permit: Path, arguments: list[str], sessions: int) -> None:
    assert json.loads(command("flow", permit, "--json", *arguments).out)["sessions"] == sessions


def test_a_map_must_be_chosen_only_where_there_are_several(command: Command, permit: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,step,time\nc1,Pay,2026-03-02T10:00Z\n")
    assert command("import", permit, log, "--map", "Other").status == 0
    asked = command("flow", permit)
    assert asked.status == 1
    assert "--map" in asked.err
    assert "Other" in asked.err
    assert json.loads(command("flow", permit, "--json", "--map", "Other").out)["events"] == 1


def test_one_export_goes_to_a_file_and_several_into_a_folder(command: Command, permit: Path, tmp_path: Path) -> None:
    one = command("export", permit, "--to", "json", "--out", tmp_path / "report.json")
    assert one.status == 0, one.err
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["entries"]
    many = command("export", permit, "--to", "html", "csv", "text", "--out", tmp_path / "reports")
    assert many.status == 0, many.err
    assert len(list((tmp_path / "reports").iterdir())) == 3
    assert len(many.out.splitlines()) == 3


def test_session_text_comes_out_as_it_went_in(command: Command, permit: Path, tmp_path: Path) -> None:
    out, copy = tmp_path / "out.txt", tmp_path / "copy.journey"
    assert command("export", permit, "--to", "text", "--out", out).status == 0
    command("new", copy)
    assert command("import", copy, out).status == 0
    for what in ("flow", "rank"):
        values = [json.loads(command(what, file, "--json").out) for file in (permit, copy)]
        for value in values:
            for row in [*value.get("steps", []), *value.get("items", [])]:
                row.pop("id")
        assert values[0] == values[1]


def test_hostile_signs_are_written_out_in_a_terminal(command: Command, tmp_path: Path) -> None:
    file, log = tmp_path / "a.journey", tmp_path / "log.csv"
    log.write_text("case,step,time\nc1,\x1b[2JPay \u202eevil <b>,2026-03-02T10:00Z\n", encoding="utf-8")
    command("new", file)
    assert command("import", file, log).status == 0
    result = command("flow", file)
    assert result.status == 0
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out
    assert "evil <b>" in result.out


def test_the_channel_filter_looks_at_the_steps_that_were_visited(command: Command, tmp_path: Path) -> None:
    file, log = tmp_path / "a.journey", tmp_path / "log.csv"
    log.write_text("case,step,time\nc1,Ask for help,2026-03-02T10:00Z\nc2,Fill in the form,2026-03-02T10:00Z\n")
    assert command("new", file, "--template", "application").status == 0
    assert command("import", file, log).status == 0
    for arguments, sessions in (
        (["phone"], 1),
        (["Website"], 1),
        (["Letter"], 0),
        (["Phone", "--channel", "website"], 2),
    ):
        value = json.loads(command("flow", file, "--json", "--channel", *arguments).out)
        assert value["sessions"] == sessions


def test_a_session_with_a_rejected_row_is_left_out_of_counting_with_its_reason(
    command: Command, tmp_path: Path
) -> None:
    project, log = tmp_path / "log.journey", tmp_path / "log.csv"
    log.write_text("case,step,time\nc1,Pay,2026-03-02T10:00:00Z\nc1,Done,soon\nc2,Pay,2026-03-02T10:00:00Z\n", "utf-8")
    assert command("new", project).status == 0
    assert command("import", project, log).status == 0
    printed = command("flow", project).out
    assert "1 session of 1 person" in printed
    assert "\n  c1: incomplete: 1 row rejected\n" in f"{printed}\n"


SECOND = (
    "participant: P01\nmap: Renew a permit\nstarted: 2026-03-02T10:00:00Z\nobserver: Ben\n---\n"
    "[00:00:14] > Find\n[00:00:20] !4 lost #search\n[00:01:02] > Pay\n"
)


def test_a_second_observers_notes_join_by_a_file_or_by_a_project_of_their_own(command: Command, tmp_path: Path) -> None:
    lead = SECOND.replace("Ben", "Ada").replace("[00:00:14]", "[00:00:10]").replace("!4", "!1")
    mine, notes, theirs = tmp_path / "mine.journey", tmp_path / "ben.txt", tmp_path / "theirs.journey"
    notes.write_text(SECOND)
    (tmp_path / "lead.txt").write_text(lead)
    for file, source in ((mine, tmp_path / "lead.txt"), (theirs, notes)):
        assert command("new", file).status == 0
        assert command("import", file, source).status == 0
    tried = command("import", mine, notes, "--observer", "Ben", "--offset", "-4", "--dry-run", "--json")
    (joined,) = json.loads(tried.out)["joined"]
    assert (joined["observer"], joined["offset_ms"], joined["visits"], joined["entries"]) == ("Ben", -4000, 0, 3)
    result = command("import", mine, theirs, "--observer", "Ben", "--session", "P01")
    assert result.status == 0
    assert "3 entries of Ben joined P01, moved by −2 s, found from 2 visits that both noted." in result.out
    flow = json.loads(command("flow", mine, "--json").out)
    assert (flow["sessions"], flow["events"]) == (1, 2)
    assert json.loads(command("rank", mine, "--json").out)["items"][0]["worst_impact"] == 4
    assert command("undo", mine).status == 0
    assert json.loads(command("rank", mine, "--json").out)["items"][0]["worst_impact"] == 1
    assert command("verify", mine).status == 0


def test_a_project_or_a_session_without_an_observer_is_answered_in_a_sentence(command: Command, tmp_path: Path) -> None:
    mine, notes = tmp_path / "mine.journey", tmp_path / "ben.txt"
    notes.write_text(SECOND)
    assert command("new", mine).status == 0
    assert command("import", mine, notes).status == 0
    for arguments, told in (
        ([mine], "with --observer"),
        ([notes, "--session", "P01"], "go with --observer"),
        ([notes, "--observer", "Cid", "--session", "P09"], "There is no session “P09”"),
    ):
        result = command("import", mine, *arguments)
        assert (result.status, told in result.err) == (1, True)
    assert command("import", mine, notes, "--observer", "Cid", "--offset", "soon").status == 2
