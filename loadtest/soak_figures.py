"""What soak computes, without a process or a clock: readings of the JVM, slopes, verdicts, tables."""
import re
import statistics

from percall_figures import markdown, median, shown

MB = 1024 * 1024
BLOCKS = 12  # medians of so many stretches are fitted: samples next to each other are alike, and say less than they seem
FEWEST = 5  # fewer have no interval of 95 %
CLASSES_SHOWN = 15


# ---- what the JVM tells


def full_collection(log):
    """The last full collection in lines of -Xlog:gc: (MB that live, pause in ms). None where there is none."""
    found = re.findall(r"Pause Full .*->(\d+)([KMG])\(.*\) (\d+[.,]\d+)ms", log)
    if not found:
        return None
    left, unit, pause = found[-1]
    return int(left) * {"K": 1 / 1024, "M": 1, "G": 1024}[unit], float(pause.replace(",", "."))


def heap_mb(info):
    """What the heap takes of the machine, used or not, of `jcmd PID GC.heap_info` by G1."""
    return int(re.search(r"heap\s+total (\d+)K", info).group(1)) / 1024


def metaspace_mb(info):
    """Of `jcmd PID GC.heap_info`."""
    return int(re.search(r"Metaspace\s+used (\d+)K", info).group(1)) / 1024


def code_mb(info):
    """Of `jcmd PID Compiler.codecache`, whether the code cache is one heap or three."""
    return sum(int(used) for used in re.findall(r" used=(\d+)Kb", info)) / 1024


def histogram(text):
    """{class: (instances, bytes)} of `jcmd PID GC.class_histogram`; the lambdas of a class count as one."""
    found = {}
    for instances, size, name in re.findall(r"^\s*\d+:\s+(\d+)\s+(\d+)\s+(\S+)", text, re.M):
        name = re.sub(r"\$\$Lambda\$.*", "$$Lambda", name)
        before = found.get(name, (0, 0))
        found[name] = before[0] + int(instances), before[1] + int(size)
    return found


def grown(before, after, instances=1):
    """Classes with so many instances more than before: (name, more, bytes more), most bytes first."""
    more = [(name, count - before.get(name, (0, 0))[0], size - before.get(name, (0, 0))[1])
            for name, (count, size) in after.items()]
    return sorted((m for m in more if m[1] >= instances), key=lambda m: (-m[2], m[0]))


def sample_of(metrics, name):
    """Sum of all samples of a figure in the text of /metrics."""
    lines = [line for line in metrics.splitlines() if re.split(r"[{ ]", line, maxsplit=1)[0] == name]
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines)


# ---- slopes


