"""A house with its domain rooms switched off still boots, migrates, checks and greets."""

from __future__ import annotations

import os
import subprocess
import sys

WALK = """
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("check")
page = Client(headers={"host": "localhost"}).get("/")
assert page.status_code == 200, page.status_code
assert "明证" in page.content.decode()
assert Client(headers={"host": "localhost"}).get("/reports/").status_code == 404
from django.apps import apps
assert not apps.is_installed("mingzheng.accounts")
print("greeted")
"""


def test_a_house_without_the_accounts_boots_and_greets(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mingzheng.site.settings",
        "MINGZHENG_HOME": str(tmp_path),
        "MINGZHENG_DATABASE_URL": "sqlite://",
        "MINGZHENG_ROOMS_OFF": "accounts,performance,disclosure",
    }
    done = subprocess.run([sys.executable, "-c", WALK], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("greeted")
