package talkspurt.fake;

import akka.NotUsed;
import akka.pattern.Patterns;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;

/** Tells the words that a {@link ScriptedCaller}'s sound carries, as long after as it is told. */
public final class FakeTranscriber implements Transcriber {

  /** What it does when an utterance is over. */
  public enum Mood {
    WORKS,
    SAYS_NOTHING,
    FAILS_EACH,
    COMPLETES,
    BREAKS
  }

  private final CountedWorld world;
  private final List<Request> opened = new ArrayList<>();
  private final List<SttInput> heard = new ArrayList<>();
  private boolean partials = true;
  private boolean hints;
  private Duration finalsAfter = Duration.ofMillis(100);
  private Mood mood = Mood.WORKS;
  private int closed;
  private Optional<String> inTheEnd = Optional.empty();
  private String language = "";

  public FakeTranscriber(CountedWorld world) {
    this.world = world;
  }

  /** From now on there are no words before the end of an utterance. */
  public void partials(boolean wanted) {
    partials = wanted;
  }

  /** From now on it hints at the end of the turn whenever the caller is silent after words. */
  public void hints(boolean wanted) {
    hints = wanted;
  }

  /** From now on final words take so long. */
  public void finalsAfter(Duration delay) {
    finalsAfter = delay;
  }

  /** From now on it takes back what it said, and tells these words in the end. */
  public void tellsInTheEnd(String words) {
    inTheEnd = Optional.of(words);
  }

  /** From now on it finds that this language is spoken. */
  public void finds(String tag) {
    language = tag;
  }

  /** From now on it is in this mood. */
  public void mood(Mood other) {
    mood = other;
  }

  /** For which requests flows were opened. */
  public List<Request> opened() {
    return opened;
  }

  /** How many flows are over. */
  public int closed() {
    return closed;
  }

  /** All that went in. */
  public List<SttInput> heard() {
    return heard;
  }

  @Override
  public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
    opened.add(request);
    return Flow.of(SttInput.class)
        .alsoTo(Sink.onComplete(end -> closed++))
        .takeWhile(input -> !(ends(input) && mood == Mood.COMPLETES))
        .statefulMapConcat(() -> {
          List<AudioFrame> frames = new ArrayList<>();
          return input -> events(input, frames);
        })
        .mapAsync(16, this::later);
  }

  private static boolean ends(SttInput input) {
    return input instanceof SttInput.EndOfSpeech;
  }

  private List<TranscriptEvent> events(SttInput input, List<AudioFrame> frames) {
    heard.add(input);
    if (input instanceof SttInput.Audio audio) {
      frames.add(audio.frame());
      if (hints
          && SpokenSound.wordsIn(audio.frame()).isEmpty()
          && !words(frames).isEmpty()) {
        return List.of(
            new TranscriptEvent.Partial(input.utterance(), words(frames)),
            new TranscriptEvent.TurnEnds(input.utterance()));
      }
      return partials && frames.size() % 5 == 0
          ? List.of(new TranscriptEvent.Partial(input.utterance(), words(frames)))
          : List.of();
    }
    String words = words(frames);
    frames.clear();
    return switch (mood) {
      case WORKS, COMPLETES ->
        List.of(new TranscriptEvent.Final(input.utterance(), inTheEnd.orElse(words), language));
      case SAYS_NOTHING -> List.of();
      case FAILS_EACH -> List.of(new TranscriptEvent.Failed(input.utterance(), failure()));
      case BREAKS -> throw new IllegalStateException("a fault of the transcriber");
    };
  }

  private static ProviderFailure failure() {
    return new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "fake", "no answer");
  }

  private CompletionStage<TranscriptEvent> later(TranscriptEvent event) {
    CompletionStage<TranscriptEvent> now = CompletableFuture.completedFuture(event);
    return event instanceof TranscriptEvent.Partial || finalsAfter.isZero()
        ? now
        : Patterns.after(finalsAfter, world.system().classicSystem(), () -> now);
  }

  /** Each phrase once. */
  private static String words(List<AudioFrame> frames) {
    List<String> words = new ArrayList<>();
    String phrase = "";
    for (AudioFrame frame : frames) {
      String now = SpokenSound.wordsIn(frame).orElse(phrase);
      if (!now.equals(phrase)) {
        words.add(now);
        phrase = now;
      }
    }
    return String.join(" ", words).strip();
  }
}
