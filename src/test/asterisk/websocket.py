#!/usr/bin/env python3
"""Whole calls over chan_websocket through a real Asterisk, on each way in.

    websocket.py [--harness DIR] [--jar FILE] [--out DIR] [--only NAME[,NAME…]]

On wsout, wsout8k, wsout-ulaw, wsout-text, wsout-uri (Asterisk connects to the engine), and wsin (the engine
connects to Asterisk, by POST /api/lines/websocket, when an AMI event tells the connection id): the greeting is heard, a request is
understood and answered, a voice and a key stop the greeting, the caller hangs up, the engine hangs up. Judged
by recorded wavs, the engine's API, and Asterisk's channel list. Also measures what AudioSocket takes to stop, to compare. Prints
one line a check; exit status 0 when none failed. Standard library only.
"""
import json
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request

from accept import falls_longer_silent, falls_silent, first_sound, sounding, wav
from harness import ROOT, arguments, eventually, levels, log_is_clean, running, said_by, types

SETTINGS = """talkspurt.profiles.receptionist.most-keys = 2
talkspurt.websocket.call-id-variables = ["VT_UUID"]
talkspurt.websocket.allowed-hosts = ["127.0.0.1"]
"""
WAYS = ("wsout", "wsout8k", "wsout-ulaw", "wsout-alaw", "wsout-text", "wsout-own", "wsin", "our-dialplan", "our-dialplan-incoming")
STOP_LIMIT_MS = 400


class Opener(threading.Thread):
    """What a controller does for wsin: hears of each channel that waits by AMI, and has the engine connect to it."""

    def __init__(self, bed, engine):
        super().__init__(daemon=True)
        self.bed, self.engine, self.answers = bed, engine, []
        self.ami = socket.create_connection(("127.0.0.1", int(bed.env["AMI_PORT"])))
        self.ami.sendall(b"Action: Login\r\nUsername: harness\r\nSecret: harness\r\n\r\n")

    def run(self):
        with self.ami.makefile("r", newline="\r\n", errors="replace") as lines:
            event = {}
            for line in lines:
                key, colon, value = line.strip().partition(": ")
                if colon:
                    event[key] = value
                elif not line.strip():
                    if event.get("UserEvent") == "EngineMedia":
                        self.answers.append(post_line(self.engine, f"ws://127.0.0.1:{self.bed.env['HTTP_PORT']}/media/{event['ConnectionId']}"))
                    event = {}


