"""What the parts of the room tell each other, inside the transaction in which it happens.

``recorded(entries, by)`` when entries were added to the audit: whoever goes by it misses no act.
"""

from __future__ import annotations

from django.dispatch import Signal

recorded = Signal()
