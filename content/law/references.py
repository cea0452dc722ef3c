"""Which law a page names, remembered as it goes live."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from content.law.moving import Kind, digest, title_of
from content.law.telling import teller
from content.law.tokens import Refers, tokens_in
from content.pages import AgencyPage, LibraryPage
from content.records import LawReference

KINDS = {
    Refers.FIGURE: Kind.FIGURE,
    Refers.SINCE: Kind.FIGURE,
    Refers.BEGINS: Kind.RULE,
    Refers.ENDS: Kind.RULE,
}


def references_of(page: LibraryPage) -> Iterator[tuple[str, str]]:
    """The kind and key of everything of the rulebook that a page names, each once."""
    seen = set()
    for _whole, token in tokens_in(page.text()):
        if token and token.to in KINDS:
            seen.add((str(KINDS[token.to]), token.key))
            if token.day:
                seen.add((str(Kind.FIGURE), token.day))
    for block in page.body:
        if block.block_type == "agency":
            seen.add((str(Kind.AGENCY), block.value))
    if isinstance(page, AgencyPage):
        seen.add((str(Kind.AGENCY), page.agency))
    yield from sorted(seen)


@transaction.atomic
def remember(page: LibraryPage) -> None:
    """Write down what the law says that a page names, as the page goes live."""
    law = teller()
    LawReference.objects.filter(page_id=page.pk).delete()
    if law is None:
        return
    LawReference.objects.bulk_create(
        LawReference(
            page_id=page.pk,
            kind=kind,
            key=key,
            digest=digest(law.edition, kind, key),
            title=title_of(law, kind, key),
        )
        for kind, key in references_of(page)
    )
