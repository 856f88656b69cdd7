#!/usr/bin/env python3
"""Draws tradeoff.png (false barge-ins against failed ones over all thresholds) and latency.png (how many barge-ins are heard
within how long). Needs Debian's python3-matplotlib; the rules are those of score.py."""
import argparse
import os
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

import scoring

COLOURS = ["#1f6fb4", "#c45f10", "#2a8a57", "#7a3fa5", "#b3262e", "#555b62"]
# what false barge-ins are counted in, its name, and the marks on its axis; below the second mark the axis is linear
PRICES = [("false_case_pct", "false barge-ins, % of situations in which the caller is silent", (0, 0.5, 1, 2, 5, 10, 20, 50)),
          ("false_per_min", "false barge-ins per minute of playback", (0, 0.05, 0.1, 0.2, 0.5, 1, 2, 5))]


def systems(arguments):
    """Names and detections from DETECTIONS.json and NAME=DETECTIONS.json."""
    found = []
    for argument in arguments:
        name, is_named, path = argument.rpartition("=") if not os.path.exists(argument) else ("", "", argument)
        det = scoring.read(path)
        found.append((name if is_named else det.get("system") or path, det["cases"]))
    return found


def sweep(score, infos, cases, name):
    if not all(cases.get(T["id"], {}).get("scores") for T in infos):
        sys.exit("%s: no scores for some situations, so there is no threshold to sweep" % name)
    return score.roc(infos, cases)


def frame(axes, title, x, y):
    axes.set_title(title, fontsize=11, loc="left", fontweight="bold")
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(True, which="both", color="#e3e6ea", linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def tradeoff(score, infos, found, path):
    figure, panels = plt.subplots(1, 2, figsize=(12, 5.2), sharey=True)
    kinds = [T["kind"] for T in infos]
    for (name, cases), colour in zip(found, COLOURS):
        points = sweep(score, infos, cases, name)
        outcomes = [(T,) + score.classify(T, sorted(cases[T["id"]]["detections"])) for T in infos]
        own = score.summary([r for r in outcomes if r[0]["kind"] in ("silent", "bargein")])
        for axes, (key, _, marks) in zip(panels, PRICES):
            # the least that fails at each price: a threshold beaten in both respects is nobody's choice
            best = sorted((p[key] or 0, p["fail_pct"]) for p in points)
            front = [p for k, p in enumerate(best) if all(p[1] < q[1] for q in best[:k])]
            axes.step(*zip(*front, (marks[-1], front[-1][1])), where="post", color=colour, linewidth=2, label=name)
            axes.plot(own[key] or 0, own["miss_pct"] + own["premature_pct"], "o", color=colour, markersize=8,
                      markeredgecolor="white", label="%s, as it decides" % name, clip_on=False, zorder=5)
    for axes, (_, label, marks) in zip(panels, PRICES):
        axes.set_xscale("symlog", linthresh=marks[1], linscale=0.5)
        axes.set_xticks(marks, ["%g" % mark for mark in marks])
        axes.set_xticks([], minor=True)
        axes.set_xlim(0, marks[-1])
        frame(axes, "", label, "")
    panels[0].set_ylim(0, 60)
    panels[0].set_ylabel("failed barge-ins: missed or cut early, %")
    panels[0].legend(frameon=False, loc="upper right")
    figure.suptitle("Price of hearing the caller, over all thresholds (%d silent, %d barge-in situations)"
                    % (kinds.count("silent"), kinds.count("bargein")), x=0.01, ha="left", fontweight="bold")
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def latency(score, infos, found, path):
    figure, axes = plt.subplots(figsize=(9, 5.2))
    bargeins = [T for T in infos if T["kind"] == "bargein"]
    for (name, cases), colour in zip(found, COLOURS):
        outcomes = [score.classify(T, sorted(cases.get(T["id"], {}).get("detections", []))) for T in bargeins]
        ms = sorted(1000 * late for outcome, late, _, _ in outcomes if outcome == "hit")
        share = [100.0 * (k + 1) / len(bargeins) for k in range(len(ms))]
        end = 1000 * score.DEADLINE
        axes.step([0] + ms + [end], [0] + share + share[-1:], where="post", color=colour, linewidth=2,
                  label="%s: %.0f %% in the end" % (name, share[-1] if share else 0))
    frame(axes, "How soon a caller who breaks in is heard (%d situations)" % len(bargeins),
          "time since the caller's onset, ms", "bot stopped within that time, % of all barge-ins")
    axes.set_xlim(0, 1000 * score.DEADLINE)
    axes.set_ylim(0, 100)
    axes.set_xticks(range(0, int(1000 * score.DEADLINE) + 1, 100), minor=False)
    axes.tick_params(axis="x", labelrotation=45)
    axes.legend(frameon=False, loc="lower right")
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("score", metavar="SCORE.PY")
    ap.add_argument("manifest", metavar="MANIFEST.json")
    ap.add_argument("detections", metavar="[NAME=]DETECTIONS.json", nargs="+")
    ap.add_argument("--out", metavar="DIR", required=True)
    a = ap.parse_args()
    if len(a.detections) > len(COLOURS):
        ap.error("at most %d systems can be told apart" % len(COLOURS))
    score = scoring.rules(a.score)
    infos = [score.info(t) for t in scoring.read(a.manifest)["cases"]]
    found = systems(a.detections)
    os.makedirs(a.out, exist_ok=True)
    tradeoff(score, infos, found, os.path.join(a.out, "tradeoff.png"))
    latency(score, infos, found, os.path.join(a.out, "latency.png"))


if __name__ == "__main__":
    main()
