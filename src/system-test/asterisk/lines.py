#!/usr/bin/env python3
"""Whole calls through a real Asterisk, on each way in.

    lines.py [--only WAY[,WAY…]] [--brief] [--minutes N] [--parallel N] [--harness DIR] [--jar FILE] [--out DIR]

AudioSocket (app8k, dial8k, dial16k, dial24k, dial48k), chan_websocket where Asterisk connects to the engine (wsout, …), and where the
engine connects to Asterisk (wsin, by POST /api/lines/websocket, when the dialplan tells the connection id); the same behind TLS
(wss-out, wss-in), AudioSocket by a forwarder that seals it (app8k-tls), and with a channel that the engine answers (wsout-noanswer, Dial's option n). On each: the greeting is
heard, a request is understood and answered, a voice and a key stop the greeting, the caller hangs up, the engine hangs up.
Judged by recorded wavs, the engine's API, and Asterisk's channel list. With --minutes also a call of that length on wsout,
in which the bot talks on and off over its own echo: Asterisk's queue must not grow. Prints one line a check; exit status 0
when none failed. Needs openssl and keytool for TLS, else the standard library only.
"""
import argparse
import array
import concurrent.futures
import itertools
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from accept import falls_longer_silent, falls_silent, first_sound, sounding, wav
from harness import (ROOT, Forwarder, arguments, eventually, levels, log_is_clean, percentile, recording, running, said_by, tls_server,
                     types, write_recording)

SETTINGS = """talkspurt.profiles.receptionist.max-keys = 2
talkspurt.websocket.call-id-variables = ["VT_UUID"]
talkspurt.websocket.allowed-hosts = ["127.0.0.1"]
"""
AUDIOSOCKET = ("app8k", "dial8k", "dial16k", "dial24k", "dial48k")
WEBSOCKET = ("wsout", "wsout8k", "wsout-ulaw", "wsout-alaw", "wsout-own", "wsout-plain", "wsin", "wsin8k", "our-dialplan", "our-dialplan-incoming")
UNNAMED = ("wsout-text",)    # plain text without v(uuid=…): a call nobody announced
SECURE = ("wsout-noanswer", "wss-out", "wss-in", "app8k-tls")
BRIEF = ("wsout", "wsin", "app8k", "dial48k", "wsout-noanswer", "wss-out", "wss-in", "app8k-tls")
REFERENCE = "dial16k"
STOP_LIMIT_MS = 400
CYCLE_S = 16           # from one request to the next, in the long call


class Opener:
    """What a controller does for wsin: hears of each channel that waits by AMI, and has the engine connect to it."""

    def __init__(self, bed, engine, scheme="ws", port=None):
        self.engine, self.answers = engine, []
        self.address = f"{scheme}://127.0.0.1:{port or bed.env['HTTP_PORT']}/media/"
        bed.told.when["EngineMedia"] = lambda event: self.answers.append(
            post_line(engine, self.address + event["ConnectionId"], callId=bed.told.channels[event["Caller"]]))


