"""What percall and cold-start share: processes that are started, read and stopped, and options."""
import argparse
import json
import os
import socket
import subprocess
import sys
import time


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
