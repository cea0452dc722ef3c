"""Two hundred thousand reports as a queue of years would hold them, made by the database itself.

The newest are really sealed, so that pages have something to open. Words are as common as in any language
(Zipf): a word's share falls as its rank grows. The words of `WORDS` have these ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.db import connection

from portal.accounts.models import User
from portal.reports import sealing, vocabulary
from portal.reports.models import Report
from portal.triage.models import Tag, Team
from portal.triage.queue.terms import NAME, NUMBER, WORD, term, terms_to_find

REPORTS, SEALED, VOCABULARY, WORDS_EACH = 200_000, 2_000, 300_000, 26
WORDS = {"invoices": 1, "declared": 3, "lamps": 60, "cotton": 900, "herringbone": 9_000, "zither": 60_000}
NUMBER_ASKED = "12-3456789XY"
CATEGORIES = [*vocabulary.CATEGORIES]
TEXT = "They send two invoices and the declared value of the lamps is too low. " * 8


def make(officers: Sequence[User], teams: Sequence[Team], tags: Sequence[Tag]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'; SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute("SELECT setseed(0.5)")
        _forget_keys(cursor)
        cursor.execute(REPORTS_SQL, [CATEGORIES, len(CATEGORIES), REPORTS])
        _seal_newest()
        cursor.execute(
            CASES_SQL, [[o.pk for o in officers], len(officers), [t.pk for t in teams], len(teams)]
        )
        cursor.execute(TAGS_SQL, [[t.pk for t in tags], len(tags)])
        cursor.execute(EVIDENCE_SQL)
        _terms(cursor)
        for table in ("reports_report", *FILLED):
            cursor.execute(f"ANALYZE {table}")


REPORTS_SQL = """
INSERT INTO reports_report
  (id, number, code_digest, token_digest, category, state, is_verified, language, sent_at, sealed, sealed_key)
SELECT md5(n::text)::uuid, 'TVR-' || (2021 + n %% 6) || '-' || lpad(n::text, 8, '0'),
  lpad(n::text, 64, 'c'), lpad(n::text, 64, 't'),
  (%s::text[])[1 + floor(power(random(), 2) * %s)::int],
  CASE WHEN n > 4000 AND r < 0.75 THEN 'closed' WHEN r < 0.85 THEN 'in_review'
       WHEN r < 0.90 THEN 'asked' WHEN n > 8000 OR r < 0.94 THEN 'referred' ELSE 'received' END,
  random() < 0.85, CASE WHEN random() < 0.9 THEN 'en' ELSE 'es' END,
  now() - n * interval '12 minutes',
  decode(repeat(md5(n::text), 60), 'hex'), decode(repeat(md5(n::text), 4), 'hex')
FROM (SELECT n, random() AS r FROM generate_series(1, %s) AS n) AS numbered
""".replace("%s) AS n)", "%s::int) AS n)")
CASES_SQL = """
INSERT INTO triage_case
  (report_id, version, arrived_at, look_by, looked_at, news_at, has_news, officer_id, team_id, office_id,
   outcome)
SELECT id, 1, sent_at, sent_at + interval '7 days',
  CASE WHEN state <> 'received' THEN sent_at + random() * interval '6 days' END,
  sent_at + power(random(), 4) * (now() - sent_at), state = 'received' OR random() < 0.02,
  CASE WHEN random() < 0.8 THEN (%s::int[])[1 + floor(random() * %s)::int] END,
  CASE WHEN random() < 0.9 THEN (%s::int[])[1 + floor(random() * %s)::int] END,
  CASE WHEN state = 'referred' THEN (SELECT min(o.id) FROM triage_office o) END,
  CASE WHEN state <> 'closed' THEN '' WHEN random() < 0.5 THEN 'not_enough'
       WHEN random() < 0.8 THEN 'acted_on' ELSE 'no_violation' END
