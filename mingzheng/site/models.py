"""What the shell itself must remember."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class OneTimePassword(models.Model):
    """This person signed up with a password that somebody else has seen; it must be changed before anything else."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="one_time_password")
    given_at = models.DateTimeField(auto_now_add=True)
