#!/usr/bin/env python3
"""Peers not written by us, run unchanged against the engine.

    peers.py [--jar FILE] [--load-test FILE] [--out DIR] [--only PEER[,PEER]]

openai-twilio: a bot, which is OpenAI's TwilioRealtimeTransportLayer behind Fastify. A caller over AudioSocket hears its
greeting, and speaks over it: the bot clears, and says how much of the greeting was played by the marks it got back.
openai-server: aimock, a public stand-in of OpenAI's servers. `talkspurt check` asks it for transcripts (both ways), an
answer and speech, and a caller books by a tool in a call through each of its two ways to transcribe.
sdks: OpenAI's, Deepgram's and ElevenLabs' own SDKs in a conversation with the load test's stand-ins of their servers. The
TypeScript compiler holds all that the stand-ins answer, and all that the engine says to them in four calls, against the
SDKs' types.
mcp: the public MCP server "everything", as a program and over Streamable HTTP: `talkspurt check` asks it, a caller's keys run
its tools, and it goes away and comes back.
webhooks: a receiver that verifies by Standard Webhooks' own library what the engine signs, by a new secret beside an old one. It
is away at first, and is told all that happens in a call, once and in order.

s3: s3rver, a public stand-in of S3: encrypted recordings are brought there, through an outage and a kill, and read from there.

All come from npm. Prints one line a check; exit status 0 when none failed. Says "skipped" where the packages or the
load test's jar cannot be had. Python's standard library, and Node.js 20 or newer with npm.
"""
import argparse
import array
import json
import math
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "asterisk"))
import mcp_peer  # noqa: E402
import s3_peer  # noqa: E402
from harness import Checks, Engine, ROOT, eventually, log_is_clean, npm_missing, recording, types  # noqa: E402

BOT = """
talkspurt.default-profile = bot
talkspurt.profiles.bot {{ language = en, bot {{ kind = media-stream, url = "ws://127.0.0.1:{port}/media-stream" }} }}
"""
KEY = "PEER_API_KEY"
SECRET = "PEER_WEBHOOK_SECRET"
WEBHOOKS = """
talkspurt.default-profile = told
talkspurt.profiles.told {{
  language = en
  greeting {{ say = "Hello." }}
  apology = "I am sorry."
  transcriber {{ kind = embedded }}
  synthesizer {{ kind = embedded, voice = kevin16 }}
  responder {{ kind = scripted, topics = [ {{ name = bill, phrases = [bill], say = "It is paid.", then = listen }} ] }}
}}
talkspurt.webhooks = [ {{ name = peer, url = "http://127.0.0.1:{port}/", secret-env = PEER_OTHER_SECRET, old-secrets = [ {{ secret-env = {secret} }} ] }} ]
talkspurt.events.webhook {{ back-off = 200ms, longest-back-off = 1s }}
"""
OPENAI = """
peer {{
  language = en
  greeting {{ say = "Hello." }}
  apology = "I am sorry."
  responder {{
    kind = openai-chat, base-url = "http://127.0.0.1:{server}/v1", api-key-env = {key}, model = gpt-4o, prompt = "You book."
  }}
  synthesizer {{ kind = openai, url = "http://127.0.0.1:{server}/v1", api-key-env = {key} }}
  tools.http.book {{
    description = "Books a time.", url = "http://127.0.0.1:{tool}/book"
    parameters {{ type = object, properties {{ time {{ type = string }} }}, required = [time], additionalProperties = false }}
  }}
}}
talkspurt.default-profile = realtime
talkspurt.profiles.realtime = ${{peer}} {{
  transcriber {{ kind = openai-realtime, url = "ws://127.0.0.1:{server}/v1/realtime", api-key-env = {key} }}
}}
talkspurt.profiles.whisper = ${{peer}} {{
  transcriber {{ kind = whisper, base-url = "http://127.0.0.1:{server}/v1", api-key-env = {key} }}
}}
"""
STAND_INS = """
both {{
  language = en
  apology = "I am sorry."
  tools.http.check_availability {{
    description = "Tells which times are free on a day.", url = "http://127.0.0.1:{tools}/check_availability"
    parameters {{ type = object, properties {{ day {{ type = string }} }}, required = [day] }}
  }}
}}
agent = ${{both}} {{
  greeting {{ say = "Hello." }}
  responder {{
    kind = openai-chat, base-url = "http://127.0.0.1:{chat}/v1", api-key-env = OPENAI_API_KEY, model = stand-in, prompt = "You book."
  }}
  synthesizer {{ kind = elevenlabs, url = "http://127.0.0.1:{elevenlabs}" }}
}}
talkspurt.default-profile = deepgram
talkspurt.profiles.deepgram = ${{agent}} {{
  transcriber {{ kind = deepgram, url = "ws://127.0.0.1:{deepgram}/v1/listen", api-key-env = DEEPGRAM_API_KEY }}
}}
talkspurt.profiles.transcription = ${{agent}} {{
  transcriber {{ kind = openai-realtime, url = "ws://127.0.0.1:{realtime}/v1/realtime", api-key-env = OPENAI_API_KEY }}
}}
talkspurt.profiles.flux = ${{agent}} {{
  transcriber {{ kind = deepgram-flux, url = "ws://127.0.0.1:{flux}/v2/listen", api-key-env = DEEPGRAM_API_KEY }}
  synthesizer {{ kind = deepgram, url = "http://127.0.0.1:{aura}" }}
}}
talkspurt.profiles.realtime = ${{both}} {{
  synthesizer {{ kind = embedded, voice = kevin16 }}
  bot {{
    kind = openai-realtime, url = "ws://127.0.0.1:{realtime}/v1/realtime", api-key-env = OPENAI_API_KEY
    model = stand-in, instructions = "You book.", greeting = "Greet the caller."
  }}
}}
"""
FRAME_S = 0.02


