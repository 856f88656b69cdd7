package talkspurt.provider.whisper;

import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.UsageMeter.Used;
import talkspurt.provider.transport.TranscriptionUsage;

/**
 * What one utterance takes: what the server tells, else its length once for each time that words of it came or were waited
 * for in vain. What is refused takes nothing. Thread-safe.
 */
final class UtteranceUsage {

  private final UsageMeter meter;
  private final long ms;
  private boolean due;

  /**
   * An utterance that nobody was asked for.
   *
   * @param samples of it at the codec's rate
   */
  UtteranceUsage(UsageMeter meter, int samples) {
    this.meter = meter;
    this.ms = samples * 1000L / WhisperCodec.RATE_HZ;
  }

  /** The server is asked. */
  synchronized void asked() {
    due = true;
  }

  /** It does not do it, or could not be asked. */
  synchronized void refused() {
    due = false;
  }

  /** It has, and tells this. */
  synchronized void told(TranscriptionUsage usage) {
    usage.soundMs().ifPresentOrElse(sound -> meter.told(Unit.SOUND_MS, sound), this::estimate);
    if (!usage.tokens().equals(Usage.NONE)) {
      meter.used(Used.unpriced(usage.tokens()));
    }
    due = false;
  }

  /** Nobody waits any more. */
  synchronized void over() {
    if (due) {
      estimate();
      due = false;
    }
  }

  private void estimate() {
    meter.used(Used.estimated(Usage.of(Unit.SOUND_MS, ms)));
  }
}
