"""Processes that record editions and are killed, or record at once: run as a script, because it forks.

`killed ADDRESS SEED TIMES ACT` kills one process after the other with SIGKILL while it does one of the acts (`acts.ACTS`), at
moments that the seed draws: in one half at the n-th call of a function, whichever it is, by itself; in the other half from
outside, while it runs on. After each, what was acknowledged must be there, and nothing half. `at_once ADDRESS NUMBER ROUNDS` lets processes record the same at once.
The others record where it cannot be done, or go on recording. All write what they found as JSON.
"""

import json
import os
import random
import resource
import signal
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from geo.editing.drafts import DraftStore
from geo.editions.database import begin_reading, begin_writing, connect, migrate
from geo.editions.opened import export_files
from geo.editions.store import EditionStore
from geo.errors import EditionStoreError, StaleDraftError
from geo.tables.folder_files import version_of
from tests.geo.editions.acts import ACTS, AT, CARELESS, ROUNDS, Act, draw_files, look_at_drafts, record_carelessly

LONGEST_SPIN = 400_000
NOBODY = 65534


def count_calls(work, kill_at=None):
    """Count the calls of functions, of Python and of C, while something runs; at one of them the process kills itself."""
    calls = 0

    def note(*_):
        nonlocal calls
        calls += 1
        if calls == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def start(work):
    """Fork a process that runs `work(tell)`; give its id, and the end of the pipe on which it tells lines."""
    reads, writes = os.pipe()
    child = os.fork()
    if child:
        os.close(writes)
        return child, os.fdopen(reads)
    try:
        work(lambda line: os.write(writes, f"{line}\n".encode()))
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent reports it
        os.write(writes, f"error {error!r}\n".encode())
        os._exit(1)


def forget(address):
    """Begin again without a database."""
    if "://" not in address:
        for end in ("", "-wal", "-shm"):
            Path(address + end).unlink(missing_ok=True)
        return
    engine = connect(address)
    with begin_writing(engine) as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


def look(address, acknowledged, held):
    """Hold what is in the database against what was acknowledged; give the editions that are there now."""
    if "://" not in address and Path(address).exists():
        engine = connect(address)
        with begin_reading(engine) as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        engine.dispose()
    with closing(EditionStore(address)) as store:
        there = {one.number: one.version for one in store.list_all()}
        assert sorted(there) == list(range(1, len(there) + 1)), there
        assert there.items() >= {**held, **acknowledged}.items(), (there, held, acknowledged)
        assert len(there) <= len({**held, **acknowledged}) + 1, (there, held, acknowledged)
        for number in range(1, len(there) + 1):
            assert version_of(store.read(number)) == there[number]
    return there


def kill_once(address, draw, total, do):
    """Let a process do something and kill it; give the lines that it told."""
    seed = draw.randrange(2**32)
    from_inside = draw.random() < 0.5
    kill_at = draw.randrange(1, total) if from_inside else None

    def work(tell):
        count_calls(lambda: do(address, random.Random(seed), tell), kill_at)  # noqa: S311

    child, lines = start(work)
    with lines:
        if from_inside:
            told = lines.readlines()
        else:
            told = [lines.readline() for _ in range(draw.randrange(ROUNDS + 1))]
            for _ in range(draw.randrange(LONGEST_SPIN)):
                pass
            os.kill(child, signal.SIGKILL)
            told += lines.readlines()
    _, status = os.waitpid(child, 0)
    assert not [line for line in told if line.startswith("error")], told
    return told, os.WIFSIGNALED(status)


def killed(address, seed, times, act):
    """Kill processes; a third of the times there is no database yet, so that it is killed while it makes one."""
    draw = random.Random(int(seed))  # noqa: S311 - a test that can be repeated
    do, prepare, look_before, look_after = Act(record_carelessly) if act == CARELESS else ACTS[act]
    counted = {"moments": 0, "killed": 0, "acknowledged": 0, "unacknowledged": 0}
    forget(address)
    if prepare:
        prepare(address)
    total = count_calls(lambda: do(address, random.Random(seed), lambda _: None))  # noqa: S311
    forget(address)
    held = {}
    for _ in range(int(times)):
        if draw.random() < 1 / 3:
            forget(address)
            held = {}
        if prepare:
            prepare(address)
            held = list_versions(address) if look_before else held
        told, was_killed = kill_once(address, draw, total, do)
        if look_before:
            look_before(address)
        pairs = (line.split() for line in told if line.endswith("\n") and line[0].isdigit())
        acknowledged = {int(number): version for number, version in pairs}
        there = look(address, acknowledged, held)
        if look_after:
            look_after(address, told)
        counted["moments"] += 1
        counted["killed"] += was_killed
        counted["acknowledged"] += sum(line != "open\n" for line in told)
        counted["unacknowledged"] += len(there) - len({**held, **acknowledged})
        held = there
    return counted


