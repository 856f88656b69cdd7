#!/usr/bin/env python3
"""Calls through a real Asterisk, from greeting to goodbye.

    accept.py [--harness DIR] [--jar FILE] [--out DIR] [--only NAME[,NAME…]]

Starts the engine (on free ports, with a data directory of its own) and the Asterisk of the harness
with our dialplan, places calls with the harness's telephone, and judges by what the telephone heard
(recorded wavs), by the engine's API and by Asterisk's own channel list. Prints one line a check and
at the end "N passed, N failed"; exit status 0 when none failed. Limits in time mean something on a quiet
machine only: without --strict-timing what is late is shown as SLOW and not counted. Standard library only.
"""
import argparse
import array
import json
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import wave

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", "..", ".."))
SAY = os.path.join(ROOT, "loadtest", "say")
FRAME = 160
SOUND_DBFS = -45.0
JITTER_BUFFER_MS = 60
QUIET_MS = 200


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def levels(path):
    """Level of each 20 ms of a wav of 8 kHz, dBFS."""
    with wave.open(path) as w:
        samples = array.array("h", w.readframes(w.getnframes()))
    out = []
    for i in range(0, len(samples) - FRAME + 1, FRAME):
        energy = sum(s * s for s in samples[i:i + FRAME]) / FRAME
        out.append(10 * math.log10(energy / 32768 ** 2 + 1e-12))
    return out


def sounding(heard, since_ms=0, until_ms=10 ** 9):
    """Milliseconds of sound between two moments."""
    return sum(20 for i, v in enumerate(heard) if since_ms <= i * 20 < until_ms and v > SOUND_DBFS)


def first_sound(heard, since_ms=0):
    return next((i * 20 for i, v in enumerate(heard) if i * 20 >= since_ms and v > SOUND_DBFS), None)


