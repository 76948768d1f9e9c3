"""The benchmarks compare like with like: every contender reaches the same loss."""

import importlib

import pytest

from benchmarks import __main__, compare, growth, report, tricks
from benchmarks.workloads import ORDER

CASES = [
    (workload, name)
    for workload in ORDER
    if workload != "images"  # 60,000 images are too many
    for name in importlib.import_module(f"benchmarks.workloads.{workload}").CONTENDERS
]


@pytest.mark.parametrize(("workload", "name"), CASES, ids="/".join)
def test_every_contender_reaches_the_same_loss(workload, name):
    module = importlib.import_module(f"benchmarks.workloads.{workload}")
    epochs = 5 if workload.startswith("xor") or "XOR" in name else 1
    try:
        train, loss = module.CONTENDERS[name].make(module.task(), epochs)
        train()
    except ImportError as absent:
        pytest.skip(f"{absent}")
    reached = loss()
    if module.CONTENDERS[name].checked:
        tolerance = getattr(module, "TOLERANCE", compare.TOLERANCE)
        compare._same(name, reached, compare._wanted(module, name, epochs), tolerance)


def test_another_loss_is_noticed():
    with pytest.raises(AssertionError, match="someone .* 0.2"):
        compare._same("someone", 0.2, 0.2000001, compare.TOLERANCE)


def test_figures_name_contenders_that_are_there():
    for workload in ORDER:
        module = importlib.import_module(f"benchmarks.workloads.{workload}")
        for figure in module.FIGURES:
            assert {figure.slow, figure.fast} <= set(module.CONTENDERS)


def test_turns_in_processes_of_their_own(monkeypatch):
    module = importlib.import_module("benchmarks.workloads.xor_full_batch")
    kept = {name: module.CONTENDERS[name] for name in ("nnlab", "textbook numpy", "PyTorch eager")}
    monkeypatch.setattr(module, "CONTENDERS", kept)
    monkeypatch.setattr(module, "FIGURES", module.FIGURES[:1])
    said = []
    result = compare.compare("xor_full_batch", 1, 0.002, said.append)
    assert {"nnlab", "textbook numpy"} <= set(result.seconds)
    assert set(result.seconds) | set(result.absent) == set(kept)
    assert all(f"{name}: skipped" in "\n".join(said) for name in result.absent)
    assert any("at least 4 x" in line for line in said)


def test_the_table_names_all_that_was_measured():
    result = compare.Result(
        "circles",
        "Circles: many.",
        {"nnlab": [1.0, 1.2], "slow": [3.0, 3.3]},
        {"gone": "no module"},
        [("at least 2 x", 2, [3.0, 2.8]), ("at least 9 x", 9, [3.0]), ("x", 1, None)],
    )
    more = {
        "growth": {"epochs": [(1, 1e-6), (10, 1e-5)]},
        "tricks": {
            "steps": {"one": [6.0, 5, 4, 3, 2, 1]},
            "straight": [(17, "2-4-1", 0.5)],
            "replicas": [(17, "2-4-1", 0.5)],
        },
    }
    told = {"date": "today", "rounds": 2, "load": 0.5, "machine": report.machine()}
    text = "\n".join(report._lines([(result, told)], more))
    for words in (
        "reached",
        "**not reached**",
        "not measured here: no module",
        "exponent 1.00",
        "2-4-1",
        *tricks.TRICKS,
    ):
        assert words in text


def test_what_is_measured_anew_replaces_the_old_and_the_rest_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "HERE", tmp_path)
    for name, seconds in (("circles", 1.0), ("digits", 2.0), ("circles", 3.00004)):
        report.keep(name, compare.Result(name, f"{name}: x.", {"nnlab": [seconds]}, {}, []), 1)
    report.write()
    assert set(report.read()) == {"circles", "digits"}
    text = (tmp_path / "RESULTS.md").read_text("utf-8")
    assert "| nnlab | 3 (3 to 3) | 1.00 |" in text and "| nnlab | 2 (2 to 2) | 1.00 |" in text


def test_the_picture_is_drawn(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "HERE", tmp_path)
    result = compare.Result("circles", "Circles: many.", {"nnlab": [1.0], "slow": [3.0]}, {}, [])
    report._picture([result], {"epochs": [(1, 1e-6), (10, 1e-5)]})
    assert (tmp_path / "results.png").stat().st_size > 1000


def test_words_that_are_no_workload_are_refused(capsys):
    with pytest.raises(SystemExit):
        __main__.main(["sircles"])
    assert "no workload 'sircles'" in capsys.readouterr().err


def test_exponents():
    assert growth.exponent((1, 1.0), (10, 100.0)) == pytest.approx(2)
