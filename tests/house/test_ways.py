"""The ways between the rooms. Data walks through few rooms and never back; the arrows stand here."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("portal", "content", "tests")

# What each room may import, besides itself and the edge (`portal.web`), which every room but `rules` may use.
WAYS: dict[str, set[str]] = {
    "rules": set(),
    "web": set(),
    "rulebook": {"rules"},
    "selfcheck": {"rulebook", "rules"},
    "authoring": {"selfcheck", "rulebook", "rules", "delivery", "accounts"},
    "delivery": set(),
    "reports": {"delivery"},
    "triage": {"reports", "delivery", "accounts"},
    "importers": {"delivery"},
    "accounts": {"delivery"},
    "content": {"selfcheck", "rulebook", "rules", "delivery"},  # a page's examples are asked of the check
}
PRIVATE = {"views", "forms"}  # of a room: nobody else imports them, except the map in portal/urls.py
ALLOWED_FORMS = "portal.web.forms"  # the edge's forms are bases, made to be used
THE_MAP = {"portal/urls.py"}
HEARTS = {"portal.settings", "portal.urls"}


class Import(NamedTuple):
    file: str
    line: int
    module: str
    inside_function: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def room_of(dotted: str) -> str | None:
    parts = dotted.split(".")
    if parts[0] == "content":
        return "content"
    return parts[1] if parts[0] == "portal" and len(parts) > 1 else None


def part_of(dotted: str) -> str | None:
    """`views` of `portal.selfcheck.views.answer`: which part of its room a module is."""
    parts = dotted.removeprefix("portal.").split(".")
    return parts[1] if room_of(dotted) and len(parts) > 1 else None


def _modules_in(node: ast.AST, package: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parents = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*parents, base]).rstrip(".")
        # `from portal.web import forms` imports the module portal.web.forms
        return [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return []


def _walk(node: ast.AST, inside: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield child, inside
        yield from _walk(child, inside or is_function)


def imports_of(path: Path) -> list[Import]:
    name = path.relative_to(ROOT).as_posix()
    package = name.rsplit("/", 1)[0].replace("/", ".") if "/" in name else ""
    return [
        Import(name, getattr(node, "lineno", 0), module, inside)
        for node, inside in _walk(ast.parse(path.read_text(encoding="utf-8")), False)
        for module in _modules_in(node, package)
    ]


def code_files() -> list[Path]:
    files = [*ROOT.glob("portal/**/*.py"), *ROOT.glob("content/**/*.py")]
    return [path for path in files if "migrations" not in path.parts]


@pytest.fixture(scope="module")
def imports() -> list[Import]:
    return [found for path in code_files() for found in imports_of(path)]


def room_of_file(file: str) -> str | None:
    return room_of(file.removesuffix(".py").replace("/", ".")) if "/" in file else None


def test_rooms_meet_only_along_the_ways(imports: list[Import]) -> None:
    wrong = []
    for found in imports:
        here, there = room_of_file(found.file), room_of(found.module)
        if here not in WAYS or there not in WAYS or here == there:
            continue
        if there in WAYS[here] or (there == "web" and here != "rules"):
            continue
        wrong.append(f"{found}: {here} -> {there} is not one of the ways")
    assert not wrong, "\n".join(wrong)


def test_every_room_stands_on_the_map_of_ways() -> None:
    rooms = {path.parent.name for path in ROOT.glob("portal/*/__init__.py")} | {"content"}
    assert rooms <= set(WAYS), f"say in {Path(__file__).name} what {sorted(rooms - set(WAYS))} may import"


def test_nobody_imports_another_rooms_views_or_forms(imports: list[Import]) -> None:
    wrong = [
        str(found)
        for found in imports
        if found.file not in THE_MAP
        and room_of(found.module) != room_of_file(found.file)
        and part_of(found.module) in PRIVATE
        and not found.module.startswith(ALLOWED_FORMS)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_engine_imports_the_standard_library_only(imports: list[Import]) -> None:
    wrong = [
        str(found)
        for found in imports
        if room_of_file(found.file) == "rules"
        and not found.module.startswith("portal.rules")
        and found.module.split(".")[0] not in {*sys.stdlib_module_names, "numpy", ""}
        and found.module != "portal"
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_imports_the_settings_or_the_map(imports: list[Import]) -> None:
    wrong = [str(found) for found in imports if found.module in HEARTS]
    assert not wrong, "use django.conf.settings and URL names:\n" + "\n".join(wrong)


def test_no_import_of_ours_hides_in_a_function(imports: list[Import]) -> None:
    """A circle is a design error. What is slow or optional and not ours (WeasyPrint) may be imported late."""
    wrong = [str(found) for found in imports if found.inside_function and found.module.split(".")[0] in OURS]
    assert not wrong, "\n".join(wrong)


def test_a_wrong_arrow_would_be_seen(tmp_path: Path) -> None:
    """The reader of imports is itself held to account: each way of writing an import is understood."""
    tree = ast.parse(
        "from portal.selfcheck import views\nimport portal.rules.decide\nfrom ..web import cache"
    )
    modules = [module for node, _ in _walk(tree, False) for module in _modules_in(node, "portal.rulebook")]
    assert {"portal.selfcheck.views", "portal.rules.decide", "portal.web.cache"} <= set(modules)
