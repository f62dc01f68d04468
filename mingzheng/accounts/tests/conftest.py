"""A unit with its accountant, and files to import."""

import pytest

from mingzheng.accounts import sample
from mingzheng.organisations.models import Grant, Person, Role, Unit

HEAD = (
    "日期,凭证号,分录号,预算会计科目,资金性质,功能分类,经济分类,支出类型,项目,"
    "往来单位,金额（元）,摘要,冲销凭证号,不公开"
)


def csv_of(*rows):
    return "\n".join((HEAD, *rows)).encode()


def row(
    voucher="记-1", line=1, account="7101", economic="30201", amount="100.00", *, date="2022-03-01",
    fund="一般公共预算", functional="2010301", kind="基本", project="", payee="张三", reverses="", withheld="",
):  # fmt: skip
    dimensions = (date, voucher, line, account, fund, functional, economic, kind, project)
    cells = (*dimensions, payee, amount, "摘要", reverses, withheld)
    return ",".join(f'"{cell}"' for cell in cells)


@pytest.fixture
def unit(db):
    return Unit.objects.create(code="bureau", name="某某市某某局", unit_type="administrative")


@pytest.fixture
def accountant(unit):
    person = Person.objects.create_user("accountant", password="a-long-password")
    Grant.objects.create(person=person, unit=unit, role=Role.ACCOUNTANT)
    return person


@pytest.fixture
def stranger(db):
    return Person.objects.create_user("stranger", password="a-long-password")


@pytest.fixture
def administrator(db):
    return Person.objects.create_superuser("boss", password="a-long-password")


@pytest.fixture
def sample_book(administrator):
    return sample.load(administrator)
