"""Rules that can be read off the source: size of files, what is never used, nothing exempted from the checks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_FILE = 400

NEVER_CALLED = {"eval", "exec", "compile", "__import__"}

# What unpickles, and what reaches other computers.
NEVER_IMPORTED = {
    *("pickle", "cPickle", "dill", "shelve", "marshal", "cloudpickle"),
    *("socket", "socketserver", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp"),
    *("ftplib", "smtplib", "poplib", "imaplib", "nntplib", "telnetlib", "xmlrpc", "websockets"),
    *("PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets"),
}

# numpy can unpickle too, and is asked not to by default; saying otherwise is a mistake.
NEVER_SET = {"allow_pickle"}

# What silences a check. One rule on one line may be silenced where the reason stands beside it.
SILENCER = re.compile(r"[#] *(type: *ignore|noqa|pragma: no cover|mypy:|ruff: *noqa)")
REASONED = re.compile(r"[#] noqa: [A-Z]+[0-9]+ -- \w+ \w+")

# Only who waits for another process, or for threads to end, has nothing better to wait for than a moment.
MAY_SLEEP = {
    "tests/cli/test_kill.py", "tests/conftest.py", "tests/sturdy/process.py",
    "tests/sturdy/test_killed_window.py",
}  # fmt: skip


def _forbidden_uses(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if _is_forbidden_module(name.name))
            case ast.ImportFrom(module=str(module), names=names):
                full = [module, *(f"{module}.{name.name}" for name in names)]
                yield from (name for name in full[:1] if _is_forbidden_module(name))
                yield from (name for name in full[1:] if name in NEVER_IMPORTED)
            case ast.Call(func=ast.Name(id=name)) if name in NEVER_CALLED:
                yield f"{name}()"
            case ast.Call(keywords=keywords):
                yield from (word.arg for word in keywords if word.arg in NEVER_SET)


def _is_forbidden_module(name: str) -> bool:
    return any(name == module or name.startswith(module + ".") for module in NEVER_IMPORTED)


def _python_files(root: Path, *folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (root / folder).rglob("*.py"))


def test_no_file_is_too_large_to_live_in(project_root: Path) -> None:
    files = [*_python_files(project_root, "journeymap", "tests", "bench", "scripts"), project_root / "build.spec"]
    lengths = {path.relative_to(project_root): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_the_app_neither_unpickles_nor_runs_text_nor_reaches_other_computers(project_root: Path) -> None:
    used = {
        path.relative_to(project_root): found
        for path in _python_files(project_root, "journeymap")
        if (found := list(_forbidden_uses(path.read_text(encoding="utf-8"))))
    }
    assert used == {}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "import urllib.request as fetch",
        "from urllib import request",
        "from http.client import HTTPSConnection",
        "from PySide6 import QtNetwork",
        "def f(text):\n    return eval(text)",
        "numpy.load(path, allow_pickle=True)",
    ],
)
def test_a_forbidden_use_is_noticed(source: str) -> None:
    assert list(_forbidden_uses(source)) != []


def test_the_dialogs_of_qt_may_still_be_run() -> None:
    assert list(_forbidden_uses("dialog.exec()\nfrom urllib.parse import quote")) == []


def test_nothing_is_exempt_from_the_checks_without_a_reason(project_root: Path) -> None:
    silenced = [
        f"{path.relative_to(project_root)}:{number}"
        for path in _python_files(project_root, "journeymap", "tests", "bench", "scripts")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if SILENCER.search(line) and not REASONED.search(line)
    ]
    assert silenced == []


def test_no_test_sleeps_that_could_wait_for_what_it_looks_for(project_root: Path) -> None:
    sleeping = {
        path.relative_to(project_root).as_posix()
        for path in _python_files(project_root, "tests")
        if any(_sleeps(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert sleeping == MAY_SLEEP


def _sleeps(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "sleep"
