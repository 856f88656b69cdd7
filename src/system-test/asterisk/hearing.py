#!/usr/bin/env python3
"""The caller is heard over the bot's own echo, and only the caller: calls through a real Asterisk.

    hearing.py [--calls N] [--parallel N] [--echo-gain=DB[,DB…]] [--keep DIR] [--strict-timing] …

Starts the engine and the Asterisk of the harness as accept.py does, with a greeting of more than a minute,
and calls it over lines that give the bot's voice back (telephone's --echo-gain and --echo-delay; "off" is
a line without echo):

- a caller who says nothing for a minute never interrupts the greeting, and no word of it is taken for his;
- a caller who breaks in 1, 5 and 20 s after the greeting's beginning stops it. N calls, over all echoes and
  instants, with several voices and sentences, as loud as the bot.

Stop latency is taken from the telephone's recordings, which have one clock: from the first audible sample the
caller says (the moment it goes out) to the last audible sample of the bot in his ear. The greeting has no pause
of more than MOST_PAUSE_MS; the bot has stopped when it is silent for GONE_MS and the call's story says that it
gave up the floor. Nothing is subtracted: both ways through Asterisk and the telephone's jitter buffer of 60 ms
are in it. A call that was interrupted before its caller spoke, or that never stopped, counts as endless. (A stop
that falls into a pause of the greeting is seen at the pause's beginning.)
Prints one line a check as accept.py does. Needs flite, espeak-ng and sox, and installs them where it may.
"""
import array
import collections
import concurrent.futures
import itertools
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

from harness import (HERE, arguments, log_is_clean, percentile, recording, running, said_by, types,
                     write_recording)

RATE = 8000
AUDIBLE = 260          # magnitude of a sample: -42 dBFS
LEVEL_DBFS = -20.0     # of what is audible in a speech
MOST_PAUSE_MS = 120    # within a speech
HOLE_MS = 250          # longer than any pause of the greeting, shorter than any the engine makes
GONE_MS = 600          # shorter than the time until the bot answers
INSTANTS = (1, 5, 20)
AFTER_ONSET_S = 4
MINUTE_S = 60
P50_MS, P95_MS = 220, 600

PROFILE = os.path.join(HERE, "profiles", "long-greeting.conf")
BOT = ("flite", "slt")
CALLERS = (
    (("flite", "kal16"), "Connect me to an operator please."),
    (("flite", "rms"), "I would like to speak to the sales department."),
    (("espeak-ng", "en-us+f3"), "What are your opening hours on Saturday?"),
    (("flite", "awb"), "Can you put me through to technical support?"),
    (("espeak-ng", "en-gb+m2"), "Excuse me, I only need to know when you are open today."),
    (("espeak-ng", "en-gb-scotland"), "Hello, I want to place an order please."),
    (("espeak-ng", "en-029+f2"), "Stop, please, I have a problem with my delivery."),
)

Sample = collections.namedtuple("Sample", "name gain instant_s into_s voice latency_ms why")


# ---- speech

def need_voices():
    missing = [p for p in ("flite", "espeak-ng", "sox") if not shutil.which(p)]
    if missing:
        print("installing " + " ".join(missing), flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=True,
                       stdout=subprocess.DEVNULL)


def speak(voice, words, path):
    """Speech that is audible from its first sample to its last, without long pauses, at LEVEL_DBFS."""
    program, name = voice
    raw = path + ".raw.wav"
    subprocess.run(["flite", "-voice", name, "-t", words, "-o", raw] if program == "flite" else
                   ["espeak-ng", "-v", name, "-w", raw, words], check=True)
    subprocess.run(["sox", "-R", raw, "-b", "16", path, "norm", "-6", "highpass", "100", "rate", str(RATE)], check=True)
    spoken = without_pauses(levelled(recording(path)))
    write_recording(path, spoken, RATE)
    return spoken


def levelled(samples):
    audible = [s for s in samples if abs(s) >= AUDIBLE]
    gain = 10 ** (LEVEL_DBFS / 20) * 32768 / math.sqrt(sum(s * s for s in audible) / len(audible))
    return array.array("h", (max(-32768, min(32767, round(s * gain))) for s in samples))


def without_pauses(samples):
    kept, pause = array.array("h"), array.array("h")
    for s in samples:
        pause.append(s)
        if abs(s) >= AUDIBLE:
            kept.extend(pause[-ms(MOST_PAUSE_MS):] if kept else pause[-1:])
            pause = array.array("h")
    return kept


# ---- recordings

def ms(count):
    """Samples in so many milliseconds."""
    return count * RATE // 1000


def first_audible(samples):
    return next((i for i, s in enumerate(samples) if abs(s) >= AUDIBLE), None)


def last_audible(samples):
    return next(i for i in range(len(samples) - 1, -1, -1) if abs(samples[i]) >= AUDIBLE)


