package talkspurt.provider.stt;

import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageCount;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.stt.SttTalk.Told;
import talkspurt.provider.transport.SoundCount;

/** What a recogniser takes on one connection: the sound that it was sent, until it tells more exactly. Not thread-safe. */
final class SentSound {

  private static final long MICROS = 1_000_000;

  private final UsageCount count;
  private final SoundCount sound;
  private final int rateHz;
  private long sent;
  private long told;

  SentSound(UsageMeter meter, int rateHz) {
    this.count = new UsageCount(meter);
    this.sound = new SoundCount(count);
    this.rateHz = rateHz;
  }

  /** So many samples were sent in all. */
  void upTo(long samples) {
    sound.add(samples * MICROS / rateHz - sent * MICROS / rateHz);
    sent = samples;
  }

  /** Nothing more is sent for a while. */
  void pause() {
    sound.tell();
  }

  /** What the recogniser takes of it; of sound that was told before it takes nothing twice. */
  void took(Told.TookSound took) {
    sound.tell();
    long upTo = Math.min(sent, told + took.samples());
    count.told(Unit.SOUND_MS, took.ms(), upTo * 1000 / rateHz - told * 1000 / rateHz);
    told = upTo;
  }

  /** What the recogniser takes beside that. */
  void took(Told.TookTokens took) {
    count.used(UsageMeter.Used.unpriced(took.tokens()));
  }
}
