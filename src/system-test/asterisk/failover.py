#!/usr/bin/env python3
"""Calls through a real Asterisk into a cluster whose nodes are killed.

    failover.py [--calls 5] [--times 3] [--harness DIR] [--jar FILE] [--out DIR]

Starts PostgreSQL, three nodes of the engine on 127.0.0.1 to 127.0.0.3, and the Asterisk of the harness with our dialplan
(talkspurt-driver). The telephones press keys; for each the agent uses its tool and answers in five sentences. In the
midst of those the node that holds most lines is killed (kill -9), and started again. Judged by what the telephones
heard (their recordings, and when each packet of RTP came) and, as loadtest/chaos does, by the journal and the
agent's books. Needs what loadtest/chaos needs. Exit status 0 when all holds.
"""
import contextlib
import csv
import json
import os
import shutil
import signal
import sys
import time

from harness import ROOT, SOUND_DBFS, Bed, Checks, arguments, levels, percentile

sys.path.insert(0, os.path.join(ROOT, "loadtest"))
import nodes as cluster  # noqa: E402

BEAT = 45
FIRST_KEY = 6
KILL_AFTER_KEY = 7
GAP_MS = 3000
ANSWERS_S = 10
FIRST_NUMBER = 500


class Front:
    """The cluster, as the Asterisk of the harness sees it."""

    def __init__(self, nodes):
        self.audio = cluster.AUDIO
        self.apis = [f"http://{node.host}:{cluster.API}" for node in nodes]


