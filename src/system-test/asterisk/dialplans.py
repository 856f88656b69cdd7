#!/usr/bin/env python3
"""Every shipped context, on a real Asterisk, while the engine is well, dead, killed, full or about to stop.

    dialplans.py [--harness DIR] [--jar FILE] [--out DIR] [--brief] [--only NAME[,NAME…]]

Places calls to each context and each kind of extension, and looks at what becomes of the callers: who reaches the bot, who
takes the way out, when, and who is hung up without a word (nobody may be). Prints one line a check and at the end
"N passed, N failed"; exit status 0 when none failed. Limits in time mean something on a quiet machine only: without
--strict-timing what is late is shown as SLOW and not counted. Standard library only.
"""
import http.server
import json
import os
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.parse

from harness import ROOT, Bed, Checks, Engine, arguments, eventually, types

WAYS = ("incoming", "driver", "outbound", "websocket", "websocket-incoming")
EXTENSIONS = ("s", "3", "+4930123", "anna.lee")
MORE_EXTENSIONS = ("*98", "#", "anonymous", "h2", "t", "i", "Zo\u00eb", "0")
LATE_MS = 2000
PATIENCE_S = 6
SETTINGS = """
talkspurt.calls.max = 60
talkspurt.calls.transfer-settles-after = 4s
talkspurt.drain.finish-timeout = 60s
talkspurt.websocket.allowed-hosts = ["127.0.0.1"]
talkspurt.access.line-token.required = yes
talkspurt.profiles.receptionist.max-keys = 1
talkspurt.profiles.receptionist.greeting { say = "Hello." }
"""
TESTBED = """
[globals](+)
TALKSPURT_FALLBACK = ways, out, 1
TALKSPURT_PATIENCE = %d

[ways]
exten => out,1,UserEvent(WayOut,Case: ${CASE},Outcome: ${TALKSPURT_OUTCOME},State: ${CHANNEL(state)},Cdr: ${CDR(userfield)},CallId: ${TALKSPURT_ID})
 same => n,Answer()
 same => n,Wait(2)
 same => n,Hangup()

[queues]
exten => operator,1,UserEvent(Arrived,Case: ${CASE},Outcome: ${TALKSPURT_OUTCOME},Cdr: ${CDR(userfield)})
 same => n,Wait(1)
 same => n,Hangup()
""" % PATIENCE_S


