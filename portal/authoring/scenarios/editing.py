"""The form of a scenario."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from portal.authoring.scenarios.models import Scenario
from portal.authoring.scenarios.policy import keepers


class ScenarioForm(WagtailAdminModelForm):
    """A new scenario gets a free name and belongs to who makes it; a name never changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        if "owner" in self.fields:
            self.fields["owner"].queryset = keepers(self.instance.owner_id)
            if is_new and self.for_user is not None:
                self.initial["owner"] = self.for_user.pk
        if "key" in self.fields:
            self.fields["key"].disabled = not is_new
            if is_new:
                self.initial["key"] = free_name()


def free_name() -> str:
    """The next name of the form S001 that no scenario has."""
    taken = Scenario.objects.filter(key__regex=r"^S[0-9]+$").values_list("key", flat=True)
    last = max((int(key[1:]) for key in taken), default=0)
    return f"S{last + 1:03d}"
