"""The form of a page of the library: what is wrong with its words stands by the field that holds them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelMultipleChoiceField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError

from content.editing.checking import Finding, findings


class LibraryPageForm(WagtailAdminPageForm):
    """A draft can be saved as it is; faults refuse the page when it is submitted or published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Wagtail draws the boxes to tick twice; what can be ticked is asked for once."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ModelMultipleChoiceField):
                offered: Any = field.choices
                field.choices = list(iter(offered))  # without `iter` Django counts first

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and not self.errors:
            self._refuse([found for found in findings(self._proposed()) if found.is_fault])
        return cleaned

    def _proposed(self) -> Any:
        """The page as it would be saved. Django puts the values into the page only after this step."""
        for name, value in self.cleaned_data.items():
            field = self._meta.model._meta.get_field(name) if name in self._field_names else None
            if field is not None and not field.many_to_many:
                setattr(self.instance, name, value)
        return self.instance

    @property
    def _field_names(self) -> set[str]:
        return {field.name for field in self._meta.model._meta.get_fields()}

    def _refuse(self, faults: list[Finding]) -> None:
        by_field: dict[str, list[Finding]] = defaultdict(list)
        for fault in faults:
            by_field[fault.field if fault.field in self.fields else "__all__"].append(fault)
        for field, found in by_field.items():
            for error in _errors(found):
                self.add_error(None if field == "__all__" else field, error)


def _errors(faults: list[Finding]) -> list[ValidationError]:
    """One error for all blocks of a field, each beside its block; or one for each sentence."""
    by_block: dict[int, list[str]] = defaultdict(list)
    plain = []
    for fault in faults:
        if fault.block is None:
            plain.append(ValidationError(fault.message))
        else:
            by_block[fault.block].append(fault.message)
    if not by_block:
        return plain
    blocks = {number: ValidationError(messages) for number, messages in by_block.items()}
    return [StreamBlockValidationError(block_errors=blocks)]
