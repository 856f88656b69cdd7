"""A public MCP server from npm, by both of its transports, in calls and while it goes away. Used by peers.py."""
import http.server
import json
import os
import signal
import socket
import subprocess
import threading
import urllib.request

SETTINGS = """
talkspurt.default-profile = mcp
talkspurt.mcp {{ check-every = 1s, retry-after = 200ms, max-retry-after = 1s }}
talkspurt.profiles.mcp {{
  language = en
  greeting {{ say = "Hello." }}
  apology = "I am sorry."
  transcriber {{ kind = embedded }}
  synthesizer {{ kind = embedded, voice = kevin16 }}
  responder {{ kind = openai-chat, base-url = "http://127.0.0.1:{agent}/v1", model = test, prompt = "You add." }}
  tools.mcp {{
    program {{ program = [node, "{server}", stdio], allow = [echo, get-sum], prefix = "program_" }}
    http {{
      url = "http://127.0.0.1:{port}/mcp", allow = [echo, get-sum, get-tiny-image], prefix = "http_"
      tools.get-sum.with {{ b = "40" }}
    }}
  }}
}}
"""
WISHES = {
    "1": ("program_get-sum", {"a": 2, "b": 3}),
    "2": ("http_get-sum", {"a": 2}),
    "3": ("program_get-sum", {"a": "two", "b": 3}),
    "4": ("http_get-tiny-image", {}),
}


class Agent(http.server.BaseHTTPRequestHandler):
    """A chat model that wants the tool of the key, and keeps the tool's result."""

    protocol_version = "HTTP/1.1"
    offered, told = [], []

    def log_message(self, *a):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.offered.append([t["function"] for t in body.get("tools", [])])
        messages = body["messages"]
        last = max((n for n, m in enumerate(messages) if m["role"] == "user"), default=0)
        answers = [m["content"] for m in messages[last:] if m["role"] == "tool"]
        key = next((k for k in WISHES if f"pressed {k}" in str(messages[last]["content"])), None)
        if key and not answers:
            name, arguments = WISHES[key]
            delta = {"tool_calls": [{"index": 0, "id": "t", "function": {"name": name, "arguments": json.dumps(arguments)}}]}
        else:
            self.told.append(answers[-1] if answers else "")
            delta = {"content": "Key " + str(key) + " is done."}
        text = "".join(f"data: {json.dumps(e)}\n\n" for e in (
            {"choices": [{"delta": delta}]}, {"choices": [{"delta": {}, "finish_reason": "stop"}]})) + "data: [DONE]\n\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


def start_agent():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Agent)
    server.handle_error = lambda *broken: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start_server(program, port, log):
    return subprocess.Popen(["node", program, "streamableHttp"], env={**os.environ, "PORT": str(port)}, stdout=log, stderr=log)


def children(pid, of):
    """Processes that an engine has started, by a word of their command."""
    out = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(pid)], stdout=subprocess.PIPE, text=True).stdout
    return [int(line.split()[0]) for line in out.splitlines() if of in line]


def check(engine, checks):
    told = subprocess.run(["java", "-jar", engine.jar, "check", "--profile", "mcp", "--config", os.path.join(engine.out, "talkspurt.conf")],
                          stdout=subprocess.PIPE, text=True, timeout=180).stdout.splitlines()
    lines = [line for line in told if "MCP server" in line]
    checks.that(len(lines) == 2 and all(line.startswith("ok") for line in lines), f"talkspurt check: {[line[:110] for line in lines]}")


def talks(engine, call, checks):
    caller, story = call(engine, 32, keys=[(4, "1"), (11, "2"), (18, "3"), (25, "4")])
    told = Agent.told
    names = sorted(f["name"] for f in Agent.offered[0])
    checks.that(names == ["http_echo", "http_get-sum", "http_get-tiny-image", "program_echo", "program_get-sum"],
                f"the model is offered what is allowed: {names}")
    hidden = [f["parameters"]["properties"].keys() for f in Agent.offered[0] if f["name"] == "http_get-sum"]
    checks.that([sorted(h) for h in hidden] == [["a"]], f"and does not see what the settings give: {hidden}")
    checks.that(len(told) == 4, f"four keys are answered: {[t[:60] for t in told]}")
    if len(told) == 4:
        checks.that("5" in told[0], f"the program adds: {told[0]}")
        checks.that("42" in told[1], f"the server over HTTP adds what the model does not give: {told[1]}")
        checks.that("program_get-sum" in told[2] and "two" in told[2], f"a wrong argument is told by tool and value: {told[2]}")
        checks.that("[image/" in told[3] and len(told[3]) < 400, f"an image is told, and not sent: {told[3]}")
    requested = [e["name"] for e in story["timeline"] if e["type"] == "tool-requested"]
    checks.that(requested == ["program_get-sum", "http_get-sum", "http_get-tiny-image"], f"the journal: {requested}")
    misused = [e["detail"] for e in story["timeline"] if e["type"] == "tool-failed"]
    checks.that(len(misused) == 1 and "two" in misused[0], f"the timeline has the wrong argument: {misused}")
    return caller


def connected(engine, server):
    return engine.metric("talkspurt_mcp_connected", f'server="{server}"')


def meet(a, out, checks, peer_of, engine_of, call, eventually, ready):
    peer = peer_of(out, "mcp")
    missing = peer.missing()
    if missing:
        print(f"skipped: mcp: {missing}")
        return
    program = os.path.join(peer.home, "node_modules", "@modelcontextprotocol", "server-everything", "dist", "index.js")
    port, log = free_port(), open(os.path.join(out, "server.log"), "w")
    engine = engine_of(a.jar, out, SETTINGS.format(agent=start_agent(), server=program, port=port))
    server = None
    try:
        ready(engine)
        checks.that(connected(engine, "http") == 0, "the engine is ready without the server over HTTP")
        server = start_server(program, port, log)
        checks.that(eventually(lambda: connected(engine, "http") == 1, 30), "which is found once it is there")
        checks.that(eventually(lambda: connected(engine, "program") == 1, 30), "the program is started")
        talks(engine, call, checks)
        server.kill()
        server.wait()
        checks.that(eventually(lambda: connected(engine, "http") == 0, 20), "the server over HTTP is noticed to be gone")
        server = start_server(program, port, log)
        checks.that(eventually(lambda: connected(engine, "http") == 1, 30), "and to be back")
        before = children(engine.process.pid, "index.js")
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        checks.that(eventually(lambda: children(engine.process.pid, "index.js") not in ([], before)
                               and connected(engine, "program") == 1, 30), "the program is started again after kill -9")
        with open("/proc/%d/environ" % children(engine.process.pid, "index.js")[0]) as f:
            names = sorted(line.split("=")[0] for line in f.read().split("\0") if line)
        checks.that(set(names) <= {"HOME", "PATH"}, f"it has of our environment {names}")
        with urllib.request.urlopen(f"http://127.0.0.1:{engine.http}/ready", timeout=5) as r:
            checks.that(r.status == 200, "the engine was ready all the time")
        check(engine, checks)
        running = children(engine.process.pid, "index.js")
        engine.kill()
        checks.that(eventually(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in running), 10), "the program ends with the engine")
    finally:
        engine.kill()
        if server:
            server.kill()
        log.close()