def list_versions(address):
    """List number and version of each edition without opening the store, which would bring it to the newest migration."""
    engine = connect(address)
    with begin_reading(engine) as connection:
        found = {row.number: row.version for row in connection.execute(text("SELECT number, version FROM editions"))}
    engine.dispose()
    return found


def at_once(address, number, rounds):
    """Let processes make the database and record the same tables in it, all at once; give what each was told."""
    return [_race(address, int(number)) for _ in range(int(rounds))]


def _race(address, number):
    forget(address)
    files = draw_files(random.Random(1))  # noqa: S311
    reads, go = os.pipe()

    def work(tell):
        os.close(go)
        os.read(reads, 1)
        with closing(EditionStore(address)) as store:
            recorded, new = store.record(files, AT)
        tell(f"{recorded.number} {recorded.version} {new}")

    children = [start(work) for _ in range(number)]
    os.close(go)
    told = [lines.readlines() for _, lines in children]
    for child, lines in children:
        lines.close()
        os.waitpid(child, 0)
    return {"told": sorted(line.strip() for lines in told for line in lines), "version": version_of(files)}


def try_to_record(address, *, size):
    """Try to record; give what the store said instead."""
    try:
        with closing(EditionStore(address)) as store:
            store.record({"sites.csv": random.Random(1).randbytes(size)}, AT)  # noqa: S311
    except EditionStoreError as error:
        return str(error)
    return ""


def full(address, most):
    """Record more than fits, where no file may grow beyond a size."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    return try_to_record(address, size=2 * int(most))


def without_rights(address):
    """Record where this account may not write."""
    if os.getuid() == 0:
        os.setuid(NOBODY)
    return try_to_record(address, size=10)


def try_to_export(folder):
    """Try to write an edition as a folder; give what was said instead."""
    try:
        export_files(draw_files(random.Random(1)), Path(folder))  # noqa: S311
    except EditionStoreError as error:
        return str(error)
    return ""


def export_full(folder, most):
    """Write a folder where no file may grow beyond a size."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    return try_to_export(folder)


def export_without_rights(folder):
    """Write a folder where this account may not."""
    if os.getuid() == 0:
        os.setuid(NOBODY)
    return try_to_export(folder)


def draft_without_rights(address):
    """Save a draft where this account may not write."""
    if os.getuid() == 0:
        os.setuid(NOBODY)
    try:
        with closing(DraftStore(address)) as drafts:
            drafts.save(draw_files(random.Random(1)), AT, base=1, author="a clerk", reason="CPMM")  # noqa: S311
    except EditionStoreError as error:
        return str(error)
    return ""


def drafts_at_once(address, number):
    """Let processes save the same draft again, a new one each, and publish one proposed draft, all at once."""
    with closing(EditionStore(address)) as store, closing(DraftStore(address)) as drafts:
        store.record(draw_files(random.Random(0)), AT)  # noqa: S311
        shared, proposed = (drafts.save(draw_files(random.Random(one)), AT, base=1, author="a", reason="b")  # noqa: S311
                            for one in (1, 2))  # fmt: skip
        proposed = drafts.propose(proposed)

    def steps(drafts):
        named = {"base": 1, "author": "a clerk", "reason": "CPMM"}
        files = draw_files(random.Random(os.getpid()))  # noqa: S311
        yield "again", lambda: drafts.save(files, AT, over=shared, **named).revision
        yield "new", lambda: drafts.save(files, AT, **named).number
        published = draw_files(random.Random(2))  # noqa: S311
        yield "published", lambda: drafts.publish(proposed, AT, approver="a head", newest=1, files=published)[0].number

    reads, go = os.pipe()

    def work(tell):
        os.close(go)
        os.read(reads, 1)
        with closing(DraftStore(address)) as drafts:
            for name, step in steps(drafts):
                try:
                    tell(f"{name} {step()}")
                except StaleDraftError:
                    tell(f"{name} refused")

    children = [start(work) for _ in range(int(number))]
    os.close(go)
    told = [line.strip() for _, lines in children for line in lines.readlines()]
    for child, lines in children:
        lines.close()
        os.waitpid(child, 0)
    look_at_drafts(address)
    return sorted(told)


def recording(address, number):
    """Record many editions, one after the other."""
    draw = random.Random(1)  # noqa: S311
    with closing(EditionStore(address)) as store:
        for _ in range(int(number)):
            print(store.record(draw_files(draw), AT)[0].number, flush=True)
    return "done"


if __name__ == "__main__":
    # What is imported when it is first wanted is imported before anything forks.
    warm = connect("sqlite://")
    migrate(warm)
    warm.dispose()
    commands = (killed, at_once, full, without_rights, draft_without_rights, drafts_at_once, recording,
                export_full, export_without_rights)  # fmt: skip
    run = next(one for one in commands if one.__name__ == sys.argv[1])
    print(json.dumps(run(*sys.argv[2:])))