def post_line(engine, url):
    """Status and body of the answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{engine.http}/api/lines/websocket",
                                     json.dumps({"url": url}).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=5) as r:
            return r.status, json.load(r)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def left(bed, engine):
    return engine.lines(), len(engine.live()), bed.channels()


def stop_after(call, at_ms):
    """From the caller's onset to the bot's silence, ms, and how much sounded before."""
    heard, said = levels(call["heard"]), levels(call["said"])
    onset = first_sound(said, at_ms)
    stop = falls_silent(heard, onset)
    return None if stop is None else stop - onset, sounding(heard, onset - 800, onset)


def conversation(bed, engine, checks, way):
    warm, story = bed.phone(way + "-greeting", way, "--seconds", "14")
    if not warm["answered"]:
        checks.that(False, f"{way}: answered")
        return
    heard = levels(warm["heard"])
    begun = first_sound(heard)
    checks.in_time(begun, 1500, f"{way}: greeting is heard {begun} ms after the answer")
    checks.in_time(round(1000 * abs(warm["wire_seconds"] - warm["seconds"])), 400,
                   f"{way}: the wire carries {warm['wire_seconds']} s in a call of {warm['seconds']} s")
    at = falls_longer_silent(heard, begun) / 1000 + 0.8
    call, story = bed.phone(way + "-hours", way, "--play", wav("hours"), "--play-at", f"{at:.2f}", "--seconds", f"{at + 8:.2f}")
    caller = said_by(story, "caller")
    onset = first_sound(levels(call["said"]), int(at * 1000))
    answer = first_sound(levels(call["heard"]), onset + 600)
    checks.that(caller and "hour" in caller[0] and answer is not None,
                f"{way}: 'hours' is understood as {caller} and answered {answer and answer - onset} ms after its onset")


def barge_in(bed, engine, checks, way):
    took = []
    for second in ("1.5", "2.5", "3.5"):
        call, story = bed.phone(way + "-barge-in-" + second, way, "--play", wav("operator"), "--play-at", second,
                                "--seconds", str(float(second) + 3))
        ms, before = stop_after(call, int(float(second) * 1000))
        took.append(ms)
        checks.that(before > 60 and "floor-yielded" in types(story), f"{way}: voice at {second} s takes the floor of a greeting that sounds")
        checks.in_time(ms, STOP_LIMIT_MS, f"{way}: and stops it {ms} ms after its onset")
    return [ms for ms in took if ms is not None]


def key(bed, engine, checks, way):
    call, story = bed.phone(way + "-key", way, "--dtmf", "2.5:1", "--seconds", "6")
    stop = falls_silent(levels(call["heard"]), 2500)
    took = None if stop is None else stop - 2660 - 60
    checks.in_time(took, 150, f"{way}: a key stops the greeting {took} ms after its release")
    checks.that("digits-collected" in types(story), f"{way}: and is taken as input")


def hang_up(bed, engine, checks, way):
    _, story = bed.phone(way + "-hang-up", way, "--seconds", "3")
    checks.that(eventually(lambda: left(bed, engine) == (0, 0, 0), 10), f"{way}: the caller hangs up: lines, calls, channels left {left(bed, engine)}")
    checks.that(story and engine.story(story["callId"]).get("endReason") == "caller-hung-up", f"{way}: and the call says so")
    phone = bed.dial(way + "-hung-up", way, "--seconds", "15")
    eventually(engine.live, 8)
    time.sleep(2)
    engine.delete("/api/calls/" + engine.live()[0]["callId"])
    call = bed.result(phone)
    checks.that(call["ended_by"] == "peer" and call["seconds"] < 12, f"{way}: the engine hangs up: caller let go after {call['seconds']} s")
    checks.that(eventually(lambda: left(bed, engine) == (0, 0, 0), 10), f"{way}: lines, calls, channels left {left(bed, engine)}")


def refusals(bed, engine, checks):
    status, body = post_line(engine, f"ws://127.0.0.1:{bed.env['HTTP_PORT']}/media/nobody")
    checks.that(status == 502 and "404" in body["detail"], f"an unknown connection id is told: {status} {body.get('detail')}")
    status, body = post_line(engine, "ws://localhost:1/media/x")
    checks.that(status == 403, f"a host that is not set is refused: {status} {body.get('detail')}")
    checks.that(eventually(lambda: engine.lines() == 0, 5), "and no line is left")


def queue(engine):
    """How many frames Asterisk told to be queued: how often it told, and how often it was at most 0, 1, 2, 3, 5."""
    return [engine.metric("talkspurt_line_queued_frames_" + what, label) for what, label in
            (("count", ""), ("bucket", 'le="0.0"'), ("bucket", 'le="1.0"'), ("bucket", 'le="2.0"'), ("bucket", 'le="3.0"'), ("bucket", 'le="5.0"'))]


def ours(bed, engine):
    """More ways: A-law, the id by v(uuid=…), and the product's own dialplan."""
    bed.write("websocket_test.conf", """[engine](+)
exten => wsout-alaw,1,Gosub(uuid,1)
 same => n,Dial(WebSocket/${WSCLIENT}/c(alaw)f(json),20,g)
 same => n,Goto(after,1)
exten => wsout-own,1,Gosub(uuid,1)
 same => n,Dial(WebSocket/${WSCLIENT}/c(slin16)f(json)v(uuid=${VT_UUID}),20,g)
 same => n,Goto(after,1)
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


def main():
    ap = arguments(__doc__, "asterisk-websocket")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(WAYS))
    ap.add_argument("--brief", action="store_true", help="voice and hang-up on the first way alone")
    a = ap.parse_args()
    ways = [way for way in a.only.split(",") if way] or WAYS

    def prepare(bed, engine):
        bed.env["WS_URI"] = f"ws://127.0.0.1:{engine.http}/media/asterisk"
        ours(bed, engine)

    with running(a, "websocket", SETTINGS, rtp_from=26000, prepare=prepare) as (bed, engine, checks):
        opener = Opener(bed, engine)
        opener.start()
        refusals(bed, engine, checks)
        reference = barge_in(bed, engine, checks, "dial16k")
        for number, way in enumerate(ways):
            conversation(bed, engine, checks, way)
            key(bed, engine, checks, way)
            if number == 0 or not a.brief:
                took = barge_in(bed, engine, checks, way)
                if took and reference:
                    checks.in_time(sum(took) / len(took), sum(reference) / len(reference) + 20,
                                   f"{way}: voice stops it in {sum(took) / len(took):.0f} ms, over AudioSocket in {sum(reference) / len(reference):.0f} ms")
                hang_up(bed, engine, checks, way)
        print("      queued frames told: %d; at most 0, 1, 2, 3, 5: %d %d %d %d %d" % tuple(queue(engine)))
        checks.that(engine.metric("talkspurt_line_unreadable_total") == 0, "nothing was unreadable")
        if "wsin" in ways:
            checks.that(opener.answers and all(status == 201 for status, _ in opener.answers), f"{len(opener.answers)} lines were opened to Asterisk")
        log_is_clean(engine, checks)
    return checks.summary()


if __name__ == "__main__":
    sys.exit(main())
