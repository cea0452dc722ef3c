"""What a sender may count on when a file has been looked at."""

from __future__ import annotations

import io
from hashlib import sha256

import pytest
from django.utils import translation

from portal.reports.evidence.checking import Examined, Refused, examine
from portal.reports.evidence.cleaning import Cleaned, clean
from portal.reports.evidence.findings import Caution, Reason
from portal.reports.evidence.kinds import Kind
from tests.reports.evidence import papers, pictures
from tests.reports.evidence.test_corpus import cleaned, taken


def test_only_the_file_that_was_examined_is_cleaned() -> None:
    target = io.BytesIO()
    other = io.BytesIO(pictures.png(pictures.plain(9, 9)))
    assert clean(taken("a.png", pictures.png()), other, target) == Refused(Reason.CHANGED)
    assert target.getvalue() == b""


def test_a_copy_is_written_from_where_the_target_stands() -> None:
    target = io.BytesIO(b"before")
    target.seek(6)
    done = clean(taken("a.png", pictures.png()), io.BytesIO(pictures.png()), target)
    assert isinstance(done, Cleaned)
    assert target.getvalue().startswith(b"before\x89PNG")
    assert done.sha256 == sha256(target.getvalue()[6:]).hexdigest()
    assert done.size_bytes == len(target.getvalue()) - 6


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"a\r\nb"),
        ("a.csv", "Größe;3".encode("cp1252")),
        ("a.eml", papers.mail(("a.jpg", pictures.jpeg()))),
    ],
)
def test_texts_and_mails_stay_as_they_were_sent_and_the_sender_is_told(name: str, data: bytes) -> None:
    done, copy = cleaned(name, data)
    assert copy == data
    assert done.removed == ()
    assert Caution.UNCHANGED in done.cautions


def test_a_sender_of_a_mail_is_told_of_the_addresses_in_it_and_what_is_attached() -> None:
    examined = taken("a.eml", papers.mail(("price list.xlsx", papers.xlsx())))
    assert examined.attachments == ("price list.xlsx",)
    assert {Caution.MAIL_ADDRESSES, Caution.MAIL_ATTACHMENTS} <= set(examined.cautions)


def test_a_sender_is_told_in_plain_words_what_was_removed() -> None:
    done, _ = cleaned("a.jpg", pictures.jpeg(exif=pictures.exif(gps=True, camera=True)))
    assert done.removed_in_words() == ["place where the photo was taken", "camera"]
    assert done.cautions_in_words() == [
        "What can be seen or read in it stays. Look whether that shows who you are."
    ]


def test_the_words_come_in_the_language_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = Refused(Reason.EMPTY)
    monkeypatch.setattr(translation._trans, "gettext", lambda text: f"«{text}»", raising=False)
    assert str(refused).startswith("«")


def test_a_heic_photo_becomes_a_jpeg_by_kind_and_by_name() -> None:
    examined = taken("IMG 1.HEIC", pictures.heic())
    done, copy = cleaned("IMG 1.HEIC", pictures.heic())
    assert (examined.kind, examined.safe_name) == (Kind.HEIC, "IMG 1.jpg")
    assert (done.kind, copy[:3]) == (Kind.JPEG, b"\xff\xd8\xff")
    assert Caution.CONVERTED in done.cautions


def test_a_file_is_measured_and_keeps_its_name_for_the_sender() -> None:
    data = b"They write a lower price."
    examined = examine("my\u202etxt.notes.txt", io.BytesIO(data))
    assert isinstance(examined, Examined)
    assert (examined.size_bytes, examined.sha256) == (len(data), sha256(data).hexdigest())
    assert examined.original_name == "my\N{REPLACEMENT CHARACTER}txt.notes.txt"
    assert examined.safe_name == "mytxt_notes.txt"


def test_a_file_that_comes_in_small_pieces_is_known_all_the_same() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(7, size or 7))

    assert isinstance(examine("a.png", Slow(pictures.png())), Examined)
