#!/usr/bin/env python3
"""What the issue asks of a set of situations, in a few lines. With --row only one row, in the columns of section 2 of
../shared/audio/hearing.md."""
import argparse
import json

import scoring

COLUMNS = ["false, % of silent cases", "false / min", "missed %", "cut early %", "latency p50 / p90 / p95 ms",
           "within 300 / 500 ms % of all", "backchannel / DTMF trigger %"]
TYPES = {"line": ("hybrid", "copy"), "acoustic": ("speaker", "handset", "dual", "real")}


def cells(s):
    """The figures of a summary of score.py, as text."""
    dash = lambda v, form: "–" if v is None else form % v
    ms, within = s["latency_ms"], s["within_ms_pct"]
    return ["%.1f" % s["false_case_pct"], dash(s["false_per_min"], "%.2f"), "%.1f" % s["miss_pct"], "%.1f" % s["premature_pct"],
            " / ".join(dash(ms[p], "%d") for p in ("p50", "p90", "p95")),
            "%.0f / %.0f" % (within["300"], within["500"]),
            " / ".join(dash(s.get(k + "_trigger_pct"), "%.0f") for k in ("backchannel", "dtmf"))]


def row(*texts):
    print("| %s |" % " | ".join(texts))


def when(t):
    """In which part of which prompt the caller speaks."""
    if "onset" not in t:
        return None
    starts = [k for k, (a, _) in enumerate(t["prompts"]) if t["onset"] >= a]
    since = (t["onset"] - t["prompts"][starts[-1]][0]) / t["fs"] if starts else 0
    return "later prompt" if starts and starts[-1] > 0 else "first 1.2 s" if since < 1.2 else "later"


def report(score, man, det, base, out):
    row("situations", *COLUMNS)
    row(*["---"] * (1 + len(COLUMNS)))
    row("all", *cells(out["all"]))
    row("core", *cells(out["core"]))
    infos = [score.info(t) for t in man["cases"]]
    rows = [(T,) + score.classify(T, sorted(det["cases"].get(T["id"], {}).get("detections", []))) for T in infos]
    for name in ("first 1.2 s", "later", "later prompt"):
        some = [r for r in rows if r[0]["kind"] == "bargein" and r[0]["t"]["prompts"] and when(r[0]["t"]) == name]
        if some:
            row("caller in: %s (%d)" % (name, len(some)), *cells(score.summary(some)))
    print()
    for name, types in TYPES.items():
        some = [T for T in infos if T["t"]["echo"]["type"] in types]
        print("echo removed, %s:" % name, json.dumps(score.erle(some, det["cases"], base)))
    print("equal point:", json.dumps(out.get("equal_point_all")))
    print("stt:", json.dumps(out.get("stt")))


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("score", metavar="SCORE.PY")
    ap.add_argument("manifest", metavar="MANIFEST.json")
    ap.add_argument("detections", metavar="DETECTIONS.json")
    ap.add_argument("--row", action="store_true", help="print one row of the table in hearing.md")
    a = ap.parse_args()
    score, man, det = scoring.rules(a.score), scoring.read(a.manifest), scoring.read(a.detections)
    if a.row:
        for case in det["cases"].values():  # neither the sweep nor the sound is needed
            case.pop("scores", None)
            case.pop("clean", None)
    out = score.score(man, det, scoring.base(a.manifest), False)
    if a.row:
        core = out["core"]
        row(out["system"], *cells(out["all"]),
            "%.1f / %.1f" % (core["false_case_pct"], core["miss_pct"] + core["premature_pct"]))
    else:
        report(score, man, det, scoring.base(a.manifest), out)


if __name__ == "__main__":
    main()
