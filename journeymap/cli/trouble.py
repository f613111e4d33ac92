"""What the command line does when something goes wrong: one sentence for the person, details in a log."""

import os
import sys
import traceback
from pathlib import Path

from journeymap.cli.terminal import tell
from journeymap.core.clock import SystemClock


def tell_unreachable(error: OSError) -> None:
    """Say in one sentence which file could not be reached and why."""
    reason = (error.strerror or type(error).__name__).lower()
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else "A file"
    tell(f"{where} could not be read or written: {reason}. Check the name, the rights and the free space.")


def tell_bug(error: BaseException) -> None:
    """Say that the app itself failed, and where the details are."""
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("journeymap"):
        tell(
            f"journeymap is not installed completely: the Python library {error.name} is missing."
            " Please install it again."
        )
        return
    where = write_details(error)
    kept = f"The details are in {where}" if where is not None else "The details could not be written either"
    tell(f"Something in journeymap itself went wrong ({type(error).__name__}). {kept}; your project file is safe.")


def write_details(error: BaseException) -> Path | None:
    """Write the kind of error and the places in the code, without any text of the person's; gives the file."""
    from journeymap import __version__
    from journeymap.store.places import data_folder

    lines = [f"journeymap {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    chain: BaseException | None = error
    while chain is not None:
        lines.append(type(chain).__qualname__)
        lines.extend(
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(chain.__traceback__)
        )
        chain = chain.__cause__ or chain.__context__
    try:
        folder = data_folder() / "log"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"trouble-{SystemClock().new_id()}.txt"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return None
    return file
