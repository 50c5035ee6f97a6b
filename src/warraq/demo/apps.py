from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "warraq.demo"
    verbose_name = "demo newsroom"
