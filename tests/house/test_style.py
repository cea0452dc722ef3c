"""The style inside: where law, the environment and headers may stand, and how long things may grow."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_LINES, MAX_FUNCTION_LINES = 300, 45
NO_NAMES = {"utils.py", "helpers.py", "common.py"}
# One file of settings is easier to read than two.
LONG_BY_NATURE = {"portal/settings.py"}

OUTER_YEARS = {1, 1900, 9999}  # bounds of what a calendar field takes, not dates of law

LAW = re.compile(
    r"""\$\s?\d                                    # an amount
      | \b\d+\s?(?:U\.?S\.?C\.?|C\.?F\.?R\.?|F\.?R\.?)\s?(?:part\s|§\s?)?\d   # 19 CFR 10, 90 FR 1
      | \bE\.?O\.?\s?\d{5}\b | \bExecutive\ Order\s\d
      | \bPub(?:lic|\.)\s?L(?:aw|\.)\s?(?:No\.\s?)?\d
      | \bCSMS\s?\#?\s?\d | \bHTSUS?\s?\d{4}
      | \b(?:January|February|March|April|May|June|July|August|September|October|November|December)
            \s\d{1,2},\s20\d\d\b
      | \b20[123]\d-\d\d-\d\d\b                    # a day
    """,
    re.VERBOSE,
)


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python_files() -> list[Path]:
    files = [ROOT / "manage.py", *ROOT.glob("portal/**/*.py"), *ROOT.glob("content/**/*.py")]
    return [path for path in files if "migrations" not in path.parts]


def template_files() -> list[Path]:
    """The style page shows made-up figures; it is for developers and never served to the public."""
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt")]
    return [path for path in files if "styleguide" not in path.parts]


EXAMPLE = re.compile(r"(?:such as|for example|like)[ ,:]*[$\d][\d.,-]*", re.IGNORECASE)


def law_in(text: str) -> list[str]:
    """What looks like law, except where a text shows how to write something: "such as 2026-03-31"."""
    return [match.group(0) for match in LAW.finditer(EXAMPLE.sub("", text))]


def dates_built_in(path: Path) -> list[str]:
    """`date(2025, 8, 29)` written out in a program."""
    calls = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    return [
        f"{_relative(path)}:{call.lineno} {ast.unparse(call)}"
        for call in calls
        if ast.unparse(call.func).split(".")[-1] in {"date", "datetime"}
        and len(call.args) >= 3
        and all(isinstance(argument, ast.Constant) for argument in call.args[:3])
        and call.args[0].value not in OUTER_YEARS
    ]


def strings_of(path: Path) -> list[tuple[int, str]]:
    """The texts a program can show; comments and docstrings may name the law they are about."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def test_no_figure_date_or_citation_of_law_stands_in_python() -> None:
    wrong = [
        f"{_relative(path)}:{line} {found}"
        for path in python_files()
        for line, text in strings_of(path)
        for found in law_in(text)
    ]
    assert not wrong, "law belongs in portal/rulebook/starter, with its source:\n" + "\n".join(wrong)


def test_no_date_of_law_is_built_in_python() -> None:
    wrong = [found for path in python_files() for found in dates_built_in(path)]
    assert not wrong, "law belongs in portal/rulebook/starter, with its source:\n" + "\n".join(wrong)


def test_no_figure_date_or_citation_of_law_stands_in_a_template() -> None:
    comment = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", re.DOTALL)
    wrong = [
        f"{_relative(path)}: {found}"
        for path in template_files()
        for found in law_in(comment.sub("", path.read_text(encoding="utf-8")))
    ]
    assert not wrong, "law belongs in portal/rulebook/starter, with its source:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "up to $800",
        "see 19 CFR 10.151(a)",
        "19 U.S.C. 1321",
        "90 FR 42418",
        "EO 14324",
        "since August 29, 2025",
        "from 2027-07-01",
        "CSMS # 66065494",
        "HTSUS 9804.00.65",
        "Pub. L. 119-21",
    ],
)
def test_law_is_known_when_it_is_seen(text: str) -> None:
    assert law_in(text)


@pytest.mark.parametrize(
    "text", ["{amount}", "page 19 of 20", "$ref", "form CBP 7501", "%Y-%m-%d", "a day such as 2026-03-31"]
)
def test_what_is_no_law_is_left_alone(text: str) -> None:
    assert not law_in(text)


def test_only_the_settings_read_the_environment() -> None:
    reads = re.compile(
        r"\bos\.(?:environ|getenv)\b(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|\benviron\.Env\b"
    )
    wrong = [
        f"{_relative(path)}:{number}"
        for path in python_files()
        if _relative(path) != "portal/settings.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if reads.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_edge_sets_headers() -> None:
    """A file's name is the one header that a view must give with its file."""
    sets = re.compile(r"\.headers\[(?!\"Content-Disposition\")|\.headers\.setdefault|(?:response|answer)\[\"")
    wrong = [
        f"{_relative(path)}:{number} {line.strip()}"
        for path in python_files()
        if "portal/web/" not in _relative(path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if sets.search(line) and "] ==" not in line
    ]
    assert not wrong, "\n".join(wrong)


def test_files_stay_short_enough_to_read() -> None:
    wrong = [
        f"{_relative(path)}: {lines} lines"
        for path in [*python_files(), *template_files()]
        if (lines := path.read_text(encoding="utf-8").count("\n")) > MAX_LINES
        and _relative(path) not in LONG_BY_NATURE
    ]
    assert not wrong, "\n".join(wrong)


def test_functions_stay_short_enough_to_read() -> None:
    wrong = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > MAX_FUNCTION_LINES:
                    wrong.append(f"{_relative(path)}:{node.lineno} {node.name}: {size} lines")
    assert not wrong, "\n".join(wrong)


def test_no_drawer_for_odds_and_ends() -> None:
    wrong = [_relative(path) for path in python_files() if path.name in NO_NAMES]
    assert not wrong, f"name the file after its purpose: {wrong}"


def test_templates_hold_no_inline_script_or_style() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:", re.IGNORECASE
    )
    wrong = [
        f"{_relative(path)}: {match.group(0)}"
        for path in template_files()
        if "print" not in path.parts and "email" not in path.parts
        for match in inline.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, "the content security policy would block it:\n" + "\n".join(wrong)
