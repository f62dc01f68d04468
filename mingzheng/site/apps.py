from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mingzheng.evidence import measures, sources


class SiteConfig(AppConfig):
    name = "mingzheng.site"
    label = "site"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The last room of the list: whatever is registered after it would be registered by accident."""
        measures.freeze()
        sources.freeze()
