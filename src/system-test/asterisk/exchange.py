#!/usr/bin/env python3
"""Asterisk controlled by AMI, on a real one: keys and mute in a call, calls that are made, a host that is lost.

    exchange.py [--harness DIR] [--jar FILE] [--out DIR] [--only NAME[,NAME…]]

The engine dials phones that answer, are busy, do not answer, have no way and do not exist, and tells each as what it is; whoever answers
talks to the bot, both ways. In a call it sends keys and mutes; followers of AMI are told its events. Asterisk stands still, and the engine notices and comes back. Prints
one line a check; exit status 0 when none failed. Standard library only.
"""
import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request

import dialplans
from dialplans import World, run
from harness import Told, arguments, eventually, types

NUMBERS = {"answered": "+49301111111", "busy": "+49302222222", "no-answer": "+49303333333", "congestion": "+49304444444", "no-such-number": "+49305555555"}
SETTINGS = dialplans.SETTINGS + """
talkspurt.exchange { silence-timeout = 3s, ping-every = 500ms, user-events.enabled = true }
talkspurt.exchange.hosts.main { address = "127.0.0.1:%s", user = harness, secret-file = "%s" }
talkspurt.outbound {
  trunks.phones { channel = "Local/{number}@phones/n" }
  consent-required = false, ring-timeout = 6s, max-per-day = 100, max-per-week = 700, look-every = 200ms, per-second = 20
  unknown-zone = UTC
  hours { mon-sun = "00:00-24:00" }
  retry.max-attempts = 1
}
"""
TESTBED = """
[phones]
exten => _+4930111111X,1,UserEvent(Phone,Number: ${EXTEN})
 same => n,Answer()
 same => n,Wait(60)
exten => _+4930222222X,1,Busy(1)
 same => n,Hangup(17)
exten => _+4930333333X,1,Ringing()
 same => n,Wait(60)
exten => _+4930444444X,1,Congestion(1)
 same => n,Hangup(34)
exten => _+4930555555X,1,Hangup(1)
"""


