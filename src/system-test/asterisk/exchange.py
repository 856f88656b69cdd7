#!/usr/bin/env python3
"""Asterisk controlled by AMI, on a real one: keys and mute in a call, calls that are made, a host that is lost.

    exchange.py [--harness DIR] [--jar FILE] [--out DIR] [--only NAME[,NAME…]]

The engine dials a hundred phones that answer, are busy, do not answer, have no way and do not exist, each once, and tells each as what it
is; whoever answers hears the bot and is heard. In a call it sends keys and mutes; followers of AMI are told its events. Asterisk stands still, and the engine notices and comes back. Prints
one line a check; exit status 0 when none failed. Standard library only.
"""
import array
import json
import math
import os
import shutil
import signal
import sys
import time
import urllib.error
import urllib.request

import dialplans
from dialplans import World, run
from consult import share
from harness import ROOT, SOUND_DBFS, Told, arguments, eventually, levels, recording, types, write_recording

# the last two digits tell phones apart
NUMBERS = {"answered": "+4930111111", "busy": "+4930222222", "no-answer": "+4930333333", "congestion": "+4930444444", "no-such-number": "+4930555555"}
EACH = 20
TONE_HZ, RATE_HZ = 1000, 8000
SETTINGS = dialplans.SETTINGS + """
talkspurt.exchange { silence-timeout = 3s, ping-every = 500ms, user-events.enabled = true }
talkspurt.exchange.phones.desk = "Local/desk@phones/n"
talkspurt.exchange.hosts.main { address = "127.0.0.1:%s", user = harness, secret-file = "%s" }
talkspurt.outbound {
  trunks.phones { channel = "Local/{number}@phones/n", at-once = 8, per-second = 5 }
  consent-required = false, ring-timeout = 6s, max-per-day = 100, max-per-week = 700, look-every = 200ms, per-second = 20
  unknown-zone = UTC
  hours { mon-sun = "00:00-24:00" }
  retry.max-attempts = 1
}
"""
TESTBED = """
[engine](+)
exten => caller,1,Goto(talkspurt-driver,100,1)

[phones]
exten => _+4930111111XX,1,UserEvent(Phone,Number: ${EXTEN})
 same => n,Answer()
 same => n,MixMonitor(/tmp/exchange/${EXTEN}-both.wav,r(/tmp/exchange/${EXTEN}.wav))
 same => n,Wait(2)
 same => n,Playback(/tmp/exchange/hours)
 same => n,Wait(8)
 same => n,Hangup()
exten => desk,1,Answer()
 same => n,MixMonitor(/tmp/exchange/desk-both.wav,r(/tmp/exchange/desk.wav))
 same => n,Playback(/tmp/exchange/tone)
exten => _+4930222222XX,1,UserEvent(Phone,Number: ${EXTEN})
 same => n,Busy(1)
 same => n,Hangup(17)
exten => _+4930333333XX,1,UserEvent(Phone,Number: ${EXTEN})
 same => n,Ringing()
 same => n,Wait(60)
exten => _+4930444444XX,1,UserEvent(Phone,Number: ${EXTEN})
 same => n,Congestion(1)
 same => n,Hangup(34)
exten => _+4930555555XX,1,UserEvent(Phone,Number: ${EXTEN})
 same => n,Hangup(1)
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
            f.write("".join(f"load = {module}.so\n" for module in ("res_mutestream", "app_mixmonitor", "app_playback", "app_chanspy", "format_wav")))
        self.phones = os.path.join(os.environ.get("ASTERISK_ROOT", "/srv/asterisk-sid"), "tmp", "exchange")
        shutil.rmtree(self.phones, ignore_errors=True)
        os.makedirs(self.phones)
        os.chmod(self.phones, 0o777)
        shutil.copy(os.path.join(ROOT, "loadtest", "say", "hours.wav"), self.phones)
        tone = array.array("h", (int(6000 * math.sin(2 * math.pi * TONE_HZ * n / RATE_HZ)) for n in range(20 * RATE_HZ)))
        write_recording(os.path.join(self.phones, "tone.wav"), tone, RATE_HZ)

    def post(self, path, body):
        request = urllib.request.Request(f"http://127.0.0.1:{self.engine.http}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as r:
                return r.status, json.load(r)
        except urllib.error.HTTPError as refused:
            return refused.code, json.load(refused)

    def follow(self, name):
        """All user events of this name from now on."""
        told, follower = [], Told(self.bed)
        follower.when[name] = told.append
        follower.start()
        return told

    def ask(self, number):
        """Has a phone called; the id of what was asked for."""
        status, answer = self.post("/api/calls/outbound", {"number": number, "profile": "receptionist"})
        if status > 202:
            self.checks.that(False, f"a call to {number} is taken: {status} {answer}")
        return answer.get("id")

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
    """Each of a hundred phones is dialled once, is told as what it was, and whoever answers hears and is heard."""
    eventually(world.connected, 20)
    world.checks.that(world.connected(), "the host is connected by AMI")
    rang = world.follow("Phone")
    asked = {f"{number}{n:02}": (outcome, world.ask(f"{number}{n:02}")) for n in range(EACH) for outcome, number in NUMBERS.items()}
    state = lambda number: world.engine.get(f"/api/calls/outbound/{asked[number][1]}")
    over = lambda number: state(number).get("state") == "over"
    eventually(lambda: all(over(number) for number in asked), 300)
    for outcome in NUMBERS:
        told = [state(number) for number, (wanted, _) in asked.items() if wanted == outcome]
        right = [one for one in told if one.get("outcome") == outcome and len(one["attempts"]) == 1]
        wrong = [one for one in told if one not in right]
        world.checks.that(len(right) == EACH, f"{len(right)} of {EACH} phones that are {outcome} are told as such {wrong[:1]}")
    numbers = [one["Number"] for one in rang]
    world.checks.that(sorted(numbers) == sorted(asked), f"each phone rang once: {len(numbers)} times, {len(set(numbers))} phones")
    answered = [number for number, (outcome, _) in asked.items() if outcome == "answered"]
    stories = {number: world.engine.story(state(number)["attempts"][0]["callId"]) for number in answered if state(number)["attempts"]}
    deaf = [number for number in answered if "caller-said" not in types(stories.get(number))]
    heard = lambda number: sum(level > SOUND_DBFS for level in levels(os.path.join(world.phones, number + ".wav")))
    mute = [number for number in answered if heard(number) < 25]
    world.checks.that(not mute, f"whoever answers hears the bot {mute}")
    world.checks.that(not deaf, f"and is understood by it {deaf}")
    eventually(lambda: world.bed.channels() == 0, 20)
    world.checks.that(world.bed.channels() == 0, "nothing is left in Asterisk")


def commands(world):
    eventually(world.connected, 20)
    told = world.follow("Talkspurt")
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


def supervised(world):
    """A supervisor's telephone hears the bot; the caller hears it only where it has joined."""
    eventually(world.connected, 20)
    for command, hears in (("monitor", False), ("join", True)):
        before = [c["callId"] for c in world.engine.live()]
        phone = world.bed.dial(command, "caller", "--seconds", "14")
        new = lambda: [c["callId"] for c in world.engine.live() if c["state"] == "listening" and c["callId"] not in before]
        eventually(new, 20)
        call = new()[0]
        status, answer = world.post(f"/api/calls/{call}/{command}", {"phone": "desk"})
        world.checks.that((status, answer.get("outcome")) == (200, "done"), f"{command}: the telephone is called: {status} {answer}")
        time.sleep(2)
        spying = [line.split("!") for line in world.bed.run("cli", "core show channels concise").splitlines() if "!ChanSpy!" in line]
        world.checks.that(len(spying) == 1 and ",quES" in spying[0][6], f"{command}: the telephone hears this channel alone: {[one[6] for one in spying]}")
        status, answer = world.post(f"/api/calls/{call}/say", {"text": "A supervisor is with us now, and hears what we say."})
        world.checks.that(status in (200, 202), f"{command}: the bot is told what to say: {status} {answer if status > 202 else ''}")
        world.bed.result(phone, 60)
        of_tone = sum(s is not None and s > 0.8 for s in share(recording(os.path.join(world.out, command + "-heard.wav")), TONE_HZ))
        heard = sum(level > SOUND_DBFS for level in levels(os.path.join(world.phones, "desk.wav")))
        world.checks.that(heard > 50, f"{command}: the telephone hears the bot ({heard} frames of sound)")
        world.checks.that((of_tone > 100) == hears and (hears or of_tone == 0), f"{command}: the caller {'hears' if hears else 'does not hear'} the telephone ({of_tone} frames)")
        eventually(lambda: world.bed.channels() == 0, 20)
        world.checks.that(world.bed.channels() == 0, f"{command}: the telephone is released with the caller")


