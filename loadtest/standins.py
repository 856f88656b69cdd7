"""Servers on this machine that percall and keeping have the engine talk to: a Realtime bot, a receiver of webhooks, a bucket, a
collector of traces. The last three can be taken away. Standard library.
"""
import base64
import hashlib
import hmac
import http.server
import json
import os
import subprocess
import threading
import urllib.parse
import xml.sax.saxutils

from measuring import Failed

HERE = os.path.dirname(os.path.abspath(__file__))
CALLER = os.path.join(HERE, "target", "talkspurt-loadtest.jar")


class Realtime:
    """The Realtime bot that talks on and on."""

    PROFILE = """
talkspurt.default-profile = percall
talkspurt.profiles.percall {
  language = en, apology = "I am sorry.", turn { reprompt-after = 600s }
  synthesizer { kind = embedded, voice = kevin16 }
  bot {
    kind = openai-realtime, url = "ws://127.0.0.1:%(realtime)s/v1/realtime", api-key-env = OPENAI_API_KEY
    model = stand-in%(audio)s, instructions = "Talk.", greeting = "Greet the caller.", reprompt = ""
  }
}
"""

    def __init__(self, seconds):
        self.process = subprocess.Popen(
            ["java", "-Xmx1g", "-cp", CALLER, "talkspurt.loadtest.pipelines.StandIns", "--talk-seconds", str(seconds)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        told = self.process.stdout.readline()
        if not told:
            raise Failed("the stand-in of Realtime did not start")
        self.ports, self.environment = (json.loads(told)[key] for key in ("ports", "environment"))

    def profile(self, audio=None):
        return self.PROFILE % {"audio": f", audio = {audio}" if audio else "", **self.ports}

    def breaches(self):
        """Ends it; what the engine did that the protocol forbids."""
        told, _ = self.process.communicate()
        return json.loads(told)["breaches"] if told else ["the stand-in of Realtime is gone"]


class Server:
    """Answers HTTP on a port of its own. When it goes away it keeps what it is given next, loses the answer, as a server does that
    dies in the midst of its work, and from then on refuses all.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.away, self.loses, self.answers_lost, self.refused = False, False, 0, 0
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked)
        self.http.owner, self.http.handle_error = self, lambda *gone: None
        self.http.daemon_threads = True
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def go(self):
        with self.lock:
            self.away, self.loses = True, True

    def come_back(self):
        with self.lock:
            self.away, self.loses = False, False

    def answer(self, method, target, headers, body):
        """(status, headers, body), or None: the connection is closed."""
        with self.lock:
            if self.away and not self.loses:
                self.refused += 1
                return self.while_away()
            answer = self.answered(method, target, headers, body)
            if self.loses and method in ("POST", "PUT"):
                self.loses = False
                self.answers_lost += 1
                return None
            return answer

    def while_away(self):
        return None


class Asked(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *a):
        pass

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = self.server.owner.answer(self.command, self.path, self.headers, body)
        if answer is None:
            self.close_connection = True
            return
        status, headers, content = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = serve


class Collector(Server):
    """Takes spans by OTLP over HTTP, and forgets them."""

    def answered(self, method, target, headers, body):
        return 200, {"Content-Type": "application/json"}, b"{}"


class Receiver(Server):
    """Takes events as Standard Webhooks has it, and keeps each as often as it came."""

    def __init__(self):
        super().__init__()
        self.key = os.urandom(32)
        self.taken, self.unsigned = [], []

    def secret(self):
        return "whsec_" + base64.b64encode(self.key).decode()

    def while_away(self):
        return 503, {}, b""

    def answered(self, method, target, headers, body):
        event = json.loads(body)
        signed = b".".join((headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body))
        wanted = "v1," + base64.b64encode(hmac.new(self.key, signed, hashlib.sha256).digest()).decode()
        if wanted not in headers["webhook-signature"].split() or headers["webhook-id"] != event["id"]:
            self.unsigned.append(event["id"])
        self.taken.append(event)
        return 204, {}, b""


class Bucket(Server):
    """An S3 bucket named calls, path style, in a folder: each object, and how often it was put. Holds bodies to their sums."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder
        self.objects, self.puts, self.deleted, self.wrong = {}, {}, [], []

    def answered(self, method, target, headers, body):
        path, _, query = target.partition("?")
        key = urllib.parse.unquote(path).removeprefix("/calls").removeprefix("/")
        if not key:
            return self.listed(dict(urllib.parse.parse_qsl(query, keep_blank_values=True)))
        if query:
            return self.fault(501, "NotImplemented")
        return {"PUT": self.put, "HEAD": self.read, "GET": self.read, "DELETE": self.delete}[method](key, headers, body)

    def put(self, key, headers, body):
        md5 = hashlib.md5(body)
        if base64.b64encode(md5.digest()).decode() != headers["content-md5"] or hashlib.sha256(body).hexdigest() != headers["x-amz-content-sha256"]:
            self.wrong.append(key)
            return self.fault(400, "BadDigest")
        with open(self.file(key), "wb") as f:
            f.write(body)
        self.objects[key] = {"ETag": f'"{md5.hexdigest()}"', "x-amz-meta-sha256": headers["x-amz-meta-sha256"], "Content-Length": str(len(body))}
        self.puts[key] = self.puts.get(key, 0) + 1
        return 200, {"ETag": self.objects[key]["ETag"]}, b""

    def read(self, key, headers, body):
        if key not in self.objects:
            return self.fault(404, "NoSuchKey")
        content = self.body(key)
        if "range" not in headers:
            return 200, self.objects[key], content
        first, last = (int(place) for place in headers["range"].removeprefix("bytes=").split("-"))
        some = content[first:last + 1]
        return 206, {"Content-Range": f"bytes {first}-{first + len(some) - 1}/{len(content)}"}, some

    def delete(self, key, headers, body):
        if self.objects.pop(key, None):
            self.deleted.append(key)
            os.remove(self.file(key))
        return 204, {}, b""

    def listed(self, query):
        if "uploads" in query:
            return 200, {"Content-Type": "application/xml"}, b"<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
        keys = "".join(f"<Contents><Key>{xml.sax.saxutils.escape(key)}</Key></Contents>"
                       for key in sorted(self.objects) if key.startswith(query.get("prefix", "")))
        return 200, {"Content-Type": "application/xml"}, f"<ListBucketResult>{keys}</ListBucketResult>".encode()

    def fault(self, status, code):
        return status, {"Content-Type": "application/xml"}, f"<Error><Code>{code}</Code></Error>".encode()

    def file(self, key):
        return os.path.join(self.folder, hashlib.sha256(key.encode()).hexdigest())

    def body(self, key):
        with open(self.file(key), "rb") as f:
            return f.read()
