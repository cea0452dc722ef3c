"""What can be found out about a file, by name. The sentences that people read are in `wording`.

The process that opens files knows these names only: it needs no Django.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NO_EXTENSION = "no-extension"
    KIND_NOT_TAKEN = "kind-not-taken"
    NOT_WHAT_IT_SAYS = "not-what-it-says"
    PROGRAM = "program"
    ARCHIVE = "archive"
    WEB_PAGE = "web-page"
    UNREADABLE = "unreadable"
    TOO_HARD = "too-hard"
    BUSY = "busy"
    CHANGED = "changed"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    OLD_OFFICE = "old-office"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_LARGE_A_WEBP = "too-large-a-webp"
    NOT_TEXT = "not-text"
    MACROS = "macros"
    FILES_INSIDE = "files-inside"
    FETCHES = "fetches"
    STARTS_PROGRAMS = "starts-programs"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    STRANGE_ZIP = "strange-zip"
    STRANGE_XML = "strange-xml"
    MAIL_HOLDS_PROGRAM = "mail-holds-program"
    NOT_A_MAIL = "not-a-mail"
    CANNOT_BE_CLEANED = "cannot-be-cleaned"


class Trace(StrEnum):
    """What is not in the clean copy any more."""

    PLACE = "place"
    CAMERA = "camera"
    TIME = "time"
    AUTHOR = "author"
    DESCRIPTION = "description"
    SOFTWARE = "software"
    PREVIEW = "preview"
    COLOUR_PROFILE = "colour-profile"
    XMP = "xmp"
    IPTC = "iptc"
    OTHER_DATA = "other-data"
    MORE_PICTURES = "more-pictures"
    BEHIND_THE_END = "behind-the-end"
    PICTURE_DATA = "picture-data"
    JAVASCRIPT = "javascript"
    ACTIONS = "actions"
    EMBEDDED_FILES = "embedded-files"
    MEDIA = "media"
    FORM_PROGRAM = "form-program"
    EARLIER_VERSIONS = "earlier-versions"
    PROPERTIES = "properties"
    COMMENT_AUTHORS = "comment-authors"
    REVISIONS = "revisions"
    FOLDERS = "folders"
    TEMPLATE = "template"
    PRINTER = "printer"


class Caution(StrEnum):
    """What the sender should know about what stays."""

    UNCHANGED = "unchanged"
    MAIL_ADDRESSES = "mail-addresses"
    MAIL_ATTACHMENTS = "mail-attachments"
    VISIBLE_STAYS = "visible-stays"
    COMMENTS_STAY = "comments-stay"
    CONVERTED = "converted"


class RefusedError(Exception):
    """Inside this package: the file is refused. `checking` and `cleaning` hand it out as a value."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
