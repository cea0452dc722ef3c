"""What the staff do with a report: move it, assign it, tag it, write a note."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.reports.states import MEANING
from portal.triage import services
from portal.triage.casework.forms import ActForm, AssignForm, MoveForm, NoteForm, TagsForm
from portal.triage.casework.pages import CONFLICT, ActPage, moment_of, now_seconds
from portal.triage.rights import Right
from portal.triage.states import MOVES, Action, Move, moves_from

PREVIEW, ME = "preview", "me"


class MoveView(ActPage):
    """One move of the table."""

    template_name = "triage/move.html"
    action: Action = Action.CLOSE
    form_class: ClassVar[type[ActForm]] = MoveForm

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        right = MOVES[initkwargs["action"]].right
        return super().as_view(rights=(Right.READ, right), **initkwargs)

    @property
    def move(self) -> Move:
        return MOVES[self.action]

    def get_page_title(self) -> str:
        return str(self.move.action.label)

    def told_done(self) -> str:
        state = self.move.after.label
        return _t("Done: %(act)s. The sender now reads “%(state)s”.") % {
            "act": self.move.action.label,
            "state": state,
        }

    def is_possible(self) -> bool:
        return self.move in moves_from(self.case.report.state)

    def form(self, data: Any = None) -> ActForm:
        now = {"seen": self.case.version, "since": now_seconds()}
        return MoveForm(data, initial=self.initial() | now, move=self.move, case=self.case)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_possible():
            return self.page(status=CONFLICT, form=self.form())
        return super().get(request, *args, **kwargs)

    def act(self, form: ActForm) -> None:
        seen = form.cleaned_data["seen"]
        services.make_move(self.case, self.action, by=self.user, seen=seen, **form.given())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {
            "move": self.move,
            "is_possible": self.is_possible(),
            "button": self.move.action.label,
            "reads": self.move.after.label,
            "meaning": MEANING[self.move.after],
            "is_question": self.action == Action.ASK,
        }
        return super().get_context_data(**kwargs) | told

    def before(self, form: ActForm) -> HttpResponseBase | None:
        """The page as its sender will see it, before anything is sent."""
        if PREVIEW not in self.request.POST:
            return None
        return self.page(form=form, preview=form.cleaned_data["question"])


class AssignView(ActPage):
    rights = (Right.READ, Right.WORK)
    page_title = _("Assign")
    form_class = AssignForm
    done = _("The report is assigned.")

    def initial(self) -> dict[str, Any]:
        return {"officer": self.case.officer_id, "team": self.case.team_id}

    def act(self, form: ActForm) -> None:
        """With the button “me” the team stays as it is."""
        told = form.cleaned_data
        officer, team = told["officer"], told["team"]
        if ME in self.request.POST:
            officer, team = self.user, self.case.team
        services.assign(self.case, by=self.user, officer=officer, team=team, seen=told["seen"])


class TagsView(ActPage):
    rights = (Right.READ, Right.WORK)
    page_title = _("Tags")
    form_class = TagsForm
    done = _("The tags are changed.")

    def initial(self) -> dict[str, Any]:
        return {"tags": list(self.case.tags.all())}

    def act(self, form: ActForm) -> None:
        told = form.cleaned_data
        services.tag(self.case, by=self.user, tags=told["tags"], seen=told["seen"])


class NoteView(ActPage):
    rights = (Right.READ, Right.WORK)
    page_title = _("Note")
    form_class = NoteForm
    button = _("Write the note")
    done = _("The note is written.")
    fragment = "notes"

    def act(self, form: ActForm) -> None:
        told = form.cleaned_data
        services.note(self.case, told["text"], by=self.user, since=moment_of(told["since"]))
