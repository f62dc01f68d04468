"""The commands `audit`, `rules` and `mutate` as a person runs them: exit status, formats, wrong usage."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, load_command_class

from mingzheng.disclosure.auditing import read_document
from mingzheng.disclosure.rules.raw import UnreadableFile

SAMPLE = "data/sample/anyang-2022.md"


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "report.md"
    path.write_bytes(files("mingzheng.disclosure").joinpath(SAMPLE).read_bytes())
    return path


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of one command line."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=err)
    except SystemExit as leaving:
        return int(leaving.code or 0), out.getvalue(), err.getvalue()
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


def test_the_published_sample_has_findings_and_status_1(sample):
    status, out, err = run("audit", str(sample))
    assert status == 1
    assert "5715.09" in out
    assert err == ""


def test_every_document_of_a_folder_is_audited_with_progress(sample, tmp_path):
    (tmp_path / "again.md").write_bytes(sample.read_bytes())
    status, out, err = run("audit", str(tmp_path), "--format", "json")
    assert status == 1
    assert len(json.loads(out)["documents"]) == 2
    assert "[1/2]" in err
    assert "[2/2]" in err


def test_an_unreadable_file_gives_status_2_whatever_else_was_found(sample, tmp_path):
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    status, out, _ = run("audit", str(sample), str(empty), "--format", "json")
    assert status == 2
    unread = {Path(one["name"]).name: one["unread"] for one in json.loads(out)["documents"]}
    assert unread["empty.pdf"]
    assert not unread["report.md"]


def test_a_missing_file_gives_status_2(tmp_path):
    assert run("audit", str(tmp_path / "nothing.pdf"))[0] == 2


def test_the_workbook_goes_to_a_file(sample, tmp_path):
    target = tmp_path / "findings.xlsx"
    assert run("audit", str(sample), "--format", "xlsx", "--output", str(target))[0] == 1
    assert target.read_bytes()[:2] == b"PK"
    assert run("audit", str(sample), "--format", "xlsx")[0] == 64


@pytest.mark.parametrize("arguments", [["audit"], ["audit", "x", "--format", "docx"], ["rules", "--format", "html"]])
def test_wrong_usage_gives_status_64(arguments, capsys):
    command = load_command_class("mingzheng.disclosure", arguments[0])
    with pytest.raises(SystemExit) as leaving:
        command.run_from_argv(["mingzheng", *arguments])
    assert leaving.value.code == 64
    assert capsys.readouterr().err.strip()


def test_an_exemption_needs_its_basis(sample):
    assert run("audit", str(sample), "--exempt", "D3:*:")[0] == 64
    out = run("audit", str(sample), "--exempt", "D:*:口径另行说明", "--format", "json")[1]
    assert not [finding for finding in json.loads(out)["findings"] if finding["code"].startswith("D")]


def test_findings_can_be_read_in_english(sample):
    out = run("audit", str(sample), "--lang", "en")[1]
    assert "remedy: " in out
    assert "建议" not in out


def test_mutation_finds_changed_figures_and_raises_no_false_alarm(sample):
    status, out, _ = run("mutate", str(sample), "--sample", "12", "--seed", "3")
    assert status == 0
    assert ": 0\n" in out
    shares = [line.rpartition("(")[2].rstrip("%)") for line in out.splitlines() if line.endswith("%)")]
    assert shares


def test_a_file_without_any_figure_of_accounts_is_not_clean(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("各位同事：会议改在下午。", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="no figure"):
        read_document(file.read_bytes(), file.name)
