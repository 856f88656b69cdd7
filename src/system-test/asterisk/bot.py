#!/usr/bin/env python3
"""Calls answered by a bot of Twilio's Media Streams protocol, through a real Asterisk.

    bot.py [--harness DIR] [--jar FILE] [--out DIR]

The profile's pipeline is a WebSocket bot (streambot.py): its voice is heard, marks come back when what they mark has been
played, clear stops it, the caller is heard without the bot's echo, keys and hang-up are told, the bot hangs up, a bot that is not
there is apologised for. Judged by recorded wavs, by what the bot was told, and by the engine's API. Prints one line a
check; exit status 0 when none failed. Standard library only.
"""
import math
import os
import sys

from accept import falls_silent, first_sound, sounding, wav
from harness import arguments, eventually, levels, log_is_clean, recording, running, types, worst
from streambot import Bot, linear, mu_law, tone

SETTINGS = """
talkspurt.default-profile = bot
talkspurt.profiles.bot {{
  language = en
  apology = "I am sorry, nobody is there. Please call again later."
  synthesizer {{ kind = embedded, voice = kevin16 }}
  bot {{
    kind = media-stream
    url = "{url}"
    parameters {{ from = "{{callerId}}", plan = gold }}
    headers {{ Authorization = "Bearer 17" }}
    interrupt = {interrupt}
  }}
}}
"""


def loud(data, since_ms, until_ms):
    """Level of µ-law between two moments, dBFS."""
    samples = linear(data[8 * since_ms:8 * until_ms])
    return 10 * math.log10(sum(s * s for s in samples) / max(1, len(samples)) / 32768 ** 2 + 1e-12)


class Script:
    """What the bot does in the call that comes next."""

    def __init__(self):
        self.start, self.event = lambda stream: None, lambda stream, event: None
        self.bot = Bot(lambda stream: self.start(stream), lambda stream, event: self.event(stream, event))

    def next(self, start, event=lambda stream, event: None):
        self.start, self.event = start, event
        return len(self.bot.streams)

    def stream(self, number):
        eventually(lambda: len(self.bot.streams) > number and self.bot.streams[number].over, 10)
        return self.bot.streams[number]


def warm_up(bed, engine, script):
    """A fresh JVM takes its time for the first call."""
    with open(os.path.join(engine.out, "engine.log")) as log:
        eventually(lambda: "is ready" in log.read(), 30)
    script.next(lambda s: s.say(tone(440, 1000), "warm"))
    bed.phone("warm-up", "app8k", "--play", wav("hours"), "--play-at", "1", "--seconds", "5")


def speaks(bed, engine, checks, script, exten):
    """A burst of two seconds and marks: heard whole, and acknowledged when played."""
    number = script.next(lambda s: (s.say(tone(440, 1000), "one"), s.say(tone(660, 1000), "two", 20)))
    call, story = bed.phone("speaks-" + exten, exten, "--seconds", "6")
    stream, heard = script.stream(number), levels(call["heard"])
    begun = first_sound(heard)
    checks.that(begun is not None and 1900 <= sounding(heard) <= 2100, f"{exten}: the bot is heard for {sounding(heard)} ms of 2000, from {begun} ms on")
    marks = stream.marks()
    checks.that([name for _, name in marks] == ["one", "two"], f"{exten}: marks come back: {marks}")
    if len(marks) == 2:
        checks.in_time(abs(marks[1][0] - marks[0][0] - 1000), 80, f"{exten}: {marks[1][0] - marks[0][0]} ms between two marks a second apart")
        checks.in_time(abs(marks[0][0] - 1000), 350, f"{exten}: the first {marks[0][0]} ms after the connection")
    start = stream.told("start")[0][1]
    checks.that(start["start"]["customParameters"].get("plan") == "gold" and stream.headers.get("authorization") == "Bearer 17",
                f"{exten}: parameters and headers are told: {start['start']['customParameters']}")
    checks.that(story and start["start"]["callSid"] == story["callId"], f"{exten}: callSid is the call's id")
    media = [event["media"] for _, event in stream.told("media")]
    stamps = [int(m["timestamp"]) for m in media]
    checks.that(stamps == list(range(0, 20 * len(stamps), 20)) and [m["chunk"] for m in media] == [str(n + 1) for n in range(len(media))],
                f"{exten}: {len(media)} frames of the caller, each 20 ms after the other")
    sequence = [int(event["sequenceNumber"]) for _, event in stream.events if "sequenceNumber" in event]
    checks.that(sequence == list(range(1, len(sequence) + 1)), f"{exten}: sequence numbers have no hole in {len(sequence)} messages")
    checks.that([event["event"] for _, event in (stream.events[0], stream.events[1], stream.events[-1])] == ["connected", "start", "stop"],
                f"{exten}: connected, start … stop")
    checks.that(story and types(story)[:3] == ["call-registered", "line-attached", "greeting-played"], f"{exten}: the journal: {types(story)}")


