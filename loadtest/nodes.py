"""What chaos and the calls through Asterisk (src/system-test/asterisk/failover.py) share: nodes of the engine, their PostgreSQL,
an agent with a tool, how soon calls answer again, and what must hold of them in the end. Standard library, and psql.
"""
import collections
import datetime
import http.server
import json
import math
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ENGINE = os.path.join(HERE, "..", "target", "talkspurt.jar")
SENTENCES = 5
FILLERS = ["One moment, please.", "I am still working on it.", "Please stay on the line.", "It takes a little longer."]
SHARDS = 50


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


API, AUDIO, CLUSTER = free_port(), free_port(), free_port()


def moment(event):
    """When it happened, as time.time() tells it."""
    return datetime.datetime.fromisoformat(event["at"].replace("Z", "+00:00")).timestamp()


def get(url, seconds=5):
    with urllib.request.urlopen(url, timeout=seconds) as r:
        return r.read().decode()


def answer(turn):
    """What the agent says to the caller's turn."""
    numbers = ["one", "two", "three", "four", "five"]
    return [f"This is sentence {numbers[n]} of the long answer to your key number {turn}." for n in range(SENTENCES)]


def percentile(values, share):
    """By nearest rank; of no values None."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None


# ---- the agent and its tool


BOOK = {"type": "object", "properties": {"turn": {"type": "string"}}, "required": ["turn"]}
TOOLS = {
    "http": """http.book {{ description = "Books.", url = "http://{agent}/book", parameters = {schema} }}""",
    "mcp": """mcp.shop {{ url = "http://{agent}/mcp", allow = [book] }}""",
}
KEY_OF_MCP = "talkspurt/idempotency-key"
NOT_KNOWN = "Whether this was done is not known"


class Agent(http.server.BaseHTTPRequestHandler):
    """A chat model, and its tool: by HTTP, or of an MCP server over Streamable HTTP."""

    protocol_version = "HTTP/1.1"
    booked = collections.Counter()
    lock = threading.Lock()
    takes, under_way, told_unknown = 0.0, 0, 0

    def log_message(self, *a):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if self.path.endswith("/book"):
            return self.reply("application/json", json.dumps({"booked": self.book(self.headers.get("Idempotency-Key"))}).encode())
        if self.path.endswith("/mcp"):
            return self.mcp(body)
        messages = body["messages"]
        users = [n for n, m in enumerate(messages) if m["role"] == "user" and not m["content"].startswith("[The connection")]
        turn = len(users)
        told = [m["content"] for m in messages[users[-1] if users else 0:] if m["role"] == "tool"]
        if told and told[-1].startswith(NOT_KNOWN):
            with self.lock:
                Agent.told_unknown += 1
        if not told:
            deltas = [{"tool_calls": [{"index": 0, "id": f"t{turn}", "function":
                                       {"name": "book", "arguments": json.dumps({"turn": str(turn)})}}]}]
            end = "tool_calls"
        else:
            deltas = [{"content": s + " "} for s in answer(turn)]
            end = "stop"
        events = [{"choices": [{"delta": d}]} for d in deltas] + [{"choices": [{"delta": {}, "finish_reason": end}]}]
        text = "".join(f"data: {json.dumps(e)}\n\n" for e in events) + "data: [DONE]\n\n"
        self.reply("text/event-stream", text.encode())

    def book(self, key):
        with self.lock:
            self.booked[key] += 1
            Agent.under_way += 1
        time.sleep(Agent.takes)
        with self.lock:
            Agent.under_way -= 1
        return key

    def mcp(self, body):
        if "id" not in body:
            return self.reply("text/plain", b"", 202)
        params = body.get("params") or {}
        result = {}
        if body["method"] == "initialize":
            result = {"protocolVersion": params["protocolVersion"], "capabilities": {"tools": {}},
                      "serverInfo": {"name": "shop", "version": "1"}}
        elif body["method"] == "tools/list":
            result = {"tools": [{"name": "book", "description": "Books.", "inputSchema": BOOK}]}
        elif body["method"] == "tools/call":
            result = {"content": [{"type": "text", "text": "booked " + self.book(params["_meta"][KEY_OF_MCP])}]}
        self.reply("application/json", json.dumps({"jsonrpc": "2.0", "id": body["id"], "result": result}).encode())

    def do_GET(self):
        self.reply("text/plain", b"", 405)

    @classmethod
    def await_tool(cls, seconds):
        """Waits until a tool runs."""
        end = time.time() + seconds
        while cls.under_way == 0 and time.time() < end:
            time.sleep(0.05)

    def reply(self, kind, body, status=200):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def start_agent(host):
    server = http.server.ThreadingHTTPServer((host, 0), Agent)
    server.handle_error = lambda *killed: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


# ---- the database


class Database:
    """PostgreSQL by loadtest/postgres."""

    def __init__(self, base, host="127.0.0.1"):
        self.dir, self.host, self.port = os.path.join(base, "postgres"), host, free_port()
        self.run("start", self.port, self.host)

    def run(self, *what):
        subprocess.run([os.path.join(HERE, "postgres"), what[0], self.dir, *map(str, what[1:])], check=True)

    def go(self, how):
        """Takes it away: stop, kill or freeze."""
        self.run(how)

    def come_back(self, how):
        self.run(*(["thaw"] if how == "freeze" else ["start", self.port, self.host]))

    def sql(self, text):
        out = subprocess.run(["psql", "-At", "-F", "\t", "-h", self.host, "-p", str(self.port), "-U", "talkspurt", "-d", "talkspurt",
                              "-c", text], check=True, capture_output=True, text=True).stdout
        return [line.split("\t") for line in out.splitlines()]


# ---- the nodes


class Node:
    """One process of the engine. Without a database it is alone, with H2."""

    def __init__(self, number, base, hosts, database, agent, more="", within=(), tool="http"):
        self.number, self.host, self.within = number, hosts[number], list(within)
        self.log, self.process = os.path.join(base, f"node-{number}.log"), None
        self.conf = os.path.join(base, f"node-{number}.conf")
        seeds = ", ".join(f'"akka://talkspurt@{h}:{CLUSTER}"' for h in hosts)
        shared = f"""
  cluster {{ host = "{self.host}", port = {CLUSTER}, seed-nodes = [{seeds}] }}
  database {{
    kind = postgresql
    postgresql {{ hosts = ["{database.host}:{database.port}"], name = talkspurt, user = talkspurt, tls = disable, connections = 5 }}
  }}""" if database else ""
        with open(self.conf, "w") as f:
            f.write(f"""
