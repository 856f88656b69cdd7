#!/usr/bin/env python3
"""The page of the engine in real Chromium: a whole call by microphone, and how the page looks.

    pages.py [--jar FILE] [--out DIR] [--chromium FILE]

The microphone is a file: the caller breaks into the greeting with a question, asks once more, presses a key and hangs up. Checks
what the page shows against what the API tells, that no error reaches the console, and that axe-core finds nothing serious. Pictures
of 390 and 1440 pixels, light and dark, are in --out, to be looked at. Prints one line a check; exit status 0 when none failed. Says
"skipped" where Chromium or the npm packages cannot be had. Python's standard library, Node.js 20 or newer with npm, Chromium.
"""
import argparse
import array
import json
import os
import shutil
import subprocess
import sys
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "asterisk"))
from harness import Checks, Engine, ROOT, log_is_clean, npm_missing, recording, said_by, types, write_recording  # noqa: E402

SAY = os.path.join(ROOT, "loadtest", "say")
CHROMIUMS = ["chromium", "chromium-browser", "google-chrome"]
RATE_HZ = 8000  # of what is said
BREAKS_IN_S, ASKS_AGAIN_S, ENDS_S = 4, 16, 60
SETTINGS = "talkspurt.profiles.receptionist.recording.mode = on"
ATTACK = "<img src=x onerror=window.attacked=1>"


def microphone(path):
    """What the caller says, and when."""
    said = recording(os.path.join(SAY, "hours.wav"))
    sound = array.array("h", bytes(2 * RATE_HZ * ENDS_S))
    for at_s in (BREAKS_IN_S, ASKS_AGAIN_S):
        sound[RATE_HZ * at_s:RATE_HZ * at_s + len(said)] = said
    write_recording(path, sound, RATE_HZ)


def attack(engine):
    """A call whose caller and variables are HTML."""
    body = json.dumps({"callerId": ATTACK, "dnid": ATTACK, "variables": {"name": ATTACK}}).encode()
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{engine.http}/api/calls", body, {"Content-Type": "application/json"})).close()


def talk(engine, home, chromium, out):
    wav = os.path.join(out, "microphone.wav")
    microphone(wav)
    ended = subprocess.run(["node", "phone.mjs", chromium, f"http://127.0.0.1:{engine.http}/", wav, out], cwd=home, text=True, timeout=180,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    seen = {"errors": []}
    for line in ended.stdout.splitlines():
        for what, value in json.loads(line).items():
            if what == "error":
                seen["errors"].append(value)
            else:
                seen[what] = value
    return ended, seen


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--jar", default=os.path.join(ROOT, "target", "talkspurt.jar"))
    ap.add_argument("--out", default=os.path.join(ROOT, "target", "pages"))
    ap.add_argument("--chromium", default=next(filter(None, map(shutil.which, CHROMIUMS)), None))
    a = ap.parse_args()
    shutil.rmtree(a.out, ignore_errors=True)
    home = os.path.join(a.out, "npm")
    shutil.copytree(HERE, home, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    why = npm_missing(home) if a.chromium else "there is no Chromium"
    if why:
        print(f"pages: skipped, {why}")
        return 0
    engine = Engine(a.jar, a.out, SETTINGS)
    checks = Checks(False, engine.fell_behind)
    try:
        engine.start()
        attack(engine)
        ended, seen = talk(engine, home, a.chromium, a.out)
        checks.that(ended.returncode == 0, f"the call went as a caller would have it {ended.stderr[-600:]}")
        checks.that(not seen["errors"], f"no error reaches the console {seen['errors'][:3]}")
        if ended.returncode == 0:
            judge(engine, checks, seen)
        log_is_clean(engine, checks)
    finally:
        engine.kill()
        shutil.rmtree(engine.data, ignore_errors=True)
    return checks.summary()


def judge(engine, checks, seen):
    story = engine.story(seen["call"])
    checks.that(story["state"] == "ended" and story["endReason"] == "hung-up-by-request", f"the call has ended: {story.get('endReason')}")
    checks.that("caller-interrupted" in types(story), "the caller has broken in")
    checks.that("digits-collected" in types(story), "the key was heard")
    said = [line["words"] for line in story["transcript"] if line["speaker"] == "caller" and not line.get("keys")]
    checks.that(said and all(any(words in line for line in seen["transcript"]) for words in said), f"the page shows what the caller said: {said}")
    checks.that(any(said_by(story, "bot")[-1] in line for line in seen["transcript"]), "the page shows the bot's last words")
    checks.in_time(seen["stopped_ms"], 300, f"the bot was silent {seen['stopped_ms']} ms after the caller broke in")
    checks.in_time(seen["answered_s"] * 1000, 2_000, f"the answer came after {seen['answered_s']} s")
    checks.that("opening hours" in seen["typed"], f"what was typed is a turn like any other: {seen['typed']}")
    checks.that(seen["listened"][0] < 0.1 < 0.5 < seen["listened"][1],
                f"who listens in while the caller is silent hears the bot in the right ear alone: energies {[round(one, 2) for one in seen['listened']]}")
    checks.that(any("YIELD" in line for line in seen["decisions"]), f"the call's timeline tells why the bot stopped: {seen['decisions'][:3]}")
    checks.that(seen["seconds_recorded"] > 10, f"the recording can be heard: {seen['seconds_recorded']:.1f} s")
    checks.that(any(seen["call"] == call["callId"] for call in engine.get("/api/calls")["calls"]) and len(seen["listed"]) == 2, "both calls are listed")
    checks.that(ATTACK in seen["facts"] and not seen["tags_of_outside"], f"HTML from outside is text {seen['tags_of_outside']}")
    for page in ("faults", "call_faults", "calls_faults"):
        checks.that(not seen[page], f"axe-core finds nothing serious: {page} {seen[page]}")


if __name__ == "__main__":
    sys.exit(main())
