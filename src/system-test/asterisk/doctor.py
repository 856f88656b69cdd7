#!/usr/bin/env python3
"""Each fault of a line's audio, provoked, must be named for what it is; and a healthy call must be told none.

    doctor.py [--harness DIR] [--jar FILE] [--out DIR] [--healthy N] [--only NAME[,NAME…]]

Through a real Asterisk: a telephone that sends no RTP, one that sends nothing but silence, Dial() without c() and
with a codec that is not linear, a far end that runs Echo(), a switch that loops the call back in G.711, and a Local
channel both of whose halves run the engine. By a peer of our own, which speaks AudioSocket or chan_websocket: what
Asterisk does not do of itself (bytes swapped, 16 kHz under 0x10, nothing at all, not reading, a queue that grows).
Then N healthy calls over every path, among them callers with lost packets, keys, a jitter buffer, mute and echo.
Last, `talkspurt doctor` must say the same of engine and Asterisk. Prints one line a check; exit status 0 when none
failed. Standard library only.
"""
import array
import base64
import concurrent.futures
import json
import os
import random
import select
import socket
import struct
import subprocess
import sys
import time
import uuid

from accept import wav
from harness import arguments, eventually, log_is_clean, recording, running

SETTINGS = """talkspurt.doctor { silent-for = 6s }
talkspurt.websocket.call-id-variables = ["VT_UUID"]
"""
FRAME_S = 0.02
SAY = ("hours", "operator", "sales", "support", "goodbye", "ok")


# ---- what the engine says

def faults_of(engine, call_id):
    return [found["fault"] for found in engine.story(call_id)["faults"]]


def named(engine, checks, what, call_ids, fault):
    """Each of these calls has this fault and no other."""
    told = lambda: [faults_of(engine, call) for call in call_ids()]
    eventually(lambda: told() and all(told()), 5)
    found = told()
    checks.that(found and all(faults == [fault] for faults in found), f"{what}: named {found} (expected {fault})")
    detail = engine.story(call_ids()[0])["faults"] if call_ids() else []
    if detail:
        print(f"      {detail[0]['detail']}", flush=True)


# ---- peers of our own

def speech(rate, seconds):
    """Samples of the recorded callers, one after the other, and a little noise between."""
    noise = random.Random(7)
    at_8k = array.array("h")
    while len(at_8k) < 8000 * seconds:
        for name in SAY:
            at_8k.extend(recording(wav(name)))
            at_8k.extend(int(noise.gauss(0, 12)) for _ in range(2400))
    if rate == 8000:
        return at_8k
    step = 8000 / rate
    out = array.array("h")
    for i in range(int(rate * seconds)):
        x = i * step
        a, b = at_8k[int(x)], at_8k[int(x) + 1]
        out.append(int(a + (b - a) * (x - int(x))))
    return out


def mu_law(samples):
    codes = bytearray()
    for sample in samples:
        magnitude = min(abs(sample), 32635) + 0x84
        segment = magnitude.bit_length() - 8
        codes.append(~((0x80 if sample < 0 else 0) | segment << 4 | magnitude >> segment + 3 & 0x0f) & 0xff)
    return bytes(codes)


def swapped(samples):
    other = array.array("h", samples)
    other.byteswap()
    return other.tobytes()


def beat(begun, n):
    """Waits for the n-th beat of 20 ms."""
    time.sleep(max(0, begun + n * FRAME_S - time.monotonic()))


def audio_socket(engine, seconds, kind, media, frame_bytes, reads=True):
    """A call over AudioSocket that says these bytes, so many every 20 ms; returns its id."""
    call = uuid.uuid4()
    s = socket.socket()
    if not reads:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    s.connect(("127.0.0.1", engine.audio))
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with s:
        s.sendall(b"\x01\x00\x10" + call.bytes)
        begun = time.monotonic()
        for n in range(int(seconds / FRAME_S)):
            if media:
                frame = media[n * frame_bytes % (len(media) - frame_bytes):][:frame_bytes]
                s.sendall(bytes([kind]) + struct.pack(">H", len(frame)) + frame)
            while reads and select.select([s], [], [], 0)[0]:
                if not s.recv(65536):
                    return str(call)
            beat(begun, n + 1)
    return str(call)


