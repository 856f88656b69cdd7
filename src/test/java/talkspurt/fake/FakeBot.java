package talkspurt.fake;

import akka.NotUsed;
import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech;

/** A bot that says what the test has it say, at once and as much as it likes. */
public final class FakeBot implements SpeechToSpeech {

  private static final int MAX_SAID = 10_000;
  private static final int PIECE = 480;
  private static final CompletableFuture<Input> STUCK = new CompletableFuture<>();

  private final CountedWorld world;
  private final List<Request> opened = new ArrayList<>();
  private final List<Input> told = new ArrayList<>();
  private BoundedSourceQueue<Output> mouth;
  private boolean reads = true;
  private boolean hushed;
  private int taken;
  private int closed;

  FakeBot(CountedWorld world) {
    this.world = world;
  }

  /** From now on it takes nothing of what it is told. */
  public void stopsReading() {
    reads = false;
  }

  @Override
  public Flow<Input, Output, NotUsed> converse(Request request) {
    opened.add(request);
    var ends = Source.<Output>queue(MAX_SAID).preMaterialize(world.system());
    mouth = ends.first();
    hushed = false;
    Sink<Input, NotUsed> ears = Flow.of(Input.class)
        .map(input -> {
          told.add(input);
          return input;
        })
        .mapAsync(1, input -> reads ? CompletableFuture.completedFuture(input) : STUCK)
        .to(Sink.onComplete(end -> {
          closed++;
          if (end.isSuccess()) {
            hush();
          }
        }));
    return Flow.fromSinkAndSource(ears, ends.second().map(said -> {
      taken++;
      return said;
    }));
  }

  /** It answers the telephone. */
  public FakeBot opens() {
    return out(new Output.Opened());
  }

  /** Says words, in so long a time. */
  public FakeBot says(String words, int ms) {
    Sounds.pieces(SpokenSound.of(words, ms), PIECE).forEach(piece -> out(new Output.Audio(piece)));
    return this;
  }

  /** Sound as it is. */
  public FakeBot sounds(AudioFrame sound) {
    return out(new Output.Audio(sound));
  }

  /** Wants a mark back. */
  public FakeBot marks(String name) {
    return out(new Output.Mark(name));
  }

  /** Drops what was not played. */
  public FakeBot clears() {
    return out(new Output.Clear());
  }

  /** Ends the conversation. */
  public void hangsUp() {
    hush();
    world.settle();
  }

  /** Breaks down. */
  public void fails() {
    out(new Output.Failed(
        new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "fake", "not there")));
    hangsUp();
  }

  /** For which requests it was opened. */
  public List<Request> opened() {
    return opened;
  }

  /** How often it was told that the call is over. */
  public int closed() {
    return closed;
  }

  /** How many of its elements were read. */
  public int taken() {
    return taken;
  }

  /** Whatever it was told but sound, and what our hearing makes of the caller. */
  public List<Input> told() {
    return told.stream()
        .filter(input -> !(input instanceof Input.Audio || input instanceof Input.CallerTurn))
        .toList();
  }

  /** What our hearing makes of the caller. */
  public List<Input.CallerTurn.Step> turns() {
    return told.stream()
        .filter(Input.CallerTurn.class::isInstance)
        .map(input -> ((Input.CallerTurn) input).step())
        .toList();
  }

  /** Whatever a bot may tell. */
  public FakeBot tells(Output said) {
    return out(said);
  }

  /** The names of marks it got back, in their order. */
  public List<String> marksBack() {
    return told.stream()
        .filter(Input.MarkReached.class::isInstance)
        .map(input -> ((Input.MarkReached) input).name())
        .toList();
  }

  /** What it heard. */
  public List<Input.Audio> heard() {
    return told.stream()
        .filter(Input.Audio.class::isInstance)
        .map(Input.Audio.class::cast)
        .toList();
  }

  private void hush() {
    if (!hushed) {
      hushed = true;
      mouth.complete();
    }
  }

  private FakeBot out(Output said) {
    mouth.offer(said);
    world.settle();
    return this;
  }
}