class Watch(threading.Thread):
    """Reads what Asterisk tells over AMI of the channels that run the dialplan, by case: their unique ids name it."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.lock, self.cases = threading.Lock(), {}
        self.send(Action="Login", Username="harness", Secret="harness")
        self.start()

    def send(self, **fields):
        variables = fields.pop("Variables", {})
        lines = [f"{key}: {value}" for key, value in fields.items()] + [f"Variable: {k}={v}" for k, v in variables.items()]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())

    def run(self):
        with self.socket.makefile("r", encoding="utf-8", errors="replace", newline="\r\n") as stream:
            event = {}
            for line in stream:
                key, colon, value = line.rstrip("\r\n").partition(": ")
                if colon:
                    event[key] = value
                elif not line.strip():
                    self.take(event)
                    event = {}

    def take(self, event):
        with self.lock:
            unique = event.get("Uniqueid", "")
            name = event.get("Case") or (unique[:-2] if unique.endswith("-2") else "")
            if name in self.cases:
                self.cases[name].append((time.monotonic(), event))

    def place(self, name, context, extension, **variables):
        """A caller who says nothing, for as long as they are not hung up. Returns when they called."""
        with self.lock:
            self.cases[name] = []
        begun = time.monotonic()
        self.send(Action="Originate", Channel=f"Local/{extension}@{context}/n", Application="Wait", Data="120", Async="true",
                  Timeout="60000", ChannelId=name + "-1", OtherChannelId=name + "-2", CallerID=f"{name} <{name}>", Variables={"__CASE": name, **variables})
        return begun

    def events(self, name, kind=None, **fields):
        with self.lock:
            return [(at, e) for at, e in self.cases[name]
                    if kind in (None, e.get("Event"), e.get("UserEvent")) and all(e.get(k) == v for k, v in fields.items())]

    def caller(self, name):
        """The channel that runs the dialplan: the second half of the Local channel."""
        return next((e["Channel"] for _, e in self.events(name, "Newchannel")), None)

    def gone(self, name):
        return bool(self.events(name, "Hangup"))

    def answered(self, name):
        return bool(self.events(name, "Newstate", ChannelStateDesc="Up"))

    def applications(self, name):
        return [e.get("Application") for _, e in self.events(name, "Newexten")]

    def hang_up(self, *names):
        for name in names:
            channel = self.caller(name)
            if channel:
                self.send(Action="Hangup", Channel=channel)
        eventually(lambda: all(self.gone(name) for name in names), 10)


class World:
    instance, rtp_from = "dialplans", 27000

    def __init__(self, a, checks):
        self.a, self.checks, self.count = a, checks, 0
        self.out = a.out
        self.engine = Engine(a.jar, a.out, SETTINGS)
        self.bed = Bed(a.harness, self.engine, a.out, self.instance, self.rtp_from)
        self.bed.env["WS_URI"] = f"ws://127.0.0.1:{self.engine.http}/media/asterisk"
        product = os.path.join(ROOT, "conf", "asterisk")
        with open(os.path.join(product, "extensions_talkspurt_websocket.conf")) as f:
            self.bed.write("extensions_talkspurt_websocket.conf", f.read().replace("127.0.0.1:8088", "127.0.0.1:" + self.bed.env["HTTP_PORT"]))
        with open(os.path.join(product, "websocket_client_talkspurt.conf")) as f:
            self.bed.extend("websocket_client.conf", f.read().replace("127.0.0.1:1650", f"127.0.0.1:{self.engine.http}"))
        with open(os.path.join(product, "extensions_talkspurt_queues.conf")) as f:
            self.bed.write("extensions_talkspurt_queues.conf", f.read().replace("[queues]", "[shipped-queues]"))
        self.bed.write("talkspurt_test.conf", TESTBED)
        self.bed.write("cdr.conf", "[general]\nenable = yes\n")
        with open(os.path.join(self.bed.conf, "extensions.conf"), "a") as f:
            f.write("#include extensions_talkspurt_websocket.conf\n#include extensions_talkspurt_queues.conf\n")

    def begin(self):
        self.bed.run("stop", check=False)
        self.bed.run("start", self.bed.conf)
        self.watch = Watch(int(self.bed.env["AMI_PORT"]))
        self.started()

    def end(self):
        self.bed.run("stop", check=False)
        if self.engine.process and self.engine.process.poll() is None:
            self.engine.process.send_signal(signal.SIGCONT)
        self.engine.kill(signal.SIGKILL)
        shutil.rmtree(self.engine.data, ignore_errors=True)

    def callers(self, ways=WAYS, extensions=None, dies=False, **variables):
        """One caller for each context and extension, all at once. An engine that lives has all the time that a busy machine
        takes; one that is dead has as much as is shipped."""
        if not dies:
            variables = {"TALKSPURT_START_WITHIN": "20", **variables}
        placed = {}
        for way in ways:
            for extension in extensions or self.a.extensions.split(","):
                self.count += 1
                name = f"case{self.count}"
                placed[name] = (way, extension, self.watch.place(name, "talkspurt-" + way, extension, **variables))
        return placed

    def started(self):
        """The engine is up, and has answered a first call: on a busy machine that takes a while."""
        self.engine.start()
        for _ in range(10):
            placed = self.callers(("driver",), ("warm-up",))
            reached = eventually(lambda: "warm-up" in self.live_dnids(), 10)
            self.clear(placed)
            if reached:
                return

    def setting(self, name, value):
        """A global variable of the dialplan."""
        self.watch.send(Action="Setvar", Variable=name, Value=value)

    def live_dnids(self):
        return sorted(call["dnid"] for call in self.engine.live() if call["state"] != "expected")

    def with_bot(self, placed, what):
        """All have reached the bot, each announced with their extension; and nobody was hung up."""
        wanted = sorted(extension for _, extension, _ in placed.values())
        eventually(lambda: self.live_dnids() == wanted, 40)
        self.checks.that(self.live_dnids() == wanted, f"{what}: {len(wanted)} callers reach the bot by their extension: {self.live_dnids() if self.live_dnids() != wanted else 'all'}")
        self.nobody_hung_up(placed, what)

    def nobody_hung_up(self, placed, what):
        """But by whom they were sent to; a caller of whom Asterisk tells nothing would be none."""
        unseen = [self.label(placed, name) for name in placed if not self.watch.caller(name)]
        self.checks.that(not unseen, f"{what}: all callers are seen {unseen or ''}")
        silent = [self.label(placed, name) for name in placed if self.watch.gone(name) and not self.watch.events(name, "WayOut")]
        self.checks.that(not silent, f"{what}: nobody is hung up without a word {silent or ''}")

    @staticmethod
    def label(placed, name):
        return f"{placed[name][1]}@{placed[name][0]}"

    def way_out(self, placed, outcome, what, within_s, late_ms=None, since=None, answered=False):
        """All take the way out once, with this outcome, and their call id in the CDR."""
        outs = {name: [] for name in placed}
        eventually(lambda: all(self.watch.events(name, "WayOut") for name in placed), within_s)
        missing, wrong, up, cdr, took = [], [], [], [], []
        for name, (_, _, begun) in placed.items():
            outs = self.watch.events(name, "WayOut")
            if not outs:
                missing.append(self.label(placed, name))
                continue
            at, event = outs[0]
            took.append(round(1000 * (at - (since or begun))))
            if event["Outcome"] != outcome:
                wrong.append(f"{self.label(placed, name)} {event['Outcome']}")
            if (event["State"] == "Up") and not answered:
                up.append(self.label(placed, name))
            if event["Cdr"] != f"{event['CallId']} {event['Outcome']}" or len(event["CallId"]) != 36:
                cdr.append(event["Cdr"])
        self.checks.that(not missing, f"{what}: {len(placed)} callers take the way out {missing or ''}")
        self.checks.that(not wrong, f"{what}: and are told as {outcome} {wrong or ''}")
        self.checks.that(not cdr, f"{what}: call id and outcome are in the CDR {cdr or ''}")
        if not answered:
            self.checks.that(not up, f"{what}: nobody was answered before {up or ''}")
        if late_ms and took:
            self.checks.in_time(max(took), late_ms, f"{what}: the last after {max(took)} ms")
        self.nobody_hung_up(placed, what)

    def press(self, name, digit):
        """On the telephone: the first half of the Local channel."""
        self.watch.send(Action="PlayDTMF", Channel=self.watch.caller(name)[:-1] + "1", Digit=digit)

    def clear(self, placed):
        self.watch.hang_up(*placed)
        eventually(lambda: not self.engine.live(), 10)


# ---- the conditions

def healthy(world):
    """Whatever is dialled reaches the bot."""
    placed = world.callers()
    world.with_bot(placed, "healthy")
    world.clear(placed)
    for way in WAYS[:1] if world.a.brief else WAYS:
        placed = world.callers((way,), MORE_EXTENSIONS)
        world.with_bot(placed, f"healthy, odd extensions, {way}")
        world.clear(placed)
    world.setting("TALKSPURT_API", f"http://127.0.0.1:9,{world.engine.apis[0]}")
    placed = world.callers(extensions=("s",))
    world.with_bot(placed, "the second of two API addresses will do")
    world.clear(placed)
    world.setting("TALKSPURT_API", world.engine.apis[0])


def dead(world):
    """Nobody listens; and then: something listens and says nothing."""
    world.engine.kill(signal.SIGKILL)
    placed = world.callers(dies=True)
    world.way_out(placed, "dead", "dead at start", 10, LATE_MS)
    world.watch.hang_up(*placed)
    for where in ("", "nowhere,s,1", "ways", "ways,out", "ways,out,9", "talkspurt-driver,s,1"):
        world.setting("TALKSPURT_FALLBACK", where)
        placed = world.callers(extensions=("s",), dies=True)
        told = lambda: [world.label(placed, name) for name in placed if "Congestion" in world.watch.applications(name)
                        and "TryExec" in world.watch.applications(name) and not world.watch.answered(name)]
        eventually(lambda: len(told()) == len(placed), 10)
        world.checks.that(len(told()) == len(placed), f"dead, way out '{where}': {len(told())} of {len(placed)} are told that it is so, unanswered")
        world.watch.hang_up(*placed)
    world.setting("TALKSPURT_FALLBACK", "ways, out, 1")
    world.started()
    os.kill(world.engine.process.pid, signal.SIGSTOP)
    placed = world.callers(dies=True)
    world.way_out(placed, "dead", "hung at start", 10, LATE_MS)
    world.watch.hang_up(*placed)
    os.kill(world.engine.process.pid, signal.SIGCONT)
    eventually(lambda: not world.engine.live(), 5)
    world.engine.kill(signal.SIGKILL)
    world.started()


def killed(world):
    """Killed in mid-call: callers wait for it to come back, and then take the way out."""
    placed = world.callers()
    world.with_bot(placed, "before it is killed")
    time.sleep(3)  # a line of the application that is reset in its first 2 s looks like one that never stood
    since = time.monotonic()
    world.engine.kill(signal.SIGKILL)
    world.way_out(placed, "lost", "killed in mid-call", PATIENCE_S + 15, since=since, answered=True)
    world.watch.hang_up(*placed)
    world.started()
    eventually(lambda: not world.engine.live(), 40)


def restarted(world):
    """Killed and started again: the calls go on."""
    placed = world.callers(extensions=("s",), TALKSPURT_PATIENCE="60")
    world.with_bot(placed, "before it is restarted")
    time.sleep(3)  # as above
    on_line = lambda call: world.engine.story(call)["state"] != "ended" and world.engine.story(call).get("line", {}).get("attached")
    before = {call["callId"] for call in world.engine.live() if on_line(call["callId"])}  # not those whose line never came
    world.engine.kill(signal.SIGKILL)
    world.engine.start()
    attached = lambda: [call for call in before if on_line(call)]
    eventually(lambda: len(attached()) == len(before), 25)
    world.checks.that(len(attached()) == len(before) == len(WAYS), f"restarted: {len(attached())} of {len(before)} calls of {len(WAYS)} go on with the bot")
    world.nobody_hung_up(placed, "restarted")
    world.clear(placed)


def full(world):
    """As many calls as may be: no one more is answered."""
    world.engine.kill()
    world.engine.settings = SETTINGS.replace("calls.max = 60", "calls.max = 2")
    world.started()
    two = world.callers(("driver", "websocket"), ("s",))
    world.with_bot(two, "two calls at most")
    opened = world.engine.metric("talkspurt_lines_accepted_total")
    placed = world.callers()
    world.way_out(placed, "busy", "full", 10, LATE_MS)
    now = world.engine.metric("talkspurt_lines_accepted_total")
    world.checks.that(now == opened > 0, f"full: no line was opened for them ({now - opened:.0f})")
    try:
        world.engine.get("/ready")
        world.checks.that(False, "full: /ready says so")
    except urllib.error.HTTPError as not_ready:
        checks = {c["name"]: c["status"] for c in json.load(not_ready)["checks"]}
        world.checks.that(checks.get("calls") == "down", f"full: /ready says so: {checks}")
    world.clear({**two, **placed})
    world.engine.kill()
    world.engine.settings = SETTINGS
    world.started()


def draining(world):
    """About to stop, and nobody else is there: those who talk go on, nobody else is taken."""
    talking = world.callers(("driver",), ("s",))
    world.with_bot(talking, "before it stops")
    world.engine.process.send_signal(signal.SIGTERM)
    eventually(lambda: "down" in not_ready(world), 5)
    placed = world.callers()
    world.way_out(placed, "draining", "about to stop", 10, LATE_MS)
    world.nobody_hung_up(talking, "about to stop, who talks")
    world.watch.hang_up(*talking, *placed)
    world.engine.kill(signal.SIGKILL)
    world.started()


def not_ready(world):
    try:
        world.engine.get("/ready")
        return ""
    except urllib.error.HTTPError as answer:
        return answer.read().decode()
    except OSError:
        return ""


def transfers(world):
    """A key sends the caller to the operator: who is there, or is not, or does not answer."""
    placed = world.callers(extensions=("s",))
    world.with_bot(placed, "before a transfer")
    ids = call_ids(world, placed)
    press_zero(world, placed)
    eventually(lambda: all(world.watch.events(name, "Arrived") for name in placed), 20)
    for name in placed:
        arrived = world.watch.events(name, "Arrived")
        world.checks.that(arrived and arrived[0][1]["Outcome"] == "transferred" and arrived[0][1]["Cdr"] == f"{ids[name]} transferred",
                          f"transfer by {world.label(placed, name)}: the caller arrives, as the CDR tells")
    ended = lambda: {world.engine.story(i).get("endReason") for i in ids.values()}
    eventually(lambda: ended() == {"transferred"}, 20)
    world.checks.that(ended() == {"transferred"}, f"transfer: the calls end as transferred {ended()}")
    world.watch.hang_up(*placed)
    world.bed.run("cli", "dialplan remove context queues")
    placed = world.callers(extensions=("s",))
    world.with_bot(placed, "before a transfer to nowhere")
    ids = call_ids(world, placed)
    press_zero(world, placed)
    back = lambda: [i for i in ids.values() if "transfer-failed" in types(world.engine.story(i))
                    and world.engine.story(i)["line"]["attached"] and world.engine.story(i)["state"] != "ended"]
    eventually(lambda: len(back()) == len(ids), 25)
    world.checks.that(len(back()) == len(ids), f"transfer to nowhere: {len(back())} of {len(ids)} are with the bot again")
    whys = {e["why"] for i in ids.values() for e in world.engine.story(i)["timeline"] if e["type"] == "transfer-failed"}
    world.checks.that(whys == {"no such destination"}, f"transfer to nowhere: and why is told {whys}")
    world.nobody_hung_up(placed, "transfer to nowhere")
    world.bed.run("cli", "dialplan add extension operator,1,Goto,shipped-queues,operator,1 into queues")
    press_zero(world, placed)
    twice = lambda: [i for i in ids.values() if types(world.engine.story(i)).count("transfer-failed") >= 2
                     and world.engine.story(i)["line"]["attached"]]
    eventually(lambda: len(twice()) == len(ids), 40)
    world.checks.that(len(twice()) == len(ids), f"transfer to a queue of nobody, as shipped: {len(twice())} of {len(ids)} are with the bot again")
    world.nobody_hung_up(placed, "transfer to a queue of nobody")
    world.clear(placed)
    world.bed.run("cli", "dialplan reload")


def call_ids(world, placed):
    by_channel = {}
    for call in world.engine.live():
        story = world.engine.story(call["callId"])
        by_channel[story["plan"].get("channel")] = call["callId"]
    return {name: by_channel.get(world.watch.caller(name)) for name in placed}


def press_zero(world, placed):
    time.sleep(1)
    for name in placed:
        world.press(name, "0")


class Refuser(http.server.ThreadingHTTPServer):
    """An engine that takes every call and refuses every line: it accepts TCP, and closes."""

    def __init__(self):
        self.lines = []
        self.sound = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.refuse, daemon=True).start()
        super().__init__(("127.0.0.1", 0), Answers)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def refuse(self):
        while True:
            line, _ = self.sound.accept()
            self.lines.append(time.monotonic())
            line.close()


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        address = "127.0.0.1:%d" % self.server.sound.getsockname()[1]
        if self.path.startswith("/media"):
            self.server.lines.append(time.monotonic())
            self.send_error(503)
            return
        text = address if "call-start" in self.path else "reconnect " + address
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.lines.append(time.monotonic())
        self.send_error(502)

    def log_message(self, *args):
        pass


def refused(world):
    """An engine that takes the call and refuses its line, again and again: it is not stormed, and the caller gets away."""
    for way in ("incoming", "driver", "outbound", "websocket-incoming"):
        refuser = Refuser()
        placed = world.callers((way,), ("s",), __TALKSPURT_API=f"http://127.0.0.1:{refuser.server_address[1]}")  # also for the channel that the engine connects to
        name = next(iter(placed))
        eventually(lambda: world.watch.events(name, "WayOut"), PATIENCE_S + 15)
        seconds = [sum(at <= line < at + 1 for line in refuser.lines) for at in refuser.lines]
        world.checks.that(seconds and max(seconds) <= 2, f"lines refused, {way}: {len(seconds)} lines, at most {max(seconds, default=0)} in a second")
        out = world.watch.events(name, "WayOut")
        world.checks.that(out and out[0][1]["Outcome"] in ("lost", "refused", "dead"), f"lines refused, {way}: the caller takes the way out {[e['Outcome'] for _, e in out]}")
        world.nobody_hung_up(placed, f"lines refused, {way}")
        world.watch.hang_up(name)
        refuser.shutdown()
        refuser.sound.close()


def strangers(world):
    """Who knows the id of a call brings no line for it over a WebSocket, and the caller notices nothing."""
    placed = world.callers(("websocket",), ("s",))
    world.with_bot(placed, "strangers")
    call = world.engine.live()[0]
    before = world.engine.metric("talkspurt_lines_closed_total", 'cause="token"')
    answers = [upgrade(world.engine.http, query) for query in (f"?uuid={call['callId']}", f"?uuid={call['callId']}&token={'A' * 54}", "")]
    world.checks.that(answers == [403, 403, 403], f"strangers: lines without the token of the call are refused {answers}")
    counted = world.engine.metric("talkspurt_lines_closed_total", 'cause="token"') - before
    world.checks.that(counted == 3, f"strangers: and counted {counted}")
    world.checks.that(world.engine.story(call["callId"])["state"] == call["state"] and not world.watch.gone(next(iter(placed))), "strangers: the caller is still there")
    tokens = [word for word in open(os.path.join(world.out, "engine.log")).read().split() if len(word) == 54]
    world.checks.that(not tokens, f"strangers: no token is in the log {tokens}")
    world.clear(placed)


def upgrade(port, query):
    """The status that a WebSocket for a call's line is answered by."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as s:
        s.sendall((f"GET /media/asterisk{query} HTTP/1.1\r\nHost: engine\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: media\r\n\r\n").encode())
        return int(s.recv(4096).split(b" ")[1])


CONDITIONS = (healthy, dead, killed, restarted, full, draining, transfers, refused, strangers)
BRIEF = (healthy, dead, killed, full, draining, transfers, strangers)


def run(a, make, usual, named):
    """The exit status of those of the conditions that are asked for by name, else of the usual ones, in a world that is made for them."""
    only = [name for name in a.only.split(",") if name]
    shutil.rmtree(a.out, ignore_errors=True)
    os.makedirs(a.out)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    checks = Checks(a.strict_timing)
    world = make(a, checks)
    try:
        world.begin()
        for condition in [one for one in named if one.__name__ in only] if only else usual:
            condition(world)
    finally:
        world.end()
    return checks.summary()


def main():
    ap = arguments(__doc__, "asterisk-dialplans")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(c.__name__ for c in CONDITIONS))
    ap.add_argument("--extensions", default=",".join(EXTENSIONS), help="what is dialled, with commas between")
    ap.add_argument("--brief", action="store_true", help="without what takes long")
    a = ap.parse_args()
    return run(a, World, [condition for condition in CONDITIONS if not a.brief or condition in BRIEF], CONDITIONS)


if __name__ == "__main__":
    sys.exit(main())