def last_before_silence(samples, since, silence_ms):
    """The last audible sample before the first silence that long; None while there is none, or nothing audible."""
    last = None
    for i in range(since, len(samples)):
        if abs(samples[i]) >= AUDIBLE:
            last = i
        elif last is not None and i - last >= ms(silence_ms):
            return last
    return None


def longest_hole_ms(samples):
    """The longest silence between two audible samples."""
    audible = [i for i, s in enumerate(samples) if abs(s) >= AUDIBLE]
    return max((b - a for a, b in zip(audible, audible[1:])), default=len(samples)) * 1000 // RATE


# ---- calls

def echo_options(gain, delay_ms):
    return [] if gain == "off" else ["--echo-gain=" + gain, "--echo-delay", str(delay_ms)]


def line_name(gain):
    return "no echo" if gain == "off" else f"echo {gain} dB"


def place(bed, name, number, *options):
    """One call: what the telephone says of it, what was heard, and its story."""
    call, story = bed.numbered(name, "incoming", number, *options)
    return call, recording(call["heard"]) if call["answered"] else array.array("h"), story


def keep(bed, directory, name):
    if directory:
        os.makedirs(directory, exist_ok=True)
        for what in ("heard.wav", "said.wav", "wire.wav", "story.json"):
            if os.path.exists(os.path.join(bed.out, f"{name}-{what}")):
                shutil.copy(os.path.join(bed.out, f"{name}-{what}"), directory)


def warm_up(bed, engine, pool, a, callers):
    """A new JVM compiles for its first calls. Returns when the greeting begins, in seconds after the answer, at the
    soonest: later calls are not behind that."""
    calls = [pool.submit(place, bed, f"warm-up-{i}", f"6{i:03}", "--play", callers[i % len(callers)],
                         "--play-at", "4", "--seconds", "9") for i in range(a.parallel)]
    begins = [first_audible(call.result()[1]) for call in calls]
    if None in begins:
        raise SystemExit("the greeting is not heard")
    return min(begins) / RATE


def silent_minute(bed, engine, checks, pool, a, lead_s):
    """The bot alone with its echo."""
    actions = lambda: sum(engine.metric("talkspurt_turn_actions_total", f'"{action}"') for action in ("pause", "yield"))
    before = actions()
    calls = {gain: pool.submit(place, bed, f"silent-echo{gain}", f"5{i:03}", "--seconds",
                               f"{lead_s + MINUTE_S + 2:.2f}", *echo_options(gain, a.echo_delay))
             for i, gain in enumerate(a.echo_gain)}
    for gain, placed in calls.items():
        call, heard, story = placed.result()
        line, failed = line_name(gain), checks.failed
        told = [t for t in types(story) if t.startswith(("caller-", "floor-", "greeting-"))]
        checks.that(story, f"{line}: the call has a story")
        checks.unless_stalled(not told, f"{line}: a minute of greeting is not interrupted (its story: {told[:6]})")
        begun = first_audible(heard)
        lasts = 0 if begun is None else last_audible(heard) - begun
        checks.unless_stalled(lasts >= MINUTE_S * RATE, f"{line}: and heard for {lasts / RATE:.1f} s")
        hole = longest_hole_ms(heard)
        checks.unless_stalled(hole < HOLE_MS, f"{line}: without a hole: the longest silence in it is {hole} ms "
                    f"({call.get('jb_late')} packets late)")
        caller = said_by(story, "caller")
        checks.unless_stalled(not caller, f"{line}: no bot word is in the transcript: {len(caller)} turns {caller[:4]}")
        if checks.failed > failed:
            keep(bed, a.keep, f"silent-echo{gain}")
    checks.unless_stalled(actions() == before, f"the engine counts {actions() - before:.0f} pauses and yields in it")


def judge(heard, story, onset):
    """When the bot stopped, in ms after the caller's first audible sample; or why it did not because of him."""
    begun = first_audible(heard)
    if begun is None or begun > onset - ms(HOLE_MS):
        return None, "the greeting had not begun"
    since = onset - ms(HOLE_MS)
    stop = last_before_silence(heard, since, GONE_MS)
    # a stop takes longer than a pause of the greeting: one that is over at the onset was not the caller's doing
    if longest_hole_ms(heard[begun:onset]) >= HOLE_MS or first_audible(heard[since:onset]) is None or stop and stop < onset:
        return None, "interrupted before the caller spoke"
    floor = [t for t in types(story) if t.startswith("floor-")]
    if stop is None or floor[:1] != ["floor-yielded"]:
        return None, "never stopped" if "floor-kept" not in floor else "paused, and went on"
    return (stop - onset) * 1000 // RATE, ""


