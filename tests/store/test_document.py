"""The document on real files: edits, undo, redo, notices, refusals."""

from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.core.changes import Changes
from journeymap.core.clock import FixedClock
from journeymap.core.errors import Problem
from journeymap.core.model import ImportBatch, JourneyMap, Observation, Participant, Project, Session, Step
from journeymap.core.reader import Edit
from journeymap.store.document import Document
from journeymap.store.verify import verify


def new_map(edit: Edit, title: str = "Renew a permit") -> JourneyMap:
    made = JourneyMap(id=edit.clock.new_id(), project_id=edit.project_id, title=title)
    edit.put(made)
    return made


def new_step(edit: Edit, of: JourneyMap, title: str, position: int = 0) -> Step:
    step = Step(
        id=edit.clock.new_id(), project_id=edit.project_id, map_id=of.id, phase_id=None, position=position, title=title
    )
    edit.put(step)
    return step


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "permit.journey"


def test_what_was_edited_is_there_after_opening_again(path: Path) -> None:
    with Document.create(path, title="Permits", zone="Europe/London") as document, document.edit("Add a map") as edit:
        made = new_map(edit)
    with Document.open(path, read_only=True) as document:
        assert document.read().find(JourneyMap) == [made]
        assert document.read().find(Project)[0].zone == "Europe/London"


def test_a_failed_edit_leaves_nothing_behind(path: Path) -> None:
    with Document.create(path, title="Permits") as document:
        before = document.last_entry()
        with pytest.raises(ValueError, match="half way"), document.edit("Add a map") as edit:
            new_map(edit)
            raise ValueError("half way")
        assert document.read().find(JourneyMap) == []
        assert document.last_entry() == before
        assert document.next_undo() is None


def test_an_edit_that_changes_nothing_is_no_journal_entry(path: Path) -> None:
    with Document.create(path, title="Permits") as document:
        with document.edit("Add a map") as edit:
            made = new_map(edit)
        before = document.last_entry()
        with document.edit("Rename") as edit:
            edit.put(made)
        assert document.last_entry() == before


def test_undo_survives_a_restart_and_making_the_project_cannot_be_undone(path: Path) -> None:
    with Document.create(path, title="Permits") as document, document.edit("Add a map") as edit:
        new_map(edit)
    with Document.open(path) as document:
        assert document.undo().label == "Add a map"
        assert document.read().find(JourneyMap) == []
        with pytest.raises(Problem, match="nothing to undo"):
            document.undo()


def test_undo_within_a_scope_leaves_the_other_changes_alone(path: Path) -> None:
    with Document.create(path, title="Permits") as document:
        with document.edit("In the session", scope="s1") as edit:
            first = new_map(edit, "first")
        with document.edit("Elsewhere") as edit:
            second = new_map(edit, "second")
        undone = document.undo("s1")
        assert undone.items[0].before == first
        assert document.read().find(JourneyMap) == [second]
        document.redo("s1")
        assert document.read().count(JourneyMap) == 2


def test_an_undo_that_no_longer_fits_is_refused_in_words(path: Path) -> None:
    with Document.create(path, title="Permits") as document:
        with document.edit("Add a map", scope="s1") as edit:
            made = new_map(edit)
        with document.edit("Rename") as edit:
            edit.put(replace(made, title="Other"))
        with pytest.raises(Problem, match="changed again since"):
            document.undo("s1")
        assert document.read().find(JourneyMap)[0].title == "Other"


def test_removing_what_others_refer_to_is_refused(path: Path) -> None:
    with Document.create(path, title="Permits") as document:
        with document.edit("Add a map") as edit:
            made = new_map(edit)
            new_step(edit, made, "Pay")
        with pytest.raises(Problem, match="still refers"), document.edit("Delete the map") as edit:
            edit.remove(made)
        assert document.read().count(JourneyMap) == 1


def test_subscribers_hear_of_each_commit_once_and_not_of_failures(path: Path) -> None:
    heard: list[Changes] = []
    with Document.create(path, title="Permits") as document:
        end = document.subscribe(heard.append)
        with document.edit("Add a map") as edit:
            new_map(edit)
        with pytest.raises(ValueError, match="no"), document.edit("Fail") as edit:
            new_map(edit)
            raise ValueError("no")
        document.undo()
        end()
        document.redo()
    assert [(change.label, change.kind) for change in heard] == [("Add a map", "edit"), ("Add a map", "undo")]
    assert heard[0].touches(JourneyMap)


