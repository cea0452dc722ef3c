"""Where the second factor is asked for again: who sent a report, and files that say it.

STEP-UP: until the sign-in brings `portal.accounts.stepup.confirmed_lately`, this one lets everybody through
whom their rights let through. Put that one in its place; every page that needs it takes it from here.
"""

from __future__ import annotations

from portal.triage.access import View


def confirmed_lately(view: View) -> View:
    return view
