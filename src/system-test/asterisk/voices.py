#!/usr/bin/env python3
"""Calls through a real Asterisk in which programs of this machine are the bot's voice.

    voices.py [--harness DIR] [--jar FILE] [--out DIR] [--only NAME[,NAME…]]

Each voice is an engine of its own: espeak-ng; and flite, as the fallback of a program that is not there.
A caller hears the greeting, breaks in, and hears the answer; judged is what his telephone recorded, the
engine's figures, and that no program is left behind. A voice that is not installed is said to be skipped.
Exit status 0 when none failed. Standard library only.
"""
import os
import shutil
import subprocess
import sys

from harness import (ROOT, SOUND_DBFS, arguments, eventually, levels, log_is_clean, recording, running, said_by, types, worst)

SAY = os.path.join(ROOT, "loadtest", "say")
CALL_S = 26
BREAKS_IN_AT_S = 6

ESPEAK = """
talkspurt.profiles.receptionist.synthesizer {
  kind = command, voice = en-us
  program = ["espeak-ng", "--stdin", "--stdout", "-v", "{voice}"]
}
"""
FLITE = """
talkspurt.profiles.receptionist.synthesizer {
  kind = command, voice = "", program = ["no-such-voice"]
  fallback { kind = command, voice = slt, program = ["flite", "-voice", "{voice}", "-t", "{text}", "-o", "/dev/stdout"] }
}
"""
VOICES = {"espeak-ng": (ESPEAK, 26000), "flite": (FLITE, 27000)}


def children(engine, name):
    """The programs of that name that the engine has started and that run."""
    listed = subprocess.run(["ps", "--ppid", str(engine.process.pid), "-o", "comm="], stdout=subprocess.PIPE, text=True)
    return [line for line in listed.stdout.split() if line.startswith(name[:15])]


def sound(heard, since_s=0.0, until_s=1e9):
    """Milliseconds of sound between two moments, and its mean level in dBFS."""
    found = [v for i, v in enumerate(heard) if since_s <= i / 50 < until_s and v > SOUND_DBFS]
    return 20 * len(found), sum(found) / len(found) if found else -96.0


def speaks(bed, engine, checks, name):
    failures_due = 1 if name == "flite" else 0
    call, story = bed.phone(name, "app8k", "--play", os.path.join(SAY, "hours.wav"), "--play-at", str(BREAKS_IN_AT_S),
                            "--seconds", str(CALL_S))
    heard = levels(call["heard"])
    peak = max(abs(s) for s in recording(call["heard"]))
    first = next((i * 20 for i, v in enumerate(heard) if v > SOUND_DBFS), None)
    checks.in_time(first, 2000, f"{name}: the greeting is heard {first} ms after the answer")
    greeting_ms, greeting = sound(heard, 0, BREAKS_IN_AT_S)
    checks.that(greeting_ms > 1500 and -35 < greeting < -8,
                f"{name}: greeting, {greeting_ms} ms of sound in {BREAKS_IN_AT_S} s at {greeting:.1f} dBFS, peak {peak} of 32767")
    checks.that("caller-interrupted" in types(story), f"{name}: the caller breaks in: {types(story)}")
    checks.that(said_by(story, "caller") != [], f"{name}: and is understood as {said_by(story, 'caller')}")
    answer_ms, answer = sound(heard, BREAKS_IN_AT_S + 3)
    checks.that(answer_ms > 3000 and -35 < answer < -8, f"{name}: answer, {answer_ms} ms of sound at {answer:.1f} dBFS")
    checks.that(eventually(lambda: not children(engine, name), 5), f"{name}: no program is left behind {children(engine, name)}")
    spoken = engine.metric("talkspurt_synthesizer_first_sound_seconds_count")
    total = engine.metric("talkspurt_synthesizer_first_sound_seconds_sum")
    checks.that(spoken >= 3, f"{name}: {spoken:.0f} sentences, first sound after {1000 * total / max(1, spoken):.0f} ms on average")
    took_over = engine.metric("talkspurt_synthesizer_taken_over_total")
    checks.that((took_over > 0) == bool(failures_due), f"{name}: {took_over:.0f} sentences were given to the fallback")
    gaps = engine.metric("talkspurt_playout_underruns_total")
    checks.in_time(gaps, 0, f"{name}: speech was interrupted {gaps:.0f} times for want of sound")


def main():
    ap = arguments(__doc__, "voices")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(VOICES))
    a = ap.parse_args()
    only = [name for name in a.only.split(",") if name]
    out, status = a.out, []
    for name, (settings, rtp_from) in VOICES.items():
        if only and name not in only:
            continue
        if not shutil.which(name):
            print(f"skipped: {name} is not installed", flush=True)
            continue
        a.out = os.path.join(out, name)
        with running(a, "voices", settings, rtp_from) as (bed, engine, checks):
            speaks(bed, engine, checks, name)
            log_is_clean(engine, checks)
        status.append(checks.summary())
    return worst(status)


if __name__ == "__main__":
    sys.exit(main())
