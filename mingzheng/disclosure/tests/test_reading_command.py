"""`mingzheng read` prints what was read; its JSON keeps to the committed schema."""

from __future__ import annotations

import json
from importlib.resources import files
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from jsonschema import Draft202012Validator

from mingzheng.disclosure.output.reading import as_json
from mingzheng.disclosure.tests.seed import SAMPLE, the_sample


def run(*arguments: str) -> str:
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("read", *arguments, stdout=out)
    assert left.value.code == 0
    return out.getvalue()


def test_json_keeps_to_the_committed_schema():
    schema = json.loads(files("mingzheng.disclosure.data").joinpath("schemas/read.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    result = json.loads(run(str(SAMPLE), "--format", "json"))
    Draft202012Validator(schema).validate(result)
    assert len(result["facts"]) == len(the_sample().facts)
    assert result["unit"] == "安阳市政务服务和大数据管理局（本级）"
    assert as_json(the_sample())["facts"] != []


def test_text_speaks_both_languages():
    assert "一般公共预算财政拨款支出决算表" in run(str(SAMPLE))
    assert "not read" not in run(str(SAMPLE), "--lang", "en")
    assert "tables (9)" in run(str(SAMPLE), "--lang", "en")


def test_an_unreadable_file_says_why_with_status_two(tmp_path: Path):
    broken = tmp_path / "report.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(CommandError) as caught:
        call_command("read", str(broken))
    assert caught.value.returncode == 2
    assert "PDF 已损坏" in str(caught.value)
