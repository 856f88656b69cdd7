package talkspurt.fake;

import akka.NotUsed;
import akka.pattern.Patterns;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer;

/** Says each sentence as {@link FakeSynthesizer} does, but takes its time, or stops in the middle. */
public final class SlowSynthesizer implements Synthesizer {

  private static final int PIECE_MS = 60;

  private final CountedWorld world;
  private final Map<String, Duration> slow = new HashMap<>();
  private final Map<String, Integer> stops = new HashMap<>();
  private final Map<String, Integer> breaks = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Integer> pulledMs = new HashMap<>();
  private int open;
  private int maxOpen;

  public SlowSynthesizer(CountedWorld world) {
    this.world = world;
  }

  /** The first sound of a sentence takes so long. */
  public SlowSynthesizer after(String sentence, Duration first) {
    slow.put(sentence, first);
    return this;
  }

  /** Nothing ever comes of a sentence after so much of it. */
  public SlowSynthesizer stopsAfter(String sentence, int ms) {
    stops.put(sentence, ms);
    return this;
  }

  /** A sentence fails after so much of it. */
  public SlowSynthesizer failsAfter(String sentence, int ms) {
    breaks.put(sentence, ms);
    return this;
  }

  /** From now on nothing fails or stops. */
  public void recovers() {
    stops.clear();
    breaks.clear();
  }

  /** What it was asked to say. */
  public List<String> asked() {
    return asked;
  }

  /** How much sound of a sentence was taken. */
  public int pulledMs(String sentence) {
    return pulledMs.getOrDefault(sentence, 0);
  }

  /** How many sentences were under way at once, at most. */
  public int maxOpen() {
    return maxOpen;
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    String text = request.text();
    asked.add(text);
    open++;
    maxOpen = Math.max(maxOpen, open);
    int lengthMs = FakeSynthesizer.lengthMs(text);
    int saidMs = Math.min(stops.getOrDefault(text, lengthMs), breaks.getOrDefault(text, lengthMs));
    Source<Sound, NotUsed> sound = Source.from(said(text, saidMs)).map(piece -> {
      pulledMs.merge(text, PIECE_MS, Integer::sum);
      return piece;
    });
    if (stops.containsKey(text)) {
      sound = sound.concat(Source.maybe());
    } else if (breaks.containsKey(text)) {
      sound = sound.concat(Source.single(new Sound.Failed(
          new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "slow", "broke off"))));
    }
    Source<Sound, NotUsed> whole = sound;
    Duration first = slow.getOrDefault(text, Duration.ZERO);
    return later(first).flatMapConcat(now -> whole).alsoTo(Sink.onComplete(end -> open--));
  }

  private static List<Sound> said(String text, int ms) {
    return ms == 0
        ? List.of()
        : Sounds.pieces(SpokenSound.of(text, ms), 8 * PIECE_MS).stream()
            .<Sound>map(Sound.Pcm::new)
            .toList();
  }

  private Source<String, NotUsed> later(Duration first) {
    return first.isZero()
        ? Source.single("now")
        : Source.completionStage(Patterns.after(
            first, world.system().classicSystem(), () -> CompletableFuture.completedFuture("now")));
  }
}
