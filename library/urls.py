from django.urls import path

from library import views

app_name = "library"
urlpatterns = [
    path("bibliotheque/", views.DocumentList.as_view(), name="documents"),
    path("bibliotheque/kits/", views.kits, name="kits"),
    path("bibliotheque/<slug:slug>/", views.DocumentSheet.as_view(), name="document"),
    path("glossaire/", views.glossary, name="glossary"),
    path("chiffres-cles/", views.key_figures, name="key_figures"),
]