def test_a_read_only_document_refuses_edits(path: Path) -> None:
    Document.create(path, title="Permits").close()
    with (
        Document.open(path, read_only=True) as document,
        pytest.raises(Problem, match="reading only"),
        document.edit("Add a map"),
    ):
        pass


def test_a_second_writer_is_told_who_has_the_project(path: Path) -> None:
    with Document.create(path, title="Permits"):
        with pytest.raises(Problem, match="is open in another window"):
            Document.open(path)
        with Document.open(path, read_only=True) as reader:
            assert "file as of" in " ".join(reader.notices)


def test_creating_over_an_existing_file_is_refused(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(Problem, match="there already"):
        Document.create(path, title="Permits")
    assert path.read_text() == "mine"


def test_the_same_clock_gives_the_same_journal(tmp_path: Path) -> None:
    anchors = []
    for name in ("a", "b"):
        with Document.create(tmp_path / name, title="Permits", clock=FixedClock(), actor="demo") as document:
            with document.edit("Add a map") as edit:
                new_map(edit)
            anchors.append(document.last_entry())
    assert anchors[0] == anchors[1]


def import_a_session(document: Document, scope: str = "") -> ImportBatch:
    """One participant with one session of one visit, through the bulk path of an import."""
    with document.edit("Add a map") as edit:
        where = new_map(edit)
    with document.edit("Import log.csv", scope) as edit:
        batch = ImportBatch(
            id=edit.clock.new_id(), project_id=edit.project_id, live=False, format="csv", sources=(("log.csv", "00"),)
        )
        names = ("id", "project_id", "live", "format", "sources", "digest")
        edit.put_rows(ImportBatch, names, iter([(batch.id, batch.project_id, 0, "csv", '[["log.csv","00"]]', "")]))
        person, session, visit = (edit.clock.new_id() for _ in range(3))
        own = (edit.project_id, batch.id)
        edit.put_rows(Participant, ("id", "pseudonym", "project_id", "import_id"), iter([(person, "NA", *own)]))
        edit.put_rows(
            Session,
            ("id", "seq", "participant_id", "map_id", "project_id", "import_id"),
            iter([(session, 1, person, where.id, *own)]),
        )
        edit.put_rows(
            Observation,
            ("id", "session_id", "seq", "at_ms", "kind", "raw_label", "project_id", "import_id"),
            iter([(visit, session, 1, 0, "visit", "Pay", *own)]),
        )
        live = replace(batch, live=True, digest=edit.batch_digest(batch.id))
        edit.put(live)
    return live


def test_undo_of_an_import_hides_what_it_brought_and_redo_shows_it(path: Path) -> None:
    with Document.create(path, title="Permits") as document:
        import_a_session(document)
        assert document.read().count(Observation) == 1
        document.undo()
        assert [document.read().count(kind) for kind in (Participant, Session, Observation)] == [0, 0, 0]
        document.redo()
        assert document.read().find(Observation)[0].raw_label == "Pay"
        document.undo()
    with Document.open(path) as document, pytest.raises(Problem, match="nothing to redo"):
        document.redo()
    assert verify(path).wrong == ()


def test_an_import_that_later_entries_use_cannot_be_undone(path: Path) -> None:
    with Document.create(path, title="Permits") as document:
        import_a_session(document, scope="import")
        imported = document.read().find(Session)[0]
        with document.edit("New session") as edit:
            edit.put(replace(imported, id=edit.clock.new_id(), seq=2, import_id=None))
        with pytest.raises(Problem, match="uses what it"):
            document.undo("import")
        assert document.read().count(Session) == 2


def test_what_an_undone_import_refers_to_can_be_undone_and_all_of_it_redone(path: Path) -> None:
    with Document.create(path, title="Permits") as document:
        import_a_session(document)
        document.undo()
        assert document.undo().label == "Add a map"
        assert document.read().count(JourneyMap) == 0
        document.redo()
        assert document.read().count(Session) == 0
        document.redo()
        assert [document.read().count(kind) for kind in (Participant, Session, Observation)] == [1, 1, 1]
    assert verify(path).wrong == ()


def test_an_edited_import_still_matches_its_digest(path: Path) -> None:
    with Document.create(path, title="Permits") as document:
        import_a_session(document)
        visit = document.read().find(Observation)[0]
        with document.edit("Correct an entry") as edit:
            edit.put(replace(visit, raw_label="Pay the fee"))
        with document.edit("Remove an entry") as edit:
            edit.remove(replace(visit, raw_label="Pay the fee"))
    assert verify(path).wrong == ()
