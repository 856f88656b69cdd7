#!/usr/bin/env python3
"""More callers than there are places, through a real Asterisk.

    busy.py [--harness DIR] [--jar FILE] [--out DIR] [--callers N] [--places N] [--only MODE] [--strict-timing]

For each of `talkspurt.calls.busy.mode` = message, queue and fallback: starts the engine with so many places and the
Asterisk of the harness with our dialplan, has all callers call within two seconds, and judges by what each telephone
heard and by the engine's figures:

  message   as many callers as there are places have a whole call; each other hears the sentence and is released
  queue     the first callers hang up after a while; each other hears the sentence, then a call of their own
  fallback  each other reaches the way out

In each, nobody is dropped in silence, who has a place loses no sound, and a caller without one costs two lines at most.
Prints one line a check and at the end "N passed, N failed"; exit status 0 when none failed. Standard library only.
"""
import os
import sys
import time

from harness import SOUND_DBFS, arguments, eventually, levels, log_is_clean, running, types, worst

MODES = ("message", "queue", "fallback")
SENTENCE = "All our lines are busy at the moment. Please stay on the line, or call again later."
CALL_S = {"message": 14, "queue": 30, "fallback": 14}
FIRST_S = 12    # with queue: how long those who have a place at once stay
LOST_MS = 300


def settings(mode, places):
    return (f"talkspurt {{ calls {{ max = {places}, busy.mode = {mode} }}\n"
            f"  profiles.receptionist.busy.say = \"{SENTENCE}\" }}\n")


def sounding(call):
    return sum(20 for level in levels(call["heard"]) if level > SOUND_DBFS) if os.path.exists(call["heard"] or "") else 0


def fall_back_to_a_voice(bed):
    """The way out is a place that answers and plays."""
    path = os.path.join(bed.conf, "extensions_talkspurt.conf")
    with open(path) as f:
        dialplan = f.read()
    with open(path, "w") as f:
        f.write(dialplan.replace(";TALKSPURT_FALLBACK = from-internal,100,1", "TALKSPURT_FALLBACK = queues,operator,1"))


def whole(call):
    """What the telephone was sent is what it took part in: no frame is missing."""
    return call["answered"] and abs(call["wire_seconds"] - call["seconds"]) * 1000 <= LOST_MS


def crowd(bed, engine, checks, mode, callers, places):
    bed.phone("warm-up", "incoming", "--seconds", "3")
    eventually(lambda: engine.lines() == 0, 20)
    lines_before = engine.metric("talkspurt_lines_accepted_total")
    phones = []
    for number in range(callers):
        seconds = FIRST_S if mode == "queue" and number < places else CALL_S[mode]
        phones.append(bed.dial(f"{mode}-{number}", "incoming", "--user", str(1000 + number), "--seconds", str(seconds)))
        time.sleep(2 / callers)
    calls = [bed.result(phone) for phone in phones]
    eventually(lambda: engine.lines() == 0, 20)
    stories = {call["callerId"]: engine.story(call["callId"]) for call in engine.get("/api/calls?limit=1000")["calls"]}
    refused = [n for n in range(callers) if "line-attached" not in types(stories.get(str(1000 + n)))]
    served = [n for n in range(callers) if n not in refused]
    checks.that(all(whole(calls[n]) for n in served), f"{mode}: {len(served)} have a whole call, no frame is missing")
    silent = [n for n in range(callers) if sounding(calls[n]) < 1000]
    checks.that(not silent, f"{mode}: nobody is dropped in silence {silent}")
    lines = engine.metric("talkspurt_lines_accepted_total") - lines_before
    outcomes = {name: int(engine.metric("talkspurt_busy_callers_total", f'outcome="{name}"'))
                for name in ("heard", "found-a-place", "waited-in-vain", "hung-up")}
    others = callers - places
    if mode == "queue":
        checks.that(len(served) == callers, f"queue: {callers} of {callers} had a call in the end ({len(served)})")
        checks.that(outcomes["found-a-place"] == others, f"queue: {others} waited for a place: {outcomes}")
        checks.that(lines == places + 2 * others, f"queue: two lines for each who waited ({lines:.0f} in all)")
    else:
        checks.that(len(served) == places, f"{mode}: {places} have a place ({len(served)})")
        ends = sorted({stories[str(1000 + n)].get("endReason", "none yet") for n in refused if str(1000 + n) in stories})
        if mode == "message":
            checks.that(outcomes["heard"] == others, f"message: {others} heard it: {outcomes}")
            checks.that(ends == ["busy"], f"message: their calls ended as {ends}")
            released = [n for n in refused if calls[n]["seconds"] < CALL_S[mode] - 2]
            checks.that(released == refused, f"message: {len(released)} were released when they had heard it")
            checks.that(lines == callers, f"message: one line for each ({lines:.0f} in all)")
        else:
            checks.that(not ends, f"fallback: the others left no call behind {ends}")
            checks.that(lines == places, f"fallback: no line for those without a place ({lines:.0f} in all)")
    log_is_clean(engine, checks)


def main():
    ap = arguments(__doc__, "busy")
    ap.add_argument("--callers", type=int, default=20)
    ap.add_argument("--places", type=int, default=10)
    ap.add_argument("--only", choices=MODES)
    a = ap.parse_args()
    out, results = a.out, []
    for mode in MODES if a.only is None else (a.only,):
        a.out = os.path.join(out, mode)
        prepare = (lambda bed, engine: fall_back_to_a_voice(bed)) if mode == "fallback" else (lambda bed, engine: None)
        with running(a, "busy", settings(mode, a.places), 23000, prepare) as (bed, engine, checks):
            crowd(bed, engine, checks, mode, a.callers, a.places)
            results.append(checks.summary())
    return worst(results)


if __name__ == "__main__":
    sys.exit(main())
