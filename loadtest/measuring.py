"""What percall, keeping, cold-start and soak share: processes that are started, read and stopped, and options."""
import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import percall_figures as figures


class Failed(Exception):
    """Why there is nothing to show."""


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def read(*path):
    with open(os.path.join("/proc", *map(str, path))) as f:
        return f.read()


def stop(process):
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Engine:
    """A jar, as a user runs it, in a folder of its own."""

    def __init__(self, jar, folder, java, settings, environment):
        self.http, self.audio, self.operations = free_port(), free_port(), free_port()
        self.log, self.collections = os.path.join(folder, "engine.log"), os.path.join(folder, "gc.log")
        self.conf = os.path.join(folder, "talkspurt.conf")
        with open(self.conf, "w") as f:
            f.write(settings)
        self.environment = dict(os.environ, TALKSPURT_HTTP_PORT=str(self.http), TALKSPURT_AUDIOSOCKET_PORT=str(self.audio),
                                TALKSPURT_OPERATIONS_PORT=str(self.operations),
                                TALKSPURT_BIND="127.0.0.1", TALKSPURT_DATA_DIR=os.path.join(folder, "data"), **environment)
        with open(self.log, "w") as out:
            self.process = subprocess.Popen(["java", *java, f"-Xlog:gc:file={self.collections}", "-jar", jar,
                                             "--config", self.conf], env=self.environment, stdout=out, stderr=out)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}{path}", timeout=5) as r:
            return r.read().decode()

    def wait(self, what, seconds, condition):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise Failed(f"the engine ended with {self.process.returncode}")
            with contextlib.suppress(OSError):
                if condition():
                    return
            time.sleep(0.25)
        raise Failed(f"{what} after {seconds} s")

    def lines(self):
        samples = [line for line in self.get("/metrics").splitlines() if line.startswith("talkspurt_lines_open")]
        return int(sum(float(line.rsplit(" ", 1)[1]) for line in samples))

    def rss_mb(self):
        return figures.rss_mb(read(self.process.pid, "status"))

    def collected(self, since, until):
        """Lines of collections between two heaps."""
        with open(self.collections, "rb") as f:
            f.seek(since.logged)
            return f.read(until.logged - since.logged).decode()

    def errors(self):
        with open(self.log) as log:
            return [line.strip() for line in log if " ERROR " in line or line.startswith("\tat ")]


def report(process):
    """What the load test tells of its callers, once they have ended."""
    text, _ = process.communicate()
    if not text.strip():
        raise Failed(f"the callers ended with {process.returncode}")
    return json.loads(text)


def limited(least, most):
    """An option that is a whole number within these bounds."""
    def whole(text):
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not from {least} to {most}")
        return int(text)
    return whole
