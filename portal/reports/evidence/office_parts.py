"""The parts of DOCX and XLSX: which are refused, which are left out, and what is blanked in those that
stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from portal.reports.evidence import markup
from portal.reports.evidence.findings import Reason, RefusedError, Trace
from portal.reports.evidence.markup import Attributes, local
from portal.reports.evidence.signatures import ARCHIVE_EXTENSIONS, PROGRAM_EXTENSIONS, WEB_EXTENSIONS

REFUSED_PARTS = (
    (
        re.compile(r"vba(project|data)|macrosheets/|dialogsheets/|customui/|intlmacrosheet", re.I),
        Reason.MACROS,
    ),
    (re.compile(r"activex|/ctrlprops/|webextensions", re.I), Reason.STARTS_PROGRAMS),
    (re.compile(r"embeddings/|oleobject|afchunk|/model/|\.(docx|xlsx|pptx|pdf)$", re.I), Reason.FILES_INSIDE),
    (re.compile(r"xl/(connections|querytables)|recipientdata", re.I), Reason.FETCHES),
)
REFUSED_CONTENT = (
    (re.compile(r"macro|vba|intlmacrosheet|dialogsheet", re.I), Reason.MACROS),
    (re.compile(r"oleobject|package$|afchunk|rtf$|text/html|message/rfc822", re.I), Reason.FILES_INSIDE),
    (re.compile(r"activex|webextension|controlproperties", re.I), Reason.STARTS_PROGRAMS),
    (re.compile(r"spreadsheetml\.(connections|querytable)|mailmerge", re.I), Reason.FETCHES),
)
CELLS = re.compile(
    r"xl/(worksheets/[^/]+|sharedStrings|calcChain|pivotCache/pivotCacheRecords[^/]*|tables/[^/]+)\.xml", re.I
)
"""Parts of a workbook that can be large and hold no names: checked, and passed through as they are."""
CELL_CONTENTS = ("worksheet+xml", "sharedStrings+xml", "calcChain+xml", "pivotCacheRecords+xml", "table+xml")
PARTS_LEFT_OUT = (
    (re.compile(r"docProps/thumbnail\..*", re.I), Trace.PREVIEW),
    (re.compile(r"docProps/.*|docMetadata/.*", re.I), Trace.PROPERTIES),
    (
        re.compile(r"customXml/.*|package/services/.*|_xmlsignatures/.*|xl/revisions/.*", re.I),
        Trace.OTHER_DATA,
    ),
)
RELATIONSHIPS_LEFT_OUT = re.compile(
    r"/(core-properties|extended-properties|custom-properties|thumbnail|customXml|customXmlProps|classificationlabels|"
    r"attachedTemplate|origin|signature|revisionHeaders|usernames)$",
    re.I,
)
INERT_LINKS = re.compile(r"(https?|mailto):|#", re.I)
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:|//|\\\\", re.I)
FIELD_ENDS = "\n"
STARTING_FIELDS = {"DDE", "DDEAUTO"}
FETCHING_FIELDS = {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD"}
NAMES_OF_PEOPLE = {
    *(
        "author",
        "initials",
        "userName",
        "userId",
        "providerId",
        "displayName",
        "lastEdited",
        "lastModifiedBy",
    ),
}
ELEMENTS_LEFT_OUT = {
    "rsids": Trace.REVISIONS,
    "rsid": Trace.REVISIONS,
    "docId": Trace.REVISIONS,
    "revisionPtr": Trace.REVISIONS,
    "attachedTemplate": Trace.TEMPLATE,
    "docVars": Trace.OTHER_DATA,
    "absPath": Trace.FOLDERS,
    "fileSharing": Trace.AUTHOR,
    "presenceInfo": Trace.COMMENT_AUTHORS,
    "saveThroughXslt": Trace.FOLDERS,
}
PEOPLE_PARTS = re.compile(r"(comments|people|persons?|threadedcomment)", re.I)


def left_out(name: str) -> Trace | None:
    return next((trace for pattern, trace in PARTS_LEFT_OUT if pattern.fullmatch(name)), None)


def refuse_part(name: str) -> None:
    """A part that runs, fetches or is another file, known by its name."""
    for pattern, reason in REFUSED_PARTS:
        if pattern.search(name):
            raise RefusedError(reason)
    ending = name.lower().rpartition(".")[2]
    if ending in PROGRAM_EXTENSIONS:
        raise RefusedError(Reason.PROGRAM)
    if ending in ARCHIVE_EXTENSIONS or ending in WEB_EXTENSIONS - {"xml"}:
        raise RefusedError(Reason.FILES_INSIDE)


def insist_on_content_types(data: bytes, main: str, names: set[str]) -> None:
    """The list of contents must promise this kind of document, in a part that is there, and nothing that
    runs.
    """
    promised: dict[str, str] = {}

    def read(name: str, attributes: Attributes) -> Attributes:
        content = attributes.get("ContentType", "")
        for pattern, reason in REFUSED_CONTENT:
            if pattern.search(content) and local(name) in {"Default", "Override"}:
                raise RefusedError(reason)
        if local(name) == "Override":
            promised[attributes.get("PartName", "").lstrip("/")] = content
        return attributes

    markup.rewrite(data, read)
    if any(
        CELLS.fullmatch(part) and not content.endswith(CELL_CONTENTS) for part, content in promised.items()
    ):
        raise RefusedError(Reason.STRANGE_ZIP)
    mains = [part for part, content in promised.items() if content.endswith(main)]
    if len(mains) != 1 or mains[0] not in names:
        raise RefusedError(Reason.NOT_WHAT_IT_SAYS)


class Cleaner:
    """Writes the XML parts of one document; remembers what it has found."""

    def __init__(self, names: set[str], *, is_workbook: bool) -> None:
        self.is_workbook = is_workbook
        self.found: set[Trace] = set()
        self.has_comments = any("comments" in name.lower() for name in names)
        self._fields = ""

    def clean_xml(self, name: str, data: bytes) -> bytes:
        if name.lower().endswith(".rels"):
            return markup.rewrite(data, self._relationship)
        if name == "[Content_Types].xml":
            return markup.rewrite(data, self._content_type)
        self._fields = ""
        written = markup.rewrite(data, self._element, self._text_of(name))
        self._insist_on_fields(self._fields)
        return written

    def _relationship(self, name: str, attributes: Attributes) -> Attributes | None:
        if local(name) != "Relationship":
            return attributes
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if RELATIONSHIPS_LEFT_OUT.search(kind):
            self._note_relationship(kind)
            return None
        if attributes.get("TargetMode", "").lower() != "external":
            if ADDRESS.match(target):
                raise RefusedError(Reason.FETCHES)
            return attributes
        if kind.endswith("/hyperlink"):
            return (
                attributes if INERT_LINKS.match(target) else self._without_folder(attributes, "about:blank")
            )
        if kind.endswith("/externalLinkPath"):
            return self._without_folder(attributes, "removed.xlsx")
        raise RefusedError(Reason.FETCHES)

    def _note_relationship(self, kind: str) -> None:
        if kind.endswith("/attachedTemplate"):
            self.found.add(Trace.TEMPLATE)

    def _without_folder(self, attributes: Attributes, target: str) -> Attributes:
        if attributes["Target"] != target:
            self.found.add(Trace.FOLDERS)
        return attributes | {"Target": target}

    def _content_type(self, name: str, attributes: Attributes) -> Attributes | None:
        part = attributes.get("PartName", "").lstrip("/")
        return None if local(name) == "Override" and left_out(part) else attributes

    def _element(self, name: str, attributes: Attributes) -> Attributes | None:
        bare = local(name)
        if bare in {"ddeLink", "oleLink"}:
            raise RefusedError(Reason.STARTS_PROGRAMS)
        if bare in {"OLEObject", "control", "altChunk"}:
            raise RefusedError(Reason.FILES_INSIDE)
        if trace := ELEMENTS_LEFT_OUT.get(bare):
            self.found.add(trace)
            return None
        if bare == "fldChar":
            self._fields += FIELD_ENDS
        if bare == "fldSimple":
            self._insist_on_fields(
                next((text for key, text in attributes.items() if local(key) == "instr"), "")
            )
        return {key: self._attribute(key, text) for key, text in attributes.items() if not self._goes(key)}

    def _goes(self, key: str) -> bool:
        number = local(key)
        goes = ":" in key and (number.startswith("rsid") or number in {"uid", "documentId"})
        if goes:
            self.found.add(Trace.REVISIONS)
        return goes

    def _attribute(self, key: str, text: str) -> str:
        if local(key) not in NAMES_OF_PEOPLE or not text.strip("?"):
            return text
        self.found.add(Trace.COMMENT_AUTHORS)
        return "?"

    def _text_of(self, part: str) -> Callable[[str, str], str]:
        def on_text(element: str, text: str) -> str:
            bare = local(element)
            if bare in {"instrText", "delInstrText"}:
                self._fields += text.replace(FIELD_ENDS, " ")
            if bare == "author" and PEOPLE_PARTS.search(part) and text.strip("?").strip():
                self.found.add(Trace.COMMENT_AUTHORS)
                return "?"
            return text

        return on_text

    def _insist_on_fields(self, instructions: str) -> None:
        for instruction in instructions.split(FIELD_ENDS):
            name = (instruction.split() or [""])[0].upper()
            if name in STARTING_FIELDS:
                raise RefusedError(Reason.STARTS_PROGRAMS)
            if name in FETCHING_FIELDS:
                raise RefusedError(Reason.FETCHES)