def thinned(points, blocks=BLOCKS):
    """The medians of so many stretches of points, or the points where there are no more than that."""
    if len(points) <= blocks:
        return points
    cuts = [len(points) * i // blocks for i in range(blocks + 1)]
    stretches = [points[a:b] for a, b in zip(cuts, cuts[1:])]
    return [(statistics.median(x for x, _ in s), statistics.median(y for _, y in s)) for s in stretches]


def slope(points):
    """Theil and Sen's slope of points (x, y), with its interval of 95 % by Kendall: (slope, low, high).

    The median of the slopes between any two points: a third of them may be anything and it still holds. None where
    there are too few to tell.
    """
    points = thinned(points)
    n = len(points)
    if n < FEWEST:
        return None
    slopes = sorted((y2 - y1) / (x2 - x1) for i, (x1, y1) in enumerate(points) for x2, y2 in points[i + 1:] if x2 > x1)
    within = 1.96 * (n * (n - 1) * (2 * n + 5) / 18) ** 0.5
    low = max(0, round((len(slopes) - within) / 2))
    return statistics.median(slopes), slopes[low], slopes[len(slopes) - 1 - low]


# ---- verdicts of a soak

# name, heading, bound of its growth an hour (None: only shown)
FIGURES = [
    ("heap_mb", "heap after a full GC MB", 8),
    ("rss_mb", "RSS MB", 32),
    ("native_mb", "RSS less heap MB", 32),
    ("threads", "threads", 2),
    ("fds", "file descriptors", 2),
    ("metaspace_mb", "metaspace MB", 4),
    ("code_mb", "code cache MB", 8),
    ("active", "calls not over", 4),
    ("lines", "lines open", 2),
    ("h2_mb", "H2 MB", None),
    ("calls", "calls over", None),
    ("frames_lost", "frames lost", None),
    ("errors", "errors", None),
    ("gc_ms", "full GC ms", None),
]
H2_KB_PER_CALL = 32  # calls are kept for ever (storage.md): its file may grow by calls, not by hours
SUMMED = {"frames_lost", "errors"}


def settled(samples):
    """Those after the first 30 minutes, or the first third of a shorter run."""
    last = max(s["minute"] for s in samples)
    return [s for s in samples if s["minute"] > min(30, last / 3)]


def points(samples, x, y):
    return [(s[x], s[y]) for s in samples if s.get(x) is not None and s.get(y) is not None]


def told(growth, bound):
    """flat where even the upper end of the interval is within the bound, grows where all of it is beyond."""
    if growth is None:
        return "too short to tell"
    _, low, high = growth
    if high <= bound:
        return "flat"
    return "grows" if low > bound else "not sure: longer"


def verdicts(samples):
    """[(heading, unit, growth, bound, verdict)] of all figures that have a bound; growth as slope tells it."""
    rest = settled(samples)
    found = []
    for name, head, bound in FIGURES:
        if bound is not None:
            growth = slope([(minute / 60, value) for minute, value in points(rest, "minute", name)])
            found.append((head, "an hour", growth, bound, told(growth, bound)))
    size = slope([(calls, 1024 * mb) for calls, mb in points(rest, "calls", "h2_mb")])
    found.append(("H2 KB", "a call", size, H2_KB_PER_CALL, told(size, H2_KB_PER_CALL)))
    return found


def judged(found):
    """As a table."""
    rows = [[head, unit, *(map(shown, growth) if growth else ("–",) * 3), shown(bound), verdict]
            for head, unit, growth, bound, verdict in found]
    return markdown(["figure", "", "growth", "from", "to (95 %)", "at most", "verdict"], rows)


def window(minutes):
    """How many minutes a row of the table has."""
    return 10 if minutes >= 30 else 1


def table(samples, minutes):
    """One row a window: medians, or sums of what is counted anew each minute."""
    width = window(minutes)
    rows = []
    for first in range(0, minutes, width):
        inside = [s for s in samples if first < s["minute"] <= first + width]
        if inside:
            rows.append([f"{first}–{first + width}"] + [cell(inside, name) for name, _, _ in FIGURES])
    return markdown(["minutes", *(head for _, head, _ in FIGURES)], rows)


def cell(samples, name):
    values = [s[name] for s in samples if s.get(name) is not None]
    if not values:
        return "–"
    return shown(sum(values) if name in SUMMED else max(values) if name == "calls" else median(values))


# ---- what calls leave behind


def left_behind(before, after, calls, rows):
    """[(what, before, after, at most, whether it holds)] of two readings, each with "classes", "threads" and "fds".

    An object that a tenth of the calls left is one that calls leave.
    """
    heap = [sum(size for _, size in r["classes"].values()) / MB for r in (before, after)]
    found = [("heap MB", *heap, heap[0] + calls * 200 / MB)]
    for name, spare in (("threads", 2), ("fds", 2)):
        found.append((name, before[name], after[name], before[name] + spare))
    for name in ("talkspurt.control.CallEntity", "akka.actor.ActorCell"):
        was, now = (r["classes"].get(name, (0, 0))[0] for r in (before, after))
        found.append((name.rpartition(".")[2] + " objects", was, now, was + 2))
    classes = grown(before["classes"], after["classes"], max(1, calls // 10))
    found.append(("classes with an object more for each tenth call", 0, len(classes), 0))
    found = [(what, was, now, most, now <= most) for what, was, now, most in found]
    asked, logged, live = rows
    return found + [("rows of the call log", asked, logged, asked, logged == asked),
                    ("rows of calls that are not over", 0, live, 0, live == 0)]


def left_table(found):
    return markdown(["what", "before", "after", "at most", ""],
                    [[what, shown(was), shown(now), shown(most), "holds" if holds else "DOES NOT HOLD"]
                     for what, was, now, most, holds in found])


def classes_table(classes):
    return markdown(["class", "objects more", "KB more"],
                    [[name, str(count), shown(size / 1024)] for name, count, size in classes[:CLASSES_SHOWN]])


# ---- the callers

# Of 20: share, and what they say and key (file of say/, second) within calls of 15 s
KINDS = {
    "silent": (12, [], []),
    "asking": (4, [("hours.wav", 6)], []),
    "interrupting": (2, [("hours.wav", 2)], []),
    "keying": (2, [], [("1", 3)]),
}


def turnover(seconds, at_once, length):
    """How many calls of so many seconds begin within a stretch, evenly, so that so many are there at a time."""
    return seconds * at_once // length
