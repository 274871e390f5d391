"""What `pip install .` puts where, and where an installed Mahdar looks for it. `.ci/installed` does it for real."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
import setuptools

import config
from config.environment import find_license_file, find_site_folder, make_data_folder
from tests.conftest import ROOT

SOURCES_ONLY = {".py", ".pyc", ".po"}  # Python is packaged as such, and .po is what .mo is compiled from


@pytest.fixture
def arguments(monkeypatch):
    """What setup.py gives to setuptools."""
    given: dict = {}
    monkeypatch.setattr(setuptools, "setup", given.update)
    monkeypatch.chdir(ROOT)
    exec(compile((ROOT / "setup.py").read_text(encoding="utf-8"), "setup.py", "exec"), {})
    return given


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A folder that is not a checkout, for a user whose home lies beside it."""
    monkeypatch.delenv("MAHDAR_DATA_DIR", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "site-packages"


def test_every_package_of_the_product_is_installed_and_no_other(arguments):
    folders = {path.parent.relative_to(ROOT) for name in ("meetings", "config") for path in (ROOT / name).rglob("*.py")}
    named = {package for package in arguments["packages"] if not package.startswith("config.installed.")}
    assert named == {".".join(folder.parts) for folder in folders}


def test_every_file_beside_the_modules_is_installed(arguments):
    patterns = [pattern.removeprefix("**/") for pattern in arguments["package_data"]["meetings"]]
    files = [p.name for p in (ROOT / "meetings").rglob("*") if p.is_file() and p.suffix not in SOURCES_ONLY]
    assert [name for name in files if not any(fnmatch(name, pattern) for pattern in patterns)] == []


def test_templates_static_files_and_fixtures_are_found_where_they_are_installed(arguments, installed):
    for folder in ("templates", "static", "fixtures"):
        assert find_site_folder(ROOT) / folder == ROOT / arguments["package_dir"][f"config.installed.{folder}"]
        assert find_site_folder(installed) / folder == installed / "config" / "installed" / folder


def test_the_dependencies_are_those_of_the_requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["dynamic"]["dependencies"] == {"file": ["requirements.txt"]}


def test_the_version_is_the_same_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r'^version: "?([\d.]+)"?$', citation, re.MULTILINE)[1] == config.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)[1] == config.__version__


def test_the_archive_of_an_installed_mahdar_lies_in_the_data_home_of_its_user(installed, monkeypatch, tmp_path):
    assert make_data_folder(installed) == tmp_path / "home" / ".local" / "share" / "mahdar"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert make_data_folder(installed) == tmp_path / "data" / "mahdar"
    monkeypatch.setenv("MAHDAR_DATA_DIR", str(tmp_path / "chosen"))
    assert make_data_folder(installed) == tmp_path / "chosen"


def test_the_archive_of_a_checkout_lies_beside_manage_py(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("MAHDAR_DATA_DIR", raising=False)
    (tmp_path / "manage.py").touch()
    assert make_data_folder(tmp_path) == tmp_path / "var"


def test_the_licence_is_at_hand():
    assert find_license_file(ROOT).read_text(encoding="utf-8").startswith("Creative Commons Attribution 4.0")
