"""What other rooms may want to know of a report, told inside the transaction in which it happens.

``arrived(report)`` when it reached the staff; ``written(report, message, before)`` when its sender wrote,
with the state before that; ``scanned(evidence)`` when nothing was found in a file. ``rotated()`` when the
keys of reports have been sealed anew: whoever has sealed something else with a key of the installation does
the same.

``handing(row, column, user, act)`` asks: a file is handed out where somebody answers and all answer True.
"""

from __future__ import annotations

from django.dispatch import Signal

arrived = Signal()
written = Signal()
rotated = Signal()
scanned = Signal()
handing = Signal()
