#!/usr/bin/env python3
"""Where the engine says that it was interrupted, against what the caller heard: calls through a real Asterisk.

    marks.py [--ways WAY[,WAY…]] [--calls N] [--parallel N] [--seed N] [--within MS] [--harness DIR] [--jar FILE] [--out DIR]

The greeting is a recording of noise, of which any 30 ms tell where in it they are. Callers break in at random moments:
by a voice (the bot pauses, then gives up the floor), by a key (it stops at once), or by an "okay" (it pauses, goes on
from before there) and a voice some seconds later. From each telephone's recording: where in the greeting the bot was
at the last sound before each silence. That depends on nothing but what arrived: not on the network's delay or on when
the call began; nor, with the recording of all that came over the wire, on a jitter buffer that loses what a busy machine
brings late (--recording heard is what is left after it). Against it stands `playedMs` of each `caller-interrupted` of the
call's story, in order.

The fade of 10 ms is heard and not reported, so a perfect line reads -9 ms or so. What was lost or came out of its
turn within the greeting is counted as jumps. Prints a distribution for each way (reported - heard), and the share
within --within; exit status 0 when that is at least --least-share on each way. Standard library only.
"""
import array
import collections
import concurrent.futures
import json
import math
import operator
import os
import random
import sys
import tempfile

from accept import wav
from harness import arguments, log_is_clean, percentile, recording, running, types, write_recording
from lines import SETTINGS, Opener, ours

RATE = 8000
GREETING_S = 16
LEVEL = 3000           # rms of the noise: -21 dBFS
AUDIBLE = 260          # magnitude of a sample: -42 dBFS
WINDOW = 240           # samples that tell where they are
ALIKE = 0.7            # correlation from which on a window is the greeting's
STEP = 400             # from window to window, samples
REACH = 8 * RATE // 10  # how far the greeting may jump
SILENCE = RATE // 10   # what is longer is a stop, if the bot
BACK = RATE // 80      # goes on from so much before there, or not at all
EARLIEST_S, LATEST_S = 1.2, 8.0
KINDS = ("voice", "key", "resumed")
AGAIN_AFTER_S = 4.0    # from "okay" to the voice
AFTER_S = 1.6

Mark = collections.namedtuple("Mark", "way name kind reported heard")


def noise(seconds, seed):
    """White noise without its highest frequencies, which would not survive."""
    source = random.Random(seed)
    white = [source.gauss(0, LEVEL / 2) for _ in range(int(seconds * RATE) + 2)]
    return array.array("h", (max(-32768, min(32767, round(a + 1.2 * b + a_before))) for a_before, b, a in
                             zip(white, white[1:], white[2:])))


def alike(a, b):
    """Correlation of two pieces of the same length, -1 to 1."""
    across = sum(map(operator.mul, a, b))
    powers = sum(map(operator.mul, a, a)) * sum(map(operator.mul, b, b))
    return across / math.sqrt(powers) if powers else 0.0


class Trace:
    """Where in the greeting each audible part of a recording lies."""

    def __init__(self, greeting, heard):
        self.greeting, self.heard, self.jumps = greeting, heard, 0

    def place(self, at, guess):
        """Where in the greeting the window at this sample comes from; None when from nowhere near the guess."""
        window = self.heard[at:at + WINDOW]
        for reach in (8, REACH):
            candidates = range(max(0, guess - reach), min(len(self.greeting) - WINDOW, guess + reach) + 1)
            best = max(candidates, key=lambda n: sum(map(operator.mul, window, self.greeting[n:n + WINDOW])), default=None)
            if best is not None and alike(window, self.greeting[best:best + WINDOW]) >= ALIKE:
                return best
        return None

    def parts(self):
        """From and to, in samples, of what sounds without a silence."""
        first = last = None
        for i, s in enumerate(self.heard):
            if abs(s) >= AUDIBLE:
                if last is not None and i - last > SILENCE:
                    yield first, last
                    first = None
                first, last = i if first is None else first, i
        if first is not None:
            yield first, last

    def stops(self):
        """(sample of the recording, sample of the greeting) of each last sound before a silence that the greeting
        did not run on through."""
        found, guess, begun = [], 0, False
        for first, last in self.parts():
            place = self.place(first, guess) if last - first > 2 * WINDOW else None
            if place is None:
                if begun:
                    continue    # a reply
                place = 0
            if found and place - found[-1][1] > -BACK:
                self.jumps += 1     # it had not stopped: that silence was a loss, or a stall
                found.pop()
            begun = True
            for at in [*range(first, last - WINDOW, STEP), last - WINDOW]:
                guess = place + at - first
                here = self.place(at, guess)
                if here is not None and abs(here - guess) > 8:
                    self.jumps += 1
                    place += here - guess
            guess = place + last - first
            found.append((last, guess))
        return found


def caller(kind, out):
    """What the caller says from the moment he breaks in, and the telephone's options for it."""
    if kind == "key":
        return lambda at: ["--dtmf", f"{at:.3f}:1"]
    if kind == "voice":
        path = wav("operator")
    else:
        path = os.path.join(out, "resumed.wav")
        okay = recording(wav("ok"))
        write_recording(path, okay + array.array("h", bytes(2 * (int(AGAIN_AFTER_S * RATE) - len(okay)))) + recording(wav("operator")), RATE)
    return lambda at: ["--play", path, "--play-at", f"{at:.3f}"]


