"""What the staff fill in for an act. A move asks what the table of moves says that it needs, and no more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.reports.fields import TEXT
from portal.triage.fields import Several
from portal.triage.models import Case, Office, Tag, Team
from portal.triage.rights import Right, people_with
from portal.triage.states import Given, Move, Outcome


class Written(forms.CharField):
    """Text as it was typed. Without ``maxlength``, which would cut what is pasted; it is said instead."""

    def __init__(self, *, rows: int, **options: Any) -> None:
        super().__init__(
            max_length=TEXT,
            strip=False,
            widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
            **options,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value)).replace("\r\n", "\n")
        return text if text.strip() else ""


class ReportNumber(forms.CharField):
    """The number of a report, however it was typed; cleaned to its case."""

    def to_python(self, value: Any) -> Any:
        number = str(super().to_python(value)).strip().upper()
        if not number:
            return None
        case = Case.objects.select_related("report", "into__report").filter(report__number=number).first()
        if case is None:
            raise forms.ValidationError(_("There is no report with this number."))
        return case


class ActForm(forms.Form):
    """Sent from a page that showed the case at version ``seen`` and the moment ``since`` (seconds)."""

    required_css_class = "required"
    seen = forms.IntegerField(widget=forms.HiddenInput)
    since = forms.FloatField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case = case

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"seen", "since"}}


def reason_field(help_text: Any = "") -> Written:
    return Written(
        rows=3,
        label=_("Reason"),
        help_text=help_text or _("Only the staff read it. It is sealed as the report is."),
        error_messages={"required": _("Write the reason.")},
    )


def _field(what: Given) -> forms.Field:
    if what == Given.QUESTION:
        return Written(
            rows=6,
            label=_("Question"),
            help_text=_("Plain words. Ask nothing that tells what is known or who else has told."),
            error_messages={"required": _("Write the question.")},
        )
    if what == Given.OFFICE:
        return forms.ModelChoiceField(
            Office.objects.filter(live=True),
            label=_("Office"),
            empty_label=_("Choose an office"),
            error_messages={"required": _("Choose the office that is to act on it.")},
        )
    if what == Given.OUTCOME:
        offered = [choice for choice in Outcome.choices if choice[0] != Outcome.DUPLICATE]
        return forms.ChoiceField(
            choices=[("", _("Choose an outcome")), *offered],
            label=_("Outcome"),
            help_text=_("The sender never sees it. For a duplicate, merge instead."),
            error_messages={"required": _("Choose why the work ends.")},
        )
    if what == Given.INTO:
        return ReportNumber(
            label=_("Number of the other report"),
            help_text=_("The work goes on there."),
            error_messages={"required": _("Write the number of the other report.")},
        )
    return reason_field()


class MoveForm(ActForm):
    """One move of the table."""

    def __init__(self, *args: Any, move: Move, **options: Any) -> None:
        super().__init__(*args, **options)
        for what in Given:  # in the order in which somebody decides
            if what in move.given:
                self.fields[what.value] = _field(what)
        if Given.REASON in move.given:
            self.order_fields(["office", "outcome", "into", "reason"])

    def clean_into(self) -> Case:
        found: Case = self.cleaned_data["into"]
        if found.pk == self.case.pk:
            raise forms.ValidationError(_("This is the report itself. Write the number of another one."))
        if found.into:
            raise forms.ValidationError(
                _("That report is itself merged into %(number)s. Write that number."),
                params={"number": found.into.report.number},
            )
        return found


class AssignForm(ActForm):
    officer = forms.ModelChoiceField(
        people_with(Right.WORK), required=False, label=_("Officer"), empty_label=_("Nobody")
    )
    team = forms.ModelChoiceField(Team.objects.all(), required=False, label=_("Team"), empty_label=_("None"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["officer"].queryset = people_with(Right.WORK).order_by("first_name", "last_name", "email")  # type: ignore[attr-defined]


class TagsForm(ActForm):
    tags = Several(
        Tag.objects.all(),
        required=False,
        label=_("Tags"),
        help_text=_(
            "Everybody who sees the queue sees them. They name no person. Leads keep the list of tags."
        ),
    )


class NoteForm(ActForm):
    """A note gets in nobody's way, so it may come from an older page."""

    text = Written(
        rows=4,
        label=_("Note"),
        help_text=_("Only the staff read it. It is sealed as the report is."),
        error_messages={"required": _("Write the note.")},
    )


class HandOverForm(ActForm):
    """Nothing is asked but that the page is the newest."""


class IdentityHandOverForm(HandOverForm):
    reason = reason_field(_("Whoever reads this report sees that you opened who sent it, and why."))


class ReasonForm(forms.Form):
    """Why somebody opens what is kept apart."""

    required_css_class = "required"
    reason = Written(
        rows=3,
        label=_("Reason"),
        help_text=_("Whoever reads this report sees that you opened it, and why."),
        error_messages={"required": _("Write why you need it.")},
    )
