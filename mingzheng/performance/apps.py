from importlib import import_module

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "mingzheng.performance"
    label = "performance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's checks; they need models, which are there only now."""
        import_module("mingzheng.performance.checks")