def post_line(engine, url, **more):
    """Status and body of the answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{engine.http}/api/lines/websocket",
                                     json.dumps({"url": url, **more}).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=5) as r:
            return r.status, json.load(r)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


NUMBERS = itertools.count(300)


def phone(bed, name, way, *options):
    """A call, among others where it can be told from them."""
    return bed.phone(name, way, *options) if way in UNNAMED else bed.numbered(name, way, str(next(NUMBERS)), *options)


def left(bed, engine):
    return engine.lines(), len(engine.live()), bed.channels()


def stop_after(call, at_ms):
    """From the caller's onset to the bot's silence, ms, and how much sounded before."""
    heard, said = levels(call["heard"]), levels(call["said"])
    onset = first_sound(said, at_ms)
    stop = falls_silent(heard, onset)
    return None if stop is None else stop - onset, sounding(heard, onset - 800, onset)


def greeting_over(bed):
    """Seconds after the answer at which the greeting has been over for a while, on any way."""
    call, _ = phone(bed, "greeting", REFERENCE, "--seconds", "14")
    heard = levels(call["heard"])
    return falls_longer_silent(heard, first_sound(heard)) / 1000 + 1.2


def conversation(bed, engine, checks, way, at):
    call, story = phone(bed, way + "-hours", way, "--play", wav("hours"), "--play-at", f"{at:.2f}", "--seconds", f"{at + 6:.2f}")
    if not call["answered"]:
        checks.that(False, f"{way}: answered")
        return
    heard, said, caller = levels(call["heard"]), levels(call["said"]), said_by(story, "caller")
    begun, onset = first_sound(heard), first_sound(said, int(at * 1000))
    checks.in_time(begun, 1500, f"{way}: greeting is heard {begun} ms after the answer")
    checks.in_time(round(1000 * abs(call["wire_seconds"] - call["seconds"])), 400,
                   f"{way}: the wire carries {call['wire_seconds']} s in a call of {call['seconds']} s")
    answer = first_sound(heard, onset + 600)
    checks.that(caller and "hour" in caller[0] and answer is not None,
                f"{way}: 'hours' is understood as {caller} and answered {answer and answer - onset} ms after its onset")


def barge_in(bed, engine, checks, way):
    took = []
    for second in ("1.5", "2.5", "3.5"):
        call, story = phone(bed, way + "-barge-in-" + second, way, "--play", wav("operator"), "--play-at", second,
                                "--seconds", str(float(second) + 3))
        ms, before = stop_after(call, int(float(second) * 1000))
        took.append(ms)
        checks.that(before > 60 and "floor-yielded" in types(story), f"{way}: voice at {second} s takes the floor of a greeting that sounds")
        checks.in_time(ms, STOP_LIMIT_MS, f"{way}: and stops it {ms} ms after its onset")
    return [ms for ms in took if ms is not None]


def key(bed, engine, checks, way):
    call, story = phone(bed, way + "-key", way, "--dtmf", "2.5:1", "--seconds", "6")
    stop = falls_silent(levels(call["heard"]), 2500)
    took = None if stop is None else stop - 2660 - 60
    checks.in_time(took, 150, f"{way}: a key stops the greeting {took} ms after its release")
    checks.that("digits-collected" in types(story), f"{way}: and is taken as input")


def hang_up(bed, engine, checks, way):
    _, story = phone(bed, way + "-hang-up", way, "--seconds", "3")
    checks.that(eventually(lambda: left(bed, engine) == (0, 0, 0), 10), f"{way}: the caller hangs up: lines, calls, channels left {left(bed, engine)}")
    checks.that(story and engine.story(story["callId"]).get("endReason") == "caller-hung-up", f"{way}: and the call says so")
    held = bed.dial(way + "-hung-up", way, "--seconds", "15")
    eventually(engine.live, 8)
    time.sleep(2)
    engine.delete("/api/calls/" + engine.live()[0]["callId"])
    call = bed.result(held)
    checks.that(call["ended_by"] == "peer" and call["seconds"] < 12, f"{way}: the engine hangs up: caller let go after {call['seconds']} s")
    checks.that(eventually(lambda: left(bed, engine) == (0, 0, 0), 10), f"{way}: lines, calls, channels left {left(bed, engine)}")


def refusals(bed, engine, checks):
    status, body = post_line(engine, f"ws://127.0.0.1:{bed.env['HTTP_PORT']}/media/nobody")
    checks.that(status == 502 and "404" in body["detail"], f"an unknown connection id is told: {status} {body.get('detail')}")
    status, body = post_line(engine, "ws://localhost:1/media/x")
    checks.that(status == 403, f"a host that is not set is refused: {status} {body.get('detail')}")
    checks.that(eventually(lambda: engine.lines() == 0, 5), "and no line is left")


def calls(bed, engine, checks, way, at, timed):
    """All on one way that need no machine of their own. Returns what voices took to stop the greeting."""
    conversation(bed, engine, checks, way, at)
    key(bed, engine, checks, way)
    return barge_in(bed, engine, checks, way) if timed else []


def on_all(bed, engine, checks, ways, timed, hung_up, parallel):
    """The calls on each way, side by side; then hang-ups, one after the other, since they count what is left."""
    if not ways:
        return
    at = greeting_over(bed)
    took = {way: calls(bed, engine, checks, way, at, way in timed) for way in ways if way in UNNAMED}
    with concurrent.futures.ThreadPoolExecutor(parallel) as pool:
        placed = {way: pool.submit(calls, bed, engine, checks, way, at, way in timed) for way in ways if way not in UNNAMED}
        took.update((way, call.result()) for way, call in placed.items())
    mean = {way: sum(each) / len(each) for way, each in took.items() if each}
    for way in ways:
        if way not in AUDIOSOCKET and way in mean and REFERENCE in mean:
            checks.in_time(mean[way], round(mean[REFERENCE]) + 20,
                           f"{way}: voice stops it in {mean[way]:.0f} ms, over AudioSocket in {mean[REFERENCE]:.0f} ms")
    for way in hung_up:
        hang_up(bed, engine, checks, way)


QUEUED = "talkspurt_line_queued_frames"


def queued(engine):
    """How often Asterisk told of its queue, the sum of the frames it told of, and how often it was at most so long."""
    return engine.metric(QUEUED + "_count"), engine.metric(QUEUED + "_sum"), engine.buckets(QUEUED)


def long_call(bed, engine, checks, minutes):
    """The bot talks on and off for minutes over its own echo; nothing may pile up."""
    path = os.path.join(bed.out, "requests.wav")
    hours = recording(wav("hours"))
    write_recording(path, hours + array.array("h", bytes(2 * (CYCLE_S * 8000 - len(hours)))), 8000)
    skipped, full, rested = (engine.metric(f"talkspurt_{what}_total") for what in
                             ("playout_skipped_frames", "line_queue_full", "line_rested_frames"))
    call = bed.dial("long", "wsout", "--user", "299", "--play", path, "--play-at", "10", "--loop", "--seconds", str(60 * minutes),
                    "--echo-gain=-10", "--echo-delay", "150")
    means, before = [], queued(engine)
    for minute in range(minutes):
        if call.poll() is not None:
            break    # ended too early, as is told below
        try:
            call.wait(60)
        except subprocess.TimeoutExpired:
            pass
        now = queued(engine)
        told = now[0] - before[0]
        means.append((now[1] - before[1]) / told if told else 0.0)
        print(f"      minute {minute + 1}: queue told {told:.0f} times, {means[-1]:.2f} frames on the mean; "
              + ", ".join(f"{n - before[2].get(le, 0):.0f} <= {le}" for le, n in now[2].items()), flush=True)
        before = now
    result = bed.result(call)
    story = engine.story(bed.told.calls["299"])
    answers = sum(line["speaker"].lower() != "caller" for line in story["transcript"])
    asked = [words for words in said_by(story, "caller") if "hour" in words]
    checks.that(result["seconds"] > 60 * minutes - 2 and len(asked) >= 0.9 * (60 * minutes - 10) / CYCLE_S,
                f"a call of {result['seconds'] / 60:.1f} minutes: {len(asked)} requests understood, {answers} times the bot spoke")
    checks.that(means[-1] <= means[0] + 1 and max(means) <= 6, f"the queue does not grow: {means[0]:.1f} frames at first, {means[-1]:.1f} at the end, "
                f"at most {max(means):.1f} in a minute; {engine.metric('talkspurt_line_rested_frames_total') - rested:.0f} frame times nothing was sent")
    checks.that(engine.metric("talkspurt_line_queue_full_total") == full, "and is never full")
    late = engine.metric("talkspurt_playout_skipped_frames_total") - skipped
    checks.in_time(20 * late, 10 * 60 * minutes, f"{late:.0f} frame times passed in stalls")
    checks.in_time(round(1000 * abs(result["wire_seconds"] - result["seconds"])), 500 + 20 * late,
                   f"the wire carries {result['wire_seconds']} s in a call of {result['seconds']} s")
    with open(os.path.join(engine.out, "engine.log")) as log:
        echoes = [found.groups() for found in (re.search(r"echo after (\d+) ms.*?(\d+) jumps", line) for line in log) if found]
    checks.that(echoes, f"the echo is found, {echoes[-1:]} (ms after the bot's voice, times it moved)")


def ours(bed, engine):
    """More ways: A-law, the id by v(uuid=…), and the product's own dialplan."""
    bed.env["WS_URI"] = f"ws://127.0.0.1:{engine.http}/media/asterisk"
    bed.write("websocket_test.conf", """[engine](+)
exten => wsout-alaw,1,Gosub(uuid,1)
 same => n,Dial(WebSocket/${WSCLIENT}/c(alaw)f(json),20,g)
 same => n,Goto(after,1)
exten => wsout-own,1,Gosub(uuid,1)
 same => n,Dial(WebSocket/${WSCLIENT}/c(slin16)f(json)v(uuid=${VT_UUID}),20,g)
 same => n,Goto(after,1)
exten => wsout-plain,1,Gosub(uuid,1)
 same => n,Dial(WebSocket/${WSCLIENT}/c(slin16)f(plain-text)v(uuid=${VT_UUID}),20,g)
 same => n,Goto(after,1)
exten => wss-out,1,Gosub(uuid,1)
 same => n,Dial(WebSocket/engine-tls/c(slin16)f(json),20,g)
 same => n,Goto(after,1)
exten => wss-in,1,Goto(wsin,1)
exten => app8k-tls,1,Goto(app8k,1)
exten => our-dialplan,1,Goto(talkspurt-websocket,100,1)
exten => our-dialplan-incoming,1,Goto(talkspurt-websocket-incoming,100,1)
""")
    product = os.path.join(ROOT, "conf", "asterisk")
    with open(os.path.join(product, "extensions_talkspurt_websocket.conf")) as f:
        bed.write("extensions_talkspurt_websocket.conf", f.read().replace("127.0.0.1:8088", "127.0.0.1:" + bed.env["HTTP_PORT"]))
    with open(os.path.join(product, "websocket_client_talkspurt.conf")) as f:
        bed.extend("websocket_client.conf", f.read().replace("127.0.0.1:1650", f"127.0.0.1:{engine.http}"))
    with open(os.path.join(bed.conf, "extensions.conf"), "a") as f:
        f.write("#include extensions_talkspurt_websocket.conf\n#include websocket_test.conf\n")


