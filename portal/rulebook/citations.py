"""Where a citation can be read: addresses that follow from the label's own form."""

from __future__ import annotations

import re

FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"^(\d+) CFR (\d+\.\d+[a-z]?(?:-\d+(?![\d.]))?)"),
        "https://www.ecfr.gov/current/title-{0}/section-{1}",
    ),
    (re.compile(r"^(\d+) CFR (?:part )?(\d+)"), "https://www.ecfr.gov/current/title-{0}/part-{1}"),
    (re.compile(r"^(\d+) USC (\d+[a-z]*)"), "https://www.law.cornell.edu/uscode/text/{0}/{1}"),
    (re.compile(r"^(\d+) FR (\d+)$"), "https://www.federalregister.gov/citation/{0}-FR-{1}"),
    (re.compile(r"^FR (?:Doc\. )?(\d{4}-\d{5})$"), "https://www.federalregister.gov/d/{0}"),
)


def address_of(label: str) -> str | None:
    """The public page of a code section or Federal Register document; ``None`` for any other label."""
    for form, address in FORMS:
        if found := form.match(label):
            return address.format(*found.groups())
    return None


def plain(label: str) -> str:
    """A label without spaces, dots and section signs, for comparing."""
    return re.sub(r"[\s.§]", "", label).lower()
