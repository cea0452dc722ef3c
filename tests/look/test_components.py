"""Components render what their inputs say, tie their parts together, and are all in the style guide."""

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django_cotton.compiler_regex import CottonCompiler

from portal.web.forms import PageForm

TEMPLATES = Path(settings.BASE_DIR, "templates")
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))


def render(source: str, **context: Any) -> BeautifulSoup:
    """Compile a piece of template as the loader would, and render it."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    return BeautifulSoup(template.render(context), "html.parser")


def only(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)} found in {soup}"
    return found[0]


class SampleForm(PageForm):
    value = forms.CharField(label="What is it worth?", help_text="In U.S. dollars.")
    mode = forms.ChoiceField(
        label="How does it travel?", choices=[("p", "By post"), ("e", "By courier")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="A note", required=False, widget=forms.Textarea)
    agree = forms.BooleanField(label="I have read this")


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_is_in_the_style_guide_or_part_of_one_that_is(name: str) -> None:
    tag = re.compile(rf"<c-{name.replace('_', '-')}[\s/>]")
    users = [
        *(TEMPLATES / "styleguide").glob("*.html"),
        *(TEMPLATES / "components").glob("*.html"),
        TEMPLATES / "base.html",
    ]
    assert any(tag.search(path.read_text()) for path in users)


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_and_its_inputs_are_written_down(name: str) -> None:
    guide = Path(settings.BASE_DIR, "docs/look.md").read_text()
    start = f"| `c-{name.replace('_', '-')}` |"
    row = next((line for line in guide.splitlines() if line.startswith(start)), "")
    assert row, f"docs/look.md has no row for c-{name.replace('_', '-')}"
    source = (TEMPLATES / "components" / f"{name}.html").read_text()
    declared = re.search(r"<c-vars (.*?)/>", source)
    for given in re.findall(r":?([a-z_]+)=", declared[1]) if declared else []:
        assert f"`{given}" in row or f"`:{given}" in row, f"{given} of c-{name} is not in docs/look.md"


def test_a_field_reads_label_hint_error_field_in_this_order() -> None:
    html = str(SampleForm(data={})["value"].as_field_group())
    places = [html.index(part) for part in ("<label", "usa-hint", "usa-error-message", "<input")]
    assert places == sorted(places)


def test_a_field_is_described_by_its_hint_and_its_error() -> None:
    soup = BeautifulSoup(SampleForm(data={})["value"].as_field_group(), "html.parser")
    field = only(soup, "input")
    assert field["aria-invalid"] == "true"
    for name in str(field["aria-describedby"]).split():
        assert only(soup, f"#{name}").get_text(strip=True)


def test_a_group_of_choices_is_a_fieldset_with_a_legend_that_its_error_describes() -> None:
    soup = BeautifulSoup(SampleForm(data={})["mode"].as_field_group(), "html.parser")
    group = only(soup, "fieldset")
    assert only(group, "legend").get_text(strip=True) == "How does it travel?"
    assert only(soup, f"#{group['aria-describedby']}").get_text(strip=True)
    assert [
        only(soup, f"label[for={radio['id']}]").get_text(strip=True) for radio in soup.select("input")
    ] == ["By post", "By courier"]


def test_each_line_of_the_error_summary_leads_to_a_field_that_exists() -> None:
    form = SampleForm(data={})
    summary = render('<c-error-summary :form="form" />', form=form)
    page = BeautifulSoup(str(form), "html.parser")
    targets = [str(link["href"])[1:] for link in summary.select("a")]
    assert len(targets) == 3
    for target in targets:
        assert only(page, f"#{target}").name == "input"


def test_without_errors_there_is_no_error_summary() -> None:
    assert not render('<c-error-summary :form="form" />', form=SampleForm()).get_text(strip=True)


def test_what_a_person_typed_is_escaped_wherever_it_comes_back() -> None:
    evil = '"><script>x</script>'
    for source in [
        '<c-field id="a" name="a" label="A" :value="evil" :error="evil" />',
        '<c-answer question="A" :value="evil" />',
        '<c-answer question="A" value="{{ evil }}" />',
        '<c-copy-link :url="evil" />',
        '<c-notice :title="evil">{{ evil }}</c-notice>',
        '<c-choices id="a" name="a" legend="A" :options="options" />',
    ]:
        assert not render(source, evil=evil, options=[{"value": evil, "label": evil}]).select("script"), (
            source
        )


@pytest.mark.parametrize("tone", ["free", "entry", "formal", "barred", "depends"])
def test_a_verdict_says_its_tone_in_a_word_and_a_picture_and_not_by_color_alone(tone: str) -> None:
    soup = render('<c-verdict :tone="tone" title="The verdict" />', tone=tone)
    assert only(soup, ".verdict__word").get_text(strip=True)
    assert only(soup, ".verdict__icon svg")
    assert only(soup, "h1").get_text(strip=True) == "The verdict"


@pytest.mark.parametrize(
    ("result", "word"), [("passed", "Passed"), ("failed", "Failed"), ("unknown", "Not known")]
)
def test_a_reason_says_its_result_in_a_word(result: str, word: str) -> None:
    assert (
        only(
            render('<c-why-item :result="result" title="A test" />', result=result), ".why__result"
        ).get_text(strip=True)
        == word
    )


def test_the_language_switch_appears_with_the_second_language() -> None:
    english, spanish = (
        {"code": "en", "name": "English", "url": "/"},
        {"code": "es", "name": "Español", "url": "/es/"},
    )
    source = '<c-language-switch :languages="languages" current="en" />'
    assert not render(source, languages=[english]).select("nav")
    links = render(source, languages=[english, spanish]).select("a")
    assert [(link["href"], link["lang"]) for link in links] == [("/es/", "es")]


def test_a_door_that_is_not_open_is_no_link_and_says_so() -> None:
    soup = render('<c-door title="Report" href="">Words</c-door>')
    assert not soup.select("a")
    assert "Coming later" in soup.get_text()


def test_the_header_marks_where_the_reader_is() -> None:
    soup = render('<c-site-header current="/check/value/" check_url="/check/" guidance_url="/guidance/" />')
    assert [link.get_text() for link in soup.select("[aria-current]")] == ["Check a shipment"]
    assert len(soup.select(".site-nav a")) == 2


@pytest.mark.parametrize("code", ["500", "503"])
def test_the_pages_for_broken_days_need_no_request_and_no_database(code: str) -> None:
    soup = BeautifulSoup(render_to_string(f"errors/{code}.html"), "html.parser")
    for part in ["h1", "main", "link[rel=stylesheet]"]:
        assert only(soup, part)
