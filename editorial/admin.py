"""What the screens of the back office share: the panels of forms, lists, forms in tabs."""

import django_filters
from django import forms
from django.db.models import Prefetch
from django.utils.text import slugify
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Revision, WorkflowState
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from editorial.choosers import MatchingChooser
from editorial.french import fold
from editorial.models import Sourced

CONTENTS = "register_contents_menu_item"
REFERENCES = "register_references_menu_item"

# Panels


def fields(*names, **options):
    """Make a panel of each name; what is a panel already stays as it is."""
    return [FieldPanel(name, **options) if isinstance(name, str) else name for name in names]


def row(*names):
    """Put short fields side by side."""
    return FieldRowPanel(fields(*names))


def boxes(name, **options):
    """Show every value of a short vocabulary as a box to tick; a draft may have none ticked."""
    return FieldPanel(name, widget=forms.CheckboxSelectMultiple, required_on_save=False, **options)


def select(name, **options):
    """Choose one value of a short vocabulary."""
    return FieldPanel(name, widget=forms.Select, **options)


def key(name, **options):
    """Ask for a unique value even in a draft: two drafts cannot both leave it empty."""
    return FieldPanel(name, required_on_save=True, **options)


def source_fields():
    others = FieldPanel("more_sources", widget=AdminAutoHeightTextInput({"rows": 1}))
    return [row("source_url", "source_read_on"), others]


def source():
    return MultiFieldPanel(
        source_fields(),
        heading="Source",
        help_text="Où ce fait a été lu, et quand. Rien n’est publié sans source.",
    )


def rows(relation, label, *panels, heading, help_text=""):
    """Edit the rows of a sheet, each with its source when it is a fact."""
    return Rows(relation, [*panels], heading=heading, label=label, help_text=help_text)


class Rows(InlinePanel):
    """An inline panel whose rows end with their source when their model has one."""

    def on_model_bound(self):
        super().on_model_bound()
        if issubclass(self.db_field.related_model, Sourced):
            self.panels = [*self.panels, *source_fields()]


# Lists


class StateFilterSet(WagtailFilterSet):
    """Filter sheets by where they stand between draft and publication."""

    STATES = {
        "en-ligne": {"live": True},
        "brouillon": {"has_unpublished_changes": True},
        "hors-ligne": {"live": False},
    }

    state = django_filters.ChoiceFilter(
        label="État",
        choices=[
            ("en-ligne", "En ligne"),
            ("brouillon", "Avec un brouillon en attente"),
            ("hors-ligne", "Jamais publiée, ou retirée"),
        ],
        method="filter_state",
        widget=forms.RadioSelect,
        empty_label="Tous",
    )

    def filter_state(self, queryset, name, state):
        return queryset.filter(**self.STATES[state])


class MatchingList(IndexView):
    """A list searched by its queryset's `matching(typed)`."""

    is_searchable = True

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query) if self.is_searching else queryset


class SheetList(MatchingList):
    base_filterset_class = StateFilterSet

    def get_base_queryset(self):
        """Load what the « state » column needs once for the page, not once per row."""
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False)
        states = WorkflowState.objects.active().select_related("current_task_state__task")
        return (
            super()
            .get_base_queryset()
            .prefetch_related(
                Prefetch("_revisions", queryset=scheduled, to_attr="scheduled"),
                Prefetch("workflow_states", queryset=states, to_attr="_current_workflow_states"),
            )
        )

    def get_list_more_buttons(self, sheet):
        buttons = super().get_list_more_buttons(sheet)
        if sheet.live:
            buttons.append(MenuItem("Voir en ligne", sheet.get_absolute_url(), icon_name="view", priority=15))
        return buttons


# Viewsets


class ReferenceViewSet(SnippetViewSet):
    """A plain table: a list with a search, a form without draft."""

    menu_hook = REFERENCES
    list_per_page = 50
    copy_view_enabled = False

    @property
    def url_prefix(self):
        """The address says what is edited, in French: `references/kits`."""
        section = "contenus" if self.menu_hook == CONTENTS else "references"
        name = fold(str(self.model._meta.verbose_name_plural)).replace("'", " ")
        return f"{section}/{slugify(name)}"


class EditorialViewSet(ReferenceViewSet):
    """A sheet with its draft, preview, history and publication.

    `tabs` gives the panels of each tab of the form, `extra_columns` what the list shows between title and state,
    `form` the class of the form when it does more than show its fields.
    """

    menu_hook = CONTENTS
    index_view_class = SheetList
    chooser_viewset_class = MatchingChooser
    tabs = {}
    form = WagtailAdminModelForm
    extra_columns = ()

    @property
    def list_display(self):
        return [
            "__str__",
            *self.extra_columns,
            LiveStatusTagColumn(label="État"),
            UpdatedAtColumn(label="Modifiée"),
            "verified_on",
        ]

    @property
    def edit_handler(self):
        dates = MultiFieldPanel(
            [row("verified_on", "review_before")],
            heading="Vérification",
            help_text="Quand la fiche a été relue avec ses sources, et quand il faudra recommencer.",
        )
        tabs = self.tabs | {"Dates": [dates]}
        lists = [ObjectList(panels, heading=heading) for heading, panels in tabs.items()]
        return TabbedInterface(lists, base_form_class=self.form)
