"""How editors choose among thousands of rows: by a search, never in a menu."""

from django import forms
from django.template.loader import render_to_string
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.widgets import AdminSnippetChooser


class SearchForm(BaseFilterForm):
    q = forms.CharField(
        label="Rechercher", required=False, widget=forms.TextInput(attrs={"placeholder": "Quelques lettres suffisent"})
    )

    def filter(self, objects):
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return super().filter(objects.matching(self.search_query) if self.is_searching else objects)


class MatchingChoose(ChooseView):
    filter_form_class = SearchForm


class MatchingChooseResults(ChooseResultsView):
    filter_form_class = SearchForm


class Titled:
    """Names the chosen row; a model whose `str` is not enough to tell two rows apart has a `chooser_title`."""

    def get_display_title(self, instance):
        return getattr(instance, "chooser_title", str(instance))


class TitledChosen(Titled, SnippetChosenView):
    pass


class TitledChosenMultiple(Titled, SnippetChosenMultipleView):
    pass


class TitledWidget(Titled, AdminSnippetChooser):
    pass


class MatchingChooser(SnippetChooserViewSet):
    """A chooser for a long list: the model's queryset has `matching(typed)`."""

    choose_view_class = MatchingChoose
    choose_results_view_class = MatchingChooseResults
    chosen_view_class = TitledChosen
    chosen_multiple_view_class = TitledChosenMultiple
    base_widget_class = TitledWidget


class ChosenRows(Titled, forms.CheckboxSelectMultiple):
    """The chosen rows of a long list, each with a box; more are added through the model's chooser.

    The choices are never read whole: only the rows whose box is shown.
    """

    template_name = "wagtailadmin/widgets/chosen_rows.html"

    def __init__(self, *, model, add_text, attrs=None):
        super().__init__(attrs)
        self.model = model
        self.add_text = add_text

    class Media:
        js = ["wagtailadmin/js/chooser-modal.js", "editorial/chosen-rows.js"]

    def _render(self, template_name, context, renderer=None):
        # Forms look for their templates in applications only; ours is with the others.
        return render_to_string(template_name, context)

    def optgroups(self, name, value, attrs=None):
        chosen = self.model.objects.filter(pk__in=[key for key in value if str(key).isdecimal()])
        return [
            (None, [self.create_option(name, row.pk, self.get_display_title(row), True, index, attrs=attrs)], index)
            for index, row in enumerate(chosen)
        ]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chooser = self.model.snippet_viewset.chooser_viewset
        context["widget"] |= {"add_text": self.add_text, "chooser": chooser.get_url_name("choose")}
        return context
