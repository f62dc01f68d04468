"""`mingzheng`: every command of the product, Django's included."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.site.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
