"""What the tests of docs/recipes.md share: recipes, and a copy of the project in which their edits are made."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

# A piece of a file, and what is written before that piece. An empty piece makes a new file.
Edit = tuple[str, str]
Edits = Mapping[str, Edit | list[Edit]]

# Runs every check and prints the faults. No migration is needed, and static files need no manifest.
RUN = """
import json, sys, traceback
import django
from django.conf import settings
django.setup()
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.ALLOWED_HOSTS = ["testserver"]
from django.apps import apps
from django.core.management import call_command
from django.test import Client
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
faults = {}
for title, check in CHECKS.items():
    try:
        exec(compile(check, title, "exec"), {"client": Client(), "__name__": title})
        faults[title] = ""
    except Exception:
        faults[title] = traceback.format_exc()
print("FAULTS" + json.dumps(faults))
"""


@dataclass(frozen=True, eq=False)
class Recipe:
    """A section of docs/recipes.md with edits that follow it, and code that fails unless they have made the thing.

    The code runs in the copy of the project, over an empty archive in which no migration is needed; `client` is a
    client of the site.
    """

    title: str
    edits: Edits
    check: str


def project_with(edits: Edits, folder: Path) -> Path:
    """Copy the project to `folder` and make `edits`."""
    folder.mkdir()
    for name in ("meetings", "config", "templates", "static"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "manage.py", folder)
    _make(edits, folder)
    return folder


def _make(edits: Edits, folder: Path) -> None:
    for name, pieces in edits.items():
        path = folder / name
        for before, text in pieces if isinstance(pieces, list) else [pieces]:
            content = path.read_text(encoding="utf-8") if before else ""
            assert not before or content.count(before) == 1, f"{name} has not one {before!r}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content.replace(before, text + before) if before else text, encoding="utf-8")


def run_in(project: Path, code: str, data: Path, **environment: str) -> str:
    """Run `code` in a process of its own in the copy, over an empty archive in `data`; returns what it prints."""
    everything = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{data}/archive.sqlite3",
        "PYTHONPATH": str(project),
        **environment,
    }
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=project, env=everything, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3_000:]
    return ran.stdout


def faults_of(recipes: Sequence[Recipe], folder: Path, **environment: str) -> dict[str, str]:
    """Make the edits of all `recipes` in one copy and run their checks; returns title -> the fault, or an empty text.

    One copy and one process for all of them: a recipe that needs an edit of another one would hide that, but
    they take seconds and not minutes.
    """
    project = project_with({}, folder / "project")
    for recipe in recipes:
        _make(recipe.edits, project)
    checks = {recipe.title: recipe.check for recipe in recipes}
    printed = run_in(project, f"CHECKS = {checks!r}\n{RUN}", folder, **environment)
    faults: dict[str, str] = json.loads(printed.partition("FAULTS")[2])
    return faults


def section(title: str) -> str:
    """Return the section of docs/recipes.md with this title."""
    recipes = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    return recipes.partition(f"## {title}\n")[2].partition("\n## ")[0]


def files_by_hand(title: str) -> list[str]:
    """Return the files that a recipe numbers, in their order."""
    return re.findall(r"^\d+\. `([^`]+)`", section(title).partition("\nGenerated")[0], re.MULTILINE)


def files_generated(title: str) -> list[str]:
    """Return the files that a recipe says are generated."""
    return re.findall(r"^- `([^`]+)`", section(title).partition("\nGenerated")[2], re.MULTILINE)


def assert_names_files(recipe: Recipe, max_files: int) -> None:
    """Fail unless the recipe numbers every file that its edits touch, and no other besides tests and documents."""
    named = files_by_hand(recipe.title)
    assert len(named) <= max_files
    touched = set()
    for file in recipe.edits:
        folders = [name for name in named if name.endswith("/") and file.startswith(name)]
        assert file in named or folders, f"the recipe does not name {file}"
        touched |= {file} if file in named else set(folders)
    left = {name for name in named if not name.startswith(("tests/", "README", "requirements"))} - touched
    assert not left, f"the recipe names {left}, which was not needed"
