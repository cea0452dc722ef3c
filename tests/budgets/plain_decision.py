"""The entry decision written by hand, as a programmer would without an engine: one function, no reasons.

It is here for two ends: the engine's speed is measured beside it in the same run, and the two must agree on
every shipment of which all is known. It knows nothing of dates that move, of citations or of "I don't know".
"""

from __future__ import annotations

from datetime import date

from portal.rules.answers import Answers

CHINA = {"CN", "HK"}
ISLANDS = {"VI", "GU", "AS"}

RAISED = date(2016, 3, 10)
CHINA_OUT = date(2025, 5, 2)
ALL_OUT = date(2025, 8, 29)
IN_REGULATION = date(2026, 6, 24)
NEW_MAIL = date(2026, 7, 24)
STRUCK = date(2027, 7, 1)
CLAUSE_ENDS = date(2025, 4, 30)


def plain_decision(told: Answers) -> tuple[str, str]:
    """(entry, de minimis status) of a shipment of which every entry fact is known."""
    day, mode, purpose, origin = told["arrival_date"], told["mode"], told["purpose"], told["origin_country"]
    value, total = told["value_usd"], told["value_usd"] + told["same_day_other_value_usd"]  # type: ignore
    carried, gift = mode == "accompanied", purpose == "gift"
    alcohol, tobacco = told["alcohol"], told["tobacco"]

    copies = told["counterfeit"] and not (carried and told["counterfeit_one_for_own_use"])
    barred = told["prohibited"] or told["forced_labor"] or copies
    limit = 80_000 if day >= RAISED else 20_000  # type: ignore
    never = (
        barred
        or carried
        or gift
        or day >= STRUCK  # type: ignore
        or total > limit
        or told["adcvd"]
        or told["quota"]
        or alcohol
        or tobacco
        or told["split_order"]
    )
    suspended = day >= ALL_OUT or (day >= CHINA_OUT and origin in CHINA)  # type: ignore
    told_apart = told["informational_material"] or told["donation"] or told["personal_communication"]
    carved = told_apart and ALL_OUT <= day < IN_REGULATION  # type: ignore
    if never:
        status = "not_eligible"
    elif suspended and not carved:
        status = "suspended"
    else:
        status = "eligible"
    return entry_of(told, barred, never, suspended, total, value, status), status  # type: ignore


def entry_of(
    told: Answers, barred: bool, never: bool, suspended: bool, total: int, value: int, status: str
) -> str:
    day, mode, purpose, origin = told["arrival_date"], told["mode"], told["purpose"], told["origin_country"]
    carried, mail = mode == "accompanied", mode == "postal"
    if barred:
        return "prohibited"
    if carried and not told["over_traveller_allowance"]:
        resident_limit = 160_000 if origin in ISLANDS else 80_000
        if told["resident_exemption"]:
            if value <= resident_limit and purpose in ("personal", "gift"):
                return "personal_exemption"
        elif purpose in ("personal", "gift") and total <= 20_000:
            return "personal_exemption"
    free_gift = purpose == "gift" and not carried and not told["alcohol"] and not told["tobacco"]
    if free_gift and total <= (20_000 if told.get("shipped_from", origin) in ISLANDS else 10_000):
        return "gift_exemption"
    if status == "eligible" and not told["formal_demanded"] and mode != "ftz":
        return "exempt_1702b" if suspended else "section_321"
    if told["adcvd"] or told["quota"] or told["formal_demanded"] or mode == "ftz":
        return "formal"
    returned = purpose == "returning_us_goods" and origin == "US"
    if mail:
        late = day >= NEW_MAIL  # type: ignore
        split = told["split_order"] and total > 250_000
        if value > 250_000 or split or (late and (told["alcohol"] or told["tobacco"])):
            return "formal"
        return "postal_informal"
    if told["household_effects"]:
        return "informal"
    if value > (1_000_000 if returned else 250_000):
        return "formal"
    clause = told["chapter_99_duty"] and value > 25_000 and day < CLAUSE_ENDS  # type: ignore
    if clause and not carried and not returned and (never or suspended):
        return "formal"
    return "informal"
