"""What the tests of the back office share: an editor, one sheet of each kind, a form as a browser sends it."""

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.urls import reverse

from editorial.groups import ensure_editor_group
from tests import factories

# For each kind of sheet: how to make one, the field that its public page shows.
SHEETS = {
    "levers.Lever": (factories.make_lever, "why"),
    "levers.ActionField": (factories.make_field, "covers"),
    "levers.LegalArticle": (factories.make_legal_article, "allows"),
    "levers.Approach": (factories.make_approach, "introduction"),
    "levers.Method": (factories.make_method, "description"),
    "territories.Competence": (factories.make_competence, "definition"),
    "actors.Initiative": (lambda: factories.make_initiative(levers=[factories.make_lever()]), "summary"),
    "actors.Actor": (factories.make_actor, "description"),
    "library.Document": (factories.make_document, "takeaway"),
    "library.Term": (factories.make_term, "definition"),
    "library.KeyFigure": (factories.make_key_figure, "note"),
}


def make_editor():
    """Save a member of the editing group."""
    editor = get_user_model().objects.create_user("claire", "claire@example.org", "une-longue-phrase")
    editor.groups.add(ensure_editor_group())
    return editor


def office(sheet, view, *args):
    """Return the address of a view of the back office for the sheet, or for its model."""
    return reverse(sheet.snippet_viewset.get_url_name(view), args=args)


def filled_form(response):
    """Return the fields of the editing form as the browser would send them."""
    form = BeautifulSoup(response.content, "html.parser").find("form", id="w-editor-form")
    fields = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.name == "select":
            values = [option["value"] for option in field.select("option[selected]")]
        elif field.name == "textarea":
            values = [field.text.removeprefix("\n")]
        elif field.get("type") in {"checkbox", "radio"}:
            values = [field.get("value", "on")] if field.has_attr("checked") else []
        else:
            values = [field.get("value", "")]
        # The models of the rows to add are in a <template>, which a browser does not send.
        if values and not field.find_parent("template"):
            fields.setdefault(field["name"], []).extend(values)
    return fields
