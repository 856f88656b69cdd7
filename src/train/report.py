#!/usr/bin/env python3
"""What the issue asks of a set of situations, in a few lines: report.py SCORE.PY MANIFEST.json DETECTIONS.json"""
import importlib.util, json, os, sys

spec = importlib.util.spec_from_file_location("score", sys.argv[1])
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)
man, det = json.load(open(sys.argv[2])), json.load(open(sys.argv[3]))
out = score.score(man, det, os.path.dirname(os.path.abspath(sys.argv[2])), False)


def line(name, s):
    l = s["latency_ms"]
    print(
        "| %s | %.1f | %.2f | %.1f | %.1f | %s / %s / %s | %s / %s | %s / %s |"
        % (name, s["false_case_pct"], s["false_per_min"] or 0, s["miss_pct"], s["premature_pct"], l["p50"], l["p90"], l["p95"],
           s["within_ms_pct"]["300"], s["within_ms_pct"]["500"], s.get("backchannel_trigger_pct"), s.get("dtmf_trigger_pct"))
    )


print("| situations | false % | false / min | missed % | early % | p50 / p90 / p95 ms | within 300 / 500 ms % | backchannel / DTMF % |")
print("| --- | --- | --- | --- | --- | --- | --- | --- |")
line("all", out["all"])
line("core", out["core"])
rows = [(score.info(t),) + score.classify(score.info(t), sorted(det["cases"][t["id"]]["detections"])) for t in man["cases"] if t["prompts"]]


def when(t):
    if "onset" not in t:
        return None
    starts = [k for k, (a, _) in enumerate(t["prompts"]) if t["onset"] >= a]
    since = (t["onset"] - t["prompts"][starts[-1]][0]) / t["fs"] if starts else 0
    return "later prompt" if starts and starts[-1] > 0 else "first 1.2 s" if since < 1.2 else "later"


for name in ("first 1.2 s", "later", "later prompt"):
    some = [r for r in rows if r[0]["kind"] == "bargein" and when(r[0]["t"]) == name]
    if some:
        line("caller in: %s (%d)" % (name, len(some)), score.summary(some))
for name, types in (("line", ("hybrid", "copy")), ("acoustic", ("speaker", "handset", "dual", "real"))):
    some = [score.info(t) for t in man["cases"] if t["echo"]["type"] in types]
    e = score.erle(some, det["cases"], os.path.dirname(os.path.abspath(sys.argv[2])))
    print("echo removed, %s:" % name, json.dumps(e))
print("equal point:", json.dumps(out.get("equal_point_all")))
print("stt:", json.dumps(out.get("stt")))
