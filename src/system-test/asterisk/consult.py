#!/usr/bin/env python3
"""Callers whom a person is asked to take (extensions_talkspurt_consult.conf), on a real Asterisk.

    consult.py [--harness DIR] [--jar FILE] [--out DIR] [--only NAME[,NAME…]] [--times N]

A caller presses a key, the bot sends them to a person, the person's telephone rings, is answered and hears the bot of the profile
`person`. The person takes the call, sends it back, is busy, does not answer, hangs up, or loses the engine in the midst; the caller
waits or hangs up. The recordings of both sides show that the caller hears music until the two are connected, nothing of what the person
hears, and is never in silence for more than 3 s; the journal, that each call ended as it should. --times repeats each case. Prints
one line a check; exit status 0 when none failed. Standard library only.
"""
import array
import datetime
import math
import os
import shutil
import signal
import sys
import threading
import time

import dialplans
from dialplans import World, run
from harness import FRAME, ROOT, SOUND_DBFS, arguments, eventually, levels, recording, types, write_recording

RATE_HZ = 8000
MUSIC_HZ, PERSON_HZ = 440, 1000
SILENT_S = 3.0
WORD_FRAMES = 5
WHISPER_S = 5  # for so long a person listens before they press a key
SETTINGS = 'include "profiles/person.conf"\n' + dialplans.SETTINGS.replace("transfer-settles-after = 4s", "transfer-settles-after = 6s")
TESTBED = """
[globals](+)
TALKSPURT_CONSULT_RINGS = 5
TALKSPURT_CONSULT_SOUND = consult

[engine](+)
exten => caller,1,Goto(talkspurt-driver,100,1)

[from-sip](+)
exten => 7010,1,UserEvent(Person,Call: ${PJSIP_HEADER(read,X-Talkspurt-Call)})
 same => n,Answer()
 same => n,PlayTones(%d)
 same => n,Wait(20)
 same => n,Hangup()
exten => 7011,1,Set(KEY=1)
 same => n,Goto(person-answers,s,1)
exten => 7012,1,Set(KEY=2)
 same => n,Goto(person-answers,s,1)
exten => 7013,1,Busy(2)
exten => 7014,1,Ringing()
 same => n,Wait(60)
exten => 7015,1,Set(KEY=leaves)
 same => n,Goto(person-answers,s,1)

[person-answers]
exten => s,1,UserEvent(Person,Call: ${PJSIP_HEADER(read,X-Talkspurt-Call)})
 same => n,Answer()
 same => n,MixMonitor(/tmp/consult/${PJSIP_HEADER(read,X-Talkspurt-Call)}.wav,,)
 same => n,Wait(%d)
 same => n,GotoIf($["${KEY}" = "leaves"]?over)
 same => n,ExecIf($["${KEY}" != ""]?SendDTMF(${KEY}))
 same => n,Wait(2)
 same => n,PlayTones(%d)
 same => n,Wait(4)
 same => n,StopPlayTones()
 same => n(over),Hangup()
""" % (PERSON_HZ, WHISPER_S, PERSON_HZ)
PERSON = """
[{number}]
type = endpoint
transport = transport-udp
context = from-sip
disallow = all
allow = ulaw
aors = {number}
[{number}]
type = aor
contact = sip:{number}@127.0.0.1:{port}
"""


def share(samples, hz):
    """Which share of the energy of each 20 ms is of that frequency; None where there is hardly any sound."""
    out = []
    for i in range(0, len(samples) - FRAME + 1, FRAME):
        frame = samples[i:i + FRAME]
        energy = sum(s * s for s in frame)
        if 10 * math.log10(energy / FRAME / 32768 ** 2 + 1e-12) < SOUND_DBFS:
            out.append(None)
            continue
        w = 2 * math.pi * hz / RATE_HZ
        re = sum(s * math.cos(w * n) for n, s in enumerate(frame))
        im = sum(s * math.sin(w * n) for n, s in enumerate(frame))
        out.append(2 * (re * re + im * im) / FRAME / energy)
    return out


def longest(frames, such):
    """How many frames in a row are such."""
    most = now = 0
    for frame in frames:
        now = now + 1 if such(frame) else 0
        most = max(most, now)
    return most


