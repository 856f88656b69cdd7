"""What cold-start computes, without a process or a clock: figures of a fresh engine, medians, tables."""
import percall_figures as figures

# name, heading
COLUMNS = [
    ("ready_s", "ready s"),
    ("cpu_ready_s", "CPU until ready s"),
    ("rss_ready_mb", "RSS ready MB"),
    ("call_start_p50_ms", "call start p50 ms"),
    ("call_start_max_ms", "call start max ms"),
    ("first_audio_p50_ms", "first audio p50 ms"),
    ("first_audio_p99_ms", "first audio p99 ms"),
    ("first_sound_p50_ms", "first sound p50 ms"),
    ("first_sound_p99_ms", "first sound p99 ms"),
    ("frames_lost", "frames lost"),
    ("gap_p99_ms", "gap p99 ms"),
    ("gap_max_ms", "gap max ms"),
    ("gaps_of_100_ms", "gaps of 100 ms"),
    ("cpu_s", "CPU while calling s"),
    ("rss_end_mb", "RSS end MB"),
    ("warm_sound_p50_ms", "first sound p50 when warm ms"),
    ("warm_sound_p99_ms", "first sound p99 when warm ms"),
]


def of_callers(report):
    """What the callers of a fresh engine heard, of the load test's report."""
    return {
        "call_start_p50_ms": report["call_start_ms"]["p50"], "call_start_max_ms": report["call_start_ms"]["max"],
        "first_audio_p50_ms": report["first_audio_ms"]["p50"], "first_audio_p99_ms": report["first_audio_ms"]["p99"],
        "first_sound_p50_ms": report["first_sound_ms"]["p50"], "first_sound_p99_ms": report["first_sound_ms"]["p99"],
        "frames_lost": report["frames_lost"], "gap_p99_ms": report["interval_ms"]["p99"],
        "gap_max_ms": report["interval_ms"]["max"], "gaps_of_100_ms": report["gaps_of_100_ms"],
    }


def of_warm(report):
    """How soon a process that has had calls greets as many again."""
    return {"warm_sound_p50_ms": report["first_sound_ms"]["p50"], "warm_sound_p99_ms": report["first_sound_ms"]["p99"]}


def medians(readings):
    """{variant: {figure: median}} of readings, each with "variant" and "figures", in their order."""
    groups = {}
    for reading in readings:
        groups.setdefault(reading["variant"], []).append(reading["figures"])
    return {variant: {name: figures.median(found.get(name) for found in group) for name, _ in COLUMNS}
            for variant, group in groups.items()}


def table(middle):
    """One row a figure, one column a variant; with two, the last by the first."""
    variants = list(middle)
    rows = []
    for name, head in COLUMNS:
        values = [middle[variant][name] for variant in variants]
        by = [figures.shown(figures.ratio(values[1], values[0]))] if len(values) == 2 else []
        rows.append([head, *map(figures.shown, values), *by])
    heads = ["figure", *variants] + (["/".join(reversed(variants))] if len(variants) == 2 else [])
    return figures.markdown(heads, rows)


def in_turns(variants, runs):
    """(variant, run) in the order of measuring: old, new, old, new, …"""
    return [(variant, run) for run in range(1, runs + 1) for variant in variants]
