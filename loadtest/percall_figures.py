"""What percall computes, without a process or a clock: readings of /proc and of the JVM, figures, medians, tables."""
import re
import statistics

MB = 1024 * 1024
OFTEN_BUSY = 0.2  # of a core


# ---- what the kernel tells


def cpu_ticks(stat):
    """utime + stime of /proc/PID/stat, whose second field is a name that may hold blanks and brackets."""
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def name_of(stat):
    return stat.partition("(")[2].rpartition(")")[0]


def switches(status):
    """Voluntary and involuntary context switches, of a /proc/PID/task/TID/status."""
    found = dict(re.findall(r"^(voluntary|nonvoluntary)_ctxt_switches:\s+(\d+)", status, re.M))
    return int(found["voluntary"]), int(found["nonvoluntary"])


def rss_mb(status):
    """VmRSS of a /proc/PID/status."""
    return int(re.search(r"^VmRSS:\s+(\d+) kB", status, re.M).group(1)) / 1024


def machine_ticks(stat):
    """Ticks in which all cores together worked, and ticks that the host took from them, of /proc/stat."""
    user, nice, system, _, _, irq, softirq, steal = map(int, stat.splitlines()[0].split()[1:9])
    return user + nice + system + irq + softirq, steal


def switched(before, after):
    """How often threads were switched between two readings, each {thread: (voluntary, involuntary)}, as such a
    pair. A thread that began meanwhile counts from 0; one that ended meanwhile is not counted.
    """
    first = {thread: before.get(thread, (0, 0)) for thread in after}
    return tuple(sum(after[t][kind] - first[t][kind] for t in after) for kind in (0, 1))


def busy_processes(before, after, seconds, ticks_per_second, own=()):
    """Who else takes more than a fifth of a core, the busiest first: (share, pid, name). Readings are {pid: stat}."""
    found = []
    for pid, stat in after.items():
        if pid in before and pid not in own and name_of(stat) == name_of(before[pid]):
            share = (cpu_ticks(stat) - cpu_ticks(before[pid])) / ticks_per_second / seconds
            if share > OFTEN_BUSY:
                found.append((share, pid, name_of(stat)))
    return sorted(found, reverse=True)


# ---- what the JVM tells


def heap_used(info):
    """Bytes of the heap in use, of `jcmd PID GC.heap_info`: one region with G1, the generations with others."""
    regions = re.findall(r"total (\d+)K, used (\d+)K", info)
    if not regions:
        raise ValueError(f"no heap in: {info.strip()[:200]}")
    return 1024 * sum(int(used) for _, used in regions)


def collections(log):
    """How many young collections are in lines of -Xlog:gc, and how many bytes all collections freed."""
    pauses = re.findall(r"Pause (\w+).* (\d+)([KMG])->(\d+)([KMG])\(", log)
    unit = {"K": 1024, "M": MB, "G": 1024 * MB}
    freed = sum(int(was) * unit[u] - int(left) * unit[v] for _, was, u, left, v in pauses)
    return sum(kind == "Young" for kind, *_ in pauses), freed


def allocated(used_before, used_after, freed):
    """Bytes allocated between two moments: what the heap grew by, and what collections took from it meanwhile."""
    return used_after - used_before + freed


# ---- the figures of a run

# name, heading, whether a ratio of two engines says something
COLUMNS = [
    ("cpu_ms", "CPU ms/s a call", True),
    ("alloc_mb", "alloc MB/s a call", True),
    ("switches", "switches/s a call", True),
    ("young_gc", "young GC/10 s", True),
    ("rss_ready_mb", "RSS ready MB", True),
    ("rss_end_mb", "RSS end MB", True),
    ("gap_p50_ms", "gap p50 ms", True),
    ("gap_p99_ms", "gap p99 ms", True),
    ("gap_max_ms", "gap max ms", True),
    ("frames_lost", "frames lost", True),
    ("lead_p99_ms", "lead p99 ms", False),
    ("first_sound_p50_ms", "first sound p50 ms", True),
    ("barge_in_p50_ms", "barge-in p50 ms", True),
    ("barge_in_p95_ms", "barge-in p95 ms", True),
    ("answer_p50_ms", "answer p50 ms", True),
    ("answer_p95_ms", "answer p95 ms", True),
    ("answer_max_ms", "answer max ms", True),
    ("unanswered", "unanswered", False),
    ("not_heard", "not heard", False),
    ("idle_cpu_ms", "idle CPU ms/s", True),
    ("idle_wakeups", "idle wake-ups/s", True),
    ("own_lateness_p99_ms", "harness late p99 ms", False),
    ("harness_percent", "harness % of a core", False),
    ("others_percent", "others % of a core", False),
    ("stolen_percent", "stolen % of a core", False),
    ("load_before", "load before", False),
]


def per_call(calls, seconds, cpu_seconds, switched_by):
    """CPU in ms, and context switches of both kinds, for each second of a call."""
    return {"cpu_ms": 1000 * cpu_seconds / (calls * seconds), "switches": sum(switched_by) / (calls * seconds)}


