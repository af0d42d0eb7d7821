"""Work spread over processes gives what one process gives, whatever happens to the others."""

import os
import signal

from panj.run import pool


def square(number):
    return number * number


def die_elsewhere(number):
    """Kills the worker that gets the seventh item; the parent, which names itself, survives it."""
    if number == 7 and os.environ.get("PANJ_TEST_PARENT") != str(os.getpid()):
        os.kill(os.getpid(), signal.SIGKILL)
    return number + 1


def test_results_come_in_the_order_of_the_items():
    items = list(range(60))
    assert list(pool.run(square, items, workers=2)) == [n * n for n in items]


def test_few_items_are_done_here(monkeypatch):
    monkeypatch.setattr(pool, "_spread", None)
    assert list(pool.run(square, [3, 4])) == [9, 16]


def test_a_killed_worker_costs_time_and_no_result(monkeypatch):
    monkeypatch.setenv("PANJ_TEST_PARENT", str(os.getpid()))
    items = list(range(20))
    assert list(pool.run(die_elsewhere, items, workers=2)) == [n + 1 for n in items]


def test_leaving_early_ends_the_workers():
    results = pool.run(square, list(range(200)), workers=2)
    assert next(results) == 0
    results.close()
