"""A bot in the manner of Twilio's Media Streams, for bot.py: a WebSocket server of the standard library alone.

It knows nothing of Talkspurt: connected, start, media, dtmf, mark and stop come in; media, mark and clear go out.
"""
import array
import base64
import hashlib
import json
import math
import socket
import struct
import threading
import time


def mu_law(samples):
    """ITU-T G.711 µ-law of 16 bit samples."""
    out = bytearray()
    for s in samples:
        sign = 0x80 if s < 0 else 0
        magnitude = min(abs(s), 32635) + 132
        segment = magnitude.bit_length() - 8
        out.append(~(sign | segment << 4 | magnitude >> segment + 3 & 0x0F) & 0xFF)
    return bytes(out)


def linear(data):
    """Samples of µ-law."""
    out = array.array("h")
    for byte in data:
        bits = ~byte & 0xFF
        magnitude = ((bits & 0x0F) << 3) + 132 << (bits >> 4 & 7)
        out.append(132 - magnitude if bits & 0x80 else magnitude - 132)
    return out


def tone(hz, ms):
    return mu_law([int(8000 * math.sin(2 * math.pi * hz * n / 8000)) for n in range(8 * ms)])


class Stream:
    """One connection, from connected to stop."""

    def __init__(self, connection, headers):
        self.connection, self.headers, self.events, self.heard = connection, headers, [], bytearray()
        self.sid, self.begun, self.over = None, time.monotonic(), False

    def at(self):
        return round(1000 * (time.monotonic() - self.begun))

    def send(self, event, **fields):
        text = json.dumps({"event": event, "streamSid": self.sid, **fields}).encode()
        head = struct.pack("!BB", 0x81, len(text)) if len(text) < 126 else \
            struct.pack("!BBH", 0x81, 126, len(text)) if len(text) < 65536 else struct.pack("!BBQ", 0x81, 127, len(text))
        self.connection.sendall(head + text)

    def say(self, sound, name, piece_ms=0):
        """Sound in one message, or in pieces of so long, then a mark."""
        size = 8 * piece_ms or len(sound)
        for at in range(0, len(sound), size):
            self.send("media", media={"payload": base64.b64encode(sound[at:at + size]).decode()})
        self.send("mark", mark={"name": name})

    def told(self, kind):
        return [(at, event) for at, event in self.events if event["event"] == kind]

    def marks(self):
        return [(at, event["mark"]["name"]) for at, event in self.told("mark")]

    def close(self):
        self.connection.sendall(b"\x88\x02\x03\xe8")


class Bot(threading.Thread):
    """Takes calls; on_start and on_event are given the stream, and what came."""

    def __init__(self, on_start, on_event=lambda stream, event: None):
        super().__init__(daemon=True)
        self.on_start, self.on_event, self.streams = on_start, on_event, []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"ws://127.0.0.1:{self.door.getsockname()[1]}/media-stream"
        self.start()

    def run(self):
        while True:
            connection, _ = self.door.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection, connection.makefile("rb") as reader:
            headers = {}
            reader.readline()
            while (line := reader.readline().strip()):
                name, _, value = line.decode().partition(": ")
                headers[name.lower()] = value
            digest = hashlib.sha1((headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
            connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               b"Sec-WebSocket-Accept: " + base64.b64encode(digest) + b"\r\n\r\n")
            stream = Stream(connection, headers)
            self.streams.append(stream)
            try:
                while (text := self.message(reader)) is not None:
                    self.take(stream, json.loads(text))
                connection.sendall(b"\x88\x00")
            except OSError:
                pass
            stream.over = True

    def take(self, stream, event):
        if event["event"] == "media":
            stream.heard += base64.b64decode(event["media"]["payload"])
        stream.events.append((stream.at(), event))
        if event["event"] == "start":
            stream.sid = event["start"]["streamSid"]
            self.on_start(stream)
        self.on_event(stream, event)

    @staticmethod
    def message(reader):
        """The text of the next message; None at the close."""
        while True:
            head = reader.read(2)
            if len(head) < 2 or head[0] & 0x0F == 8:
                return None
            length = head[1] & 0x7F
            length = struct.unpack("!H", reader.read(2))[0] if length == 126 else struct.unpack("!Q", reader.read(8))[0] if length == 127 else length
            mask, data = reader.read(4), reader.read(length)
            if head[0] & 0x0F == 1:
                return bytes(b ^ mask[n % 4] for n, b in enumerate(data))