def frozen(world):
    """Asterisk stands still, with a caller: the engine notices, gives up the line, and has the caller back when Asterisk goes on."""
    eventually(world.connected, 20)
    placed, call = world.caller_with_bot()
    kinds = lambda: types(world.engine.story(call))
    pid = int(next(p for p in os.listdir("/proc") if p.isdigit() and world.is_asterisk(p)))
    begun = time.monotonic()
    os.kill(pid, signal.SIGSTOP)
    eventually(lambda: not world.connected(), 15)
    took = time.monotonic() - begun
    eventually(lambda: "line-lost" in kinds(), 60)
    given_up = time.monotonic() - begun
    os.kill(pid, signal.SIGCONT)
    world.checks.in_time(took * 1000, 5_000, f"a host that stands still is noticed after {took:.1f} s")
    lost = [event.get("cause") for event in world.engine.story(call)["timeline"] if event["type"] == "line-lost"]
    world.checks.that(lost == ["host-lost"], f"the caller's line is given up after {given_up:.1f} s: {lost}")
    world.checks.in_time(given_up * 1000, 40_000, "within the time that the documents promise")
    back = time.monotonic()
    eventually(lambda: kinds().count("line-attached") == 2, 30)
    world.checks.that(kinds().count("line-attached") == 2, f"the caller is with the bot again {time.monotonic() - back:.1f} s after it goes on: {kinds()[-3:]}")
    world.clear(placed)
    eventually(world.connected, 30)
    world.checks.that(world.connected(), "and is connected again when it goes on")
    log = open(os.path.join(world.out, "engine.log")).read()
    lost = [line for line in log.splitlines() if "Asterisk main" in line]
    world.checks.that(sum(" is lost" in line for line in lost) == 1, f"the log says so once: {[line[30:140] for line in lost]}")
    placed, _ = world.caller_with_bot()
    world.clear(placed)


ALL = (calls, commands, supervised, frozen)


def main():
    ap = arguments(__doc__, "asterisk-exchange")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(one.__name__ for one in ALL))
    a = ap.parse_args()
    a.extensions, a.brief = "s", True
    return run(a, Controlled, ALL, ALL)


if __name__ == "__main__":
    sys.exit(main())
