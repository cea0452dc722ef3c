"""What a page loads is small, comes from here, and is written beforehand in its compressed form."""

import re
from pathlib import Path

from django.conf import settings

BUILT = Path(settings.BASE_DIR, "build/static")
SOURCES = Path(settings.BASE_DIR, "static")
TEMPLATES = Path(settings.BASE_DIR, "templates")


def test_the_style_sheet_and_the_script_leave_room_in_a_page_of_70_kib() -> None:
    first_view = ["css/site.css.br", "js/site.js.br", "img/favicon.svg.br"]
    assert sum((BUILT / name).stat().st_size for name in first_view) < 16 * 1024


def test_the_built_files_ask_no_other_host_and_pages_load_no_font() -> None:
    for name in ["css/site.css", "css/pdf.css", "js/site.js"]:
        assert not re.search(r"https?://|@import|url\(\s*[\"']?(//|data:)", (BUILT / name).read_text()), name
    assert "@font-face" not in (BUILT / "css/site.css").read_text()


def test_every_file_the_style_sheets_name_is_built() -> None:
    for sheet in (BUILT / "css").glob("*.css"):
        for address in re.findall(r"url\([\"']?([^\"')]+)", sheet.read_text()):
            if not address.startswith("#"):
                assert (sheet.parent / address).resolve().is_file(), f"{sheet.name} names {address}"


def test_text_files_lie_compressed_beside_themselves() -> None:
    for name in ["css/site.css", "js/site.js", "img/favicon.svg"]:
        assert (BUILT / f"{name}.br").is_file()
        assert (BUILT / f"{name}.gz").is_file()


def test_no_template_holds_what_the_content_security_policy_forbids() -> None:
    forbidden = re.compile(
        r"<style\b|\sstyle=|<script\b(?![^>]*\bsrc=)|\son[a-z]+=\"|javascript:|https?://[^\"' ]+\.(js|css)"
    )
    for template in TEMPLATES.rglob("*.html"):
        found = forbidden.search(template.read_text())
        assert not found, f"{template.relative_to(TEMPLATES)}: {found and found[0]}"


def test_the_sheets_use_colors_by_name_only() -> None:
    allowed = {
        "_tokens.scss",
        "_print.scss",
        "pdf.scss",
        "_signin.scss",
        "_frame.scss",
        "_answer.scss",
        "embed.scss",
    }
    for sheet in (SOURCES / "scss").glob("*.scss"):
        if sheet.name not in allowed:
            stray = re.search(r"#[0-9a-fA-F]{3,8}\b(?!\{)", re.sub(r"//.*|#\{[^}]*\}", "", sheet.read_text()))
            assert not stray, f"{sheet.name}: {stray and stray[0]}"


def test_the_lock_file_names_no_place_to_download_from() -> None:
    lock = Path(settings.BASE_DIR, "package-lock.json").read_text()
    assert '"resolved"' not in lock
