"""Runs a function over many items in local processes; the results come in the order of the items.

Takes a function that can be imported and items that can be sent; gives an iterator. Where processes
cannot be had or one of them dies, the work goes on in this one: slower, with the same result.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEW = 40  # up to here one process is done before others have started and loaded their tables
_CHUNK = 4


def run(work: Callable[[T], R], items: Sequence[T], *, workers: int | None = None) -> Iterator[R]:
    """The results of `work` on each item, in order.

    Args:
        work: a function at the top of a module; it must not depend on what it was called with before.
        items: what it is called with.
        workers: processes to use; None: one for each core, and none for few items.
    """
    count = (_cores() if len(items) > FEW else 1) if workers is None else workers
    done = 0
    if count > 1 and len(items) > 1:
        try:
            for result in _spread(work, items, count):
                yield result
                done += 1
        except (BrokenProcessPool, OSError):
            pass  # a worker was killed, for memory as a rule: what it left undone is done below
    for item in items[done:]:
        yield work(item)


def _spread(work: Callable[[T], R], items: Sequence[T], count: int) -> Iterator[R]:
    # Forking a process that has threads (a progress bar is one) may deadlock; spawning does not.
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_settle)
    try:
        yield from pool.map(work, items, chunksize=_CHUNK)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _settle() -> None:
    """In a worker: Ctrl-C is the parent's to answer, and a parent that is gone is not outlived."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