FROM reports_report
"""
TAGS_SQL = """
INSERT INTO triage_case_tags (case_id, tag_id)
SELECT DISTINCT report_id, (%s::int[])[1 + floor(power(random(), 2) * %s)::int] FROM triage_case
WHERE random() < 0.6
"""
EVIDENCE_SQL = """
INSERT INTO reports_evidence
  (id, report_id, state, size_bytes, sealed, sealed_key, added_at, original, clean_copy)
SELECT md5(id || 'e')::uuid, id, 'clean', 100000, '', '', sent_at, 'a', 'b' FROM reports_report
WHERE random() < 0.3
"""
TERMS_SQL = """
INSERT INTO triage_term (kind, value, case_id)
SELECT kind, coalesce(known.value, hashint8extended(rank, kind)), report_id FROM (
  SELECT report_id, kind, floor(low * power(high / low, random()))::bigint AS rank
  FROM triage_case CROSS JOIN unnest(%s::int[], %s::float[], %s::float[]) AS part (kind, low, high)) AS drawn
LEFT JOIN (SELECT unnest(%s::bigint[]) AS rank, unnest(%s::bigint[]) AS value) AS known
  USING (rank)
"""


def parts() -> list[tuple[int, int, int]]:
    """(kind, from rank, to rank): a report draws a word from each, so that it has none twice.

    The ranks of words are parted so that each part is drawn from as often as all its words are used together.
    """
    step = VOCABULARY ** (1 / WORDS_EACH)
    bounds = sorted({round(step**place) for place in range(WORDS_EACH + 1)})
    words = [(WORD, low, high) for low, high in pairwise(bounds)]
    return [*words, (NAME, 1, 30), (NAME, 30, VOCABULARY), (NUMBER, 1, VOCABULARY)]


KEYS_SQL = """
SELECT conname, conrelid::regclass FROM pg_constraint
WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f'
"""
FILLED = ["triage_case", "triage_term", "reports_evidence", "triage_case_tags"]


def _forget_keys(cursor: Any) -> None:
    """Nothing is referred to that is not there, and to prove that for millions of rows takes long."""
    cursor.execute(KEYS_SQL, [FILLED])
    for key, table in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {key}")


def _terms(cursor: Any) -> None:
    """Indexes are faster built at the end."""
    cursor.execute("DROP INDEX terms_of_a_case; ALTER TABLE triage_term DROP CONSTRAINT term_stands_once")
    cursor.execute("ALTER TABLE triage_term SET UNLOGGED")
    ranks = list(WORDS.values())
    values = [sorted(value for _kind, value in terms_to_find(WORD, word))[0] for word in WORDS]
    kinds, lows, highs = zip(*parts(), strict=True)
    cursor.execute(TERMS_SQL, [list(kinds), list(lows), list(highs), ranks, values])
    cursor.execute("CREATE INDEX terms_of_a_case ON triage_term (case_id, kind, value)")
    cursor.execute("ALTER TABLE triage_term ADD CONSTRAINT term_stands_once UNIQUE (kind, value, case_id)")
    number = term(NUMBER, "123456789xy")
    cursor.execute(
        "INSERT INTO triage_term (kind, value, case_id) SELECT %s, %s, report_id FROM triage_case "
        "ORDER BY report_id LIMIT 3",
        number,
    )


def _seal_newest() -> None:
    """What the newest tell is real, so that it can be opened."""
    installation = sealing.keys()[0]
    rows = []
    for place, report in enumerate(Report.objects.order_by("-sent_at")[:SEALED]):
        key = sealing.new_key()
        answers = {
            "what": {"category": report.category, "story": TEXT},
            "who": [{"id": "a", "name": f"Harborline Trading {place}"}, {"id": "b", "name": "Another"}],
            "goods": {"what": "Desk lamps"},
        }
        sealed = sealing.seal_json(answers, report.place(), key)
        sealed_key = sealing.seal(key.secret, report.place("sealed_key"), installation)
        rows.append((sealed, sealed_key, report.pk))
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE reports_report SET sealed = %s, sealed_key = %s WHERE id = %s", rows)
