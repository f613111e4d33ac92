"""Where the app's own files lie: fonts, icons, styles, samples, templates.

They stand in `resources/` at the top of the repository. The wheel and the packaged app carry them as
`journeymap/resources`, so one look beside the package and one above it finds them everywhere.
"""

from functools import cache
from pathlib import Path, PurePosixPath

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def resources_folder() -> Path:
    """The folder that holds the app's own files.

    Raises FileNotFoundError when the app was installed without them, which only a broken package does.
    """
    for folder in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if (folder / "fonts").is_dir():
            return folder
    raise FileNotFoundError(f"The app's own files are missing beside {_PACKAGE}. Please install it again.")


def resource(path: str) -> Path:
    """The file or folder at `path`, written with forward slashes, below `resources/`.

    Raises FileNotFoundError when there is no such file or folder, and ValueError when `path` leads out of it.
    """
    inside = PurePosixPath(path)
    if inside.is_absolute() or ".." in inside.parts:
        raise ValueError(f"A resource is named by its place below resources/, not by {path!r}.")
    found = resources_folder().joinpath(*inside.parts)
    if not found.exists():
        raise FileNotFoundError(f"There is no resource called {path!r}.")
    return found