class Caller(threading.Thread):
    """A line over AudioSocket, 8 kHz: says a recording at a moment, and keeps the level of each frame it hears."""

    def __init__(self, port, call_id, says, at_s, seconds, keys=()):
        super().__init__()
        self.keys = {round(second / FRAME_S): key for second, key in keys}
        self.call_id, self.levels, self.ended_by = call_id, [], "caller"
        self.says, self.at, self.seconds = says, round(at_s / FRAME_S), seconds
        self.line = socket.create_connection(("127.0.0.1", port))
        self.line.sendall(b"\x01\x00\x10" + uuid.UUID(self.call_id).bytes)

    def run(self):
        ears = threading.Thread(target=self.hear, daemon=True)
        ears.start()
        begun = time.monotonic()
        try:
            for n in range(round(self.seconds / FRAME_S)):
                words = self.says[160 * (n - self.at):160 * (n - self.at + 1)] if n >= self.at else ()
                frame = array.array("h", words)
                frame.extend([0] * (160 - len(frame)))
                if n in self.keys:
                    self.line.sendall(b"\x03\x00\x01" + self.keys[n].encode())
                self.line.sendall(b"\x10\x01\x40" + frame.tobytes())
                time.sleep(max(0, begun + FRAME_S * (n + 1) - time.monotonic()))
            self.line.shutdown(socket.SHUT_RDWR)
        except OSError:
            self.ended_by = "engine"
        self.line.close()

    def hear(self):
        try:
            with self.line.makefile("rb") as reader:
                while len(head := reader.read(3)) == 3:
                    sound = array.array("h", reader.read(struct.unpack("!H", head[1:])[0]))
                    if head[0] == 0x10:
                        self.levels.append(10 * math.log10(sum(s * s for s in sound) / len(sound) / 32768 ** 2 + 1e-12))
        except OSError:
            pass

    def sounding(self, since_s=0.0):
        return sum(20 for level in self.levels[round(since_s / FRAME_S):] if level > -45)


