"""What is asked when a file is imported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.authoring.exchange.sheet import LARGEST


class ImportForm(forms.Form):
    """A file, and which version was the newest one when it was asked for."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
        help_text=_("A file as Export writes it, 1 MB at most."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 1 MB."))
        return file
