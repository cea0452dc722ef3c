"""How somebody wants to be told, as a form: two boxes for each kind of news."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from portal.triage.notifications.records import News, Ways

HERE, MAIL = "here", "mail"


class ChoicesForm(forms.Form):
    def __init__(self, data: Any = None, *, chosen: dict[News, Ways]) -> None:
        super().__init__(data)
        for news, ways in chosen.items():
            for way, label in ((HERE, _("In the admin")), (MAIL, _("By mail"))):
                self.fields[f"{news.value}-{way}"] = forms.BooleanField(
                    label=label, required=False, initial=getattr(ways, way)
                )

    @property
    def groups(self) -> Iterator[tuple[Any, list[BoundField]]]:
        for news in News:
            yield news.label, [self[f"{news.value}-{way}"] for way in (HERE, MAIL)]

    @property
    def ways(self) -> dict[News, Ways]:
        """Of a valid form."""
        told = self.cleaned_data
        return {news: Ways(told[f"{news.value}-{HERE}"], told[f"{news.value}-{MAIL}"]) for news in News}
