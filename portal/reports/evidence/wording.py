"""The sentences about a file that its sender reads. Plain words, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.reports.evidence.findings import Caution, Reason, Trace

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REASONS: dict[Reason, _StrPromise] = {
    Reason.EMPTY: _("This file is empty. Please look whether the right file was chosen."),
    Reason.TOO_LARGE: _("This file is larger than 25 MB. Please send a smaller copy or a part of it."),
    Reason.NO_EXTENSION: _(
        "The name of this file has no ending such as .pdf or .jpg, so we cannot tell what it is."
    ),
    Reason.KIND_NOT_TAKEN: _(
        "We do not take files of this kind. We take PDF, JPEG, PNG, WEBP, HEIC, TXT, CSV, DOCX, XLSX and EML."
    ),
    Reason.NOT_WHAT_IT_SAYS: _("What is in this file does not fit the ending of its name."),
    Reason.PROGRAM: _("This file is a program or a script. We do not take programs."),
    Reason.ARCHIVE: _("This file is an archive. Please take the files out of it and send each by itself."),
    Reason.WEB_PAGE: _(
        "This file is a web page or a drawing that can run scripts. Please send a picture or a PDF."
    ),
    Reason.UNREADABLE: _("This file is damaged, or a part of it is missing. Please try another copy."),
    Reason.TOO_HARD: _(
        "Checking this file took too much time or memory. Please send a simpler copy, such as a PDF."
    ),
    Reason.BUSY: _(
        "Many files are being checked at the moment. Try this one again in a minute, or go on without it."
    ),
    Reason.CHANGED: _("This file changed while we looked at it. Please send it again."),
    Reason.PASSWORD: _("This file is protected by a password. Please send a copy without a password."),
    Reason.OLD_OFFICE: _("This is a file of an older Office program. Please save it as DOCX, XLSX or PDF."),
    Reason.TOO_MANY_PIXELS: _("This picture has more than 40 million pixels. Please send a smaller copy."),
    Reason.TOO_LARGE_A_WEBP: _(
        "This WEBP picture has more than 20 million pixels. Please save it as JPEG or send a smaller copy."
    ),
    Reason.NOT_TEXT: _("This file says that it is text, but it holds something else."),
    Reason.MACROS: _(
        "This file holds macros, which are small programs. Please save a copy without macros, or a PDF."
    ),
    Reason.FILES_INSIDE: _(
        "This file has other files inside, such as a table behind a chart. Please save it as PDF, or "
        "send them apart."
    ),
    Reason.FETCHES: _(
        "This file fetches pictures or data from elsewhere when somebody opens it. Please save it as PDF."
    ),
    Reason.STARTS_PROGRAMS: _("This file can start programs when somebody opens it. Please save it as PDF."),
    Reason.UNPACKS_TOO_LARGE: _(
        "This file grows far too large when it is opened. Please send a PDF instead."
    ),
    Reason.STRANGE_ZIP: _(
        "This file is not built as Office programs build it. Please save it again, or as PDF."
    ),
    Reason.STRANGE_XML: _("A part of this file cannot be read safely. Please save it again, or as PDF."),
    Reason.MAIL_HOLDS_PROGRAM: _(
        "This mail has a program attached. Please send the text and the other files apart."
    ),
    Reason.NOT_A_MAIL: _("This file says that it is a mail, but it has no sender, date or subject."),
    Reason.CANNOT_BE_CLEANED: _(
        "We could not remove everything that may point to you. Please send a picture of it."
    ),
}

TRACES: dict[Trace, _StrPromise] = {
    Trace.PLACE: _("place where the photo was taken"),
    Trace.CAMERA: _("camera"),
    Trace.TIME: _("date and time"),
    Trace.AUTHOR: _("author"),
    Trace.DESCRIPTION: _("hidden title, description or comment"),
    Trace.SOFTWARE: _("name of the program that made it"),
    Trace.PREVIEW: _("small preview picture"),
    Trace.COLOUR_PROFILE: _("color profile"),
    Trace.XMP: _("editing history (XMP)"),
    Trace.IPTC: _("press data (IPTC)"),
    Trace.OTHER_DATA: _("other hidden data"),
    Trace.MORE_PICTURES: _("further pictures in the same file"),
    Trace.BEHIND_THE_END: _("data hidden behind the end of the file"),
    Trace.PICTURE_DATA: _("hidden data of pictures inside"),
    Trace.JAVASCRIPT: _("JavaScript"),
    Trace.ACTIONS: _("links and actions that reach outside"),
    Trace.EMBEDDED_FILES: _("embedded files"),
    Trace.MEDIA: _("sound, film and 3D"),
    Trace.FORM_PROGRAM: _("form program (XFA)"),
    Trace.EARLIER_VERSIONS: _("earlier versions of the document"),
    Trace.PROPERTIES: _("document properties"),
    Trace.COMMENT_AUTHORS: _("names of who commented or changed something"),
    Trace.REVISIONS: _("numbers of editing sessions"),
    Trace.FOLDERS: _("names of folders on your computer"),
    Trace.TEMPLATE: _("link to a template"),
    Trace.PRINTER: _("printer"),
}

CAUTIONS: dict[Caution, _StrPromise] = {
    Caution.UNCHANGED: _("We keep this file exactly as you sent it: we removed nothing from it."),
    Caution.MAIL_ADDRESSES: _(
        "A mail file holds addresses in its first lines: who sent and received it, and often where their "
        "computers were."
    ),
    Caution.MAIL_ATTACHMENTS: _(
        "The files attached to this mail stay in it, and we remove nothing from them."
    ),
    Caution.VISIBLE_STAYS: _("What can be seen or read in it stays. Look whether that shows who you are."),
    Caution.COMMENTS_STAY: _(
        "Comments and marked changes stay in the text, without the names of who made them."
    ),
    Caution.CONVERTED: _("The copy that officers read is a JPEG."),
}


def sentence(finding: Reason | Trace | Caution) -> str:
    """The words for a finding, in the language of the moment."""
    if isinstance(finding, Reason):
        return str(REASONS[finding])
    return str(TRACES[finding]) if isinstance(finding, Trace) else str(CAUTIONS[finding])
