#!/usr/bin/env python3
"""What a caller hears between turns, through a real Asterisk: comfort noise of the level that is set.

    noise.py [--harness DIR] [--jar FILE] [--out DIR]

Three engines, one after the other: with the noise of reference.conf, with none, and with a recording below the voice. A
caller keeps silent; judged is what the telephone recorded of the two seconds before it hangs up, when the greeting is
over. Exit status 0 when nothing failed. Standard library only.
"""
import array
import math
import os
import random
import sys

from harness import (ROOT, SOUND_DBFS, arguments, levels, log_is_clean, recording, running, worst, write_recording)

CALL_S = 14
LISTENED_S = 2
RATE_HZ = 8000
SILENCE_DBFS = -90.0


def level(samples):
    squares = sum(s * s for s in samples) / max(1, len(samples))
    return 10 * math.log10(squares / 32768 ** 2 + 1e-12)


def between_turns(a, name, settings, rtp_from, least, most, checks_of):
    with running(a, "vtnoise", settings, rtp_from) as (bed, engine, checks):
        call, _ = bed.phone(name, "app8k", "--seconds", str(CALL_S))
        loud = [v for v in levels(call["heard"]) if v > SOUND_DBFS]
        checks.that(len(loud) > 50, f"{name}: the greeting is heard for {20 * len(loud)} ms")
        last = recording(call["heard"])[-(LISTENED_S * RATE_HZ + RATE_HZ // 2):-RATE_HZ // 2]
        frames = [level(last[i:i + 160]) for i in range(0, len(last) - 159, 160)]
        checks.that(least <= level(last) <= most,
                    f"{name}: {level(last):.1f} dBov between turns, frames from {min(frames):.1f} to {max(frames):.1f}")
        log_is_clean(engine, checks)
        checks_of.append(checks.summary())


def main():
    a = arguments(__doc__, "noise").parse_args()
    os.makedirs(os.path.dirname(a.out), exist_ok=True)
    office = os.path.join(os.path.dirname(os.path.abspath(a.out)), "office.wav")
    write_recording(office, array.array("h", (random.randint(-3000, 3000) for _ in range(5 * RATE_HZ))), RATE_HZ)
    found = []
    between_turns(a, "noise", "", 27000, -67, -63, found)
    between_turns(a, "none", "talkspurt.media.playout.comfort-noise = off", 28000, -200, SILENCE_DBFS, found)
    between_turns(a, "ambience", 'talkspurt.media.playout { comfort-noise = off, ambience { play = "%s" } }' % office, 29000, -47, -43, found)
    return worst(found)


if __name__ == "__main__":
    sys.exit(main())
