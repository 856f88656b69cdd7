"""What keeping judges, without a process or a clock: events, parts of recordings, rows, frames, lines of the log."""
import collections
import re

FIRST, LAST = "call.started", "call.outcome"
NOT_RECORDED = ("disk-full", "failed")
ONCE = (FIRST, "call.ended", LAST)


def sample(metrics, name):
    """The sum of a metric over its labels, of the text of /metrics."""
    return sum(float(line.rsplit(" ", 1)[1]) for line in metrics.splitlines()
               if re.match(re.escape(name) + r"[ {]", line))


def lost_more(before, during):
    """Frames lost beyond the share that was lost without trouble, of two reports of callers."""
    share = before["frames_lost"] / max(1, before["frames_received"])
    return during["frames_lost"] - share * during["frames_received"]


# ---- events


def event_faults(taken, told, answers_lost, without_line=()):
    """What is wrong with what a webhook took, in the order of taking, beside the events that the engine tells of. An event may come
    again for each answer that was lost. Calls without a line have no beginning.
    """
    found, ids, places = [], collections.Counter(), {}
    calls = collections.defaultdict(list)
    for event in taken:
        ids[event["id"]] += 1
        if ids[event["id"]] > 1:
            continue
        call = event.get("callId")
        if call:
            if event["sequence"] < places.get(call, 0):
                found.append(f"call {call}: {event['type']} came after a later event")
            places[call] = event["sequence"]
            calls[call].append(event["type"])
    again = sum(times - 1 for times in ids.values())
    if again > answers_lost:
        found.append(f"{again} events came again, though {answers_lost} answers were lost")
    missing, unknown = set(told) - set(ids), set(ids) - set(told)
    found += [f"{len(missing)} events did not come, such as {min(missing)}"] if missing else []
    found += [f"{len(unknown)} events came that the engine does not tell of, such as {min(unknown)}"] if unknown else []
    for call, types in calls.items():
        for once in ONCE:
            if types.count(once) != (once != FIRST or call not in without_line):
                found.append(f"call {call}: {types.count(once)} × {once}")
        if types[0] != FIRST and call not in without_line:
            found.append(f"call {call} begins with {types[0]}")
    return found


# ---- recordings


def flac_samples(head):
    """How many samples a file of FLAC has, by its first bytes; 0 where it was not closed; None of another file."""
    if head[:4] != b"fLaC" or len(head) < 26:
        return None
    return int.from_bytes(head[18:26], "big") & 0xFFFFFFFFF


def recording_faults(call, parts):
    """A call that had a line has a recorded part, or one that says why there is none."""
    if any(part.get("file") or part.get("reason") in NOT_RECORDED for part in parts):
        return []
    return [f"call {call} has no recorded part"]


def part_faults(call, parts, puts, samples_of):
    """What is wrong with the parts of a call's recording, as the API tells them, beside what the bucket has.

    puts: how often each object was put, by its name without the prefix. samples_of: of such a name, those of its sound.
    A part that no file was begun for says why.
    """
    found = []
    for part in parts:
        what, file = f"call {call}, part {part['part']}", part.get("file", "")
        if not file and part.get("reason") in NOT_RECORDED:
            continue
        if part["state"] != "ended":
            found.append(f"{what} is {part['state']}")
        if not part.get("stored"):
            found.append(f"{what} is not told to be stored")
        if puts.get(file, 0) == 0:
            found.append(f"{what} is not in the bucket")
        elif part.get("reason") == "line-gone" and samples_of(file) != part["samples"]:
            found.append(f"{what} has {samples_of(file)} samples in the bucket, and {part['samples']} as it is told")
        if part.get("lostSamples"):
            found.append(f"{what} lacks {part['lostSamples']} samples")
    return found


def put_again(puts, answers_lost):
    """What was put more than once. A file whose answer was lost is looked for before it is put again."""
    again = sorted(name for name, times in puts.items() if times > 1)
    return [f"{len(again)} files were put again, such as {again[0]}, and {answers_lost} answers were lost"] if again else []


# ---- rows


def table_faults(table, before, after):
    """Rows of a table beside those that a rebuild of the call log makes of the journal."""
    had, has = collections.Counter(before), collections.Counter(after)
    more, less = had - has, has - had
    found = [f"{table} had {sum(more.values())} rows that a rebuild does not make, such as {min(more)}"] if more else []
    return found + ([f"{table} lacked {sum(less.values())} rows that a rebuild makes, such as {min(less)}"] if less else [])


# ---- the log


def kinds(lines):
    """How often each line was told, whatever its numbers and ids, the most frequent first."""
    counted = collections.Counter(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "#", line) for line in lines)
    return counted.most_common()


def line_faults(lines, begins, ends):
    """Each of the two lines has to be there once: when the trouble began, and when it was over."""
    found = []
    for wanted in (begins, ends):
        times = sum(bool(re.search(wanted, line)) for line in lines)
        if times != 1:
            found.append(f"the log says {times} times, not once: {wanted}")
    return found