talkspurt {{
  bind = "{self.host}", http.port = {API}, audiosocket.port = {AUDIO}, operations.port = 0,
  access.insecure = true, data-dir = "{base}/data-{number}"
  default-profile = chaos
  drain {{ finish-timeout = 3s }}{shared}
  profiles.chaos {{
    language = en
    greeting {{ say = "Hello, this is the test." }}
    apology = "I am sorry, something went wrong."
    transcriber {{ kind = embedded }}
    synthesizer {{ kind = embedded, voice = kevin16 }}
    phrases = ["yes please", "no thank you"]
    turn {{ reprompt-after = 60s }}
    responder {{ kind = openai-chat, base-url = "http://{agent}/v1", model = test, prompt = "Test." }}
    filler {{ after = 1500ms, say = {json.dumps(FILLERS)} }}
    tools.{TOOLS[tool].format(agent=agent, schema=json.dumps(BOOK))}
  }}
}}
{more}
""")

    def start(self):
        out = open(self.log, "a")
        self.process = subprocess.Popen([*self.within, "java", "-Xmx700m", "-jar", ENGINE, "--config", self.conf], stdout=out, stderr=out)

    def signal(self, what):
        self.process.send_signal(what)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()

    def ready(self):
        try:
            get(f"http://{self.host}:{API}/ready", 3)
            return True
        except OSError:
            return False

    def wait_ready(self, seconds=90):
        end = time.time() + seconds
        while time.time() < end:
            if self.process.poll() is not None:
                raise SystemExit(f"node {self.number} has stopped with {self.process.returncode}: see {self.log}")
            if self.ready():
                return
            time.sleep(0.3)
        raise SystemExit(f"node {self.number} is not ready after {seconds} s: see {self.log}")

    def cluster(self):
        return json.loads(get(f"http://{self.host}:{API}/api/cluster"))

    def lines(self):
        """How many lines it holds."""
        text = get(f"http://{self.host}:{API}/metrics")
        return int(sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith("talkspurt_lines_open")))


def whole(nodes, seconds=60):
    """Waits until every node sees all of them."""
    end = time.time() + seconds
    while time.time() < end:
        try:
            if all(sum(n["status"] == "up" and n["reachable"] for n in node.cluster()["nodes"]) == len(nodes) for node in nodes):
                return
        except OSError:
            pass
        time.sleep(0.5)
    say("the cluster is not whole again")


class Answering:
    """How long calls that a node houses do not answer after it has gone. They are asked for something that is not granted
    (that a transfer has failed), which leaves no trace.
    """

    def __init__(self, nodes, gone):
        self.asked = [n for n in nodes if n is not gone]
        at = f"@{gone.host}:{CLUSTER}"
        shards = next((n["shards"] for n in self.asked[0].cluster()["nodes"] if at in n["address"]), {})
        live = json.loads(get(f"http://{self.asked[0].host}:{API}/api/calls?live=true&limit=1000"))["calls"]
        self.calls = [c["callId"] for c in live if str(shard(c["callId"])) in shards]
        self.took, self.threads = {}, []

    def begin(self):
        begun = time.time()
        self.threads = [threading.Thread(target=self.ask, args=(call, self.asked[n % len(self.asked)], begun), daemon=True)
                        for n, call in enumerate(self.calls)]
        for thread in self.threads:
            thread.start()

    def ask(self, call, node, begun):
        while time.time() - begun < 60:
            try:
                urllib.request.urlopen(urllib.request.Request(
                    f"http://{node.host}:{API}/api/calls/{call}/transfer-failed", b"{}", {"Content-Type": "application/json"}), timeout=1)
            except urllib.error.HTTPError as e:
                if e.code == 409:
                    self.took[call] = round(time.time() - begun, 1)
                    return
            except OSError:
                pass
            time.sleep(0.1)

    def end(self):
        """The times in seconds; 60 stands for never."""
        for thread in self.threads:
            thread.join()
        return sorted(self.took.get(call, 60) for call in self.calls)


def shard(call):
    """As Akka's cluster sharding does it: Java's hash of the id."""
    code = 0
    for c in call:
        code = (31 * code + ord(c)) & 0xFFFFFFFF
    code -= (code & 0x80000000) << 1
    return abs(code) % SHARDS


# ---- what must hold


def journal(database, bad):
    """Nothing is missing or double in it, and no call had two writers at a time."""
    rows = database.sql("SELECT persistence_id, sequence_number, writer, write_timestamp FROM event_journal ORDER BY persistence_id, sequence_number")
    writers, times = collections.defaultdict(list), collections.defaultdict(list)
    for call, sequence, writer, written_at in rows:
        writers[call].append((int(sequence), writer))
        times[call].append(int(written_at))
    changes = 0
    between = []
    for call, written in writers.items():
        numbers = [n for n, _ in written]
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            bad.append(f"{call}: a number is missing or double in the journal")
        runs = [w for n, (_, w) in enumerate(written) if n == 0 or written[n - 1][1] != w]
        changes += len(runs) - 1
        between += [times[call][n] - times[call][n - 1] for n in range(1, len(written)) if written[n - 1][1] != written[n][1]]
        if len(set(runs)) != len(runs):
            bad.append(f"{call}: two writers at a time: {runs}")
    return {"journal_rows": len(rows), "writers_changed": changes, "least_ms_between_two_writers": min(between, default=None)}


def one_cluster(nodes, bad):
    """All nodes are in one cluster, and each sees all of them."""
    if len(nodes) < 2:
        return
    for node in nodes:
        try:
            seen = sorted(n["address"] for n in node.cluster()["nodes"] if n["status"] == "up" and n["reachable"])
        except OSError as e:
            bad.append(f"node {node.number} does not answer in the end: {e}")
            continue
        if len(seen) != len(nodes):
            bad.append(f"node {node.number} is in a cluster of {len(seen)}: {seen}")


AFTER_A_NODE = 30  # seconds until all calls of a node that has gone know it


def lost_with_the_living(calls, gone, bad):
    """A line may be taken for lost with its node only while a node was away, and shortly after."""
    lost = 0
    for call in calls:
        for event in call["timeline"]:
            if event["type"] == "line-lost" and event["cause"] == "node-lost":
                at = moment(event)
                if not any(begin - 1 <= at <= end + AFTER_A_NODE for begin, end in gone):
                    lost += 1
                    bad.append(f"{call['callId']}: its line was taken for lost at {event['at']}, and no node had gone")
    return lost


def stories(calls, keys, bad, excused=lambda call, place: False, killed=False, gone=None):
    """Every key a turn, every answer whole, no tool run twice, no call given up while its caller talked. A key that is missing
    may be excused, by its place. Where nodes were killed, a tool may have been begun, by the journal, and not run: it is
    not tried again. gone says when nodes were away.
    """
    if gone is not None:
        lost_with_the_living(calls, gone, bad)
    given_up = [call["callId"] for call in calls for e in call["timeline"] if e["type"] == "call-ended" and e["reason"] == "line-lost"]
    if given_up:
        bad.append(f"calls were given up while their callers talked (line-lost): {given_up}")
    double = {k: n for k, n in Agent.booked.items() if n > 1}
    if double:
        bad.append(f"tools run twice: {double}")
    turns = whole_answers = not_accepted = 0
    ended = collections.Counter()
    for call in calls:
        timeline = call["timeline"]
        pressed = [e for e in timeline if e["type"] == "digits-collected"]
        turns += len(pressed)
        told = "".join(e["digits"] for e in pressed)
        left = [place for place, key in enumerate(keys) if key not in told and excused(call, place)]
        not_accepted += len(left)
        if told != "".join(key for place, key in enumerate(keys) if place not in left):
            bad.append(f"{call['callId']}: of the keys {keys} these are in the journal: {[e['digits'] for e in pressed]}")
        ended[next((e["reason"] for e in timeline if e["type"] == "call-ended"), None)] += 1
        whole_answers += sum(answered(call, turn, event, bad) for turn, event in enumerate(pressed, 1))
    asked = {e["key"] for c in calls for e in c["timeline"] if e["type"] == "tool-requested"}
    not_run = asked - set(Agent.booked)
    if set(Agent.booked) - asked or not_run and not killed:
        bad.append(f"tools run and asked for in the journal differ: {set(Agent.booked) ^ asked}")
    returned = {e["key"] for c in calls for e in c["timeline"] if e["type"] == "tool-returned"}
    if len(asked - returned) > Agent.told_unknown:
        bad.append(f"{len(asked - returned)} tools did not return, and the model was told so of {Agent.told_unknown}")
    return {"calls": len(calls), "tools_not_returned": len(asked - returned), "told_unknown": Agent.told_unknown, "ended": dict(ended), "turns": turns, "whole_answers": whole_answers, "keys_not_accepted": not_accepted,
            "tools_run": sum(Agent.booked.values()), "tools_run_twice": len(double), "tools_begun_and_not_run": len(not_run),
            "lines_lost": dict(collections.Counter(e["cause"] for c in calls for e in c["timeline"] if e["type"] == "line-lost"))}


def answered(call, turn, event, bad):
    """Whether the caller's turn was answered in full. An answer that he interrupted may end anywhere."""
    replies = [e for e in call["timeline"] if e["type"] in ("reply-played", "floor-yielded") and e["turn"] == event["turn"]]
    full = " ".join(answer(turn))
    words = without_fillers(" ".join(e["heard"] for e in replies), full)
    if words != full and not (replies and replies[-1]["type"] == "floor-yielded" and cut_short(words, full)):
        bad.append(f"{call['callId']}: turn {turn} was answered: {words!r}")
    return words == full