def falls_silent(heard, since_ms):
    """First moment from which it is silent for QUIET_MS, at or after a moment."""
    run = QUIET_MS // 20
    return next((i * 20 for i in range(since_ms // 20, len(heard) - run)
                 if all(v <= SOUND_DBFS for v in heard[i:i + run])), None)


def eventually(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


class Engine:
    """The product, as a user runs it."""

    def __init__(self, jar, out):
        self.jar, self.out = jar, out
        self.data = tempfile.mkdtemp(prefix="talkspurt-accept-")
        self.http, self.audio = free_port(), free_port()
        self.process = None

    def start(self):
        """Returns after how many seconds it was ready."""
        env = dict(os.environ, TALKSPURT_HTTP_PORT=str(self.http), TALKSPURT_AUDIOSOCKET_PORT=str(self.audio),
                   TALKSPURT_DATA_DIR=self.data)
        log = open(os.path.join(self.out, "engine.log"), "a")
        # an input of two keys: after the first it is silent until key-pause, so that a stop can be told from the answer
        config = os.path.join(self.out, "talkspurt.conf")
        with open(config, "w") as f:
            f.write("talkspurt.profiles.receptionist.most-keys = 2\n")
        begun = time.monotonic()
        self.process = subprocess.Popen(["java", "-Xmx1g", "-jar", self.jar, "--config", config], env=env, stdout=log, stderr=log)
        while time.monotonic() - begun < 60:
            if self.process.poll() is not None:
                raise SystemExit("the engine ended while it started; see engine.log")
            try:
                self.get("/ready")
                return time.monotonic() - begun
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the engine is not ready after 60 s")

    def kill(self, with_signal=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(with_signal)
            self.process.wait(60)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}{path}", timeout=5) as r:
            return json.load(r)

    def delete(self, path):
        request = urllib.request.Request(f"http://127.0.0.1:{self.http}{path}", method="DELETE")
        urllib.request.urlopen(request, timeout=5).close()

    def metric(self, name):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/metrics", timeout=5) as r:
            found = [line for line in r.read().decode().splitlines() if line.split(" ")[0].split("{")[0] == name]
        return sum(float(line.rsplit(" ", 1)[1]) for line in found)

    def live(self):
        return self.get("/api/calls?live=true")["calls"]

    def story(self, call_id):
        return self.get("/api/calls/" + call_id)

    def lines(self):
        return self.metric("talkspurt_lines_open")


class Bed:
    """The harness's Asterisk, with our dialplan, and its telephone."""

    def __init__(self, harness, engine, out):
        self.harness, self.engine, self.out = harness, engine, out
        self.env = dict(os.environ, AST_INSTANCE="accept", AUDIOSOCKET=f"127.0.0.1:{engine.audio}",
                        SIP_PORT=str(free_port()), AMI_PORT=str(free_port()), HTTP_PORT=str(free_port()),
                        RTP_FROM="25000", RTP_TO="25999")
        self.conf = os.path.join(out, "conf")
        os.makedirs(self.conf)
        shutil.copy(os.path.join(HERE, "talkspurt_test.conf"), self.conf)
        with open(os.path.join(ROOT, "conf", "asterisk", "extensions_talkspurt.conf")) as f:
            ours = f.read().replace("127.0.0.1:1650", f"127.0.0.1:{engine.http}")
        self.write("extensions_talkspurt.conf", ours.replace("127.0.0.1:3000", f"127.0.0.1:{engine.audio}"))
        self.extend("extensions.conf", "#include extensions_talkspurt.conf\n#include talkspurt_test.conf\n")
        self.extend("modules.conf", "load = res_curl.so\nload = func_curl.so\nload = app_system.so\n")

    def extend(self, name, more):
        with open(os.path.join(self.harness, "conf", name)) as f:
            self.write(name, f.read() + "\n" + more)

    def write(self, name, text):
        with open(os.path.join(self.conf, name), "w") as f:
            f.write(text)

    def run(self, *command, check=True):
        return subprocess.run([os.path.join(self.harness, command[0]), *command[1:]], env=self.env, check=check,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout

    def dial(self, name, exten, *options):
        command = [os.path.join(self.harness, "phone"), exten, "--json", "--out", self.out, "--name", name, *options]
        return subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def phone(self, name, exten, *options):
        """A call from its beginning to its end: what the telephone says of it, and the engine's story."""
        known = {call["callId"] for call in self.engine.get("/api/calls")["calls"]}
        result = self.result(self.dial(name, exten, *options))
        new = lambda: [c["callId"] for c in self.engine.get("/api/calls")["calls"] if c["callId"] not in known]
        eventually(new, 3)
        return result, self.engine.story(new()[0]) if new() else None

    @staticmethod
    def result(process):
        text, _ = process.communicate(timeout=120)
        return json.loads(text)

    def channels(self):
        counted = self.run("cli", "core show channels count")
        return int(next(line.split()[0] for line in counted.splitlines() if "active channel" in line))


class Checks:
    def __init__(self, strict_timing):
        self.strict_timing, self.passed, self.failed, self.slow = strict_timing, 0, 0, 0

    def that(self, good, what):
        print(("ok    " if good else "FAIL  ") + what, flush=True)
        self.passed += bool(good)
        self.failed += not good

    def in_time(self, took_ms, most_ms, what):
        """A limit in time; that it happened at all is checked in any case."""
        if took_ms is not None and took_ms > most_ms and not self.strict_timing:
            print(f"SLOW  {what} (limit {most_ms} ms)", flush=True)
            self.slow += 1
        else:
            self.that(took_ms is not None and took_ms <= most_ms, what)


def types(story):
    return [event["type"] for event in story["timeline"]] if story else []


def said_by(story, speaker):
    return [line["words"] for line in story["transcript"] if line["speaker"].lower() == speaker] if story else []


def wav(name):
    return os.path.join(SAY, name + ".wav")


# ---- the calls

def greeting(bed, engine, checks):
    call, _ = bed.phone("greeting", "app8k", "--seconds", "6")
    at = first_sound(levels(call["heard"]))
    checks.in_time(at, 1500, f"greeting is heard {at} ms after the answer")
    missing = round(1000 * abs(call["wire_seconds"] - call["seconds"]))
    checks.in_time(missing, 300, f"the wire carries {call['wire_seconds']} s in a call of {call['seconds']} s")


def paths(bed, engine, checks):
    for exten in ("app8k", "dial8k", "dial16k", "dial24k", "dial48k", "incoming", "driver", "incoming-nocurl"):
        call, _ = bed.phone("path-" + exten, exten, "--seconds", "4")
        heard = sounding(levels(call["heard"])) if call["answered"] else 0
        checks.that(heard > 1200, f"{exten}: greeting is heard ({heard} ms of sound in 4 s)")


def requests(bed, engine, checks):
    """Each of five requests is understood, and its reply is heard without a gap."""
    warm, _ = bed.phone("warm-up", "app8k", "--seconds", "14")
    heard = levels(warm["heard"])
    begun = first_sound(heard)
    at = falls_longer_silent(heard, begun) / 1000 + 0.8
    for name, end in (("hours", None), ("sales", "transfer"), ("support", "transfer"), ("operator", "transfer"),
                      ("goodbye", "hang-up")):
        call, story = bed.phone("request-" + name, "incoming", "--play", wav(name), "--play-at", f"{at:.2f}",
                                "--seconds", f"{at + 14:.2f}")
        heard, said = levels(call["heard"]), levels(call["said"])
        caller = said_by(story, "caller")
        checks.that(caller and name.rstrip("s") in caller[0], f"'{name}' is understood as {caller}")
        onset = first_sound(said, int(at * 1000))
        answer = first_sound(heard, onset + 600)
        checks.that(answer is not None, f"and answered {answer and answer - onset} ms after the caller's onset")
        if end == "transfer":
            checks.that("transfer-requested" in types(story), "and transferred by the dialplan")
        if end == "hang-up":
            checks.that(call["ended_by"] == "peer", "and hung up by the engine")
    checks.that(engine.metric("talkspurt_playout_underruns_total") == 0, "no reply had a gap (underruns 0)")


def falls_longer_silent(heard, since_ms):
    """The first moment of a second of silence: the end of what is being said."""
    return next(i * 20 for i in range(since_ms // 20, len(heard) - 50) if all(v <= SOUND_DBFS for v in heard[i:i + 50]))


def voice_barge_in(bed, engine, checks):
    for second in ("1.5", "2.5", "3.5"):
        call, story = bed.phone("barge-in-" + second, "app8k", "--play", wav("operator"), "--play-at", second,
                                "--seconds", str(float(second) + 5))
        heard, said = levels(call["heard"]), levels(call["said"])
        onset = first_sound(said, int(float(second) * 1000))
        stop = falls_silent(heard, onset)
        took = None if stop is None else stop - onset
        checks.that(sounding(heard, onset - 400, onset) > 60, f"at {second} s the greeting sounds")
        checks.in_time(took, 400, f"voice stops it {took} ms after its onset (telephone's jitter buffer of {JITTER_BUFFER_MS} ms included)")
        checks.that("floor-yielded" in types(story), "and takes the floor")


def backchannel(bed, engine, checks):
    _, story = bed.phone("backchannel", "app8k", "--play", wav("ok"), "--play-at", "2.5", "--seconds", "14")
    seen = [t for t in types(story) if t.startswith(("caller", "floor", "greeting"))]
    checks.that(seen[:3] == ["caller-interrupted", "floor-kept", "greeting-played"],
                f"'okay' pauses the greeting, which goes on to its end: {seen}")


def keys(bed, engine, checks):
    call, story = bed.phone("key", "app8k", "--dtmf", "2.5:1", "--seconds", "8")
    heard = levels(call["heard"])
    released = 2500 + 160
    stop = falls_silent(heard, 2500)
    took = None if stop is None else stop - released - JITTER_BUFFER_MS
    checks.in_time(took, 100, f"a key stops the greeting {took} ms after its release")
    checks.that("digits-collected" in types(story), "and is taken as input")
    checks.that(stop is not None and sounding(heard, stop + 200) > 1000, "and answered")


def hang_up(bed, engine, checks):
    left = lambda: (engine.lines(), len(engine.live()), bed.channels())
    _, story = bed.phone("hang-up", "dial16k", "--seconds", "3")
    checks.that(eventually(lambda: left() == (0, 0, 0), 10), f"the caller hangs up: lines, calls, channels left {left()}")
    checks.that(engine.story(story["callId"])["endReason"] == "caller-hung-up", "and the call says so")
    phone = bed.dial("hung-up", "driver", "--seconds", "20")
    eventually(engine.live, 8)
    time.sleep(2)
    engine.delete("/api/calls/" + engine.live()[0]["callId"])
    call = bed.result(phone)
    checks.that(call["ended_by"] == "peer" and call["seconds"] < 12, f"the engine hangs up: caller let go after {call['seconds']} s")
    checks.that(eventually(lambda: left() == (0, 0, 0), 10), f"lines, calls, channels left {left()}")
    threads = engine.metric("jvm_threads_current")
    for _ in range(5):
        bed.phone("again", "app8k", "--seconds", "1")
    checks.that(eventually(lambda: left() == (0, 0, 0), 10) and engine.metric("jvm_threads_current") <= threads + 3,
                f"threads {threads:.0f} before, {engine.metric('jvm_threads_current'):.0f} after five more calls")


def crash(bed, engine, checks):
    phone = bed.dial("crash", "incoming", "--play", wav("hours"), "--play-at", "2", "--seconds", "10")
    eventually(engine.live, 8)
    time.sleep(6)
    before = engine.story(engine.live()[0]["callId"])
    engine.kill(signal.SIGKILL)
    bed.result(phone)
    took = engine.start()
    checks.in_time(took * 1000, 10_000, f"after kill -9 in mid-call the engine is ready again in {took:.1f} s")
    call_id = before["callId"]
    checks.that(eventually(lambda: "line-lost" in types(engine.story(call_id)), 10), "the call tells of the lost line")
    after = engine.story(call_id)
    checks.that(types(after)[:len(types(before))] == types(before), f"nothing acknowledged is missing: {types(after)}")
    checks.that(said_by(after, "caller") == said_by(before, "caller") != [], f"nor of the transcript: {len(after['transcript'])} lines")
    checks.that(eventually(lambda: engine.story(call_id).get("endReason") == "line-lost", 40), "and the call ends as LINE_LOST")


CALLS = (greeting, paths, requests, voice_barge_in, backchannel, keys, hang_up, crash)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--harness", default=os.environ.get("ASTERISK_HARNESS", os.path.join(ROOT, "..", "shared", "asterisk")))
    ap.add_argument("--jar", default=os.path.join(ROOT, "target", "talkspurt.jar"))
    ap.add_argument("--out", default=os.path.join(ROOT, "target", "asterisk"))
    ap.add_argument("--only", default="", help="some of: " + ", ".join(call.__name__ for call in CALLS))
    ap.add_argument("--strict-timing", action="store_true", help="what is late is a failure")
    a = ap.parse_args()
    only = [name for name in a.only.split(",") if name]
    shutil.rmtree(a.out, ignore_errors=True)
    os.makedirs(a.out)
    checks = Checks(a.strict_timing)
    engine = Engine(a.jar, a.out)
    bed = Bed(os.path.abspath(a.harness), engine, a.out)
    try:
        took = engine.start()
        checks.in_time(took * 1000, 10_000, f"the engine is ready {took:.1f} s after its start")
        bed.run("stop", check=False)
        bed.run("start", bed.conf)
        for call in CALLS:
            if not only or call.__name__ in only:
                call(bed, engine, checks)
        with open(os.path.join(a.out, "engine.log")) as log:
            bad = [line for line in log if " ERROR " in line or "Exception" in line]
        checks.that(not bad, f"the engine's log has no error {bad[:3]}")
    finally:
        bed.run("stop", check=False)
        engine.kill()
        shutil.rmtree(engine.data, ignore_errors=True)
    print(f"{checks.slow} slow")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
