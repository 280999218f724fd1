from django.apps import AppConfig


class LeversConfig(AppConfig):
    name = "levers"
