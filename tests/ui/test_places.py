"""The code of the places is loaded behind the first one."""

import subprocess
import sys
from pathlib import Path

LOADED_ALL = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from journeymap.present.actions import PLACES
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.places import load_places, make_place
app = QApplication([])
load_places()
before = {name for name in sys.modules if name.startswith("journeymap.")}
document, looking, pages = DocumentThread(), Looking(), QWidget()
made = [make_place(key, document, looking, pages) for key in PLACES]
print(*sorted({name for name in sys.modules if name.startswith("journeymap.")} - before))
"""


def test_no_place_has_code_to_load_when_it_is_seen_for_the_first_time(project_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED_ALL], cwd=project_root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