@contextlib.contextmanager
def running(a):
    """Nodes, database and Asterisk, up; all are gone afterwards, however it ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    shutil.rmtree(a.out, ignore_errors=True)
    os.makedirs(a.out)
    cluster.ENGINE = a.jar
    hosts = [f"127.0.0.{n + 1}" for n in range(a.nodes)]
    nodes, database, bed = [], None, None
    try:
        database = cluster.Database(a.out)
        agent = f"127.0.0.1:{cluster.start_agent('127.0.0.1')}"
        nodes += [cluster.Node(n, a.out, hosts, database, agent) for n in range(a.nodes)]
        for node in nodes:
            node.start()
        for node in nodes:
            node.wait_ready()
        cluster.whole(nodes)
        bed = Bed(os.path.abspath(a.harness), Front(nodes), a.out, "failover", rtp_from=28000)
        bed.run("stop", check=False)
        bed.run("start", bed.conf)
        yield nodes, database, bed
    finally:
        if bed:
            bed.run("stop", check=False)
        for node in nodes:
            if node.process and node.process.poll() is None:
                node.kill()
        if database:
            database.go("kill")


class Telephone:
    """One call: what it heard, and its story."""

    def __init__(self, bed, n, keys, seconds):
        self.number, self.name, self.out = str(FIRST_NUMBER + n), f"caller-{n}", bed.out
        pressed = [o for k, key in enumerate(keys) for o in ("--dtmf", f"{FIRST_KEY + BEAT * k}:{key}")]
        self.process = bed.dial(self.name, "driver", "--user", self.number, "--seconds", str(seconds), "--packets", *pressed)

    def hung_up(self, result, stories):
        self.result = result
        self.story = next(s for s in stories if s["plan"]["callerId"] == self.number)
        self.levels = levels(result["heard"])
        with open(os.path.join(self.out, self.name + "-packets.csv")) as f:
            self.packets = [float(row["t"]) for row in csv.DictReader(f)]
        self.answered_at = next(cluster.moment(e) for e in self.story["timeline"] if e["type"] == "line-attached")

    def lost_its_line(self, at):
        """Whether it got another line soon after a moment; the same one is attached again where only its call was lost."""
        lines = [(cluster.moment(e), e["line"]) for e in self.story["timeline"] if e["type"] == "line-attached"]
        before = [line for t, line in lines if t <= at]
        return any(at < t < at + 20 and line != before[-1] for t, line in lines)

    def silent_ms(self, at):
        """The longest silence that begins within half a second of a moment; None where the bot was not speaking then."""
        i = int((at - self.answered_at) * 50)
        sounding = [n for n in range(i - 25, len(self.levels)) if self.levels[n] > SOUND_DBFS]
        return max((20 * (after - n - 1) for n, after in zip(sounding, sounding[1:]) if n < i + 25), default=None)

    def unsent_ms(self, at):
        """The longest time without a packet about a moment."""
        t = at - self.answered_at
        near = [p for p in self.packets if t - 1 < p < t + 20]
        return round(1000 * max((b - a for a, b in zip(near, near[1:])), default=0))


def kill(nodes):
    """Of the node with most lines. Returns when, and after how many seconds each of its calls answered elsewhere."""
    node = max(nodes, key=lambda n: n.lines())
    answering = cluster.Answering(nodes, node)
    cluster.say(f"kill -9 of node {node.number} ({node.lines()} lines, {len(answering.calls)} calls)")
    answering.begin()
    node.kill()
    at = time.time()
    took = answering.end()
    node.start()
    node.wait_ready()
    cluster.whole(nodes)
    return at, took


def main():
    ap = arguments(__doc__, "failover")
    ap.add_argument("--nodes", type=int, default=3)
    ap.add_argument("--calls", type=int, default=5)
    ap.add_argument("--times", type=int, default=3)
    a = ap.parse_args()
    checks, bad = Checks(a.strict_timing), []
    keys = "".join(str(n + 1) for n in range(a.times + 1))
    with running(a) as (nodes, database, bed):
        time.sleep(10)
        begun = time.time()
        callers = []
        for n in range(a.calls):
            callers.append(Telephone(bed, n, keys, FIRST_KEY + BEAT * (a.times + 1)))
            time.sleep(0.5)
        kills = []
        for n in range(a.times):
            time.sleep(max(0, begun + 3 + FIRST_KEY + KILL_AFTER_KEY + BEAT * n - time.time()))
            kills.append(kill(nodes))
        results = [Bed.result(caller.process, 300) for caller in callers]
        told = cluster.ended_calls(nodes)
        with open(os.path.join(a.out, "calls.json"), "w") as f:
            json.dump({"kills": kills, "calls": told}, f, indent=1)
        for caller, result in zip(callers, results):
            caller.hung_up(result, told)
        gaps(callers, kills, checks)
        took = [t for _, times in kills for t in times]
        if took:
            p95 = percentile(took, 0.95)
            checks.in_time(1000 * p95, 1000 * ANSWERS_S, f"calls of killed nodes answer elsewhere after {p95} s (p95 of {len(took)})")
        summary = {**cluster.stories(told, keys, bad, killed=True), **cluster.journal(database, bad)}
        checks.that(not bad and len(told) == a.calls, f"the journal is whole: {json.dumps(summary)} {bad}")
        for caller in callers:
            checks.that(caller.result["ended_by"] == "phone", f"{caller.name} was not hung up: {caller.result['seconds']} s")
    return checks.summary()


def gaps(callers, kills, checks):
    silent, unsent, elsewhere = [], [], []
    for at, _ in kills:
        for caller in callers:
            if caller.lost_its_line(at):
                unsent.append(caller.unsent_ms(at))
                silent += [ms for ms in [caller.silent_ms(at)] if ms is not None]
            else:
                elsewhere.append(caller.unsent_ms(at))
    checks.that(unsent and silent, f"{len(unsent)} lines were lost, {len(silent)} in the midst of a sentence")
    print(f"      without RTP, ms: {sorted(unsent)}")
    print(f"      from sound to sound, ms: {sorted(silent)}")
    p95 = percentile(silent, 0.95) if silent else None
    checks.in_time(p95, GAP_MS, f"callers of a killed node hear nothing for {p95} ms (p95)")
    if elsewhere:
        checks.in_time(max(elsewhere), 200, f"RTP to the {len(elsewhere)} others goes on: at most {max(elsewhere)} ms between packets")


if __name__ == "__main__":
    sys.exit(main())
