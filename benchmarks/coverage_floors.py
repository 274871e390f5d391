"""The lines that the tests reach, by package, and the floor of each. `make coverage` runs it after the tests.

Raise a floor when a package stays above it; never lower one.
"""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_suffix(".tsv")


def read_floors(path: Path = FLOORS) -> dict[str, float]:
    """Return the floor of each package in percent."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {package: float(floor) for package, floor in rows}


def shares_by_package(report: dict[str, Any]) -> dict[str, float]:
    """Return the percentage of lines reached in each package of a JSON report of coverage.py."""
    reached: dict[str, int] = defaultdict(int)
    lines: dict[str, int] = defaultdict(int)
    for name, file in report["files"].items():
        parts = Path(name).parts
        package = "/".join(parts[:2]) if parts[0] == "meetings" and len(parts) > 2 else parts[0]
        reached[package] += file["summary"]["covered_lines"]
        lines[package] += file["summary"]["num_statements"]
    return {package: 100 * reached[package] / lines[package] for package in sorted(lines) if lines[package]}


def main() -> int:
    """Print the share of each package; return 1 when one is below its floor."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        subprocess.run([sys.executable, "-m", "coverage", "json", "-q", "-o", str(path)], check=True)
        shares = shares_by_package(json.loads(path.read_text(encoding="utf-8")))
    floors = read_floors()
    below = [package for package, share in shares.items() if share < floors.get(package, floors["*"])]
    for package, share in shares.items():
        floor = floors.get(package, floors["*"])
        print(f"{package:24} {share:6.1f}%  (floor {floor:g}%){'  TOO LOW' if package in below else ''}")
    return int(bool(below))


if __name__ == "__main__":
    sys.exit(main())
