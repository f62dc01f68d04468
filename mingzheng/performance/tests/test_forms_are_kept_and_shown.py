"""Keeping, submitting, staging and showing forms through the room's doors."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mingzheng.evidence import measures, sources
from mingzheng.evidence.measures import Scope
from mingzheng.kernel.cell import Cell
from mingzheng.organisations.models import Grant, Person, Role, TrailEntry, Unit, UnitType
from mingzheng.performance import reads, sample
from mingzheng.performance.actions import CannotSubmit, OutOfOrder, keep_form, record_stage, submit_form
from mingzheng.performance.data import sample_forms
from mingzheng.performance.models import DataSetChoice, FormRecord, FormState, Stage
from mingzheng.performance.tests.test_rules_of_forms import sound

pytestmark = pytest.mark.django_db
PUBLISHED, RECORDED = DataSetChoice.AS_PUBLISHED, DataSetChoice.FROM_RECORDS


@pytest.fixture
def unit():
    return Unit.objects.create(code="anyang-zwfw", name="安阳局", unit_type=UnitType.ADMINISTRATIVE)


@pytest.fixture
def owner(unit):
    person = Person.objects.create_user("owner", password="long-enough-1")
    Grant.objects.create(person=person, unit=unit, role=Role.PROJECT_OWNER)
    return person


@pytest.fixture
def stranger():
    return Person.objects.create_user("stranger", password="long-enough-1")


def own_form(number=1):
    """A sound form without doubtful places: it can be submitted as it stands."""
    return replace(sound(), number=number, rule_set="")


def test_the_sample_reproduces_itself_and_loading_it_twice_changes_nothing(owner):
    assert sample.load(owner) == 9
    trail = TrailEntry.objects.count()
    assert sample.load(owner) == 9
    assert TrailEntry.objects.count() == trail
    assert reads.forms("anyang-zwfw", 2022, "as_published") == sample_forms().forms


def test_without_a_ledger_everything_is_declared_and_published_marks_follow_from_the_rule_set(owner):
    sample.load(owner)
    assert [pair.measured for pair in reads.pairs("anyang-zwfw", 2022)] == [0] * 9
    totals = [form.total_score.value for form in reads.forms("anyang-zwfw", 2022, "from_records")]
    assert totals == [form.total_score.value for form in sample_forms().forms]


def test_a_change_keeps_what_stood_there_before(owner, unit):
    keep_form(person=owner, unit=unit, year=2023, form=own_form(), data_set=RECORDED)
    row = keep_form(
        person=owner, unit=unit, year=2023, form=replace(own_form(), goal_actual="已完成。"), data_set=RECORDED
    )
    assert row.revision == 2
    assert row.revisions.get().content["goal_actual"] == sound().goal_actual


def test_a_stranger_may_neither_keep_nor_submit(owner, unit, stranger):
    row = keep_form(person=owner, unit=unit, year=2023, form=own_form(), data_set=RECORDED)
    with pytest.raises(PermissionDenied):
        keep_form(person=stranger, unit=unit, year=2023, form=own_form(2), data_set=RECORDED)
    with pytest.raises(PermissionDenied):
        submit_form(person=stranger, form=row, answers={})


def test_an_error_stops_a_submission(owner, unit):
    wrong = replace(own_form(), total_score=Cell.read("99.99"))
    row = keep_form(person=owner, unit=unit, year=2023, form=wrong, data_set=RECORDED)
    with pytest.raises(CannotSubmit) as caught:
        submit_form(person=owner, form=row, answers={"E6": "没关系"})
    assert {finding.code for finding in caught.value.findings} == {"E6"}


def test_a_warning_needs_a_sentence(owner, unit):
    late = replace(own_form(), goal_actual="1、开工（2023年5月）；2、完工（2023年12月）。")
    row = keep_form(person=owner, unit=unit, year=2023, form=late, data_set=RECORDED)
    with pytest.raises(CannotSubmit):
        submit_form(person=owner, form=row, answers={"E11": "  "})
    submitted = submit_form(person=owner, form=row, answers={"E11": "汛期提前，经批准延期"})
    assert submitted.state == FormState.SUBMITTED
    assert row.answers.get().sentence == "汛期提前，经批准延期"
    with pytest.raises(CannotSubmit):
        keep_form(person=owner, unit=unit, year=2023, form=own_form(), data_set=RECORDED)


def test_what_was_published_cannot_be_submitted(owner):
    sample.load(owner)
    with pytest.raises(CannotSubmit):
        submit_form(person=owner, form=FormRecord.objects.filter(data_set=PUBLISHED).first(), answers={})


def test_a_stage_waits_for_the_one_before(owner, unit):
    with pytest.raises(OutOfOrder) as caught:
        record_stage(
            person=owner, unit=unit, year=2023, project="河道", stage=Stage.MONITORING, on=date(2023, 6, 1), note="半程"
        )
    assert caught.value.missing is Stage.OBJECTIVE
    for month, stage in enumerate(Stage, start=1):
        record_stage(
            person=owner, unit=unit, year=2023, project="河道", stage=stage, on=date(2023, month, 1), note="完成"
        )
    assert TrailEntry.objects.filter(action="performance.record_stage").count() == 4


def test_a_draft_is_hidden_from_the_public_until_it_is_submitted(owner, unit, client):
    row = keep_form(person=owner, unit=unit, year=2023, form=own_form(), data_set=RECORDED)
    address = reverse("performance:form", args=[unit.code, 2023, 1])
    assert client.get(address).status_code == 404
    submit_form(person=owner, form=row, answers={})
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_open_for_everybody_and_editing_for_the_owner_only(owner, unit, client, language):
    sample.load(owner)
    client.cookies["django_language"] = language
    pages = [
        reverse("performance:index"),
        reverse("performance:year", args=[unit.code, 2022]),
        reverse("performance:form", args=[unit.code, 2022, 5]) + "?data_set=as_published&rules=anyang-2022-c",
    ]
    assert [client.get(page).status_code for page in pages] == [200] * 3
    edit = reverse("performance:edit", args=[unit.code, 2022, 5])
    assert client.get(edit).status_code == 302
    client.force_login(owner)
    assert client.get(edit).status_code == 200


def test_what_is_typed_is_saved_and_marked_again(owner, unit, client):
    sample.load(owner)
    client.force_login(owner)
    edit = reverse("performance:edit", args=[unit.code, 2022, 9])
    client.post(edit, {"actual-1": "45万元", "reason-1": "价格上涨"})
    first = reads.forms(unit.code, 2022, "from_records")[8].indicators[0]
    assert (first.actual.text, str(first.score.value), first.reason) == ("45万元", "2.25", "价格上涨")


def test_a_field_that_cannot_be_read_is_named_and_nothing_is_saved(owner, unit, client):
    sample.load(owner)
    client.force_login(owner)
    response = client.post(reverse("performance:edit", args=[unit.code, 2022, 9]), {"weight-1": "三分"})
    assert response.status_code == 422
    assert "三分" in response.content.decode(), "what was typed stays on the page"
    assert not FormRecord.objects.filter(data_set=RECORDED).exists()


def test_a_new_form_is_written_from_nothing(owner, unit, client):
    client.force_login(owner)
    begun = client.post(reverse("performance:new", args=[unit.code, 2024]), {"name": "河道清淤"})
    row = {"level1-1": "产出指标", "level2-1": "数量指标", "name-1": "清淤河道", "target-1": "≥12条", "weight-1": "30"}
    money = {"opening-1": "200", "full_year-1": "200", "executed-1": "190.5"}
    client.post(begun.url, {**row, **money, "actual-1": "10条"})
    form = reads.forms(unit.code, 2024, "from_records")[0]
    assert [(r.name, str(r.score.value)) for r in form.indicators] == [("清淤河道", "25.00")]
    assert (form.funds[0].rate.text, form.funds[0].score.text) == ("95.25%", "9.53")


@pytest.mark.parametrize(("file_format", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_forms_are_downloaded_as_files(owner, unit, client, file_format, start):
    sample.load(owner)
    one = client.get(reverse("performance:download", args=[unit.code, 2022, 2, file_format]))
    everything = client.get(reverse("performance:download", args=[unit.code, 2022, 0, file_format]))
    assert one.content.startswith(start)
    assert len(everything.content) > len(one.content)


def test_an_unknown_format_or_form_is_not_found(owner, unit, client):
    sample.load(owner)
    for number, file_format in ((2, "exe"), (77, "docx")):
        address = reverse("performance:download", args=[unit.code, 2022, number, file_format])
        assert client.get(address).status_code == 404


def test_measures_say_what_the_forms_add_up_to_and_link_to_them(owner, unit):
    sample.load(owner)
    reading = measures.read("performance.self_evaluation_total", Scope(unit.code, 2022))
    assert (str(reading.value), reading.n) == ("2123.35", 9)
    behind = reading.behind[0]
    assert sources.resolve(f"{behind.kind}:{behind.query}").href.endswith("/anyang-zwfw/2022/")
    assert measures.read("performance.self_evaluation_count", Scope("nobody", 2022)).value is None
    assert sources.resolve("performance.form:999999") is None