class WebSocketPeer:
    """As much of Asterisk's end of a chan_websocket as is needed: a queue that grows by one frame every four beats."""

    def __init__(self, engine, reads=True):
        self.call, self.reads = str(uuid.uuid4()), reads
        self.s = socket.socket()
        if not reads:
            self.s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        self.s.connect(("127.0.0.1", engine.http))
        key = base64.b64encode(os.urandom(16)).decode()
        self.s.sendall((f"GET /media/asterisk?uuid={self.call} HTTP/1.1\r\nHost: engine\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: media\r\n\r\n").encode())
        self.got = b""
        while b"\r\n\r\n" not in self.got:
            self.got += self.s.recv(65536)
        head, self.got = self.got.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise SystemExit(f"the engine takes no WebSocket: {head[:80]}")

    def send(self, opcode, payload):
        mask = os.urandom(4)
        length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack(">H", len(payload))
        self.s.sendall(bytes([0x80 | opcode]) + length + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def event(self, name, **fields):
        self.send(1, json.dumps({"event": name, "channel_id": "1.1", **fields}).encode())

    def texts(self):
        """The text messages that have come."""
        while select.select([self.s], [], [], 0)[0]:
            more = self.s.recv(65536)
            if not more:
                break
            self.got += more
        texts = []
        while len(self.got) >= 2:
            length, at = self.got[1] & 0x7f, 2
            if length == 126:
                length, at = struct.unpack(">H", self.got[2:4])[0], 4
            if len(self.got) < at + length:
                break
            if self.got[0] & 0x0f == 1:
                texts.append(self.got[at:at + length].decode())
            self.got = self.got[at + length:]
        return texts

    def run(self, seconds):
        self.event("MEDIA_START", connection_id="engine", channel="WebSocket/engine/1", format="slin", optimal_frame_size=320, ptime=20)
        media, begun = speech(8000, 10).tobytes(), time.monotonic()
        for n in range(int(seconds / FRAME_S)):
            self.send(2, media[n * 320 % (len(media) - 320):][:320])
            for text in self.texts() if self.reads else ():
                if "GET_STATUS" in text:
                    self.event("STATUS", queue_length=10 + n // 4, xon_level=800, xoff_level=900, queue_full=False, bulk_media=False, media_paused=False)
            beat(begun, n + 1)
        self.s.close()
        return self.call


# ---- the faults

def silent_telephone(bed, engine, checks):
    bed.result(bed.dial("no-rtp", "dial8k", "--user", "8001", "--mute", "--seconds", "9"))
    named(engine, checks, "a telephone that sends no RTP", new_calls(engine), "no-inbound-frames")
    bed.result(bed.dial("silence", "app8k", "--user", "8002", "--seconds", "9"))
    named(engine, checks, "a telephone that sends nothing but silence", new_calls(engine), "digital-silence")


def wrong_codec(bed, engine, checks):
    for exten, codec in (("dialraw", "ulaw"), ("dialraw", "alaw"), ("dial-ulaw", "ulaw"), ("dial-alaw", "alaw")):
        bed.result(bed.dial(f"{exten}-{codec}", exten, "--codec", codec, "--play", wav("hours"), "--play-at", "1", "--loop", "--seconds", "8"))
        named(engine, checks, f"{exten}, {codec} caller", new_calls(engine), "wrong-codec")
    bed.result(bed.dial("dialraw-silent", "dialraw", "--seconds", "9"))
    named(engine, checks, "dialraw, a caller who says nothing", new_calls(engine), "wrong-codec")


def loops(bed, engine, checks):
    originate(bed, "Local/app8k@engine/n", application="Echo", hang_up_after=7)
    named(engine, checks, "the far end of a Local channel runs Echo()", new_calls(engine), "loop")
    originate(bed, "Local/app8k@engine/n", exten="app8k", hang_up_after=9)
    named(engine, checks, "both halves of a Local channel run the engine", new_calls(engine, 2), "loop")
    originate(bed, "Local/dial16k@engine/n", exten="dial16k", codec="slin16", hang_up_after=9)
    named(engine, checks, "the same over the channel driver, 16 kHz", new_calls(engine, 2), "loop")
    for codec in ("ulaw", "alaw"):
        bed.result(bed.dial("g711-loop-" + codec, "app8k", "--codec", codec, "--echo-gain=0", "--echo-delay", "150", "--seconds", "8"))
        named(engine, checks, f"a switch that loops the call back in {codec}", new_calls(engine), "loop")


def raw_peers(bed, engine, checks):
    narrow, wide = speech(8000, 12), speech(16000, 12)
    calls = {
        "no frames at all": ("no-inbound-frames", lambda: audio_socket(engine, 7, 0x10, b"", 0)),
        "bytes swapped": ("wrong-byte-order", lambda: audio_socket(engine, 10, 0x10, swapped(narrow), 320)),
        "bytes swapped, 16 kHz": ("wrong-byte-order", lambda: audio_socket(engine, 10, 0x12, swapped(wide), 640)),
        "µ-law under 0x10": ("wrong-codec", lambda: audio_socket(engine, 10, 0x10, mu_law(narrow), 160)),
        "µ-law under 0x10, 320 bytes": ("wrong-codec", lambda: audio_socket(engine, 10, 0x10, mu_law(narrow), 320)),
        "16 kHz under 0x10": ("wrong-rate", lambda: audio_socket(engine, 10, 0x10, wide.tobytes(), 640)),
        "8 kHz under 0x12": ("wrong-rate", lambda: audio_socket(engine, 10, 0x12, narrow.tobytes(), 320)),
        "not reading": ("peer-not-reading", lambda: audio_socket(engine, 14, 0x10, narrow.tobytes(), 320, reads=False)),
        "not reading its WebSocket": ("peer-not-reading", lambda: WebSocketPeer(engine, reads=False).run(16)),
        "a queue that grows": ("lead-growing", lambda: WebSocketPeer(engine).run(19)),
    }
    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        running_calls = {name: (fault, pool.submit(peer)) for name, (fault, peer) in calls.items()}
    for name, (fault, call) in running_calls.items():
        call_id = call.result()
        named(engine, checks, "a peer: " + name, lambda: [call_id], fault)


def new_calls(engine, count=1):
    """The newest calls, once there are so many more than there were before."""
    return lambda: [call["callId"] for call in engine.get(f"/api/calls?limit={count}")["calls"]]


def originate(bed, channel, application=None, exten=None, codec="slin", hang_up_after=5):
    """Brings a Local channel up over AMI, and takes it down after a while."""
    with socket.create_connection(("127.0.0.1", int(bed.env["AMI_PORT"]))) as ami:
        lines = ["Action: Login", "Username: harness", "Secret: harness", "Events: off", "", "Action: Originate", "Channel: " + channel, "Codecs: " + codec, "Async: true"]
        lines += ["Application: " + application] if application else ["Context: engine", "Exten: " + exten, "Priority: 1"]
        ami.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        time.sleep(hang_up_after)
        ami.sendall(b"Action: Hangup\r\nChannel: /^Local\\/.*/\r\n\r\n")
        time.sleep(0.5)
    eventually(lambda: bed.channels() == 0, 5)


# ---- the healthy

PATHS = ("app8k", "app8k-jb", "dial8k", "dial16k", "dial24k", "dial48k", "wsout", "wsout8k", "wsout-ulaw", "wsout-text")
HABITS = (
    [], ["--codec", "alaw"], ["--loss", "3"], ["--loss", "20"], ["--dtmf", "4:12#"], ["--echo-gain=-6", "--echo-delay", "150"],
    ["--echo-gain=-1", "--echo-delay", "90"],
)


def healthy_call(bed, engine, n):
    path, habit = PATHS[n % len(PATHS)], HABITS[n % len(HABITS)]
    play = ["--play", wav(SAY[n % len(SAY)]), "--play-at", f"{0.5 + n % 4}"] + (["--loop"] if n % 3 == 0 else [])
    return bed.result(bed.dial(f"healthy-{n:03}", path, *play, *habit, "--seconds", str(8 + n % 9)))


def healthy(bed, engine, checks, count, parallel):
    known = {c["callId"] for c in engine.get("/api/calls?limit=1000")["calls"]}
    before = engine.metric("talkspurt_line_faults_total")
    with concurrent.futures.ThreadPoolExecutor(parallel) as pool:
        calls = [call.result() for call in [pool.submit(healthy_call, bed, engine, n) for n in range(count)]]
    time.sleep(1)
    told = {c["callId"]: faults_of(engine, c["callId"]) for c in engine.get("/api/calls?limit=1000")["calls"] if c["callId"] not in known}
    answered = sum(bool(call["answered"]) for call in calls)
    checks.that(answered == count == len(told), f"{answered} of {count} healthy calls are answered, {len(told)} are known")
    wrong = {call: faults for call, faults in told.items() if faults}
    checks.that(not wrong, f"none of {len(told)} healthy calls is told a fault {wrong}")
    after = engine.metric("talkspurt_line_faults_total")
    checks.that(after == before, f"and none is counted ({after - before:.0f})")


# ---- the command

def command(a, options, secret="harness"):
    env = dict(os.environ, TALKSPURT_AMI_SECRET=secret, TALKSPURT_ARI_PASSWORD=secret)
    done = subprocess.run(["java", "-jar", a.jar, "doctor", *options], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    lines = done.stdout.splitlines()
    print("".join("      " + line + "\n" for line in lines if "past call" not in line), end="", flush=True)
    return done.returncode, lines


def that_say(lines, level, *words):
    return [line for line in lines if line.startswith(level) and all(word in line for word in words)]


def doctor_command(a, bed, engine, checks):
    at = ["--engine", f"http://127.0.0.1:{engine.http}", "--audio", f"127.0.0.1:{engine.audio}"]
    ami = ["--asterisk", "127.0.0.1", "--ami-port", bed.env["AMI_PORT"], "--ami-user", "harness"]
    ari = ["--ari-url", f"http://127.0.0.1:{bed.env['HTTP_PORT']}/ari", "--ari-user", "harness"]
    status, lines = command(a, at + ami + ari)
    checks.that(status == 0 and not that_say(lines, "fail"), f"talkspurt doctor finds nothing that fails (status {status})")
    checks.that(that_say(lines, "ok", "version 22.") and that_say(lines, "ok", "chan_audiosocket") and that_say(lines, "ok", "timing"),
                "and tells version, modules and timing")
    status, lines = command(a, at + ari)
    checks.that(status == 0 and that_say(lines, "ok", "version 22.") and that_say(lines, "ok", "chan_websocket"), "so it does by ARI alone")
    bed.run("cli", "module unload chan_audiosocket.so")
    status, lines = command(a, at + ami)
    checks.that(status == 0 and that_say(lines, "warn", "chan_audiosocket", "modules.conf"), f"a module that is missing is told (status {status})")
    bed.run("cli", "module load chan_audiosocket.so")
    status, lines = command(a, at + ami, secret="not-this-one")
    checks.that(status == 1 and that_say(lines, "fail", "login was refused"), f"a login that is refused fails (status {status})")
    checks.that(not [line for line in lines if "not-this-one" in line], "and the secret is not printed")
    phone = bed.dial("told-live", "dial8k", "--mute", "--seconds", "16")
    eventually(lambda: engine.live() and faults_of(engine, engine.live()[0]["callId"]), 12)
    status, lines = command(a, at)
    checks.that(status == 1 and that_say(lines, "fail", "no-inbound-frames", "Remedy"), f"a live line with a fault fails (status {status})")
    bed.result(phone)
    status, lines = command(a, ["--engine", "http://127.0.0.1:9"])
    checks.that(status == 1 and that_say(lines, "fail", "refused"), f"an engine that is not there fails (status {status})")


def prepare(bed, engine):
    bed.env["WS_URI"] = f"ws://127.0.0.1:{engine.http}/media/asterisk"
    bed.write("doctor_test.conf", """[engine](+)
exten => dial-ulaw,1,Gosub(uuid,1)
 same => n,Dial(AudioSocket/${AUDIOSOCKET}/${VT_UUID}/c(ulaw),20,g)
 same => n,Goto(after,1)
exten => dial-alaw,1,Gosub(uuid,1)
 same => n,Dial(AudioSocket/${AUDIOSOCKET}/${VT_UUID}/c(alaw),20,g)
 same => n,Goto(after,1)
""")
    with open(os.path.join(bed.conf, "extensions.conf"), "a") as f:
        f.write("#include doctor_test.conf\n")


def main():
    ap = arguments(__doc__, "asterisk-doctor")
    ap.add_argument("--healthy", type=int, default=100, help="calls that must be told no fault (100)")
    ap.add_argument("--parallel", type=int, default=5, help="of these at a time (5)")
    parts = {"telephone": silent_telephone, "codec": wrong_codec, "loops": loops, "peers": raw_peers}
    ap.add_argument("--only", default="", help="some of: " + ", ".join([*parts, "healthy", "command"]))
    a = ap.parse_args()
    only = [part for part in a.only.split(",") if part] or [*parts, "healthy", "command"]
    with running(a, "doctor", SETTINGS, rtp_from=27000, prepare=prepare) as (bed, engine, checks):
        for name, part in parts.items():
            if name in only:
                part(bed, engine, checks)
        if "healthy" in only:
            healthy(bed, engine, checks, a.healthy, a.parallel)
        if "command" in only:
            doctor_command(a, bed, engine, checks)
        log_is_clean(engine, checks)
    return checks.summary()


if __name__ == "__main__":
    sys.exit(main())
