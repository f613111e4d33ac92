"""Where the app keeps its own files on this computer: working copies, backups, settings, anchors."""

import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """The app's private folder, made when missing. The environment variable JOURNEYMAP_HOME names another one."""
    chosen = os.environ.get("JOURNEYMAP_HOME")
    folder = Path(chosen) if chosen else Path(platformdirs.user_data_dir("journeymap", appauthor=False))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def working_folder(project_id: str) -> Path:
    """Holds one folder for each path at which this project was opened for writing."""
    return data_folder() / "working" / project_id


def backup_folder(project_id: str) -> Path:
    return data_folder() / "backups" / project_id


def anchor_folder() -> Path:
    """One small file a project with the last journal number and hash seen on this computer."""
    return data_folder() / "anchors"
