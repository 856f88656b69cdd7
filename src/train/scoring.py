"""The rules of a score.py (false and failed barge-ins of a manifest), loaded from wherever that file is, and the files it reads."""
import importlib.util
import json
import os
import sys


def rules(path):
    """The module score.py."""
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path):
    """A file of JSON, or the end of the program with a line that says why not."""
    try:
        with open(path) as f:
            return json.load(f)
    except (OSError, ValueError) as why:
        sys.exit("%s: %s" % (path, why))


def base(manifest_path):
    """The directory the paths in a manifest start from."""
    return os.path.dirname(os.path.abspath(manifest_path))
