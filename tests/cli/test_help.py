"""What the command line says about itself, and how little it needs for that."""

import subprocess
import sys
from pathlib import Path

import pytest

from journeymap.cli.main import build_parser
from tests.cli.conftest import Command

COMMANDS = ["new", "info", "import", "undo", "record", "flow", "rank", "export", "verify", "demo"]


def test_these_commands_exist_and_no_others() -> None:
    _, commands = build_parser()
    assert sorted(commands.choices) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_can_be_parsed(command: Command, name: str) -> None:
    result = command(name, "--help")
    assert result.status == 0
    examples = [line.split() for line in result.out.splitlines() if line.startswith(f"  journeymap {name}")]
    assert examples
    parser, _ = build_parser()
    for _, *words in examples:
        kept = words[: words.index("<")] if "<" in words else words
        joined = " ".join(kept).split('"')  # titles between quotation marks are one word
        arguments = [part for index, text in enumerate(joined) for part in ([text] if index % 2 else text.split())]
        assert parser.parse_args(arguments).run is not None


def test_every_command_stands_in_the_readme(project_root: Path) -> None:
    readme = (project_root / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"| `journeymap {name}" not in readme] == []


def test_help_and_version_need_neither_database_nor_numpy_nor_window() -> None:
    code = (
        "import sys; from journeymap.__main__ import main; status = main(['--help']);"
        "print(status, sorted({'sqlalchemy', 'numpy', 'PySide6', 'reportlab'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"


def test_the_version_is_one_line(command: Command) -> None:
    result = command("--version")
    assert (result.status, result.out.count("\n"), result.out.startswith("journeymap ")) == (0, 1, True)
