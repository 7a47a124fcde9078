"""A batch gives what its files give one by one, however it is spread, and whatever breaks."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.batch.folders import ROOT, folder_of
from tests.batch.mischief import Mischief

from tablecheck.batch import check
from tablecheck.batch.check import Spread, Watch, check_batch
from tablecheck.errors import FormError
from tablecheck.pipeline import Manner, check_files
from tablecheck.report import to_dict


def told(report):
    return json.dumps(to_dict(report, "zh"), ensure_ascii=False, sort_keys=True)


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return folder_of(tmp_path_factory.mktemp("batch") / "tables", 24)


@pytest.fixture(scope="module")
def expected(paths):
    return told(check_files(paths))


@pytest.mark.parametrize(
    "spread",
    [
        Spread(),
        Spread(isolated=True),
        Spread(jobs=2),
        Spread(jobs=5),
        Spread(jobs=3, executor=lambda: ThreadPoolExecutor(3), group=7, timeout=None),
    ],
    ids=["alone", "isolated", "two", "five", "threads"],
)
def test_every_way_gives_the_same_report_in_the_order_of_the_paths(paths, expected, spread):
    seen = []
    report = check_batch(paths, spread=spread, watch=Watch(seen=lambda file: seen.append(file)))
    assert expected == told(report)
    assert [str(path) for path in paths] == [file.path for file in seen]


def test_counts_are_the_same_where_no_report_is_kept(paths, expected):
    whole, counted = json.loads(expected), None
    counted = to_dict(check_batch(paths, spread=Spread(jobs=2), keep=False), "zh")
    assert [] == counted["files"]
    assert whole["summary"] == counted["summary"]
    assert whole["summary"]["refused"] == 3


def test_reports_that_are_drawn_come_with_their_tables(paths):
    report = check_batch(paths[:4], manner=Manner(with_source=True), spread=Spread(jobs=2))
    assert all(file.source is not None and file.source.tables for file in report.files)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_only_the_guilty_files_are_refused(tmp_path, monkeypatch):
    guilty = ("000-hangs.xlsx", "004-crashes.xlsx", "005-exits.xlsx", "009-is-killed.xlsx")
    guilty += ("010-eats.xlsx",)
    paths = folder_of(tmp_path / "tables", 16, *guilty)
    monkeypatch.setattr(
        check, "_processes", lambda spread: Mischief(2, timeout=3.0, memory=spread.memory)
    )
    report = check_batch(paths, spread=Spread(jobs=2, timeout=3.0))
    clean = check_files([path for path in paths if path.name not in guilty])
    left = {file["path"]: file for file in to_dict(report, "en")["files"]}
    refused = {path.name: left.pop(str(path))["refusal"] for path in paths if path.name in guilty}
    assert [json.dumps(file) for file in to_dict(clean, "en")["files"]] == [
        json.dumps(file) for file in left.values()
    ]
    assert {
        "000-hangs.xlsx": "TC108",
        "004-crashes.xlsx": "TC109",
        "005-exits.xlsx": "TC109",
        "009-is-killed.xlsx": "TC109",
        "010-eats.xlsx": "TC109",
    } == {name: refusal["code"] for name, refusal in refused.items()}
    assert "takes more than 3 seconds" in refused["000-hangs.xlsx"]["message"]
    assert "SIGSEGV" in refused["004-crashes.xlsx"]["message"]
    assert "exit code 7" in refused["005-exits.xlsx"]["message"]
    assert "SIGKILL" in refused["009-is-killed.xlsx"]["message"]
    assert "memory" in refused["010-eats.xlsx"]["message"]


def test_groups_on_an_executor_lose_only_the_guilty_file(tmp_path):
    paths = folder_of(tmp_path / "tables", 14, "006-exits.xlsx")
    report = check_batch(
        paths, spread=Spread(jobs=2, executor=lambda: Mischief(2), group=4, timeout=None)
    )
    assert ["006-exits.xlsx"] == [
        file.path.rpartition("/")[2]
        for file in report.files
        if file.refusal and file.refusal[0] == "TC109"
    ]
    assert len(paths) == len(report.files)


def test_watchdog_ends_a_process_of_a_foreign_executor(tmp_path):
    """What hangs there takes its process along, and is the only one that is refused."""
    from tests.batch.watched import hanging_pool

    paths = folder_of(tmp_path / "tables", 3, "001-hangs.xlsx")
    report = check_batch(paths, spread=Spread(jobs=1, executor=hanging_pool, timeout=2.0))
    refusals = {file.path.rpartition("/")[2]: file.refusal for file in report.files}
    assert "TC109" == refusals.pop("001-hangs.xlsx")[0]
    assert [None] * 3 == list(refusals.values())


def test_bug_in_one_file_is_told_and_the_others_are_checked(paths, monkeypatch):
    from tablecheck.batch import work

    def bad(path, *rest):
        if path == paths[1]:
            raise KeyError("x")
        return work_checked(path, *rest)

    work_checked = work.checked_any
    monkeypatch.setattr(work, "checked_any", bad)
    threads = Spread(jobs=2, executor=lambda: ThreadPoolExecutor(2), timeout=None)
    report = check_batch(paths[:3], spread=threads)
    code, words = report.files[1].refusal
    assert "TC109" == code
    assert "KeyError" in words.en
    assert "KeyError" in words.zh
    assert report.files[0].is_checked
    assert report.files[2].is_checked


def test_bad_form_is_told_before_any_file_is_checked(paths, tmp_path):
    bad = tmp_path / "form.json"
    bad.write_text("{}", "utf-8")
    with pytest.raises(FormError):
        check_batch(paths, form_of=lambda path: bad if path == str(paths[-1]) else None)


def test_forms_of_files_reach_the_processes(tmp_path):
    enrolment = ROOT / "examples" / "enrolment"
    paths = [*folder_of(tmp_path / "tables", 2), enrolment / "enrolment-2024.xlsx"]
    report = check_batch(
        paths,
        form_of=lambda path: enrolment / "form.json" if "enrolment" in path else None,
        previous=enrolment / "enrolment-2023.xlsx",
        spread=Spread(jobs=2),
    )
    assert ["cn-zfxxgk-2014", "cn-zfxxgk-2014"] == [file.form for file in report.files[:2]]
    assert json.loads((enrolment / "form.json").read_text("utf-8"))["id"] == report.files[2].form
    assert report.files[2].previous.compared


def test_stop_leaves_what_is_done(paths):
    for spread in (Spread(), Spread(jobs=2)):
        seen = []
        watch = Watch(seen=seen.append, stopped=lambda seen=seen: len(seen) >= 5)
        report = check_batch(paths, spread=spread, watch=watch)
        assert 5 <= len(report.files) < len(paths)
        assert len(paths) - len(report.files) == report.unfinished
        whole = {file.path: file for file in check_files(paths).files}
        assert [whole[file.path] for file in report.files] == list(report.files)


def test_suspect_rule_fails_in_most_of_the_files(tmp_path):
    paths = folder_of(tmp_path / "tables", 0, *(f"{n}.xlsx" for n in range(3)))
    broken = ROOT / "examples" / "broken.xlsx"
    report = check_batch([*paths, *[broken] * 2])
    rules = {each.rule: each for each in report.totals.rules()}
    assert (2, 3) == (rules["channels"].fails, rules["channels"].holds)
    assert not rules["channels"].is_suspect
    report = check_batch([*paths, *[broken] * 4])
    rules = {each.rule: each for each in report.totals.rules()}
    assert (4, 3) == (rules["channels"].fails, rules["channels"].holds)
    assert rules["channels"].is_suspect


def test_page_of_many_files_counts_codes_rules_and_agencies(tmp_path):
    from tests.reporters.html_page import Page

    from tablecheck.reporters.base import Style, reporter

    paths = [*folder_of(tmp_path / "tables", 8), *[ROOT / "examples" / "broken.xlsx"] * 6]
    report = check_batch(paths, manner=Manner(with_source=True))
    page = Page(reporter("html").render(report, Style(lang="zh")))
    said = page.said.partition("满洲里市政府信息公开")[0]
    places = [said.index(f"{name} (") for name in ("By finding", "By rule", "By agency")]
    assert places == sorted(places)
    assert "fails in most files: look at the rule first" in said
    assert [] == page.wrong
