"""Everything but the window works on a machine without PySide6."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Python runs a module of this name at every start; here it makes PySide6 look as if it were not installed.
REFUSES_QT = """
import sys
from importlib.abc import MetaPathFinder

class NoQt(MetaPathFinder):
    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None

sys.meta_path.insert(0, NoQt())
"""

IMPORT_ALL = """
import importlib, pkgutil, sys
import journeymap

def is_window(name):
    return name == "journeymap.app" or name == "journeymap.ui" or name.startswith("journeymap.ui.")

found = []
def walk(package):
    for info in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if is_window(info.name):
            continue
        module = importlib.import_module(info.name)
        found.append(info.name)
        if info.ispkg:
            walk(module)

walk(journeymap)
assert "PySide6" not in sys.modules
print("\\n".join(found))
"""


class WithoutQt:
    """Runs Python with PySide6 out of reach."""

    def __init__(self, folder: Path, root: Path) -> None:
        (folder / "sitecustomize.py").write_text(REFUSES_QT, encoding="utf-8")
        self._root = root
        self._env = os.environ | {"PYTHONPATH": os.pathsep.join((str(folder), str(root))), "PYTHONUTF8": "1"}

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list(map(str, command)), env=self._env, cwd=self._root, capture_output=True, text=True, check=False
        )

    def python(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-W", "error", *arguments)


@pytest.fixture
def without_qt(tmp_path: Path, project_root: Path) -> WithoutQt:
    folder = tmp_path / "sitecustomize"
    folder.mkdir()
    return WithoutQt(folder, project_root)


def test_qt_is_really_out_of_reach(without_qt: WithoutQt) -> None:
    result = without_qt.python("-c", "import PySide6.QtCore")
    assert result.returncode == 1
    assert "ModuleNotFoundError: No module named 'PySide6'" in result.stderr


def test_every_module_outside_the_window_can_be_imported(without_qt: WithoutQt) -> None:
    result = without_qt.python("-c", IMPORT_ALL)
    assert result.returncode == 0, result.stderr
    imported = result.stdout.split()
    rooms = {"core", "analysis", "present", "store", "interchange", "report", "cli"}
    assert rooms <= {name.split(".")[1] for name in imported}


def test_the_command_line_works_from_a_new_project_to_an_export(without_qt: WithoutQt, tmp_path: Path) -> None:
    project = tmp_path / "permit.journey"
    notes = tmp_path / "notes.csv"
    notes.write_text("case,step,time\nP01,Find form,2026-03-02T09:00Z\nP01,Pay,2026-03-02T09:05Z\n", encoding="utf-8")
    for command in (
        ["--help"],
        ["new", project],
        ["import", project, notes],
        ["info", project],
        ["flow", project, "--json"],
        ["export", project, "--to", "html", "--out", tmp_path / "report.html"],
    ):
        result = without_qt.python("-m", "journeymap", *command)
        assert result.returncode == 0, f"{command}: {result.stderr}"
        assert "Traceback" not in result.stderr
    assert (tmp_path / "report.html").stat().st_size > 0


def test_the_installed_command_says_its_version(without_qt: WithoutQt) -> None:
    command = Path(sys.executable).with_name("journeymap.exe" if os.name == "nt" else "journeymap")
    result = without_qt.run(command, "--version")
    assert result.returncode == 0, result.stderr
    assert result.stdout.split()[-1][0].isdigit()


def test_asking_for_the_window_is_answered_in_a_sentence(without_qt: WithoutQt, tmp_path: Path) -> None:
    result = without_qt.python("-m", "journeymap", tmp_path / "any.journey")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "PySide6" in result.stderr
