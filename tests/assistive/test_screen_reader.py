"""A real AT-SPI client beside the real window: it reads and selects the steps, records a session and reads the table.

Needs Xvfb, a session bus and AT-SPI with its Python bindings; on Debian `make test` as root installs them.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from journeymap.core.clock import FixedClock
from journeymap.interchange.sample import put_sample, sample_project
from journeymap.store.document import Document

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
CLIENT = """
import json, subprocess, sys, time
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

def below(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child
            yield from below(child)

def everything():
    desktop = Atspi.get_desktop(0)
    apps = [desktop.get_child_at_index(at) for at in range(desktop.get_child_count())]
    return [node for app in apps if app for node in below(app)]

def shown(role, name):
    for node in everything():
        if node.get_role_name() == role and node.get_name().startswith(name):
            if node.get_state_set().contains(Atspi.StateType.SHOWING):
                return node

def until(found, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(0.3)
    there = [(node.get_role_name(), node.get_name()) for node in everything()]
    raise SystemExit(f"not found, only {[each for each in there if each[1]]}")

def press(role, name):
    until(lambda: shown(role, name)).get_action_iface().do_action(0)

launcher = subprocess.Popen([sys.argv[1], "--launch-immediately"])
time.sleep(1)
app = subprocess.Popen(sys.argv[3:])
try:
    told = scenario()
    with open(sys.argv[2], "w") as file:
        json.dump(told, file)
finally:
    app.kill()
    launcher.terminate()  # killed, it would leave its bus behind
    launcher.wait(10)
"""
STEPS = """
def steps():
    lists = [node for node in everything() if node.get_role_name() == "list" and node.get_child_count()]
    shown = [node for one in lists for node in below(one) if node.get_role_name() == "list item"]
    return [node for node in shown if node.get_description().startswith("step ")]

def said(node):
    kinds = {Atspi.RelationType.FLOWS_TO: "to", Atspi.RelationType.FLOWS_FROM: "from"}
    related = {name: [] for name in kinds.values()}
    for relation in node.get_relation_set():
        name = kinds.get(relation.get_relation_type())
        if name:
            related[name] += [relation.get_target(at).get_name() for at in range(relation.get_n_targets())]
    selected = node.get_state_set().contains(Atspi.StateType.SELECTED)
    return {"description": node.get_description(), "selected": selected, **related}

def scenario():
    items = until(lambda: len(there := steps()) >= 10 and there)
    before = {node.get_name(): said(node) for node in items}
    chosen = next(node for node in items if node.get_name() == "Pay")
    chosen.get_action_iface().do_action(0)
    until(lambda: said(chosen)["selected"], 10)
    return {"steps": before, "after": said(chosen)}
"""
SESSION = """
def keep(words):
    line = shown("text", "Capture line")
    line.get_editable_text_iface().set_text_contents(words)
    before = line.get_description()
    press("push button", "Keep")
    until(lambda: line.get_description() not in (before, "") and "Tab takes it" not in line.get_description(), 10)
    return line.get_description()

def scenario():
    press("page tab", "Record")
    until(lambda: shown("text", "Participant"))
    press("push button", "Start the session")
    press("push button", "As proposed")
    until(lambda: shown("text", "Capture line").get_state_set().contains(Atspi.StateType.EDITABLE))
    kept = [keep("> Pay"), keep("looks for the price"), keep("!3 no price")]
    press("push button", "Undo: ")
    undone = until(lambda: shown("notification", "Undone")).get_name()
    press("page tab", "Sessions")
    table = until(lambda: shown("table", "Sessions"))
    rows = table.get_table_iface()
    heads = [rows.get_column_header(at).get_name() for at in range(rows.get_n_columns())]
    cells = [rows.get_accessible_at(0, at).get_name() for at in range(rows.get_n_columns())]
    return {"kept": kept, "undone": undone, "rows": rows.get_n_rows(), "heads": heads, "cells": cells}
"""


def missing() -> str:
    """What this machine lacks for the test, or an empty text."""
    for program in ("Xvfb", "dbus-run-session", SYSTEM_PYTHON):
        if shutil.which(program) is None:
            return program
    if not LAUNCHER.exists():
        return str(LAUNCHER)
    bindings = subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True, check=False)
    return "" if bindings.returncode == 0 else "the Python bindings of AT-SPI"


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual screen of its own; the test is skipped where something that it needs is missing."""
    if missing():
        pytest.skip(f"this machine lacks {missing()}")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with closing(os.fdopen(reading)) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait()


def run(tmp_path: Path, display: str, scenario: str) -> dict[str, Any]:
    """What a client finds while it does this in the window with the sample."""
    file = tmp_path / "sample.journey"
    with Document.create(file, title=sample_project().title, clock=FixedClock(), actor="test") as document:
        put_sample(document.edit)
    environment = os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LC_ALL": "C.UTF-8",
    }
    app = [sys.executable, "-m", "journeymap", str(file)]
    found, log = tmp_path / "found.json", tmp_path / "log.txt"
    before, _, after = CLIENT.partition("launcher =")
    client = f"{before}{scenario}\nlauncher ={after}"
    command = ["dbus-run-session", "--", SYSTEM_PYTHON, "-c", client, str(LAUNCHER), str(found), *app]
    # Files, not pipes: the services of the session bus would hold a pipe open after the client has ended.
    with log.open("w") as output:
        ended = subprocess.run(command, env=environment, stdout=output, stderr=output, timeout=120, check=False)
    assert ended.returncode == 0, log.read_text(errors="replace")[-4000:]
    told: dict[str, Any] = json.loads(found.read_text())
    return told


def test_a_screen_reader_finds_every_step_of_the_map_and_selects_one(tmp_path: Path, display: str) -> None:
    told = run(tmp_path, display, STEPS)
    steps = told["steps"]
    assert len(steps) == 10
    assert steps["Upload proof of address"]["description"].startswith("step 6 of 10, ")
    assert "worst impact 4 of 4" in steps["Upload proof of address"]["description"]
    assert set(steps["Upload proof of address"]["to"]) == {"Confirm details", "Ask for help by phone"}
    assert "Check the zone" in steps["Upload proof of address"]["from"]
    assert not steps["Pay"]["selected"]
    assert told["after"]["selected"]


def test_a_screen_reader_records_a_session_hears_each_entry_and_reads_the_table(tmp_path: Path, display: str) -> None:
    told = run(tmp_path, display, SESSION)
    ends = ["goes to Pay", "does looks for the price", "pain no price, impact 3 of 4, needed help"]
    assert [entry.endswith(end) for entry, end in zip(told["kept"], ends, strict=True)] == [True] * 3, told["kept"]
    assert told["undone"].startswith("Undone: Record ")
    assert told["rows"] == 14
    assert told["heads"][0] == "Person"
    assert told["cells"][0] == "P01"
    assert all(told["cells"]), told["cells"]
