from django.urls import path

from . import views

app_name = "levers"
urlpatterns = [
    path("leviers/", views.LeverList.as_view(), name="levers"),
    path("leviers/<slug:slug>/", views.lever, name="lever"),
    path("champs-d-action/", views.FieldList.as_view(), name="fields"),
    path("champs-d-action/<slug:slug>/", views.FieldSheet.as_view(), name="field"),
    path("matrice/", views.matrix, name="matrix"),
    path("methode/", views.method, name="method"),
    path("methode/mes-leviers/", views.hands_method, name="hands_method"),
    path("territoires/<slug:kind>/<slug:place>/leviers/", views.hands, name="hands"),
    path("textes-de-loi/", views.LegalArticleList.as_view(), name="legal_articles"),
]