class Consultations(World):
    instance, rtp_from = "consult", 23000

    def __init__(self, a, checks):
        super().__init__(a, checks)
        self.engine.settings = SETTINGS
        shutil.copy(os.path.join(ROOT, "conf", "asterisk", "extensions_talkspurt_consult.conf"), self.bed.conf)
        self.bed.write("talkspurt_consult_test.conf", TESTBED)
        with open(os.path.join(self.bed.conf, "extensions.conf"), "a") as f:
            f.write("#include extensions_talkspurt_consult.conf\n#include talkspurt_consult_test.conf\n")
        with open(os.path.join(self.bed.conf, "modules.conf"), "a") as f:
            f.write("".join(f"load = {module}.so\n" for module in ("func_global", "res_musiconhold", "app_mixmonitor", "app_senddtmf")))
        self.bed.extend("pjsip.conf", "".join(PERSON.format(number=n, port=self.bed.env["SIP_PORT"]) for n in range(7010, 7016)))
        root = os.environ.get("ASTERISK_ROOT", "/srv/asterisk-sid")
        self.heard_by_person = os.path.join(root, "tmp", "consult")
        music = os.path.join(root, "tmp", "consult-music")
        for folder in (self.heard_by_person, music):
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            os.chmod(folder, 0o777)
        tone = array.array("h", (int(6000 * math.sin(2 * math.pi * MUSIC_HZ * n / RATE_HZ)) for n in range(60 * RATE_HZ)))
        write_recording(os.path.join(music, "tone.wav"), tone, RATE_HZ)
        self.bed.write("musiconhold.conf", "[consult]\nmode = files\ndirectory = /tmp/consult-music\n")

    def begin(self):
        """Who is a person is told by Asterisk."""
        super().begin()
        self.persons, told = set(), self.watch.take

        def take(event):
            if event.get("UserEvent") == "Person":
                self.persons.add(event["Call"])
            told(event)

        self.watch.take = take

    def sends_to(self, number):
        self.bed.run("cli", "dialplan remove context queues")
        self.bed.run("cli", "dialplan add extension operator,1,Set,TALKSPURT_DIAL=PJSIP/%s into queues" % number)
        self.bed.run("cli", "dialplan add extension operator,2,Goto,talkspurt-consult,s,1 into queues")

    def call(self, name, number, seconds, meanwhile=lambda call: None):
        """A caller who presses 0 after 3 s. Returns how many seconds in the person was reached, the id, and the story."""
        self.sends_to(number)
        known = {call["callId"] for call in self.engine.get("/api/calls")["calls"]}
        phone = self.bed.dial(name, "caller", "--dtmf", "3:0", "--seconds", str(seconds))
        new = lambda: [c["callId"] for c in self.engine.get("/api/calls")["calls"] if c["callId"] not in known and c["profile"] != "person"]
        eventually(new, 20)
        call = new()[0]
        other = threading.Thread(target=meanwhile, args=(call,), daemon=True)
        other.start()
        self.bed.result(phone, seconds + 60)
        other.join(60)
        return call

    def events(self, call):
        return self.engine.story(call)["timeline"]

    def heard(self, name):
        return os.path.join(self.out, name + "-heard.wav")

    def at(self, call, kind, which=0):
        """Seconds from the caller's line to an event."""
        when = [e["at"] for e in self.events(call) if e["type"] == kind]
        begun = next(e["at"] for e in self.events(call) if e["type"] == "line-attached")
        return seconds(when[which]) - seconds(begun) if len(when) > which else None

    def ends_as(self, call, reason, what):
        ended = lambda: self.engine.story(call).get("endReason")
        eventually(ended, 20)
        self.checks.that(ended() == reason, f"{what}: the call ends as {reason} ({ended()})")

    def comes_back(self, call, why, what):
        told = [e["why"] for e in self.events(call) if e["type"] == "transfer-failed"]
        self.checks.that(told == [why], f"{what}: the bot is told why: {told}")
        attached = types(self.engine.story(call)).count("line-attached")
        self.checks.that(attached == 2, f"{what}: the caller is with the bot again ({attached} lines)")

    def never_in_silence(self, name, call, what):
        """From when the caller is sent away to when somebody talks to them."""
        begin, end = self.at(call, "transfer-requested"), (self.until(call) or len(levels(self.heard(name))) / 50 - 5) + 5
        quiet = longest(levels(self.heard(name))[int(begin * 50):int(end * 50)], lambda level: level < SOUND_DBFS) / 50
        self.checks.that(quiet <= SILENT_S, f"{what}: the caller is in silence for {quiet:.1f} s at most")

    def music_alone(self, name, call, what):
        """A word would be many frames that are no music; where frames are lost, a few are none."""
        begin, end = self.at(call, "consultation-began"), self.until(call)
        of_music = share(recording(self.heard(name)), MUSIC_HZ)[int((begin + 1) * 50):int((end - 0.5) * 50)]
        music = sum(s is not None and s >= 0.8 for s in of_music)
        other = longest(of_music, lambda s: s is not None and s < 0.8)
        self.checks.that(music > 50 and other <= WORD_FRAMES, f"{what}: meanwhile the caller hears music alone ({music} frames; {other} in a row of something else)")

    def until(self, call):
        return self.at(call, "transfer-failed") or self.at(call, "transfer-confirmed", 1)

    def person_heard_whisper(self, call, what):
        """Speech, and no music, before the key."""
        file = os.path.join(self.heard_by_person, call + ".wav")
        eventually(lambda: os.path.exists(file) and os.path.getsize(file) > 16 * WHISPER_S * 1000, 15)
        early = recording(file)[:WHISPER_S * RATE_HZ] if os.path.exists(file) else array.array("h")
        of_music = share(early, MUSIC_HZ)
        spoken = sum(s is not None and s < 0.5 for s in of_music)
        music = sum(s is not None and s >= 0.8 for s in of_music)
        self.checks.that(spoken > 50 and music < 5, f"{what}: the person is told of the call ({spoken} frames of speech, {music} of music)")


