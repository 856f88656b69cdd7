package talkspurt.loadtest;

import talkspurt.loadtest.AudioSocketMessage.Audio;

/** What one call heard and when, taken down into a tally. */
final class SimulatedPhones {
  /** Above this a frame of 20 ms is a sound. */
  static final double SOUNDING_DBFS = -50;

  private static final long KIND_SETTLES_NANOS = 500_000_000;
  // From here on Asterisk's RTP timestamps jump instead of taking late frames as they come.
  private static final long LONG_GAP_NANOS = 100_000_000;
  private static final double TOLERATED_FRAMES_LOST = 2;

  private final Counters tally;
  private final long connectedNanos;
  private boolean begun;
  private boolean sounded;
  private long firstNanos;
  private long lastNanos;
  private int lastRateHz;
  private double receivedMs;

  SimulatedPhones(Counters tally, long connectedNanos) {
    this.tally = tally;
    this.connectedNanos = connectedNanos;
  }

  void heard(long atNanos, Audio audio, double dbfs) {
    if (!begun) {
      begun = true;
      firstNanos = atNanos;
      tally.firstAudio.addNanos(atNanos - connectedNanos);
    } else {
      tally.interval.addNanos(atNanos - lastNanos);
      if (atNanos - lastNanos >= LONG_GAP_NANOS) tally.longGaps++;
      if (audio.rateHz() != lastRateHz && atNanos - connectedNanos > KIND_SETTLES_NANOS)
        tally.protocolErrors.merge("audio_kind_changed", 1L, Long::sum);
    }
    if (!sounded && dbfs > SOUNDING_DBFS) {
      sounded = true;
      tally.firstSound.addNanos(atNanos - connectedNanos);
    }
    tally.lead.add(receivedMs - (atNanos - firstNanos) / 1e6);
    tally.framesReceived++;
    receivedMs += audio.millis();
    lastNanos = atNanos;
    lastRateHz = audio.rateHz();
  }

  /** The call is over: what should have come by now and did not, is lost. */
  void end(long atNanos) {
    if (!begun) tally.callsWithoutAudio++;
    double elapsedMs = (atNanos - (begun ? firstNanos : connectedNanos)) / 1e6;
    double missing = Math.floor((elapsedMs - receivedMs) * Script.FRAMES_PER_SECOND / 1000);
    if (missing > TOLERATED_FRAMES_LOST) tally.framesLost += (long) missing;
  }
}
