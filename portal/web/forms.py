"""Public forms: label, hint, error, field, in this order, by the templates under `templates/forms/`."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import TemplateDoesNotExist
from django.template.loader import get_template


class PageFormRenderer(TemplatesSetting):
    """Django's own widget templates, unless the site has one of the same name under `forms/widgets/`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def get_template(self, template_name: str) -> Any:
        own = template_name.removeprefix("django/")
        if own != template_name:
            try:
                return get_template(own)
            except TemplateDoesNotExist:
                pass
        return get_template(template_name)


class PageForm(forms.Form):
    """The base of every form that the public fills in."""

    default_renderer = PageFormRenderer
    required_css_class = "is-required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
