#!/usr/bin/env python3
"""What the issue asks of a set of situations, in a few lines. With --row only one row, in the columns of the table of hearing.md."""
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


def percent(some, of):
    return "–" if not of else "%.0f %% of %d" % (100 * len(some) / len(of), len(of))


def floor(man, det):
    """Stage 2: what became of the pauses, without words and with the words of a recogniser that is never wrong."""
    row("stage 2", "backchannels that pause the bot", "that end its turn", "barge-ins that end its turn",
        "pauses of silent cases that end its turn", "from such a pause to going on, median / most")
    row(*["---"] * 6)
    for name, key in (("voice alone", "floor"), ("with words", "floorWithWords")):
        done = {t["id"]: [(d["timeS"], d["action"]) for d in det["cases"][t["id"]].get(key, [])] for t in man["cases"]}
        did = lambda kind, *actions: [t for t in man["cases"] if t["kind"] == kind and any(a in actions for _, a in done[t["id"]])]
        all_of = lambda kind: [t for t in man["cases"] if t["kind"] == kind]
        gaps = sorted(1000 * (b[0] - a[0]) for t in all_of("silent") for a, b in zip(done[t["id"]], done[t["id"]][1:])
                      if a[1] == "pause" and b[1] in ("resume", "keep"))
        row(name, percent(did("backchannel", "pause"), all_of("backchannel")),
            percent(did("backchannel", "yield"), all_of("backchannel")),
            percent(did("bargein", "yield"), all_of("bargein")),
            percent(did("silent", "yield"), did("silent", "pause")),
            "%d / %d ms" % (gaps[len(gaps) // 2], gaps[-1]) if gaps else "–")
    print()


TONES = ("ringback", "busy", "hold", "fax", "modem", "dtmf", "siren")
SURE = 20  # the score that stands for a likelihood of one half


def listening(man, det):
    """Between turns: are utterances noticed, and is anything else taken for one."""
    groups = {}
    for t in (t for t in man["cases"] if t["kind"] == "listening"):
        noise = t["noise"]["type"]
        name = "tones" if noise in TONES else noise if noise in ("none", "music") else "other noise"
        on = [k for k, s in enumerate(det["cases"][t["id"]]["scores"]) if s >= SURE]
        starts = [0.02 * (k + 1) for n, k in enumerate(on) if n == 0 or on[n - 1] != k - 1]
        said = [(e["start"] / t["fs"], e["end"] / t["fs"]) for e in t["nearend"]]
        group = groups.setdefault(name, {"late": [], "missed": 0, "false": 0, "quiet": 0.0})
        for a, b in said:
            at = [0.02 * (k + 1) for k in on if a - 0.1 < 0.02 * (k + 1) < b + 0.2]
            group["late"] += [max(0, at[0] - a)] if at else []
            group["missed"] += not at
        group["false"] += sum(not any(a - 0.1 < x < b + 0.7 for a, b in said) for x in starts)
        group["quiet"] += max(0, t["samples"] / t["fs"] - sum(b - a + 0.8 for a, b in said)) / 60
    if not groups:
        return
    row("between turns", "utterances", "missed %", "noticed after p50 / p90 ms", "false starts / min")
    row(*["---"] * 5)
    for name, g in sorted(groups.items()):
        late, n = sorted(g["late"]), len(g["late"]) + g["missed"]
        row(name, str(n), "%.1f" % (100 * g["missed"] / max(1, n)),
            "%d / %d" % (1000 * late[len(late) // 2], 1000 * late[int(0.9 * len(late))]) if late else "–",
            "%.2f" % (g["false"] / g["quiet"]) if g["quiet"] else "–")
    print()


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
    floor(man, det)
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
    listening(man, det)
    man["cases"] = [t for t in man["cases"] if t["kind"] != "listening"]
    if not man["cases"]:
        return
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
