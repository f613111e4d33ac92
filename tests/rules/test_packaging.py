"""What is promised about installing: versions, lock files that name no host, resources in the wheel."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.txt", "requirements-dev.txt")


def _project(root: Path) -> dict[str, list[str]]:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = settings["project"]
    return found


def _locked(text: str) -> list[Requirement]:
    lines = re.findall(r"^([a-z0-9][^\\\n]*?) \\$", text, flags=re.MULTILINE)
    return [Requirement(line) for line in lines]


def _pyside_versions_allowed(requirements: list[Requirement], python: str) -> list[Requirement]:
    where = {"python_version": python, "python_full_version": f"{python}.9"}
    return [
        each
        for each in requirements
        if canonicalize_name(each.name) == "pyside6-essentials" and (not each.marker or each.marker.evaluate(where))
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host(project_root: Path, lock: str) -> None:
    text = (project_root / lock).read_text(encoding="utf-8")
    assert re.findall(r"(?i)https?:|file:|--index|--extra-index|--find-links|--trusted-host|\S+ @ ", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_is_one_version_with_hashes(project_root: Path, lock: str) -> None:
    text = (project_root / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) == len(_locked(text))
    assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_both_lock_files_hold_the_same_versions(project_root: Path) -> None:
    run, develop = (set(map(str, _locked((project_root / lock).read_text(encoding="utf-8")))) for lock in LOCKS)
    assert run - develop == set()


def test_the_lock_files_hold_everything_the_project_asks_for(project_root: Path) -> None:
    project = _project(project_root)
    asked = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    locked = {canonicalize_name(r.name) for r in _locked((project_root / LOCKS[0]).read_text(encoding="utf-8"))}
    assert asked - locked == set()


@pytest.mark.parametrize("python", ["3.11"])
def test_the_pyside_that_aborts_on_this_python_is_never_installed(project_root: Path, python: str) -> None:
    asked = [Requirement(line) for line in _project(project_root)["dependencies"]]
    for allowed in (asked, *(_locked((project_root / lock).read_text(encoding="utf-8")) for lock in LOCKS)):
        [pyside] = _pyside_versions_allowed(allowed, python)
        assert not pyside.specifier.contains("6.12.0")


def test_newer_pythons_may_use_any_pyside_from_6_8_on(project_root: Path) -> None:
    asked = [Requirement(line) for line in _project(project_root)["dependencies"]]
    [pyside] = _pyside_versions_allowed(asked, "3.13")
    assert pyside.specifier.contains("6.12.0")
    assert not pyside.specifier.contains("6.7.3")


def test_the_wheel_carries_the_resources_and_the_command(project_root: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=project_root, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as content:
        names = set(content.namelist())
        [commands] = [name for name in names if name.endswith("entry_points.txt")]
        assert "journeymap = journeymap.__main__:main" in content.read(commands).decode()
    resources = project_root / "resources"
    wanted = {
        f"journeymap/resources/{path.relative_to(resources).as_posix()}"
        for path in resources.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - names == set()
    assert len(wanted) > 10


def test_make_offers_the_targets_that_are_promised(project_root: Path) -> None:
    makefile = (project_root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    assert {"demo", "test", "run", "bench", "exports", "lint", "package", "soak", "lock", "clean", "help"} <= targets