def break_in(bed, engine, a, lead_s, number, gain, instant_s, caller):
    voice, path = caller
    name = f"break-in-{number:03}"
    at = lead_s + instant_s
    call, heard, story = place(bed, name, f"7{number:03}", "--play", path, "--play-at", f"{at:.3f}",
                               "--seconds", f"{at + AFTER_ONSET_S:.2f}", *echo_options(gain, a.echo_delay))
    onset = int(float(f"{at:.3f}") * RATE)    # as the telephone reckons it; the caller is audible from the first sample on
    latency, why = judge(heard, story, onset) if call["answered"] else (None, "not answered")
    begun = first_audible(heard)
    into = None if begun is None else round((onset - begun) / RATE, 2)
    if latency is None or latency > P95_MS:
        print(f"      {name}: {line_name(gain)}, {' '.join(voice)} {into} s into the greeting: {why or shown(latency)}", flush=True)
        keep(bed, a.keep, name)
    return Sample(name, gain, instant_s, into, " ".join(voice), latency, why)


def shown(latency):
    return "never" if latency is None else f"{latency} ms"


def figures(samples):
    taken = [s.latency_ms for s in samples]
    stopped = [v for v in taken if v is not None]
    ends = f"min {min(stopped)} max {max(stopped)} ms" if stopped else "none stopped"
    whys = collections.Counter(s.why for s in samples if s.why)
    return (f"{len(stopped)} of {len(samples)} stopped by the caller, p50 {shown(percentile(taken, 0.5))}, "
            f"p95 {shown(percentile(taken, 0.95))}, {ends}" + "".join(f"; {n} {why}" for why, n in whys.items()))


def break_ins(bed, engine, checks, pool, a, lead_s, callers):
    places = itertools.cycle(itertools.product(a.echo_gain, INSTANTS))
    calls = [pool.submit(break_in, bed, engine, a, lead_s, i, *next(places), callers[i % len(callers)])
             for i in range(a.calls)]
    samples = [call.result() for call in calls]
    with open(os.path.join(bed.out, "break-ins.json"), "w") as f:
        json.dump([s._asdict() for s in samples], f, indent=1)
    for gain, instant in itertools.product(a.echo_gain, INSTANTS):
        some = [s for s in samples if (s.gain, s.instant_s) == (gain, instant)]
        if some:
            print(f"      {line_name(gain)}, at {instant} s: {figures(some)}")
    print(f"      all: {figures(samples)}", flush=True)
    early = sum(s.why == "interrupted before the caller spoke" for s in samples)
    checks.unless_stalled(early == 0, f"{early} of {len(samples)} greetings were interrupted before the caller spoke")
    went_on = sum(s.why in ("never stopped", "paused, and went on") for s in samples)
    taken = [s.latency_ms for s in samples]
    p50, p95 = percentile(taken, 0.5), percentile(taken, 0.95)
    checks.in_time(p50, P50_MS, f"from the caller's onset to the bot's last sound: p50 {shown(p50)}")
    checks.in_time(p95, P95_MS, f"p95 {shown(p95)}; {100 * went_on / len(samples):.0f} % never stopped")


def main():
    ap = arguments(__doc__, "asterisk-hearing")
    ap.add_argument("--calls", type=int, default=51, help="that break in (51)")
    ap.add_argument("--parallel", type=int, default=4, help="calls at a time (4)")
    ap.add_argument("--echo-gain", type=lambda text: text.split(","), default=["-6", "0"], metavar="DB[,DB…]",
                    help='of the lines, or "off" (-6,0; written with =)')
    ap.add_argument("--echo-delay", type=int, default=150, metavar="MS", help="of the lines (150)")
    ap.add_argument("--keep", metavar="DIR", help="where recordings and story of each failed call are kept")
    a = ap.parse_args()
    need_voices()
    with tempfile.TemporaryDirectory(prefix="talkspurt-hearing-") as speech:
        os.environ["LONG_GREETING"] = os.path.join(speech, "greeting.wav")
        with open(PROFILE) as f:
            profile = f.read()
        words = " ".join(re.search(r'"""(.*?)"""', profile, re.S).group(1).split())
        greeting = speak(BOT, words, os.environ["LONG_GREETING"])
        if len(greeting) < (MINUTE_S + 5) * RATE or longest_hole_ms(greeting) > MOST_PAUSE_MS:
            raise SystemExit("the greeting came out too short, or with long pauses")
        callers = []
        for i, (voice, said) in enumerate(CALLERS):
            callers.append((voice, os.path.join(speech, f"caller-{i}.wav")))
            speak(voice, said, callers[-1][1])
        with running(a, "hearing", profile, rtp_from=26000) as (bed, engine, checks):
            pool = concurrent.futures.ThreadPoolExecutor(a.parallel)
            try:
                lead_s = warm_up(bed, engine, pool, a, [path for _, path in callers])
                print(f"      the greeting begins {1000 * lead_s:.0f} ms after the answer", flush=True)
                silent_minute(bed, engine, checks, pool, a, lead_s)
                break_ins(bed, engine, checks, pool, a, lead_s, callers)
            finally:
                pool.shutdown(cancel_futures=True)
            log_is_clean(engine, checks)
    return checks.summary()


if __name__ == "__main__":
    sys.exit(main())
