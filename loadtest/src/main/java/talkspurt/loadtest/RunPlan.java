package talkspurt.loadtest;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** What a run of calls is to do, checked. */
record RunPlan(
    InetSocketAddress engine,
    Optional<CallStart> callStart,
    Optional<Dialplan> dialplan,
    int calls,
    int seconds,
    long rampMs,
    int rateHz,
    Script script,
    Optional<EchoPath.Settings> echo,
    Optional<Path> recordings) {

  private static final double GOLDEN = 0.618_033_988_749_895;

  /** How long each call waits before it starts: spread evenly over the ramp, and over the beat of 20 ms. */
  long startsAfterNanos(int call) {
    long rampNanos = rampMs * 1_000_000;
    long evenly = rampNanos * call / calls;
    double beat = call * GOLDEN % 1;
    return evenly
        - evenly % Script.FRAME_NANOS
        + (long) (beat * Math.min(Script.FRAME_NANOS, rampNanos));
  }

  int frames() {
    return seconds * Script.FRAMES_PER_SECOND;
  }
}