def ending(engine, checks):
    told, total, at_most = queued(engine)
    print(f"      queue told {told:.0f} times: " + ", ".join(f"{n:.0f} <= {le}" for le, n in at_most.items()))
    checks.that(engine.metric("talkspurt_line_unreadable_total") == 0, "nothing was unreadable")
    log_is_clean(engine, checks)


def plain(a, ways):
    with running(a, "lines", SETTINGS, rtp_from=26000, prepare=ours) as (bed, engine, checks):
        opener = Opener(bed, engine)
        refusals(bed, engine, checks)
        if a.minutes:
            long_call(bed, engine, checks, a.minutes)
        # AudioSocket is what the others are measured by
        on_all(bed, engine, checks, ways and [REFERENCE, *[way for way in ways if way != REFERENCE]],
               (REFERENCE, ways[0]) if a.brief else ways + [REFERENCE], ways[:1] if a.brief else ways, a.parallel)
        if "wsin" in ways:
            checks.that(opener.answers and all(status == 201 for status, _ in opener.answers), f"{len(opener.answers)} lines were opened to Asterisk")
        ending(engine, checks)
    return checks.summary()


def secure(a, ways):
    """TLS before the engine and before Asterisk, each checking the other's certificate; and a line answered by command."""
    a = argparse.Namespace(**{**vars(a), "out": a.out + "-secure"})
    with tempfile.TemporaryDirectory(prefix="talkspurt-lines-") as keys:
        certificate, key, trust = (os.path.join(keys, name) for name in ("certificate.pem", "key.pem", "trust.p12"))
        for command in (["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                         "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                        ["keytool", "-importcert", "-noprompt", "-alias", "test", "-file", certificate, "-keystore", trust, "-storepass", "changeit"]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ends = {}

        def prepare(bed, engine):
            ours(bed, engine)
            ends["engine"], ends["asterisk"] = (Forwarder(port, accepts=tls_server(certificate, key))
                                                for port in (engine.http, int(bed.env["HTTP_PORT"])))
            ends["audiosocket"] = Forwarder(engine.audio, dials=ssl.create_default_context(cafile=certificate))
            bed.env["AUDIOSOCKET"] = f"127.0.0.1:{ends['audiosocket'].port}"
            with open(certificate) as f:
                bed.write("talkspurt_ca.conf", f.read())
            with open(os.path.join(bed.conf, "websocket_client.conf"), "a") as f:
                f.write(f"""
[engine-tls]
type = websocket_client
connection_type = per_call_config
uri = wss://127.0.0.1:{ends["engine"].port}/media/asterisk
protocols = media
connection_timeout = 500
reconnect_attempts = 0
tls_enabled = yes
ca_list_file = @INST@/etc/talkspurt_ca.conf
verify_server_cert = yes
verify_server_hostname = yes
""")

        settings = SETTINGS + f"""talkspurt.websocket.answer = true
talkspurt.access.tls {{ certificate-file = "{certificate}", key-file = "{key}" }}
talkspurt.audiosocket.tls = true
"""
        with running(a, "lines", settings, rtp_from=26000, prepare=prepare,
                     java=[f"-Djavax.net.ssl.trustStore={trust}", "-Djavax.net.ssl.trustStorePassword=changeit"]) as (bed, engine, checks):
            opener = Opener(bed, engine, "wss", ends["asterisk"].port)
            on_all(bed, engine, checks, ways, [] if a.brief else ways, [] if a.brief else ways, a.parallel)
            if "wss-in" in ways:
                checks.that(opener.answers and all(status == 201 for status, _ in opener.answers), f"{len(opener.answers)} lines were opened to Asterisk over TLS")
            for side, way in (("engine", "wss-out"), ("asterisk", "wss-in"), ("audiosocket", "app8k-tls")):
                checks.that(way not in ways or ends[side].carried > 0, f"{ends[side].carried} connections went through TLS to the {side}")
            ending(engine, checks)
    return checks.summary()


def main():
    ap = arguments(__doc__, "asterisk-lines")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(UNNAMED + WEBSOCKET + AUDIOSOCKET + SECURE))
    ap.add_argument("--brief", action="store_true", help="on few ways, with hang-ups on the first alone")
    ap.add_argument("--minutes", type=int, default=0, help="a call of this length as well; alone if nothing else is chosen by --only")
    ap.add_argument("--parallel", type=int, default=4, help="calls at a time (4)")
    a = ap.parse_args()
    ways = [way for way in a.only.split(",") if way] or ([] if a.minutes else BRIEF if a.brief else UNNAMED + WEBSOCKET + AUDIOSOCKET + SECURE)
    failed = 0
    if a.minutes or set(ways) - set(SECURE):
        failed += plain(a, [way for way in ways if way not in SECURE])
    if set(ways) & set(SECURE):
        failed += secure(a, [way for way in ways if way in SECURE])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
