"""What the page of the gate asks for: why the law changes, and a reason for each thing that is accepted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.authoring.gate.blocking import Blocking

REASON = "reason"


class WhyForm(forms.Form):
    """Why the law changes, in words that stand with the edition in public."""

    why = forms.CharField(
        label=_("Why the law changes"),
        help_text=_("Plain words for the public: they stand with the new edition. Name no person."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ApprovalForm(WhyForm):
    """The approver's: bound to the hash of what was shown, with a reason for each accepted change."""

    sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, blocking: Blocking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"{REASON}-{number}": name for number, name in enumerate(blocking.to_accept)}
        for field in self.names:
            self.fields[field] = forms.CharField(
                label=_("Why this is right"), max_length=500, widget=forms.TextInput
            )

    def reason_for(self, name: str) -> forms.BoundField:
        """The field that asks for the reason of one thing to accept."""
        return self[next(field for field, known in self.names.items() if known == name)]

    @property
    def accepted(self) -> dict[str, str]:
        return {name: self.cleaned_data[field] for field, name in self.names.items()}


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("What has to change"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
