"""What the tests of docs/recipes.md share: a copy of the project with edits, and a process of its own over it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import ROOT


def project_with(edits: Mapping[str, tuple[str, str]], folder: Path) -> Path:
    """Copy the project to `folder` and make `edits`: file -> (a piece of it, what is written before that piece).

    An empty piece makes a new file.
    """
    folder.mkdir()
    for name in ("meetings", "config", "templates", "static"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "manage.py", folder)
    for name, (before, text) in edits.items():
        path = folder / name
        content = path.read_text(encoding="utf-8") if before else ""
        assert not before or content.count(before) == 1, f"{name} has not one {before!r}"
        path.write_text(content.replace(before, text + before) if before else text, encoding="utf-8")
    return folder


def run_in(project: Path, code: str, data: Path) -> str:
    """Run `code` in a process of its own in the copy, over an empty archive in `data`; returns what it prints."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{data}/archive.sqlite3",
        "PYTHONPATH": str(project),
    }
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3_000:]
    return ran.stdout


def section(title: str) -> str:
    """Return the section of docs/recipes.md with this title."""
    recipes = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    return recipes.partition(f"## {title}\n")[2].partition("\n## ")[0]
