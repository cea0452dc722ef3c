"""What is asked for a saved search and for a change of many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.triage.fields import Day, Several
from portal.triage.models import Office, SavedSearch, Tag, Team
from portal.triage.queue.bulk import Wanted, What
from portal.triage.rights import Right, may, people_with
from portal.triage.states import Outcome

AS_IT_IS = gettext_lazy("as it is")
ROUTING = ("routes", "from_day", "until_day", "position", "give_team", "give_officer", "give_tags")


class SearchForm(forms.ModelForm):
    """A saved search without its filters; only leads are asked what it routes."""

    class Meta:
        model = SavedSearch
        fields = ("name", "team", *ROUTING)
        field_classes = {"from_day": Day, "until_day": Day, "give_tags": Several}
        help_texts = {
            "team": gettext_lazy("Its members see this search too. You can share it with your own teams."),
            "routes": gettext_lazy("Each report that arrives is compared with it once."),
            "from_day": gettext_lazy("The first day of arrival. Without one it has always been on."),
            "until_day": gettext_lazy("The last day of arrival."),
            "position": gettext_lazy(
                "Low numbers come first. The first that fits and gives a team or an officer decides those."
            ),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_lead = may(by, Right.LEAD)
        teams = Team.objects.all() if is_lead else Team.objects.filter(members=by)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        if is_lead:
            self.fields["give_officer"].queryset = people_with(Right.WORK)  # type: ignore[attr-defined]
        else:
            for name in ROUTING:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("from_day"), told.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", _("The last day comes before the first."))
        gives = any(told.get(name) for name in ("give_team", "give_officer", "give_tags"))
        if told.get("routes") and not gives:
            self.add_error("routes", _("Say what reports are given to: a team, an officer or tags."))
        return told


class ManyForm(forms.Form):
    """One change for many reports; what is needed depends on which."""

    what = forms.ChoiceField(label=gettext_lazy("What to do"), choices=What.choices, required=False)
    officer = forms.ModelChoiceField(
        label=gettext_lazy("Officer"), queryset=User.objects.none(), required=False, empty_label=AS_IT_IS
    )
    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"), queryset=Team.objects.all(), required=False, empty_label=AS_IT_IS
    )
    away = forms.MultipleChoiceField(
        label=gettext_lazy("Take away"),
        choices=[("officer", gettext_lazy("the officer")), ("team", gettext_lazy("the team"))],
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    tags = Several(Tag.objects.all(), label=gettext_lazy("Tags"), required=False)
    office = forms.ModelChoiceField(
        label=gettext_lazy("Office"), queryset=Office.objects.filter(live=True), required=False
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        required=False,
        choices=[("", "---------"), *(row for row in Outcome.choices if row[0] != Outcome.DUPLICATE)],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept sealed with each report. Only the staff read it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "many_%s"})
        self.fields["officer"].queryset = people_with(Right.WORK)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        what = told.get("what") or What.ASSIGN
        if what == What.ASSIGN:
            self._clean_whose(told)
        if what in {What.TAG, What.UNTAG} and not told.get("tags"):
            self.add_error("tags", _("Choose at least one tag."))
        if what == What.REFER and not told.get("office"):
            self.add_error("office", _("Choose the office."))
        if what == What.CLOSE and not told.get("outcome"):
            self.add_error("outcome", _("Choose the outcome."))
        if what in {What.REFER, What.CLOSE} and not told.get("reason"):
            self.add_error("reason", _("Write the reason."))
        return told | {"what": what}

    def _clean_whose(self, told: dict[str, Any]) -> None:
        away = told.get("away") or []
        if not (told.get("officer") or told.get("team") or away or self.errors):
            self.add_error("officer", _("Choose an officer or a team, or what is taken away."))
        for name in away:
            if told.get(name):
                self.add_error(name, _("Choose whose it is, or that it is taken away, not both."))

    @property
    def told(self) -> list[tuple[str, list[str]]]:
        """What was filled in, as it is sent once more with the confirmation."""
        return [(name, self.data.getlist(name)) for name in self.fields]  # type: ignore[attr-defined]

    @property
    def sentence(self) -> str:
        """What would be done, in words."""
        wanted = self.wanted
        tags = ", ".join(f"“{tag}”" for tag in wanted.tags)
        words = {
            What.ASSIGN: _("Assign. Officer: %(officer)s. Team: %(team)s"),
            What.TAG: _("Add the tags %(tags)s"),
            What.UNTAG: _("Remove the tags %(tags)s"),
            What.REFER: _("Refer to: %(office)s"),
            What.CLOSE: _("Close as “%(outcome)s”"),
        }
        outcome = dict(Outcome.choices).get(wanted.outcome, "")
        told = {"tags": tags, "office": wanted.office, "outcome": outcome}
        for name in ("officer", "team"):
            told[name] = getattr(wanted, name) or (_("nobody") if name in wanted.away else AS_IT_IS)
        return words[wanted.what] % told

    @property
    def wanted(self) -> Wanted:
        told = self.cleaned_data
        return Wanted(
            what=What(told["what"]),
            officer=told["officer"],
            team=told["team"],
            away=frozenset(told["away"]),
            tags=tuple(told["tags"]),
            office=told["office"],
            outcome=told["outcome"],
            reason=told["reason"],
        )
