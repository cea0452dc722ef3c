"""Export and import on the pages of one object."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button, HeaderButton

from portal.authoring.objects.base import LawObject
from portal.authoring.roles import roles_of


class ExchangeButtons:
    """Export for whoever sees the page, import for those who write at the object's desk."""

    object: LawObject
    request: Any

    @property
    def header_buttons(self) -> list[Any]:
        buttons = [HeaderButton(_("Export"), url=self._address("export"), icon_name="download", priority=10)]
        if roles_of(self.request.user).may_write(self.object.desk_id):
            buttons.append(
                HeaderButton(_("Import"), url=self._address("import"), icon_name="upload", priority=20)
            )
        return buttons

    @property
    def header_more_buttons(self) -> list[Any]:
        found = list(super().header_more_buttons)  # type: ignore[misc]
        if self.object.live and self.object.has_unpublished_changes:
            address = f"{self._address('export')}?version=live"
            found.append(
                Button(_("Export what is published"), url=address, icon_name="download", priority=40)
            )
        return found

    def _address(self, name: str) -> str:
        return reverse(f"authoring:{name}", args=[self.object._meta.model_name, self.object.pk])
