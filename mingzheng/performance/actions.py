"""Verbs of this room: keeping a form, submitting it, recording a stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from mingzheng.kernel.bilingual import Bilingual
from mingzheng.kernel.digests import digest_record
from mingzheng.kernel.findings import Finding, Severity
from mingzheng.organisations.actions import record, require
from mingzheng.organisations.models import Role, Unit
from mingzheng.organisations.reads import Somebody
from mingzheng.performance.data import rule_sets
from mingzheng.performance.models import Answer, DataSetChoice, FormRecord, FormRevision, FormState, Stage, StageRecord
from mingzheng.performance.rules.checks import FormContext, check_forms
from mingzheng.performance.rules.codec import as_record, from_record
from mingzheng.performance.rules.forms import Form


class CannotSubmit(ValueError):
    """The form has an error, or a warning that nobody explained; `findings` name them."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = findings


class OutOfOrder(ValueError):
    """A stage was recorded before the one it depends on."""

    def __init__(self, missing: Stage) -> None:
        super().__init__(missing.value)
        self.reason = Bilingual("请先完成上一阶段的记录", "record the stage before it first")
        self.missing = missing


@transaction.atomic
def keep_form(
    *, person: Somebody, unit: Unit, year: int, form: Form, data_set: DataSetChoice, source: str = ""
) -> FormRecord:
    """Store a form; what stood there before stays as a revision. Raises CannotSubmit for a submitted form."""
    require(person, unit, Role.PROJECT_OWNER, Role.ACCOUNTANT)
    content = as_record(form)
    digest = digest_record(content)
    row = (
        FormRecord.objects.select_for_update()
        .filter(unit=unit, year=year, data_set=data_set, number=form.number)
        .first()
    )
    if row and row.digest == digest:
        return row
    if row and row.state == FormState.SUBMITTED:
        raise CannotSubmit([])
    if row is None:
        row = FormRecord(unit=unit, year=year, data_set=data_set, number=form.number)
    else:
        FormRevision.objects.create(form=row, revision=row.revision, content=row.content, by=row.changed_by)
        row.revision += 1
    row.name, row.content, row.digest, row.source = form.name, content, digest, source or row.source
    row.changed_by = person.get_username()
    row.save()
    record(
        actor=person,
        action="performance.keep_form",
        subject=f"performance.form:{row.pk}",
        detail={"number": form.number, "revision": row.revision, "data_set": data_set.value},
    )
    return row


@transaction.atomic
def submit_form(*, person: Somebody, form: FormRecord, answers: Mapping[str, str]) -> FormRecord:
    """Submit a form. An error stops it; a warning needs a sentence, given in `answers` by rule code.

    Forms of `as_published` are kept as they were printed and cannot be submitted. Raises CannotSubmit.
    """
    require(person, form.unit, Role.PROJECT_OWNER)
    if form.data_set == DataSetChoice.AS_PUBLISHED:
        raise CannotSubmit([])
    found = findings_of(from_record(form.content))
    standing = [f for f in found if f.severity is Severity.ERROR]
    standing += [f for f in found if f.severity is Severity.WARNING and not answers.get(f.code, "").strip()]
    if standing:
        raise CannotSubmit(standing)
    for code, sentence in answers.items():
        if sentence.strip():
            Answer.objects.create(form=form, code=code, sentence=sentence.strip()[:500], by=person.get_username())
    form.state = FormState.SUBMITTED
    form.save(update_fields=["state"])
    record(actor=person, action="performance.submit", subject=f"performance.form:{form.pk}")
    return form


@transaction.atomic
def record_stage(
    *, person: Somebody, unit: Unit, year: int, project: str, stage: Stage, on: date, note: str
) -> StageRecord:
    """Record that a project passed a stage; the stage before it must be recorded first. Raises OutOfOrder."""
    require(person, unit, Role.PROJECT_OWNER)
    order = list(Stage)
    passed = set(StageRecord.objects.filter(unit=unit, year=year, project=project).values_list("stage", flat=True))
    for earlier in order[: order.index(stage)]:
        if earlier.value not in passed:
            raise OutOfOrder(earlier)
    row, _made = StageRecord.objects.update_or_create(
        unit=unit,
        year=year,
        project=project,
        stage=stage,
        defaults={"on": on, "note": note.strip(), "by": person.get_username()},
    )
    record(
        actor=person,
        action="performance.record_stage",
        subject=f"performance.stage:{row.pk}",
        detail={"stage": stage.value, "project": project},
    )
    return row


def findings_of(form: Form) -> list[Finding]:
    """What the E rules say of one form by itself."""
    return check_forms((form,), FormContext(rule_sets=rule_sets()))[0]