def without_fillers(words, full):
    """What was heard of the answer. A key of the caller's may have cut a filler, which then is heard before it."""
    for filler in FILLERS:
        words = words.replace(filler, "")
    spoken = words.split()
    for first in range(min(6, len(spoken))):
        rest = " ".join(spoken[first:])
        if any(f.startswith(" ".join(spoken[:first])) for f in FILLERS) and rest.split()[:3] == full.split()[:3]:
            return rest
    return " ".join(spoken)


def cut_short(words, full):
    """Whether that is a part of the answer from its beginning on, and perhaps a filler that was cut."""
    spoken = words.split()
    for left in range(len(spoken), max(-1, len(spoken) - 6), -1):
        rest = " ".join(spoken[left:])
        if full.startswith(" ".join(spoken[:left])) and any(f.startswith(rest) for f in FILLERS):
            return True
    return False


def ended_calls(nodes):
    """All calls in full, once they have ended or should have."""
    listed = []
    for _ in range(60):
        listed = json.loads(asked_of_any(nodes, "/api/calls?limit=1000"))["calls"]
        if all("endedAt" in c for c in listed):
            break
        time.sleep(1)
    return [json.loads(asked_of_any(nodes, f"/api/calls/{c['callId']}")) for c in listed]


def asked_of_any(nodes, path):
    for node in nodes:
        try:
            return get(f"http://{node.host}:{API}{path}")
        except OSError:
            continue
    raise SystemExit("no node answers")
