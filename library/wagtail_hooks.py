"""The library room in the back office."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.snippets.models import register_snippet

from editorial.admin import EditorialViewSet, ReferenceViewSet, boxes, fields, key, row, select, source
from library.models import Document, KeyFigure, Kit, KitEdition, Leaflet, Quote, Term


class DocumentViewSet(EditorialViewSet):
    model = Document
    icon = "doc-full"
    menu_order = 60
    extra_columns = ("publisher", "year", "kind")
    list_filter = ["kind", "levers", "fields", "competences"]
    tabs = {
        "Présentation": [
            TitleFieldPanel("title", required_on_save=True),
            FieldPanel("slug"),
            row("publisher", "language"),
            row("kind", "kind_detail"),
            row("year", "published_on"),
            row("url", "source_read_on"),
            *fields("note", "takeaway", "full_text"),
        ],
        "Kit": [row(select("edition"), select("leaflet")), FieldPanel("number")],
        "Liens": [boxes("levers"), boxes("fields"), boxes("competences"), FieldPanel("tags")],
    }


class TermViewSet(EditorialViewSet):
    model = Term
    icon = "openquote"
    menu_order = 70
    list_filter = ["verified_on"]
    ordering = "name"
    tabs = {
        "Présentation": [
            TitleFieldPanel("name", required_on_save=True),
            row("acronym", "slug"),
            *fields("definition", "version"),
            source(),
        ],
    }


class KeyFigureViewSet(EditorialViewSet):
    model = KeyFigure
    icon = "decimal"
    menu_order = 80
    extra_columns = ("theme", "year")
    list_filter = ["theme"]
    tabs = {
        "Présentation": [
            FieldPanel("label", required_on_save=True),
            key("code"),
            row("value", "theme"),
            MultiFieldPanel(
                [row("year", "year_note"), FieldPanel("perimeter")],
                heading="Année et périmètre",
                help_text="Jamais un chiffre sans eux. Si la source ne donne pas d’année, dites-le dans la précision.",
            ),
            FieldPanel("note"),
            source(),
        ],
    }


class KitViewSet(ReferenceViewSet):
    model = Kit
    icon = "folder"
    menu_order = 50
    list_display = ["name", "audience"]
    search_fields = ["name", "audience"]
    panels = [TitleFieldPanel("name"), *fields("slug", "audience")]


class KitEditionViewSet(ReferenceViewSet):
    model = KitEdition
    icon = "folder-open-inverse"
    menu_order = 60
    list_display = ["__str__", "year"]
    list_filter = ["kit"]
    search_fields = ["kit__name", "slug"]
    panels = [select("kit"), row("year", "slug")]

    def get_queryset(self, request):
        return KitEdition.objects.select_related("kit")


class LeafletViewSet(ReferenceViewSet):
    model = Leaflet
    icon = "doc-empty"
    menu_order = 70
    list_display = ["subject", "kit"]
    list_filter = ["kit"]
    search_fields = ["subject"]
    panels = [TitleFieldPanel("subject"), FieldPanel("slug"), select("kit")]

    def get_queryset(self, request):
        return Leaflet.objects.select_related("kit")


class QuoteViewSet(ReferenceViewSet):
    model = Quote
    icon = "openquote"
    menu_order = 80
    list_display = ["__str__", "authors", "document"]
    list_filter = ["document"]
    search_fields = ["text", "authors"]
    panels = [row("slug", "position"), *fields("text", "authors", "document")]

    def get_queryset(self, request):
        return Quote.objects.select_related("document")


for viewset in (
    DocumentViewSet,
    TermViewSet,
    KeyFigureViewSet,
    KitViewSet,
    KitEditionViewSet,
    LeafletViewSet,
    QuoteViewSet,
):
    register_snippet(viewset)
