"""The territories room in the back office."""

from django.db.models import F
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from editorial.admin import (
    EditorialViewSet,
    MatchingList,
    ReferenceViewSet,
    fields,
    row,
    rows,
    source,
)
from editorial.choosers import MatchingChoose, MatchingChooser, MatchingChooseResults
from territories.models import Competence, LegalBasis, Metropolis, Territory


class CompetenceViewSet(EditorialViewSet):
    model = Competence
    icon = "key"
    menu_order = 30
    extra_columns = ("code",)
    list_filter = ["verified_on"]
    ordering = "name"
    tabs = {
        "Présentation": [
            TitleFieldPanel("name", required_on_save=True),
            row("code", "slug"),
            FieldPanel("definition"),
            MultiFieldPanel(fields("services", "services_source"), heading="Services concernés"),
        ],
        "Qui l’exerce": [
            rows(
                "holders",
                "titulaire",
                row("level", "character"),
                *fields("within_interest", "reference", "detail", "verification"),
                heading="Titulaires par échelon",
                help_text="Dites ce qui a été vérifié, et ce qui ne l’a pas été : les lecteurs le voient.",
            )
        ],
        "BANATIC": [
            rows(
                "pairings",
                "code",
                row("nomenclature", "code", "is_main"),
                heading="Codes BANATIC de cette compétence",
                help_text="Une intercommunalité qui exerce tous les codes principaux exerce la compétence ; une partie "
                "des codes seulement, elle la partage ; aucun, c’est la commune ou un syndicat.",
            )
        ],
    }


MOST_POPULATED_FIRST = [F("population").desc(nulls_last=True), "name"]


class ReadOnly(ModelPermissionPolicy):
    """Nobody writes what the import owns: the next import would undo it."""

    def user_has_permission(self, user, action):
        return action in {"view", "choose"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


class TerritoryColumns:
    """Tells apart the places that share a name."""

    ordering = MOST_POPULATED_FIRST

    @property
    def columns(self):
        return [*super().columns, Column("get_kind_display", label="Échelon"), Column("code", label="Code")]


class TerritoryChoose(TerritoryColumns, MatchingChoose):
    pass


class TerritoryChooseResults(TerritoryColumns, MatchingChooseResults):
    pass


class TerritoryChooser(MatchingChooser):
    choose_view_class = TerritoryChoose
    choose_results_view_class = TerritoryChooseResults


class TerritoryViewSet(ReferenceViewSet):
    model = Territory
    icon = "globe"
    menu_order = 10
    index_view_class = MatchingList
    ordering = MOST_POPULATED_FIRST
    list_display = ["name", "kind", "code", "nature", "population", "postal_codes"]
    list_filter = ["kind", "nature"]
    chooser_viewset_class = TerritoryChooser
    inspect_view_enabled = True
    inspect_view_fields = ["kind", "code", "name", "nature", "siren", "population", "postal_codes"]
    add_to_reference_index = False
    panels = fields("name", read_only=True)


class MetropolisViewSet(ReferenceViewSet):
    model = Metropolis
    icon = "site"
    menu_order = 20
    list_display = ["__str__", "seat", "since", "commune_count", "rtes_member"]
    list_filter = ["rtes_member"]
    search_fields = ["territory__name", "seat"]
    panels = [
        row("code", "territory"),
        row("seat", "since"),
        *fields("status", "commune_count"),
        MultiFieldPanel(
            [row("population", "total_population"), *fields("population_vintage", "population_source_url")],
            heading="Population",
        ),
        MultiFieldPanel(
            fields("rtes_member", "rtes_source_url"),
            heading="RTES",
            help_text="« Inconnu » n’est pas « non » : aucune page lue ne le dit.",
        ),
        source(),
    ]

    def get_queryset(self, request):
        return Metropolis.objects.select_related("territory")


class LegalBasisViewSet(ReferenceViewSet):
    model = LegalBasis
    icon = "pilcrow"
    menu_order = 30
    list_display = ["__str__", "summary"]
    search_fields = ["reference", "summary"]
    panels = [row("level", "position"), *fields("reference", "summary"), source()]


register_permission_policy(Territory, ReadOnly(Territory), exact_class=True)
for viewset in (CompetenceViewSet, TerritoryViewSet, MetropolisViewSet, LegalBasisViewSet):
    register_snippet(viewset)
