"""The words that pages share, in one menu of the admin: the glossary, sources, claims to avoid, facets."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content.editing.checking import faults_of_text
from content.finding.models import Synonym
from content.snippets import AvoidedClaim, Facet, GlossaryTerm, Source


class TermForm(WagtailAdminModelForm):
    """A word of the glossary keeps to what pages are held to: law by reference, no claim that is wrong."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "meaning" in cleaned:
            proposed = GlossaryTerm(meaning=cleaned["meaning"])
            for fault in faults_of_text(proposed, "meaning"):
                self.add_error("meaning", fault.message)
        return cleaned


class SynonymForm(WagtailAdminModelForm):
    """One word alone means the same as nothing."""

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if len(Synonym(words=words).lines) < 2:
            self.add_error("words", _("Write at least two lines: words that mean the same."))
        return words


class SharedWords(SnippetViewSet):
    """Nothing chooses these from elsewhere: pages name them by their labels."""

    search_backend_name = None
    fields: tuple[str, ...] = ()
    form = WagtailAdminModelForm

    def register_chooser_viewset(self) -> None:
        """None is offered."""

    def get_edit_handler(self) -> Any:
        panels = [FieldPanel(name) for name in self.fields]
        return ObjectList(panels, base_form_class=self.form).bind_to_model(self.model)


class TermViewSet(SharedWords):
    model = GlossaryTerm
    icon = "openquote"
    list_display = ["term", "meaning", "locale"]
    search_fields = ["term", "also", "meaning", "key"]
    fields = ("term", "key", "also", "meaning", "sources", "pages")
    form = TermForm


class SourceViewSet(SharedWords):
    model = Source
    icon = "link"
    list_display = ["label", "title", "checked"]
    search_fields = ["label", "title", "url"]
    fields = ("label", "title", "url", "checked")


class SynonymViewSet(SharedWords):
    model = Synonym
    icon = "tag"
    list_display = ["__str__", "locale"]
    search_fields = ["words"]
    fields = ("words",)
    form = SynonymForm


class ClaimViewSet(SharedWords):
    model = AvoidedClaim
    icon = "cross"
    list_display = ["pattern", "why"]
    search_fields = ["pattern", "why"]
    fields = ("pattern", "why")


class FacetViewSet(SharedWords):
    model = Facet
    icon = "search"
    list_display = ["label", "kind", "position"]
    list_filter = ["kind"]
    search_fields = ["label", "key"]
    fields = ("kind", "key", "label", "position")


class WordsOfTheLibrary(SnippetViewSetGroup):
    menu_label = _("Library")
    menu_name = "library"
    menu_icon = "doc-full-inverse"
    menu_order = 210
    items = (TermViewSet, SourceViewSet, SynonymViewSet, ClaimViewSet, FacetViewSet)


register_snippet(WordsOfTheLibrary)
