package talkspurt.provider.tts;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.Level;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer;

/**
 * A voice that must be heard: where it says a sentence of words in nothing but silence, that is its
 * failure, so that another voice can say it. Silence before the first audible sample is held until
 * that comes. Thread-safe.
 */
public final class AudibleSynthesizer implements Synthesizer {

  /** So much silence is no pause before a sentence. */
  private static final int MAX_SILENT_MS = 10_000;

  private final String provider;
  private final Synthesizer voice;

  /**
   * @param provider the voice's name in failures
   */
  public AudibleSynthesizer(String provider, Synthesizer voice) {
    this.provider = provider;
    this.voice = voice;
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    Source<Sound, NotUsed> sound = voice.synthesize(request);
    if (request.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
      return sound;
    }
    return sound
        .statefulMap(Held::new, (held, next) -> Pair.create(held, held.take(next)), Held::atTheEnd)
        .mapConcat(pieces -> pieces)
        .takeWhile(piece -> !(piece instanceof Sound.Failed), true);
  }

  @Override
  public ProviderFailure failure(Kind kind, String detail) {
    return voice.failure(kind, detail);
  }

  /** What waits for the first sample that can be heard. */
  private final class Held {

    private final List<Sound> waiting = new ArrayList<>();
    private boolean over;
    private double silentMs;

    List<Sound> take(Sound next) {
      if (over) {
        return List.of(next);
      }
      waiting.add(next);
      if (next instanceof Sound.Failed) {
        over = true;
        return List.of(next);
      }
      if (next instanceof Sound.Pcm pcm) {
        over = Level.audible(pcm.frame().samples());
        silentMs += pcm.frame().samples().length * 1000.0 / pcm.frame().rateHz();
      }
      if (over) {
        return List.copyOf(waiting);
      }
      return silentMs < MAX_SILENT_MS ? List.of() : silent();
    }

    Optional<List<Sound>> atTheEnd() {
      return over ? Optional.empty() : Optional.of(silent());
    }

    private List<Sound> silent() {
      over = true;
      String detail = silentMs == 0
          ? "no sound came for a sentence"
          : "a sentence was said in " + Math.round(silentMs) + " ms of silence";
      return List.of(new Sound.Failed(new ProviderFailure(Kind.VOICE_SILENT, provider, detail)));
    }
  }
}