def seconds(at):
    return datetime.datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp()


def taken(world, n):
    what, name = f"taken {n}", f"taken{n}"
    call = world.call(name, 7011, 26)
    world.ends_as(call, "transferred", what)
    world.person_heard_whisper(call, what)
    world.music_alone(name, call, what)
    of_person = sum(s is not None and s > 0.8 for s in share(recording(world.heard(name)), PERSON_HZ))
    world.checks.that(of_person > 100, f"{what}: then the caller hears the person ({of_person} frames)")
    asked = [c for c in world.engine.get("/api/calls")["calls"] if c["profile"] == "person"][0]
    about = world.engine.story(asked["callId"])["plan"]["variables"].get("about")
    world.checks.that(about == call, f"{what}: the person's call tells which it is about")


def refused(world, n):
    what, name = f"sent back {n}", f"refused{n}"
    call = world.call(name, 7012, 30)
    world.comes_back(call, "refused", what)
    world.music_alone(name, call, what)
    world.never_in_silence(name, call, what)


def busy(world, n):
    what, name = f"busy {n}", f"busy{n}"
    call = world.call(name, 7013, 18)
    world.comes_back(call, "BUSY", what)
    world.never_in_silence(name, call, what)


def unanswered(world, n):
    what, name = f"not answered {n}", f"unanswered{n}"
    call = world.call(name, 7014, 24)
    world.comes_back(call, "NOANSWER", what)
    world.music_alone(name, call, what)
    world.never_in_silence(name, call, what)


def hung_up(world, n):
    what, name = f"the person hangs up {n}", f"hungup{n}"
    call = world.call(name, 7015, 28)
    world.comes_back(call, "hung-up", what)
    world.never_in_silence(name, call, what)


def caller_left(world, n):
    what = f"the caller hangs up {n}"
    world.ends_as(world.call(f"left{n}", 7014, 11), "caller-hung-up", what + ", while it rings")
    call = world.call(f"leftlate{n}", 7010, 12)
    world.ends_as(call, "caller-hung-up", what + ", while the person listens")
    eventually(lambda: world.bed.channels() == 0, 20)
    world.checks.that(world.bed.channels() == 0, f"{what}: nothing is left in Asterisk")


def engine_killed(world, n):
    """The person listens; the engine dies: the two are connected. 7010 presses no key, and talks all the time."""
    what, name = f"the engine is killed {n}", f"killed{n}"

    def kill(call):
        eventually(lambda: call in world.persons, 20)
        time.sleep(2)
        world.engine.kill(signal.SIGKILL)

    call = world.call(name, 7010, 30, kill)
    of_person = sum(s is not None and s > 0.8 for s in share(recording(world.heard(name)), PERSON_HZ))
    world.checks.that(of_person > 100, f"{what}: the caller is connected to the person ({of_person} frames)")
    world.started()
    world.never_in_silence(name, call, what)


def returned(world, n):
    """The person hangs up after they have talked: by setting, the caller comes to a bot again."""
    what, name = f"back from the person {n}", f"returned{n}"
    world.setting("TALKSPURT_CONSULT_LEFT", "bot")
    call = world.call(name, 7011, 32)
    world.ends_as(call, "transferred", what)
    again = [c["callId"] for c in world.engine.get("/api/calls")["calls"] if c["profile"] != "person" and c["callId"] != call
             and world.engine.story(c["callId"])["plan"].get("variables", {}).get("returned") == call]
    world.checks.that(len(again) == 1, f"{what}: a new call knows the old one")
    world.setting("TALKSPURT_CONSULT_LEFT", "end")


ALL = (taken, refused, busy, unanswered, hung_up, caller_left, returned, engine_killed)


def main():
    ap = arguments(__doc__, "asterisk-consult")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(one.__name__ for one in ALL))
    ap.add_argument("--times", type=int, default=1)
    a = ap.parse_args()
    a.extensions, a.brief = "s", True

    def repeated(case):
        def all_times(world):
            for n in range(1, a.times + 1):
                case(world, n)
        all_times.__name__ = case.__name__
        return all_times

    cases = tuple(map(repeated, ALL))
    return run(a, Consultations, cases, cases)


if __name__ == "__main__":
    sys.exit(main())
