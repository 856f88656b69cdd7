package talkspurt.provider.deepgram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.deepgram.SpeakMessage.Cleared;
import talkspurt.provider.deepgram.SpeakMessage.Flushed;
import talkspurt.provider.deepgram.SpeakMessage.Refused;
import talkspurt.provider.tts.PcmReader;
import talkspurt.provider.tts.TtsTalk;

/**
 * Deepgram's voice over one WebSocket. Sound has no name there: after a clear everything is dropped
 * until the server says that it has cleared, and a flush that was told before counts no more.
 */
final class DeepgramTalk implements TtsTalk {

  /** Deepgram's limit is 20 in 60 s. */
  private static final int MAX_FLUSHES = 20;

  private static final long FLUSHES_COUNT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final DeepgramVoiceSettings settings;
  private final Deque<Long> flushesNanos = new ArrayDeque<>();
  private PcmReader samples;
  private boolean sounds;
  private int clears;
  private long lastSequence = -1;

  DeepgramTalk(DeepgramVoiceSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> say(String text, long nowNanos) {
    samples = new PcmReader(settings.server().provider(), settings.rateHz());
    sounds = false;
    flushesNanos.add(nowNanos);
    return List.of(SpeakCodec.speak(text), SpeakCodec.FLUSH);
  }

  @Override
  public Heard binary(byte[] message) {
    if (samples == null || clears > 0) {
      return Heard.NOTHING;
    }
    List<Sound> heard = samples.read(message);
    sounds |= !heard.isEmpty();
    return Heard.more(heard);
  }

  @Override
  public Heard text(String message) {
    SpeakMessage heard = SpeakCodec.decode(message);
    if (heard instanceof Refused refused) {
      return Heard.failed(failure(Kind.BROKE_PROTOCOL, "refused: " + refused.code()), true);
    }
    if (heard instanceof Cleared && clears > 0) {
      clears--;
    }
    return heard instanceof Flushed flushed ? flushed(flushed) : Heard.NOTHING;
  }

  private Heard flushed(Flushed flushed) {
    boolean fresh = flushed.sequence() < 0 || flushed.sequence() > lastSequence;
    lastSequence = Math.max(lastSequence, flushed.sequence());
    if (samples == null || clears > 0 || !fresh) {
      return Heard.NOTHING;
    }
    List<Sound> rest = samples.end();
    samples = null;
    return sounds || !rest.isEmpty()
        ? Heard.over(rest)
        : Heard.failed(failure(Kind.BROKE_PROTOCOL, "no sound at all"), false);
  }

  private ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, settings.server().provider(), detail);
  }

  @Override
  public List<String> drop() {
    samples = null;
    clears++;
    return List.of(SpeakCodec.CLEAR);
  }

  @Override
  public boolean ready(long nowNanos) {
    while (!flushesNanos.isEmpty() && nowNanos - flushesNanos.peek() > FLUSHES_COUNT_NANOS) {
      flushesNanos.remove();
    }
    return samples == null && clears == 0 && flushesNanos.size() < MAX_FLUSHES;
  }

  @Override
  public boolean waits() {
    return clears > 0;
  }

  @Override
  public List<String> goodbye() {
    return List.of(SpeakCodec.CLOSE);
  }
}
