"""What pyproject.toml cannot say: folders beside the packages that an installed Mahdar needs are put into `config`."""

from setuptools import find_packages, setup

SITE_FOLDERS = ("templates", "static", "fixtures")  # installed as config/installed/templates, ...
DATA = ["*.tsv", "*.json", "*.txt", "*.ttf", "*.mo"]

setup(
    packages=[
        *find_packages(include=["meetings", "meetings.*", "config", "config.*"]),
        *(f"config.installed.{folder}" for folder in SITE_FOLDERS),
    ],
    package_dir={f"config.installed.{folder}": folder for folder in SITE_FOLDERS},
    package_data={
        "meetings": [f"**/{pattern}" for pattern in DATA],
        "config.installed.templates": ["**/*"],
        "config.installed.static": ["**/*"],
        "config.installed.fixtures": ["*.json"],
    },
)
