#!/usr/bin/env python3
"""Calls through a real Asterisk, from greeting to goodbye.

    accept.py [--harness DIR] [--jar FILE] [--out DIR] [--only NAME[,NAME…]]

Starts the engine (on free ports, with a data directory of its own) and the Asterisk of the harness
with our dialplan, places calls with the harness's telephone, and judges by what the telephone heard
(recorded wavs), by the engine's API and by Asterisk's own channel list. Prints one line a check and
at the end "N passed, N failed"; exit status 0 when none failed. Limits in time mean something on a quiet
machine only: without --strict-timing what is late is shown as SLOW and not counted. Standard library only.
"""
import os
import signal
import sys
import time

from harness import ROOT, SOUND_DBFS, arguments, eventually, levels, log_is_clean, running, said_by, types

SAY = os.path.join(ROOT, "loadtest", "say")
JITTER_BUFFER_MS = 60
QUIET_MS = 200
# an input of two keys: after the first it is silent until key-pause, so that a stop can be told from the answer
SETTINGS = "talkspurt.profiles.receptionist.max-keys = 2\n"


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
    # a caller who interrupted to be connected, and hung up meanwhile, is on the way until transfer-settles-after
    calls = lambda: [call for call in engine.live() if call["state"] != "transferring"]
    left = lambda: (engine.lines(), len(calls()), bed.channels())
    _, story = bed.phone("hang-up", "dial16k", "--seconds", "3")
    checks.that(eventually(lambda: left() == (0, 0, 0), 10), f"the caller hangs up: lines, calls, channels left {left()}")
    checks.that(engine.story(story["callId"])["endReason"] == "caller-hung-up", "and the call says so")
    phone = bed.dial("hung-up", "driver", "--seconds", "20")
    eventually(calls, 8)
    time.sleep(2)
    engine.delete("/api/calls/" + calls()[0]["callId"])
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
    checks.in_time(took * 1000, 15_000, f"after kill -9 in mid-call the engine is ready again in {took:.1f} s")
    call_id = before["callId"]
    checks.that(eventually(lambda: "line-lost" in types(engine.story(call_id)), 10), "the call tells of the lost line")
    after = engine.story(call_id)
    checks.that(types(after)[:len(types(before))] == types(before), f"nothing acknowledged is missing: {types(after)}")
    checks.that(said_by(after, "caller") == said_by(before, "caller") != [], f"nor of the transcript: {len(after['transcript'])} lines")
    checks.that(eventually(lambda: engine.story(call_id).get("endReason") == "line-lost", 40), "and the call ends as LINE_LOST")


CALLS = (greeting, paths, requests, voice_barge_in, backchannel, keys, hang_up, crash)


def main():
    ap = arguments(__doc__, "asterisk")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(call.__name__ for call in CALLS))
    a = ap.parse_args()
    only = [name for name in a.only.split(",") if name]
    with running(a, "accept", SETTINGS, rtp_from=25000) as (bed, engine, checks):
        for call in CALLS:
            if not only or call.__name__ in only:
                call(bed, engine, checks)
        log_is_clean(engine, checks)
    return checks.summary()


if __name__ == "__main__":
    sys.exit(main())
