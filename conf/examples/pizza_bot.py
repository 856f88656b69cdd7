#!/usr/bin/env python3
"""A bot that takes orders for a pizza, in the standard library of Python: src/docs/your-own-bot.md."""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIZZAS = ["cheese", "salami", "mushroom"]
SIZES = ["small", "medium", "large"]


def said(turn):
    """All that the caller has said or pressed so far, as one text."""
    return " ".join(line["words"] for line in turn["history"] if line["speaker"] == "caller").lower()


def answer(turn):
    """What to say in this turn, and what to do."""
    cue = turn["cue"]
    if cue["type"] == "silence":
        if cue["times"] > 1:
            return {"say": "I cannot hear you. Goodbye.", "tool": {"name": "end_call", "arguments": {}}}
        return {"say": "Are you still there?"}
    words = said(turn)
    pizza = next((p for p in PIZZAS if p in words), None)
    size = next((s for s in SIZES if s in words), None)
    if re.search(r"\b(operator|person|human)\b", words):
        return {"say": "I am connecting you.",
                "tool": {"name": "transfer_call", "arguments": {"to": "operator"}}}
    if not pizza:
        return {"say": "We have cheese, salami and mushroom. Which one would you like?"}
    if not size:
        return {"say": f"One {pizza}. Small, medium or large?"}
    return {"say": f"One {size} {pizza}, ready in twenty minutes. Goodbye!",
            "tool": {"name": "end_call", "arguments": {}}}


class Webhook(BaseHTTPRequestHandler):
    """One POST a turn: JSON in, JSON out."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        turn = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps(answer(turn)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Says nothing of each request."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8099), Webhook)
    print(f"the pizza bot listens at http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
