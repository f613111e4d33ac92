"""What the head of a session text says of the task, and what a text says that it does not hold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from journeymap.core.edits.pictures import attach_picture
from journeymap.core.edits.rounds import find_or_make_task, set_task
from journeymap.core.model import Attachment, Observation, TaskScenario
from journeymap.interchange.importing import ImportResult
from journeymap.present.session_text import project_text
from journeymap.store.document import Document

Write = Callable[[str, str | bytes], Path]
RunImport = Callable[..., ImportResult]

HEAD = "participant: P01\nmap: M\ntask: Renew\n"


def _task(document: Document) -> tuple[str, str, int | None]:
    (task,) = document.read().find(TaskScenario)
    return task.instructions, task.success_rule, task.time_limit_ms


def test_a_head_describes_its_task(document: Document, write: Write, run_import: RunImport) -> None:
    head = f"{HEAD}task instructions: Renew it\nSuccess-rule: the page says so\ntime limit: 1.5 min\n---\n> x\n"
    run_import(write("notes.txt", head))
    assert _task(document) == ("Renew it", "the page says so", 90_000)
    assert "success rule: the page says so\ntime limit: 90 s\n" in project_text(document.read())


def test_what_a_task_was_known_as_stays_and_what_was_missing_is_added(
    document: Document, write: Write, run_import: RunImport
) -> None:
    with document.edit("Add a task") as edit:
        set_task(edit, find_or_make_task(edit, "Renew").id, title="Renew", success_rule="the team's own")
    result = run_import(write("notes.txt", f"{HEAD}success rule: another\ntime limit: 10 min\n---\n> x\n"))
    assert _task(document) == ("", "the team's own", 600_000)
    (told,) = (said for said in result.announcements if "known otherwise" in said)
    assert told == "notes.txt, line 1: the task “Renew” is known otherwise, and stays so: success rule."
    document.undo()
    assert _task(document) == ("", "the team's own", None)


@pytest.mark.parametrize("limit", ["0 min", "ten minutes", "10", "-5 min", "1e9 s", "٣ min"])
def test_a_limit_that_is_none_is_rejected_and_the_session_stays(
    document: Document, write: Write, run_import: RunImport, limit: str
) -> None:
    result = run_import(write("notes.txt", f"{HEAD}time limit: {limit}\n---\n> x\n"))
    assert [(line, "is no time limit" in reason) for _, line, reason in result.rejected] == [(4, True)]
    assert (result.sessions, _task(document)) == (1, ("", "", None))


@pytest.mark.parametrize(("ms", "text"), [(600_000, "10 min"), (90_000, "90 s"), (1, "0.001 s"), (61_500, "61.5 s")])
def test_a_limit_comes_back_to_the_millisecond(
    document: Document, write: Write, run_import: RunImport, ms: int, text: str
) -> None:
    with document.edit("Add a task") as edit:
        set_task(edit, find_or_make_task(edit, "Renew").id, title="Renew", time_limit_ms=ms)
    run_import(write("notes.txt", f"{HEAD}time limit: {text}\n---\n> x\n"))
    assert f"time limit: {text}\n" in project_text(document.read())
    assert _task(document)[2] == ms


def test_a_text_says_how_many_pictures_are_not_in_it(document: Document, write: Write, run_import: RunImport) -> None:
    run_import(write("notes.txt", f"{HEAD}---\n> x\nlooks at the letter\nputs it away\n"))
    plain = project_text(document.read())
    with document.edit("Attach pictures") as edit:
        ids = {"id": edit.clock.new_id(), "project_id": edit.project_id}
        picture = Attachment(**ids, name="a.png", media_type="image/png", sha256="", data=b"x")
        edit.put(picture)
        _, second, third = edit.find(Observation)
        attach_picture(edit, second.id, picture.id)
    assert project_text(document.read()) == f"# 1 picture of this session is not in this text\n{plain}"
    with document.edit("Attach another") as edit:
        attach_picture(edit, third.id, picture.id)
    text = project_text(document.read())
    assert text == f"# 2 pictures of this session are not in this text\n{plain}"
    again = run_import(write("again.txt", text.replace("P01", "P02")))
    assert (again.sessions, again.rejected) == (1, [])
