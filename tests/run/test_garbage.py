"""The search for garbage in cycles rests while a block runs, in whatever thread, and goes on after it."""

from __future__ import annotations

import gc
from threading import Barrier, Thread

import pytest

from panj.garbage import held_back


def test_blocks_within_blocks_end_with_the_outermost() -> None:
    with held_back():
        with held_back():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_fault_lets_the_search_go_on() -> None:
    with pytest.raises(ValueError, match="broken"), held_back():
        raise ValueError("broken")
    assert gc.isenabled()


def test_blocks_of_two_threads_end_with_the_last() -> None:
    both, seen = Barrier(2), []

    def work() -> None:
        with held_back():
            both.wait()
        both.wait()
        seen.append(gc.isenabled())

    threads = [Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert seen == [True, True]


def test_who_searches_by_himself_is_left_alone() -> None:
    gc.disable()
    try:
        with held_back():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
