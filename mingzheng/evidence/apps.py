from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EvidenceConfig(AppConfig):
    name = "mingzheng.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill both registries from every room's `measures` and `sources` modules.

        The registry modules of this room carry the same names; being imported already, they are simply found again.
        """
        autodiscover_modules("measures", "sources")