def stops(path, greeting):
    """Where in the greeting it fell silent, ms, and how often it jumped."""
    trace = Trace(greeting, recording(path))
    return [1000 * sample / RATE for at, sample in trace.stops() if at < len(trace.heard) - SILENCE], trace.jumps


def call(bed, what, greeting, way, number, kind, at_s, options):
    seconds = at_s + AFTER_S + (AGAIN_AFTER_S if kind == "resumed" else 0)
    name = f"{way}-{number}"
    result, story = bed.numbered(name, way, str(number), "--seconds", f"{seconds:.2f}", *options(at_s))
    if not result["answered"] or not story:
        return name, [], ["not answered, or no story"], 0
    heard, jumps = stops(result[what], greeting)
    reported = [event["playedMs"] for event in story["timeline"]
                if event["type"] == "caller-interrupted" and event["turn"] == 0]    # of the greeting
    why = [] if reported and len(heard) == len(reported) else [
        f"{kind} at {at_s:.2f} s: heard to stop at {[round(h) for h in heard]} ms, reported {reported}, {types(story)[-6:]}"]
    return name, [Mark(way, name, kind, r, h) for r, h in zip(reported, heard)] if not why else [], why, jumps


def figures(marks, within):
    off = [m.reported - m.heard for m in marks]
    if not off:
        return "none"
    far = sum(abs(v) > within for v in off)
    return (f"{len(off)} barge-ins, reported - heard: p1 {percentile(off, 0.01):.0f} p5 {percentile(off, 0.05):.0f} p50 {percentile(off, 0.5):.0f} "
            f"p95 {percentile(off, 0.95):.0f} p99 {percentile(off, 0.99):.0f}, min {min(off):.0f} max {max(off):.0f} ms; "
            f"within {within} ms {100 * (len(off) - far) / len(off):.1f} %")


def measure(bed, checks, pool, a, greeting, way, first):
    source = random.Random(f"{a.seed} {way}")
    plan = [(KINDS[i % len(KINDS)], source.uniform(EARLIEST_S, LATEST_S)) for i in range(a.calls)]
    placed = [pool.submit(call, bed, a.recording, greeting, way, first + i, kind, at_s, caller(kind, bed.out))
              for i, (kind, at_s) in enumerate(plan)]
    outcomes = [each.result() for each in placed]
    marks = [mark for _, found, _, _ in outcomes for mark in found]
    jumps = sum(count for _, _, _, count in outcomes)
    for name, _, why, _ in outcomes:
        for each in why:
            print(f"      {name}: {each}", flush=True)
    for mark in marks:
        if abs(mark.reported - mark.heard) > a.within:
            print(f"      {mark.name}: {mark.kind}, reported {mark.reported}, heard {mark.heard:.0f} ms", flush=True)
    for kind in KINDS:
        print(f"      {way}, {kind}: {figures([m for m in marks if m.kind == kind], a.within)}", flush=True)
    unclear = sum(bool(why) for _, _, why, _ in outcomes)
    near = sum(abs(m.reported - m.heard) <= a.within for m in marks)
    checks.unless_stalled(unclear <= max(1, a.calls // 25), f"{way}: {unclear} of {a.calls} calls tell of more or fewer stops than were heard; {jumps} jumps")
    checks.unless_stalled(marks, f"{way}: callers broke in")
    checks.unless_stalled(near >= a.least_share * len(marks), f"{way}: {figures(marks, a.within)}")
    return marks


def main():
    ap = arguments(__doc__, "asterisk-marks")
    ap.add_argument("--ways", type=lambda text: text.split(","), default=["app8k", "dial16k", "wsout"], help="in (app8k,dial16k,wsout)")
    ap.add_argument("--calls", type=int, default=60, help="on each way (60)")
    ap.add_argument("--parallel", type=int, default=8, help="calls at a time (8)")
    ap.add_argument("--recording", choices=("wire", "heard"), default="wire", help="of the telephone (wire)")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--within", type=int, default=40, metavar="MS", help="how far the two may be apart (40)")
    ap.add_argument("--least-share", type=float, default=1.0, help="of barge-ins that must be that near (1.0)")
    a = ap.parse_args()
    greeting = noise(GREETING_S, a.seed)
    with tempfile.TemporaryDirectory(prefix="talkspurt-marks-") as sound:
        path = os.path.join(sound, "greeting.wav")
        write_recording(path, greeting, RATE)
        settings = SETTINGS + f'talkspurt.profiles.receptionist.greeting {{ say = null, play = "{path}", words = "A noise that goes on and on." }}\n'

        with running(a, "marks", settings, rtp_from=27000, prepare=ours) as (bed, engine, checks):
            Opener(bed, engine)
            pool = concurrent.futures.ThreadPoolExecutor(a.parallel)
            try:
                for warm in [pool.submit(bed.numbered, f"warm-up-{i}", a.ways[i % len(a.ways)], str(100 + i), "--play", wav("operator"),
                                         "--play-at", "2", "--seconds", "4") for i in range(a.parallel)]:
                    warm.result()
                marks = []
                for i, way in enumerate(a.ways):
                    marks += measure(bed, checks, pool, a, greeting, way, 1000 * (i + 1))
            finally:
                pool.shutdown(cancel_futures=True)
            with open(os.path.join(bed.out, "marks.json"), "w") as f:
                json.dump([mark._asdict() for mark in marks], f, indent=1)
            log_is_clean(engine, checks)
    return checks.summary()


if __name__ == "__main__":
    sys.exit(main())
