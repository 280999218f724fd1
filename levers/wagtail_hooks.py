"""The levers room in the back office."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.snippets.models import register_snippet

from editorial.admin import EditorialViewSet, ReferenceViewSet, boxes, fields, key, row, rows, select, source
from levers.models import ActionField, Approach, LegalArticle, Lever, Method, Principle, ServiceMode

VERBATIM = "Mot pour mot : ce texte est présenté comme une citation."


class LeverViewSet(EditorialViewSet):
    model = Lever
    icon = "list-ol"
    menu_order = 10
    extra_columns = ("verb",)
    list_filter = ["verified_on"]
    ordering = "number"
    tabs = {
        "Présentation": [
            TitleFieldPanel("short_title", required_on_save=True),
            row("number", "verb", "slug"),
            FieldPanel("why"),
            MultiFieldPanel(
                fields("official_text", "variant_text", "variant_note"), heading="Textes de l’étude", help_text=VERBATIM
            ),
            MultiFieldPanel(
                fields("decided_by", "decision_reason"),
                heading="À quelle main",
                help_text="Les compétences qui décident se cochent dans l’onglet « Liens ».",
            ),
        ],
        "Actions et outils": [
            rows(
                "actions",
                "action",
                FieldPanel("text"),
                heading="Actions concrètes",
                help_text="Ce qu’une collectivité peut faire dès maintenant, une phrase par action.",
            ),
            rows(
                "instruments",
                "instrument",
                FieldPanel("name"),
                FieldPanel("reference"),
                FieldPanel("explanation"),
                FieldPanel("version"),
                row("verified_on", "expired"),
                heading="Instruments juridiques et financiers",
                help_text="Un instrument échu reste affiché, signalé comme tel.",
            ),
        ],
        "Arguments": [
            rows(
                "arguments",
                "argument",
                FieldPanel("text"),
                heading="Arguments à dire en conseil",
            ),
            rows(
                "objections",
                "objection",
                FieldPanel("text"),
                FieldPanel("answer"),
                heading="Objections courantes et réponses",
            ),
        ],
        "Liens": [
            rows(
                "field_links",
                "champ d’action",
                select("field"),
                FieldPanel("reason"),
                heading="Champs d’action",
                help_text="La raison du lien est montrée aux lecteurs.",
            ),
            rows(
                "competence_links",
                "compétence",
                select("competence"),
                FieldPanel("reason"),
                FieldPanel("decides"),
                heading="Compétences",
                help_text="La raison du lien est montrée aux lecteurs.",
            ),
        ],
    }


class ActionFieldViewSet(EditorialViewSet):
    model = ActionField
    icon = "grid"
    menu_order = 20
    extra_columns = ("code",)
    list_filter = ["competences"]
    ordering = "code"
    tabs = {
        "Présentation": [
            TitleFieldPanel("short_title", required_on_save=True),
            row("code", "slug"),
            FieldPanel("label", help_text=VERBATIM),
            *fields("covers", "survey"),
        ],
        "Exemples": [
            rows(
                "examples",
                "exemple",
                FieldPanel("metropolis"),
                FieldPanel("territory"),
                FieldPanel("text"),
                heading="Ce que font des métropoles",
            )
        ],
        "Liens": [boxes("competences")],
    }


class LegalArticleViewSet(EditorialViewSet):
    model = LegalArticle
    icon = "pilcrow"
    menu_order = 90
    extra_columns = ("version",)
    list_filter = ["levers", "competences"]
    tabs = {
        "Présentation": [
            FieldPanel("text_name"),
            row("article", "version"),
            key("code", help_text="Unique et stable : il est dans l’adresse de l’article."),
            *fields("summary", "allows"),
        ],
        "Vérification": [row("url", "text_url"), *fields("status", "read_in")],
        "Liens": [boxes("levers"), boxes("competences")],
    }


class ApproachViewSet(EditorialViewSet):
    model = Approach
    icon = "thumbtack"
    menu_order = 100
    list_filter = ["verified_on"]
    tabs = {
        "Présentation": [
            FieldPanel("title", required_on_save=True),
            row("code", "position"),
            MultiFieldPanel(fields("introduction", "steps"), heading="Texte de l’étude", help_text=VERBATIM),
            FieldPanel("credit"),
        ],
    }


class MethodViewSet(EditorialViewSet):
    model = Method
    icon = "tasks"
    menu_order = 110
    extra_columns = ("example",)
    list_filter = ["levers"]
    tabs = {
        "Présentation": [
            TitleFieldPanel("name", required_on_save=True),
            row("slug", "position"),
            *fields("description", "example"),
            source(),
        ],
        "Liens": [boxes("levers")],
    }


class ServiceModeViewSet(ReferenceViewSet):
    model = ServiceMode
    icon = "cogs"
    menu_order = 40
    list_display = ["name", "quote", "position"]
    search_fields = ["name", "quote", "meaning"]
    panels = [TitleFieldPanel("name"), row("slug", "position"), *fields("quote", "meaning"), source()]


class PrincipleViewSet(ReferenceViewSet):
    model = Principle
    icon = "openquote"
    menu_order = 90
    list_display = ["title", "credit", "position"]
    search_fields = ["title", "text"]
    panels = [
        TitleFieldPanel("title"),
        row("slug", "position"),
        FieldPanel("text", help_text=VERBATIM),
        FieldPanel("credit"),
    ]


for viewset in (
    LeverViewSet,
    ActionFieldViewSet,
    LegalArticleViewSet,
    ApproachViewSet,
    MethodViewSet,
    ServiceModeViewSet,
    PrincipleViewSet,
):
    register_snippet(viewset)
