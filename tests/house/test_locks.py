"""Lock files carry versions and hashes, and never where somebody happened to download from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted([*ROOT.glob("requirements/*.txt"), ROOT / "package-lock.json"])
ADDRESS = re.compile(r"(?:https?|file)://|index-url|find-links|trusted-host|\"resolved\"")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_names_no_host(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    # npm notes where a package's authors take donations; that is about the package, not about this workplace.
    wrong = [line for line in lines if ADDRESS.search(line) and '"url":' not in line]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "lock", [path for path in LOCKS if path.suffix == ".txt"], ids=lambda path: path.name
)
def test_every_python_package_is_locked_by_version_and_hash(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    packages = [entry for entry in re.split(r"\n(?=[a-z0-9])", text) if not entry.startswith("#")]
    assert packages
    loose = [
        entry.splitlines()[0] for entry in packages if "==" not in entry or "--hash=sha256:" not in entry
    ]
    assert not loose, "\n".join(loose)


def test_every_dependency_that_is_asked_for_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = {
        "base": project["dependencies"],
        "test": [*project["dependencies"], *extras["test"], *extras["dev"]],
        "production": [*project["dependencies"], *extras["production"]],
    }
    for name, wanted in asked.items():
        locked = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8").lower()
        for line in wanted:
            package = re.split(r"[\[<>=!~ ]", line.lower())[0].replace(".", "-").replace("_", "-")
            assert f"\n{package}==" in locked, f"{package} is not in requirements/{name}.txt: run make lock"


def test_tests_run_on_the_versions_that_are_served() -> None:
    def versions(name: str) -> dict[str, str]:
        text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, re.MULTILINE))

    tested = versions("test")
    for name in ("base", "production"):
        different = {k: v for k, v in versions(name).items() if k in tested and tested[k] != v}
        assert not different, f"requirements/{name}.txt and test.txt differ: {different}"


def test_every_node_package_is_locked_by_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    loose = [name for name, entry in packages.items() if name and "integrity" not in entry]
    assert not loose, loose
