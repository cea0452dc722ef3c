"""Writes the live law, or one object of it, in the format of the starter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.authoring import law
from portal.authoring.exchange import layout
from portal.authoring.exchange.writing import yaml_text
from portal.rulebook.conditions_format import StarterError
from portal.rulebook.starter_reader import read_rulebook
from portal.rules.codec import encode, fingerprint


class Command(BaseCommand):
    help = "Write the whole live law as a folder of starter files, or one object of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="where the files go; made if need be")
        parser.add_argument(
            "--object", metavar="MODEL/NAME", help="print one object, such as figure/gift-limit"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder, named = options["folder"], options["object"]
        if bool(folder) == bool(named):
            raise CommandError("Name a folder, or one object with --object.")
        if named:
            self.stdout.write(yaml_text(_live_object(named).row()), ending="")
        else:
            self.stdout.write(_write(folder))


def _live_object(named: str) -> Any:
    model_name, _slash, key = named.partition("/")
    kind = {each._meta.model_name: each for each in law.KINDS}.get(model_name)
    if kind is None:
        known = ", ".join(sorted(str(each._meta.model_name) for each in law.KINDS))
        raise CommandError(f"There is no kind of object called {model_name!r}. There are: {known}.")
    found = kind._default_manager.filter(key=key, live=True).first()
    if found is None:
        raise CommandError(f"No {kind._meta.verbose_name} called {key!r} is published.")
    return found


def _write(folder: Path) -> str:
    """Write the folder, read it back, and say that it is the same law; raises ``CommandError`` if not."""
    live = law.live()
    try:
        sha256 = fingerprint(encode(law.rulebook(live)))
    except StarterError as error:
        raise CommandError(str(error)) from error
    files = layout.files(live)
    if folder.exists() and (left := layout.strays(folder, files)):
        raise CommandError(f"{folder} holds other files that would be read as law: {', '.join(left)}.")
    for name, text in layout.texts(files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if fingerprint(encode(read_rulebook(folder))) != sha256:
        raise CommandError(f"What was written to {folder} is not the law that is live. Report this, please.")
    return f"{len(files)} files, sha256 {sha256[:12]}."