def per_second(seconds, cpu_seconds, switched_by):
    """CPU in ms a second without calls, and how often a second a thread woke up that had waited."""
    return {"idle_cpu_ms": 1000 * cpu_seconds / seconds, "idle_wakeups": switched_by[0] / seconds}


def of_heap(calls, seconds, used_before, used_after, log):
    """Bytes in MB allocated for each second of a call, and young collections in 10 s."""
    young, freed = collections(log)
    return {"alloc_mb": allocated(used_before, used_after, freed) / MB / (calls * seconds),
            "young_gc": 10 * young / seconds}


def not_heard(metrics):
    """How many utterances no recogniser made words of, of the text of /metrics."""
    return sum(float(line.rsplit(" ", 1)[1]) for line in metrics.splitlines()
               if re.match(r'talkspurt_provider_failures_total\{.*provider="embedded"', line))


def of_machine(seconds, engine_cpu, harness_cpu, all_cpu, stolen):
    """Who else had how much of a core; what is measured in ticks may come out below nothing."""
    others = max(0, all_cpu - engine_cpu - harness_cpu)
    return {"harness_percent": 100 * harness_cpu / seconds, "others_percent": 100 * others / seconds,
            "stolen_percent": 100 * stolen / seconds}


def of_callers(report):
    """What callers heard, of the load test's report. Whoever interrupts does so by voice."""
    barge_in = report["barge_in_to_silence_ms"]["voice"]
    answer = report["answer_ms"]
    return {
        "gap_p50_ms": report["interval_ms"]["p50"], "gap_p99_ms": report["interval_ms"]["p99"],
        "gap_max_ms": report["interval_ms"]["max"], "frames_lost": report["frames_lost"],
        "lead_p99_ms": report["lead_ms"]["p99"], "first_sound_p50_ms": report["first_sound_ms"]["p50"],
        "barge_in_p50_ms": barge_in["p50"], "barge_in_p95_ms": barge_in["p95"],
        "answer_p50_ms": answer["p50"], "answer_p95_ms": answer["p95"], "answer_max_ms": answer["max"],
        "unanswered": answer["unanswered"],
        "own_lateness_p99_ms": report["own_lateness_ms"]["p99"],
    }


def problems(report):
    """Why a call of this report failed; nothing when none did."""
    found = [f"{key} is {report[key]}" for key in ("calls_failed", "calls_without_audio") if report[key]]
    found += [f"{count} calls were ended by {by}" for by, count in report["ended_by"].items() if by != "caller"]
    return found + ([f"protocol errors {report['protocol_errors']}"] if report["protocol_errors"] else [])


# ---- medians and tables


def median(values):
    """Of those that are known; None where none is."""
    known = [v for v in values if v is not None]
    return statistics.median(known) if known else None


def medians(readings):
    """{(jar, calls): {figure: median}} of readings, each with "jar", "calls" and "figures", in their order."""
    groups = {}
    for reading in readings:
        groups.setdefault((reading["jar"], reading["calls"]), []).append(reading["figures"])
    return {key: {name: median(f.get(name) for f in group) for name, _, _ in COLUMNS} for key, group in groups.items()}


def shown(value):
    if value is None:
        return "–"
    return f"{value:.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.{1 if abs(value) >= 10 else 2}f}"


def markdown(heads, rows):
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def table(middle, jar):
    """One row a number of calls."""
    rows = [[str(calls), *(shown(figures[name]) for name, _, _ in COLUMNS)]
            for (of, calls), figures in middle.items() if of == jar]
    return markdown(["calls", *(head for _, head, _ in COLUMNS)], rows)


def ratio(new, old):
    return new / old if new is not None and old else None


def comparison(middle, old="old", new="new"):
    """One row a number of calls and figure, old beside new, as far as both were measured; below 1 is better."""
    rows = []
    for calls in sorted({n for jar, n in middle if jar == old} & {n for jar, n in middle if jar == new}):
        for name, head, compared in COLUMNS:
            before, after = middle[old, calls][name], middle[new, calls][name]
            rows.append([str(calls), head, shown(before), shown(after), shown(ratio(after, before)) if compared else ""])
    return markdown(["calls", "figure", old, new, f"{new}/{old}"], rows)


def shares(middle, first, figure="cpu_ms"):
    """One row a number of calls and engine: CPU, and that divided by what the first one took."""
    rows = [[str(calls), of, shown(found[figure]), shown(ratio(found[figure], middle.get((first, calls), found)[figure]))]
            for (of, calls), found in middle.items()]
    return markdown(["calls", "on", "CPU ms/s a call", f"of {first}"], rows)


def in_turns(calls, jars, runs):
    """(calls, jar, run) in the order of measuring: for each number of calls old, new, old, new, …"""
    return [(n, jar, run) for n in calls for run in range(1, runs + 1) for jar in jars]


def cues(first, every, until):
    """Seconds of a call at which the caller speaks, leaving 3 s to hear what comes of it; every=0: once."""
    last = until - 3
    if first > last:
        return []
    return list(range(first, last + 1, every)) if every else [first]