def clears(bed, engine, checks, script, exten):
    """A bot that detects speech by itself, and clears: what is queued is dropped at once."""
    cleared = []

    def event(stream, told):
        if told["event"] == "media" and not cleared and len(stream.heard) > 12000 and loud(stream.heard, len(stream.heard) // 8 - 100, len(stream.heard) // 8) > -40:
            cleared.append(stream.at())
            stream.send("clear")

    number = script.next(lambda s: s.say(tone(440, 20000), "end"), event)
    call, story = bed.phone("clears-" + exten, exten, "--play", wav("operator"), "--play-at", "3", "--seconds", "8")
    stream, heard, said = script.stream(number), levels(call["heard"]), levels(call["said"])
    onset = first_sound(said, 3000)
    stop = falls_silent(heard, onset)
    marks = stream.marks()
    checks.that(bool(cleared) and stop is not None and sounding(heard, stop + 100) == 0, f"{exten}: clear stops the bot for good")
    checks.in_time(None if stop is None else stop - onset, 500, f"{exten}: the caller hears silence {None if stop is None else stop - onset} ms after his onset, by a bot that needs 100 ms of it to tell")
    checks.that([name for _, name in marks] == ["end"], f"{exten}: the queued mark comes back {marks and cleared and marks[0][0] - cleared[0]} ms after the clear")
    checks.that("floor-yielded" in types(story), f"{exten}: the journal: {types(story)}")


def echo_is_removed(bed, engine, checks, script, exten):
    """The caller's telephone gives back what it hears: the bot must not hear itself."""
    number = script.next(lambda s: s.say(speech(), "end"))
    call, _ = bed.phone("echo-" + exten, exten, "--echo-gain", "-12", "--echo-delay", "120", "--seconds", "14")
    stream, said = script.stream(number), levels(call["said"])
    raw = max(said[300:500])
    left = max(loud(bytes(stream.heard), at, at + 500) for at in range(7000, 10000, 500))
    checks.that(left < raw - 12, f"{exten}: the echo on the line is up to {raw:.0f} dBFS, what the bot hears of it {left:.0f} dBFS")


def speech():
    """Recorded speech, twelve seconds of it."""
    samples = list(recording(wav("hours"))) + list(recording(wav("sales"))) + list(recording(wav("support")))
    samples = samples + [0] * 1600
    while len(samples) < 8 * 12000:
        samples += samples
    return mu_law(samples[:8 * 12000])


def keys(bed, engine, checks, script, exten):
    number = script.next(lambda s: s.say(tone(440, 3000), "end"))
    bed.phone("keys-" + exten, exten, "--dtmf", "2:1#", "--seconds", "6")
    stream = script.stream(number)
    digits = "".join(event["dtmf"]["digit"] for _, event in stream.told("dtmf"))
    checks.that(digits == "1#" and stream.marks(), f"{exten}: keys are told ({digits}), and do not stop the bot")


def hangs_up(bed, engine, checks, script, exten):
    number = script.next(lambda s: (s.say(tone(440, 1500), "end"), s.close()))
    call, story = bed.phone("hangs-up-" + exten, exten, "--seconds", "10")
    heard = levels(call["heard"])
    checks.that(sounding(heard) > 1400 and call["ended_by"] == "peer", f"{exten}: a bot that closes is heard to its end ({sounding(heard)} ms of 1500), then the caller is let go after {call['seconds']} s")
    eventually(lambda: engine.story(story["callId"]).get("endReason"), 5)
    checks.that(engine.story(story["callId"]).get("endReason") == "bot-hung-up", f"{exten}: and the call says so")


def interrupted(bed, engine, checks, script, exten):
    """With interrupt = true our hearing stops the bot, and tells it what was heard."""
    number = script.next(lambda s: (s.say(speech()[:8000], "one"), s.say(speech()[8000:], "two")))
    call, story = bed.phone("interrupted-" + exten, exten, "--play", wav("operator"), "--play-at", "3", "--seconds", "8")
    stream, heard, said = script.stream(number), levels(call["heard"]), levels(call["said"])
    onset = first_sound(said, 3000)
    stop = falls_silent(heard, onset)
    told = [event["interrupt"] for _, event in stream.told("interrupt")]
    checks.that(bool(told) and told[0]["lastMark"] == "one" and 1500 < told[0]["playedMs"] < 4000, f"{exten}: the bot is told of the interruption: {told}")
    checks.in_time(None if stop is None else stop - onset, 500, f"{exten}: which stopped it {None if stop is None else stop - onset} ms after the caller's onset")
    checks.that([name for _, name in stream.marks()] == ["one", "two"], f"{exten}: marks come back: {stream.marks()}")


def nobody_there(bed, engine, checks, exten):
    call, story = bed.phone("nobody-" + exten, exten, "--seconds", "12")
    checks.that(sounding(levels(call["heard"])) > 1500 and call["ended_by"] == "peer", f"{exten}: an apology for a bot that is not there is heard, then the caller is let go")
    checks.that(story and engine.story(story["callId"]).get("endReason") == "bot-failed", f"{exten}: and the call says so")
    checks.that(engine.metric("talkspurt_provider_failures_total", 'provider="media-stream"') >= 1, "and it is counted")


def settings(url, interrupt):
    return SETTINGS.format(url=url, interrupt=str(interrupt).lower())


def main():
    a = arguments(__doc__, "asterisk-bot").parse_args()
    out, failed = a.out, []
    script = Script()
    a.out = os.path.join(out, "alone")
    with running(a, "bot", settings(script.bot.url, False), rtp_from=27000) as (bed, engine, checks):
        warm_up(bed, engine, script)
        for exten in ("app8k", "dial16k"):
            speaks(bed, engine, checks, script, exten)
            clears(bed, engine, checks, script, exten)
        echo_is_removed(bed, engine, checks, script, "app8k")
        keys(bed, engine, checks, script, "app8k")
        hangs_up(bed, engine, checks, script, "dial16k")
        checks.that(eventually(lambda: engine.lines() == 0 and not engine.live(), 10), "no line and no call is left")
        checks.that(engine.metric("talkspurt_bot_unreadable_total") == 0, "nothing was unreadable")
        log_is_clean(engine, checks)
    failed.append(checks.summary())
    a.out = os.path.join(out, "interrupt")
    with running(a, "bot", settings(script.bot.url, True), rtp_from=27000) as (bed, engine, checks):
        warm_up(bed, engine, script)
        interrupted(bed, engine, checks, script, "app8k")
        log_is_clean(engine, checks)
    failed.append(checks.summary())
    a.out = os.path.join(out, "nobody")
    with running(a, "bot", settings("ws://127.0.0.1:9/nobody", False), rtp_from=27000) as (bed, engine, checks):
        nobody_there(bed, engine, checks, "app8k")
    return worst(failed + [checks.summary()])


if __name__ == "__main__":
    sys.exit(main())