class Peer:
    """Programs of npm's, in a folder of their own beside this file; one of them runs on."""

    def __init__(self, out, name):
        self.home, self.process, self.lines = os.path.join(out, name), None, []
        shutil.copytree(os.path.join(HERE, name), self.home, ignore=shutil.ignore_patterns("node_modules"))
        self.log = open(os.path.join(out, name + ".log"), "w")

    def missing(self):
        """Why it cannot be had, or nothing."""
        return npm_missing(self.home)

    def start(self, program, *args):
        self.process = subprocess.Popen(["node", program, *args], cwd=self.home, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self.read, daemon=True).start()
        eventually(lambda: self.told("listening"), 20)
        return self.told("listening")[0]

    def read(self):
        for line in self.process.stdout:
            self.lines.append(json.loads(line))
            self.log.write(line)

    def run(self, program, *args, told=""):
        """What a program says that ends by itself."""
        ended = subprocess.run(["node", program, *args], cwd=self.home, input=told, stdout=subprocess.PIPE, text=True, timeout=120)
        self.log.write(ended.stdout)
        return [json.loads(line) for line in ended.stdout.splitlines()]

    def told(self, kind):
        return [line[kind] for line in list(self.lines) if kind in line]

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)


class StandIns:
    """The load test's stand-ins, which say at their end what broke a protocol."""

    def __init__(self, jar):
        self.process = subprocess.Popen(["java", "-cp", jar, "talkspurt.loadtest.pipelines.StandIns"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        told = json.loads(self.process.stdout.readline())
        self.ports = told["ports"]
        os.environ.update(told["environment"])

    def stop(self):
        told, _ = self.process.communicate(timeout=10)
        return json.loads(told)["breaches"]


def call(engine, seconds, says="operator.wav", at_s=100.0, profile=None, keys=()):
    call_id = str(uuid.uuid4())
    if profile:
        engine.get(f"/api/call-start?callerId=5550100&uuid={call_id}&profile={profile}")
    caller = Caller(engine.audio, call_id, recording(os.path.join(ROOT, "loadtest", "say", says)), at_s, seconds, keys)
    caller.start()
    caller.join()
    eventually(lambda: not engine.live(), 10)
    return caller, engine.story(caller.call_id)


def greeting(engine, bot, checks):
    caller, story = call(engine, 12)
    marks = [m["mark"]["name"] for m in bot.told("twilio") if m["event"] == "mark"]
    checks.that(5900 <= caller.sounding() <= 6100, f"the bot's greeting is heard for {caller.sounding()} ms of 6000")
    checks.that(len(marks) == 25 and marks[-1].startswith("done:"), f"all its {len(marks)} marks come back, the last one last")
    checks.that([m["event"] for m in bot.told("twilio")][:2] == ["connected", "start"], "it is told connected and start")
    checks.that(bot.told("twilio")[-1]["event"] == "stop", "and stop when the caller hangs up")
    checks.that(bot.told("heard_ms") and 9000 < bot.told("heard_ms")[0] <= 12000, f"and hears the caller for {bot.told('heard_ms')} ms of 12000")
    checks.that(not bot.told("speech_started_ms"), "but never itself")
    checks.that(types(story)[2:4] == ["greeting-played", "line-lost"], f"the journal: {types(story)}")


def barge_in(engine, bot, checks):
    bot.lines.clear()
    caller, story = call(engine, 7, at_s=3.0)
    checks.that(len(bot.told("speech_started_ms")) == 1, f"the bot hears the caller at {bot.told('speech_started_ms')} ms")
    stopped = caller.sounding()
    checks.that(2000 < stopped < 4500 and caller.sounding(4.6) == 0, f"clears its greeting after {stopped} ms of 6000, for good")
    truncated = [e for e in bot.told("realtime") if e["type"] == "conversation.item.truncate"]
    checks.that(len(truncated) == 1 and abs(truncated[0]["audio_end_ms"] - stopped) < 400,
                f"and tells its model that {[e['audio_end_ms'] for e in truncated]} ms of it were heard")
    marks = [m for m in bot.told("twilio") if m["event"] == "mark"]
    checks.that(len(marks) == 25, f"all its {len(marks)} marks come back")
    checks.that(not bot.told("error"), f"it has no error {bot.told('error')}")
    checks.that("floor-yielded" in types(story), f"the journal: {types(story)}")


def bot(peer, engine, checks):
    greeting(engine, peer, checks)
    barge_in(engine, peer, checks)
    checks.that(engine.metric("talkspurt_bot_unreadable_total") == 0, "nothing it said was unreadable")


def checked(engine, profile, checks):
    """What `talkspurt check` says of the peer."""
    told = subprocess.run(
        ["java", "-jar", engine.jar, "check", "--profile", profile, "--config", os.path.join(engine.out, "talkspurt.conf")],
        stdout=subprocess.PIPE, text=True, timeout=120)
    lines = told.stdout.splitlines()
    checks.that(told.returncode == 0 and len(lines) == 4 and all(line.startswith("ok") for line in lines),
                f"talkspurt check --profile {profile}: {[line[:70] for line in lines]}")


def booking(engine, peer, profile, checks):
    peer.lines.clear()
    caller, story = call(engine, 9, "book.wav", 2.0, profile)
    said = [(line["speaker"], line["words"]) for line in story["transcript"]]
    checks.that(said == [("bot", "Hello."), ("caller", "Book me in at nine, please."),
                         ("bot", "You are booked for nine. Anything else?")], f"{profile}: the transcript: {said}")
    checks.that(2900 <= caller.sounding() <= 3100, f"{profile}: three sentences of a second are heard for {caller.sounding()} ms")
    tools = peer.told("tool")
    checks.that([t["body"] for t in tools] == [{"time": "09:00"}] and tools[0]["key"], f"{profile}: the tool runs once: {tools}")
    eventually(lambda: peer.told("asked"), 2)
    answers = sorted((asked["path"], asked["status"]) for asked in peer.told("asked"))
    checks.that(all(path.startswith("/v1/") and status == 200 for path, status in answers) and len(answers) >= 5,
                f"{profile}: it was asked, and answered: {answers}")


def openai_server(peer, engine, checks):
    for profile in ("realtime", "whisper"):
        checked(engine, profile, checks)
        booking(engine, peer, profile, checks)
    checks.that(engine.metric("talkspurt_provider_failures_total") == 0, "no provider failed")


def conversation(said, checks):
    """What the SDKs say of a conversation with the stand-ins."""
    def of(part):
        return next((line[part] for line in said if part in line), None)

    for failed in (line["failed"] for line in said if "failed" in line):
        checks.that(False, f"{failed['part']} fails: {failed['why']}")
    tool, day = "check_availability", {"day": "2026-11-23"}
    first, last = "Let me look that up.", "Monday at ten is free."
    checks.that(of("chat") == {"asked": [day], "said": last, "spoken": [first, last]}, f"openai, chat with a tool: {of('chat')}")
    checks.that(of("realtime") == {
        "heard": "is monday free", "wish": {"name": tool, "arguments": day}, "said": last, "responses": ["completed", "cancelled"],
        "truncated_ms": 120, "errors": ["input_audio_buffer_commit_empty", "response_cancel_not_active"],
    }, f"openai, realtime: {of('realtime')}")
    checks.that(of("transcription") == {"session": "transcription", "heard": "is monday free", "items": 1},
                f"openai, a session that transcribes: {of('transcription')}")
    heard = of("deepgram")
    checks.that(heard and heard["heard"] == ["is monday free"] * 3 and heard["follows"] and heard["closed"] == 1000,
                f"deepgram, partial, final and finalized words: {heard}")
    checks.that(of("flux") == {"first": 0, "heard": ["is monday free"] * 2, "turns": [0, 1], "triggers": ["model", "manual"],
                               "closed": 1000}, f"deepgram, two turns by Flux: {of('flux')}")
    checks.that(of("aura") and min(of("aura")["ms"]) == max(of("aura")["ms"]) > 1000 and of("aura")["closed"] == 1000,
                f"deepgram, speech over HTTP and a socket: {of('aura')}")
    voice = of("elevenlabs")
    checks.that(voice and voice["ms"] > 1000, f"elevenlabs, speech over HTTP: {voice}")
    contexts = of("contexts") and of("contexts")["heard"]
    checks.that(contexts and [contexts[name]["chars"] for name in ("one", "two")] == ["This is one. ", "This is two. "],
                f"elevenlabs, two contexts of a socket: {contexts}")
    refused = [str(of(kind)) for kind in ("chat_refused", "realtime_refused", "deepgram_refused")] + [str(voice and voice["refused"])]
    checks.that(all("401" in why for why in refused), f"a wrong key is refused: {refused}")


def typed(peer, told, kinds, who, checks):
    """What TypeScript says of messages."""
    found = peer.run("types.mjs", told="\n".join(json.dumps(line) for line in told))[0]["types"]
    wrong, many, missing = found["wrong"], sum(found["kinds"].values()), kinds - set(found["kinds"])
    checks.that(not wrong, f"{many} messages of {who}, {len(found['kinds'])} kinds, are of the SDKs' types {wrong[:5]}")
    checks.that(not missing, f"and none that is looked for is missing {sorted(missing)}")


def asked_for_times(engine, profile, checks):
    """A caller asks, into a greeting that is long; a tool is used for it. The stand-ins are told his words, and may give them out twice."""
    caller, story = call(engine, 9, "monday.wav", 2.0, profile)
    said = " ".join(line["words"] for line in story["transcript"])
    checks.that("is monday free" in said and said.endswith("Let me look that up. Monday at ten is free."),
                f"{profile}: the transcript: {said}")


def sdks(a, out, checks):
    peer = Peer(out, "sdks")
    missing = peer.missing() if os.path.exists(a.load_test) else f"there is no {a.load_test} (cd loadtest && mvn package)"
    if missing:
        print(f"skipped: sdks: {missing}")
        return
    stand_ins = StandIns(a.load_test)
    engine = None
    try:
        said = peer.run("sdks.mjs", json.dumps(stand_ins.ports), os.path.join(ROOT, "loadtest", "say", "monday.wav"))
        conversation(said, checks)
        typed(peer, said, ANSWERED, "the stand-ins", checks)
        relays = peer.start("relay.mjs", json.dumps(stand_ins.ports))
        engine = Engine(a.jar, out, STAND_INS.format(**{**stand_ins.ports, **relays}))
        ready(engine)
        for profile in ("deepgram", "transcription", "flux", "realtime"):
            asked_for_times(engine, profile, checks)
        log_is_clean(engine, checks)
        engine.kill()
        checks.that(not peer.told("failed"), f"nothing failed on the way {peer.told('failed')[:3]}")
        typed(peer, list(peer.lines), SENT, "the engine's adapters", checks)
    finally:
        if engine:
            engine.kill()
            shutil.rmtree(engine.data, ignore_errors=True)
        peer.stop()
        breaches = stand_ins.stop()
    checks.that(not breaches, f"the stand-ins saw no breach of a protocol {breaches}")


ANSWERED = {
    "ChatCompletionChunk", "DeepgramListen Results", "DeepgramListen Metadata", "DeepgramFlux Connected", "DeepgramFlux TurnInfo",
    "DeepgramSpeak Metadata", "DeepgramSpeak Flushed", "DeepgramSpeak Cleared", "ElevenLabsAudioOutputMulti", "ElevenLabsFinalOutputMulti",
    *("RealtimeServerEvent " + kind for kind in (
        "session.updated", "input_audio_buffer.committed", "conversation.item.input_audio_transcription.delta",
        "conversation.item.input_audio_transcription.completed", "response.created",
        "response.output_item.done", "response.output_audio.delta", "response.output_audio_transcript.delta", "response.done",
        "conversation.item.truncated", "error")),
}
SENT = {
    "ChatCompletionCreateParamsStreaming", "DeepgramQuery", "DeepgramSent Finalize", "DeepgramSent KeepAlive",
    "DeepgramFluxQuery", "DeepgramSpeakQuery", "DeepgramSpeakSent Speak", "DeepgramSpeakSent Flush", "ElevenLabsSent",
    *("RealtimeClientEvent " + kind for kind in (
        "session.update", "input_audio_buffer.append", "input_audio_buffer.commit", "conversation.item.create",
        "conversation.item.truncate", "response.create", "response.cancel")),
}


def webhooks(peer, engine, checks):
    _, story = call(engine, 4)
    def told():
        return [e for e in peer.told("verified") if e.get("callId") == story["callId"]]
    eventually(lambda: any(e["type"] == "call.outcome" for e in told()), 30)
    kinds = [e["type"] for e in told()]
    checks.that(kinds == ["call.started", "call.ended", "call.outcome"], f"the receiver is told {kinds}")
    checks.that(len(peer.told("away")) == 3 and len(set(peer.told("away"))) == 1, "the first of them again until it is back")
    checks.that(peer.told("id") == [e["id"] for e in peer.told("verified")], "each by the id in its header, once")
    checks.that(not peer.told("refused"), f"and verifies each signature {peer.told('refused')[:1]}")
    state = engine.get("/api/webhooks")["webhooks"][0]
    checks.that(state["state"] == "ok" and state["pending"] == 0 and state["lastFailure"]["why"] == "overloaded, status 503",
                f"GET /api/webhooks tells {state}")
    kept = engine.get("/api/events?format=json")["events"]
    checks.that([e["id"] for e in kept] == peer.told("id"), f"GET /api/events has the same {len(kept)} events")


def ready(engine):
    engine.start()
    with open(os.path.join(engine.out, "engine.log")) as log:
        eventually(lambda: "is ready" in log.read(), 30)


def meets(name, program, settings, talk):
    """A peer that the engine calls."""
    def meet(a, out, checks):
        peer = Peer(out, name)
        missing = peer.missing()
        if missing:
            print(f"skipped: {name}: {missing}")
            return
        engine = Engine(a.jar, out, settings(peer.start(program)))
        try:
            ready(engine)
            talk(peer, engine, checks)
            log_is_clean(engine, checks)
        finally:
            engine.kill()
            peer.stop()
            shutil.rmtree(engine.data, ignore_errors=True)
    return meet


def s3(peer, engine, checks):
    def away():
        known = len(peer.told("away")) + len(peer.told("back"))
        peer.process.send_signal(signal.SIGUSR2)
        eventually(lambda: len(peer.told("away")) + len(peer.told("back")) > known, 20)
    s3_peer.talk(peer, engine, checks, call, eventually, ready, away)


PEERS = {
    "openai-twilio": meets("openai-twilio", "bot.mjs", lambda port: BOT.format(port=port), bot),
    "openai-server": meets("openai-server", "server.mjs", lambda ports: OPENAI.format(key=KEY, **ports), openai_server),
    "sdks": sdks,
    "webhooks": meets("webhooks", "receiver.mjs", lambda port: WEBHOOKS.format(port=port, secret=SECRET), webhooks),
    "s3": meets("s3", "server.mjs", s3_peer.settings, s3),
    "mcp": lambda a, out, checks: mcp_peer.meet(a, out, checks, Peer, Engine, call, eventually, ready),
}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--jar", default=os.path.join(ROOT, "target", "talkspurt.jar"))
    ap.add_argument("--load-test", default=os.path.join(ROOT, "loadtest", "target", "talkspurt-loadtest.jar"))
    ap.add_argument("--out", default=os.path.join(ROOT, "target", "peers"))
    ap.add_argument("--only", default=",".join(PEERS))
    a = ap.parse_args()
    os.environ[KEY] = "sk-of-nobody"
    os.environ[SECRET] = "whsec_" + "b2xk" * 8
    os.environ["PEER_OTHER_SECRET"] = "whsec_" + "bmV3" * 8
    shutil.rmtree(a.out, ignore_errors=True)
    checks = Checks(False)
    a.jar = os.path.abspath(a.jar)
    for name in a.only.split(","):
        out = os.path.join(a.out, name)
        os.makedirs(out)
        PEERS[name](a, out, checks)
    return checks.summary()


if __name__ == "__main__":
    sys.exit(main())