class Controlled(World):
    instance, rtp_from = "exchange", 24000

    def __init__(self, a, checks):
        super().__init__(a, checks)
        secret = os.path.join(a.out, "secret")
        with open(secret, "w") as f:
            f.write("harness\n")
        self.engine.settings = SETTINGS % (self.bed.env["AMI_PORT"], secret)
        self.bed.write("talkspurt_exchange_test.conf", TESTBED)
        with open(os.path.join(self.bed.conf, "extensions.conf"), "a") as f:
            f.write("#include talkspurt_exchange_test.conf\n")
        with open(os.path.join(self.bed.conf, "modules.conf"), "a") as f:
            f.write("load = res_mutestream.so\n")

    def post(self, path, body):
        request = urllib.request.Request(f"http://127.0.0.1:{self.engine.http}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as r:
                return r.status, json.load(r)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    def connected(self):
        return self.engine.metric("talkspurt_exchange_connected") == 1

    def caller_with_bot(self):
        """A caller who stays: the name of the case, and the call's id."""
        placed = self.callers(("driver",), ("s",))
        self.with_bot(placed, "a caller")
        return placed, next(c["callId"] for c in self.engine.live() if c["state"] != "expected")

    @staticmethod
    def is_asterisk(pid):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as f:
                command = f.read().split(b"\0")
            return b"asterisk" in os.path.basename(command[0]) and any(b"exchange" in one for one in command)
        except OSError:
            return False


def calls(world):
    eventually(world.connected, 20)
    world.checks.that(world.connected(), "the host is connected by AMI")
    asked = {}
    for outcome, number in NUMBERS.items():
        status, answer = world.post("/api/calls/outbound", {"number": number + "1", "profile": "receptionist"})
        world.checks.that(status in (200, 201, 202), f"a call to a phone that is {outcome} is taken: {status} {answer if status > 202 else ''}")
        asked[outcome] = answer.get("id") or answer.get("callId")
    state = lambda one: world.engine.get(f"/api/calls/outbound/{asked[one]}")
    told = lambda one: json.dumps(state(one))
    for outcome in NUMBERS:
        if outcome != "answered":
            eventually(lambda: f'"{outcome}"' in told(outcome), 40)
            world.checks.that(f'"{outcome}"' in told(outcome), f"{outcome} is told as such: {told(outcome) if outcome not in told(outcome) else ''}")
    live = lambda: [c for c in world.engine.live() if c["callId"] == asked["answered"]]
    eventually(live, 30)
    world.checks.that(live(), f"whoever answers has the bot {told('answered') if not live() else ''}")
    story = lambda: world.engine.story(asked["answered"])
    eventually(lambda: "segment-played" in types(story()), 20)
    world.checks.that("segment-played" in types(story()), "the bot speaks on the call")
    channels = world.bed.run("cli", "core show channels concise")
    both = [line for line in channels.splitlines() if "phones" in line or "talkspurt" in line]
    world.checks.that(any("@phones" in line and ";2" in line for line in both) and "AudioSocket/" in channels,
                      "the phone is on one side, and the engine on the other")
    world.engine.delete("/api/calls/" + asked["answered"])
    eventually(lambda: world.bed.channels() == 0, 20)
    world.checks.that(world.bed.channels() == 0, "nothing is left in Asterisk")


def commands(world):
    eventually(world.connected, 20)
    told, follower = [], Told(world.bed)
    follower.when["Talkspurt"] = told.append
    follower.start()
    placed, call = world.caller_with_bot()
    name = next(iter(placed))
    status, answer = world.post(f"/api/calls/{call}/digits", {"digits": "12#"})
    world.checks.that((status, answer.get("outcome")) == (200, "done"), f"keys are sent: {status} {answer}")
    for command in ("mute", "unmute"):
        status, answer = world.post(f"/api/calls/{call}/{command}", {"direction": "in"})
        world.checks.that((status, answer.get("outcome")) == (200, "done"), f"{command}: {status} {answer}")
    kinds = types(world.engine.story(call))
    world.checks.that(kinds.count("command-asked") == kinds.count("command-done") == 3, f"all are in the call's timeline, asked and done: {kinds.count('command-done')}")
    world.clear(placed)
    ended = lambda: [one for one in told if one["type"] == "call.ended" and one["callid"] == call]
    eventually(ended, 20)
    world.checks.that(ended() and json.loads(ended()[0]["data"])["durationMs"] > 0, f"followers of AMI are told that it ended: {[one['type'] for one in told]}")
    status, answer = world.post(f"/api/calls/{call}/mute", {})
    world.checks.that((status, answer.get("type", "").split("/")[-1]) == (409, "call-ended") or status == 409, f"not in a call that is over: {status}")


def frozen(world):
    """Asterisk stands still: the engine notices within silence-timeout, and its calls are unharmed once it goes on."""
    eventually(world.connected, 20)
    pid = int(next(p for p in os.listdir("/proc") if p.isdigit() and world.is_asterisk(p)))
    begun = time.monotonic()
    os.kill(pid, signal.SIGSTOP)
    eventually(lambda: not world.connected(), 15)
    took = time.monotonic() - begun
    os.kill(pid, signal.SIGCONT)
    world.checks.in_time(took * 1000, 5_000, f"a host that stands still is noticed after {took:.1f} s")
    eventually(world.connected, 30)
    world.checks.that(world.connected(), "and is connected again when it goes on")
    log = open(os.path.join(world.out, "engine.log")).read()
    lost = [line for line in log.splitlines() if "Asterisk main" in line]
    world.checks.that(sum(" is lost" in line for line in lost) == 1, f"the log says so once: {[line[30:140] for line in lost]}")
    placed, _ = world.caller_with_bot()
    world.clear(placed)


ALL = (calls, commands, frozen)


def main():
    ap = arguments(__doc__, "asterisk-exchange")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(one.__name__ for one in ALL))
    a = ap.parse_args()
    a.extensions, a.brief = "s", True
    return run(a, Controlled, ALL, ALL)


if __name__ == "__main__":
    sys.exit(main())
