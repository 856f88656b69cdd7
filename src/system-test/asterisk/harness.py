"""What the acceptance scripts beside this share: the engine, a real Asterisk with its telephone, and the checks.

Standard library only.
"""
import argparse
import array
import asyncio
import contextlib
import json
import math
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import wave

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", "..", ".."))
FRAME = 160
SOUND_DBFS = -45.0


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def recording(path):
    """The samples of a wav of one channel, 16 bit."""
    with wave.open(path) as w:
        return array.array("h", w.readframes(w.getnframes()))


def write_recording(path, samples, rate_hz):
    with wave.open(path, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(rate_hz)
        w.writeframes(samples.tobytes())


def npm_missing(home):
    """Why the npm packages of this folder cannot be had, or nothing."""
    if not (shutil.which("node") and shutil.which("npm")):
        return "there is no Node.js"
    try:
        subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=home, check=True, timeout=300,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as why:
        return f"npm cannot install the packages: {(why.output or b'').decode(errors='replace')[-300:]}"
    return None


def percentile(values, share):
    """By nearest rank; None is endless."""
    ordered = sorted(values, key=lambda v: math.inf if v is None else v)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def levels(path):
    """Level of each 20 ms of a wav of 8 kHz, dBFS."""
    samples = recording(path)
    out = []
    for i in range(0, len(samples) - FRAME + 1, FRAME):
        energy = sum(s * s for s in samples[i:i + FRAME]) / FRAME
        out.append(10 * math.log10(energy / 32768 ** 2 + 1e-12))
    return out


def eventually(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


class Engine:
    """The product, as a user runs it."""

    def __init__(self, jar, out, settings, java=()):
        self.jar, self.out, self.settings, self.java = jar, out, settings, java
        self.data = tempfile.mkdtemp(prefix="talkspurt-accept-")
        self.http, self.audio = free_port(), free_port()
        self.apis = [f"http://127.0.0.1:{self.http}"]
        self.process = None

    def start(self):
        """Returns after how many seconds it was ready."""
        env = dict(os.environ, TALKSPURT_HTTP_PORT=str(self.http), TALKSPURT_AUDIOSOCKET_PORT=str(self.audio),
                   TALKSPURT_OPERATIONS_PORT="0",
                   TALKSPURT_DATA_DIR=self.data)
        log = open(os.path.join(self.out, "engine.log"), "a")
        config = os.path.join(self.out, "talkspurt.conf")
        with open(config, "w") as f:
            f.write(self.settings)
        begun = time.monotonic()
        self.process = subprocess.Popen(["java", "-Xmx1g", *self.java, "-jar", self.jar, "--config", config], env=env, stdout=log, stderr=log)
        while time.monotonic() - begun < 150:
            if self.process.poll() is not None:
                raise SystemExit("the engine ended while it started; see engine.log")
            try:
                self.get("/ready")
                return time.monotonic() - begun
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the engine is not ready after 150 s")

    def kill(self, with_signal=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(with_signal)
            self.process.wait(60)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}{path}", timeout=20) as r:
            return json.load(r)

    def delete(self, path):
        request = urllib.request.Request(f"http://127.0.0.1:{self.http}{path}", method="DELETE")
        urllib.request.urlopen(request, timeout=5).close()

    def metric(self, name, label=""):
        """The sum over all labels, or over those that hold a text such as action="pause"."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/metrics", timeout=5) as r:
            found = [line for line in r.read().decode().splitlines() if line.split(" ")[0].split("{")[0] == name and label in line]
        return sum(float(line.rsplit(" ", 1)[1]) for line in found)

    def buckets(self, name):
        """Of a histogram, by the upper bound as text: how many were at most that, over all labels."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/metrics", timeout=5) as r:
            found = re.findall(rf'^{name}_bucket{{.*?le="([^"]+)".*?}} (\S+)', r.read().decode(), re.M)
        sums = {}
        for bound, count in found:
            sums[bound] = sums.get(bound, 0) + float(count)
        return sums

    def live(self):
        return self.get("/api/calls?live=true")["calls"]

    def story(self, call_id):
        return self.get("/api/calls/" + call_id)

    def story_if_known(self, call_id):
        """None for a call that the engine did not take."""
        try:
            return self.story(call_id)
        except urllib.error.HTTPError as refused:
            if refused.code != 404:
                raise
            return None

    def fell_behind(self):
        """Whether its recogniser had less of this machine than it needs, so that it refused callers."""
        with open(os.path.join(self.out, "engine.log"), errors="replace") as log:
            return any("the embedded recogniser falls behind" in line for line in log)

    def lines(self):
        return self.metric("talkspurt_lines_open")


class Bed:
    """The harness's Asterisk, with our dialplan, and its telephone."""

    def __init__(self, harness, engine, out, instance, rtp_from):
        self.harness, self.engine, self.out = harness, engine, out
        self.env = dict(os.environ, AST_INSTANCE=instance, AUDIOSOCKET=f"127.0.0.1:{engine.audio}",
                        SIP_PORT=str(free_port()), AMI_PORT=str(free_port()), HTTP_PORT=str(free_port()),
                        RTP_FROM=str(rtp_from), RTP_TO=str(rtp_from + 999))
        self.conf = os.path.join(out, "conf")
        os.makedirs(self.conf)
        shutil.copy(os.path.join(HERE, "talkspurt_test.conf"), self.conf)
        with open(os.path.join(ROOT, "conf", "asterisk", "extensions_talkspurt.conf")) as f:
            ours = f.read().replace("http://127.0.0.1:1650", ",".join(engine.apis))
        self.write("extensions_talkspurt.conf", ours.replace("127.0.0.1:3000", f"127.0.0.1:{engine.audio}"))
        self.extend("extensions.conf", "#include extensions_talkspurt.conf\n#include talkspurt_test.conf\n")
        self.extend("modules.conf", "load = res_curl.so\nload = func_curl.so\nload = app_system.so\n")

    def extend(self, name, more):
        with open(os.path.join(self.harness, "conf", name)) as f:
            self.write(name, f.read() + "\n" + more)

    def write(self, name, text):
        with open(os.path.join(self.conf, name), "w") as f:
            f.write(text)

    def run(self, *command, check=True):
        return subprocess.run([os.path.join(self.harness, command[0]), *command[1:]], env=self.env, check=check,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout

    def dial(self, name, exten, *options):
        command = [os.path.join(self.harness, "phone"), exten, "--json", "--out", self.out, "--name", name, *options]
        return subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def phone(self, name, exten, *options):
        """A call from its beginning to its end: what the telephone says of it, and the engine's story."""
        known = {call["callId"] for call in self.engine.get("/api/calls")["calls"]}
        result = self.result(self.dial(name, exten, *options))
        new = lambda: [c["callId"] for c in self.engine.get("/api/calls")["calls"] if c["callId"] not in known]
        eventually(new, 3)
        return result, self.engine.story(new()[0]) if new() else None

    def numbered(self, name, exten, number, *options):
        """A call among others, known by its caller's number: what the telephone says of it, and the engine's story (kept
        beside the recordings). Either the engine was told the number, or the dialplan told which id it gave."""
        result = self.result(self.dial(name, exten, "--user", number, *options))
        of_number = lambda: [self.told.calls[number]] if number in self.told.calls else [
            c["callId"] for c in self.engine.get("/api/calls?limit=1000")["calls"] if c["callerId"] == number]
        eventually(of_number, 5)
        story = self.engine.story_if_known(of_number()[0]) if of_number() else None
        with open(os.path.join(self.out, name + "-story.json"), "w") as f:
            json.dump(story, f, indent=1)
        return result, story

    @staticmethod
    def result(process, seconds=120):
        text, _ = process.communicate(timeout=seconds)
        return json.loads(text)

    def channels(self):
        counted = self.run("cli", "core show channels count")
        return int(next(line.split()[0] for line in counted.splitlines() if "active channel" in line))


class Told(threading.Thread):
    """What the dialplan tells by AMI (UserEvent): which call got which id, and which channel waits for us to connect."""

    def __init__(self, bed):
        super().__init__(daemon=True)
        self.calls, self.channels, self.when = {}, {}, {}
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
                    self.heard(event)
                    event = {}

    def heard(self, event):
        name = event.get("UserEvent")
        if name == "EngineCall":
            self.calls[event["CallerIDNum"]] = self.channels[event["Channel"]] = event["Uuid"]
        if name in self.when:
            threading.Thread(target=self.when[name], args=(event,), daemon=True).start()


class Forwarder(threading.Thread):
    """A port that carries what it gets to another, over TLS on one side of it or on both."""

    def __init__(self, to_port, accepts=None, dials=None):
        super().__init__(daemon=True)
        self.to_port, self.accepts, self.dials, self.carried = to_port, accepts, dials, 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.start()

    def run(self):
        asyncio.run(self.serve())

    async def serve(self):
        await (await asyncio.start_server(self.carry, sock=self.socket, ssl=self.accepts)).serve_forever()

    async def carry(self, reader, writer):
        self.carried += 1
        onward_reader, onward_writer = await asyncio.open_connection("127.0.0.1", self.to_port, ssl=self.dials)
        await asyncio.gather(self.pump(reader, onward_writer), self.pump(onward_reader, writer))

    @staticmethod
    async def pump(reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()


def tls_server(certificate, key):
    """What a proxy before a server shows."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    return tls


class Stalls(threading.Thread):
    """How long this machine stood still: a thread that wants to run every 10 ms notes how late it was."""

    STALL_MS = 100    # from here on a frame of speech may have come too late to be played
    EVERY_S = 0.01

    def __init__(self):
        super().__init__(name="stalls", daemon=True)
        self.longest_ms = 0

    def run(self):
        last = time.monotonic()
        while True:
            time.sleep(self.EVERY_S)
            now = time.monotonic()
            self.longest_ms = max(self.longest_ms, round(1000 * (now - last - self.EVERY_S)))
            last = now


class Checks:
    SLOW = 75    # the exit status when nothing failed, but something was slow

    def __init__(self, strict_timing, fell_behind=lambda: False):
        self.strict_timing, self.passed, self.failed, self.slow = strict_timing, 0, 0, 0
        self.fell_behind = fell_behind
        self.stalls = Stalls()
        self.stalls.start()

    def that(self, good, what):
        print(("ok    " if good else "FAIL  ") + what, flush=True)
        self.passed += bool(good)
        self.failed += not good

    def unless_stalled(self, good, what):
        """What only a machine that stalls can fail; what must hold at any speed is checked by that()."""
        behind = not good and self.fell_behind()
        if good or self.strict_timing or not (behind or self.stalls.longest_ms >= Stalls.STALL_MS):
            self.that(good, what)
        else:
            print(f"SLOW  {what} (this machine stalled for {self.stalls.longest_ms} ms"
                  f"{', and the recogniser fell behind' if behind else ''})", flush=True)
            self.slow += 1

    def in_time(self, took_ms, most_ms, what):
        """A limit in time; that it happened at all is checked in any case."""
        if took_ms is not None and took_ms > most_ms and not self.strict_timing:
            print(f"SLOW  {what} (limit {most_ms} ms)", flush=True)
            self.slow += 1
        else:
            self.that(took_ms is not None and took_ms <= most_ms, what)

    def summary(self):
        """Prints it, and returns the exit status."""
        print(f"{self.slow} slow")
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else self.SLOW if self.slow else 0


def worst(statuses):
    """The exit status of several summaries."""
    return 1 if 1 in statuses else max(statuses, default=0)


def types(story):
    return [event["type"] for event in story["timeline"]] if story else []


def said_by(story, speaker):
    return [line["words"] for line in story["transcript"] if line["speaker"].lower() == speaker] if story else []


def arguments(doc, out):
    """The options every script has."""
    ap = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--harness", default=os.environ.get("ASTERISK_HARNESS", os.path.join(ROOT, "..", "shared", "asterisk")))
    ap.add_argument("--jar", default=os.path.join(ROOT, "target", "talkspurt.jar"))
    ap.add_argument("--out", default=os.path.join(ROOT, "target", out))
    ap.add_argument("--strict-timing", action="store_true", help="what is late is a failure")
    return ap


@contextlib.contextmanager
def running(a, instance, settings, rtp_from, prepare=lambda bed, engine: None, java=()):
    """Engine and Asterisk, up; both are gone afterwards, however it ends. What prepares comes between the two."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    shutil.rmtree(a.out, ignore_errors=True)
    os.makedirs(a.out)
    engine = Engine(a.jar, a.out, settings, java)
    checks = Checks(a.strict_timing, engine.fell_behind)
    bed = Bed(os.path.abspath(a.harness), engine, a.out, instance, rtp_from)
    try:
        took = engine.start()
        checks.in_time(took * 1000, 15_000, f"the engine is ready {took:.1f} s after its start")
        prepare(bed, engine)
        bed.run("stop", check=False)
        bed.run("start", bed.conf)
        bed.told = Told(bed)
        bed.told.start()
        yield bed, engine, checks
    finally:
        bed.run("stop", check=False)
        engine.kill()
        shutil.rmtree(engine.data, ignore_errors=True)


def log_is_clean(engine, checks):
    with open(os.path.join(engine.out, "engine.log")) as log:
        bad = [line for line in log if " ERROR " in line or "Exception" in line]
    checks.that(not bad, f"the engine's log has no error {bad[:3]}")
