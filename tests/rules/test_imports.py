"""The one-way rule and the homes of the heavy libraries; the contracts stand in pyproject.toml."""

import ast
from pathlib import Path

from importlinter.cli import lint_imports

SLOW_TO_IMPORT = {"numpy", "scipy", "networkx"}


def test_imports_keep_the_contracts(project_root: Path) -> None:
    assert lint_imports(str(project_root / "pyproject.toml"), no_cache=True) == 0


def test_a_broken_contract_is_noticed(project_root: Path, tmp_path: Path) -> None:
    settings = (project_root / "pyproject.toml").read_text(encoding="utf-8")
    turned_round = tmp_path / "pyproject.toml"
    turned_round.write_text(settings.replace('"present", "analysis", "core"]', '"core", "analysis", "present"]'))
    assert lint_imports(str(turned_round), no_cache=True) == 1


def test_libraries_slow_to_import_are_imported_where_they_are_first_used(project_root: Path) -> None:
    early = []
    for path in sorted((project_root / "journeymap").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            match node:
                case ast.Import(names=names):
                    modules = [name.name for name in names]
                case ast.ImportFrom(module=str(module)):
                    modules = [module]
                case _:
                    continue
            early += [f"{path.name}:{node.lineno} {name}" for name in modules if name.split(".")[0] in SLOW_TO_IMPORT]
    assert early == []
