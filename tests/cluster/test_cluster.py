"""The same batch on a cluster of two processes, one of which is killed while it runs."""

from __future__ import annotations

import json
import os
import signal
from contextlib import closing

import pytest
from tests.batch.folders import folder_of

from tablecheck.batch.check import Watch, check_batch
from tablecheck.cli.entry import main
from tablecheck.report import to_dict

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # what dask and tornado deprecate is theirs


@pytest.fixture(scope="module")
def local():
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster


@pytest.fixture
def cluster(local):
    from tablecheck.cluster import Cluster

    with closing(Cluster(local.scheduler_address)) as made:
        yield made


def test_results_equal_those_of_this_process(cluster, tmp_path):
    paths = folder_of(tmp_path, 24)
    alone = json.dumps(to_dict(check_batch(paths), "zh"))
    spread = json.dumps(to_dict(check_batch(paths, spread=cluster.spread(len(paths))), "zh"))
    assert alone == spread


def test_a_worker_that_is_killed_loses_no_file(local, cluster, tmp_path):
    paths = folder_of(tmp_path, 60)
    alone = to_dict(check_batch(paths), "zh")
    workers = [worker.pid for worker in local.workers.values()]
    killed = []

    def kill(report):
        if not killed:
            killed.append(workers[0])
            os.kill(workers[0], signal.SIGKILL)

    report = check_batch(paths, spread=cluster.spread(len(paths)), watch=Watch(seen=kill))
    assert killed
    assert alone == to_dict(report, "zh")
    assert [str(path) for path in paths] == [file.path for file in report.files]


def test_the_command_runs_on_the_cluster(local, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder_of(tmp_path / "reports", 12)
    arguments = ["validate", "reports", "-F", "jsonl", "--lang", "zh"]
    code = main(arguments)
    here = capsys.readouterr().out
    assert code == main([*arguments, "--scheduler", local.scheduler_address])
    assert here == capsys.readouterr().out


def test_a_scheduler_that_is_not_there_is_bad_usage(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("tablecheck.cluster.CONNECT_SECONDS", 1)
    (path, *_) = folder_of(tmp_path, 1)
    code = main(["validate", str(path), "--lang", "en", "--scheduler", "tcp://127.0.0.1:9"])
    assert 2 == code
    assert "cannot be reached" in capsys.readouterr().err
