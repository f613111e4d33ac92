"""Where a file really is, for whoever puts a new file in its place."""

import os
from pathlib import Path


def real_file(path: Path) -> Path:
    """The file that is meant: what a link leads to, so that writing it anew does not put a file in the link's place.

    Links among the folders above stay as they were named.
    """
    path = path.absolute()
    return Path(os.path.realpath(path)) if path.is_symlink() else path
