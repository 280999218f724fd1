"""The actors room in the back office."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.snippets.models import register_snippet

from actors.models import Actor, Initiative
from editorial.admin import EditorialViewSet, boxes, fields, key, row, rows, select, source
from editorial.choosers import ChosenRows
from editorial.forms import NumberedForm
from territories.models import Territory


class InitiativeViewSet(EditorialViewSet):
    model = Initiative
    form = NumberedForm
    icon = "success"
    menu_order = 40
    extra_columns = ("authority", "year")
    list_filter = ["levers", "fields", "competences", "year"]
    tabs = {
        "Présentation": [
            TitleFieldPanel("title", required_on_save=True),
            row("slug", "year", key("code")),
            FieldPanel("summary"),
            FieldPanel("figures"),
            source(),
        ],
        "Où et avec qui": [
            MultiFieldPanel([row("authority", "authority_kind")], heading="Collectivité"),
            MultiFieldPanel(
                [
                    FieldPanel("territories", widget=ChosenRows(model=Territory, add_text="Ajouter des territoires")),
                    FieldPanel("territory_note"),
                ],
                heading="Territoires",
            ),
            rows(
                "partners",
                "partenaire",
                row("name", "legal_form"),
                FieldPanel("actor"),
                heading="Partenaires",
                help_text="Le nom tel que la source le donne, et la fiche de l’acteur quand le portail en a une.",
            ),
        ],
        "Liens": [
            MultiFieldPanel([select("main_lever"), boxes("levers")], heading="Leviers"),
            boxes("fields"),
            boxes("competences"),
            FieldPanel("tags"),
        ],
    }


class ActorViewSet(EditorialViewSet):
    model = Actor
    form = NumberedForm
    icon = "group"
    menu_order = 50
    extra_columns = ("kind", "legal_form", "territory")
    list_filter = ["kind", "legal_form", "sectors"]
    ordering = "name"
    tabs = {
        "Présentation": [
            TitleFieldPanel("name", required_on_save=True),
            row("slug", key("code")),
            row("kind", "legal_form"),
            *fields("legal_form_detail", "description", "website"),
            source(),
        ],
        "Territoire et secteurs": [
            MultiFieldPanel(fields("territory", "territory_note"), heading="Territoire"),
            boxes("sectors"),
            FieldPanel("tags"),
        ],
    }

    def get_queryset(self, request):
        return Actor.objects.select_related("territory")


for viewset in (InitiativeViewSet, ActorViewSet):
    register_snippet(viewset)
