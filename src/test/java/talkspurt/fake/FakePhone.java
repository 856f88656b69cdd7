package talkspurt.fake;

import akka.Done;
import akka.dispatch.Dispatchers;
import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;

/** A line with a {@link ScriptedCaller} at its other end, frame by frame. */
public final class FakePhone {

  private static final int FRAME_MS = 20;
  private static final int PATIENCE_MS = 60_000;

  /** What was heard without a break, how long. */
  public record Said(String words, int ms) {}

  private final CountedWorld world;
  private final ScriptedCaller caller = new ScriptedCaller();
  private final List<Said> heard = new ArrayList<>();
  private final List<AudioFrame> sent = new ArrayList<>();
  private final List<AudioFrame> received = new ArrayList<>();
  private final BoundedSourceQueue<LineEvent> line;
  private final CompletionStage<Done> over;
  private boolean muted;
  private boolean gone;
  private boolean hungUp;
  private int flushes;
  private int frames;
  private Optional<String> now = Optional.empty();
  private int late;
  private long played;
  private boolean flushed;

  /** Frames that were let go, and between them silence of the line's own. */
  private final Deque<Optional<AudioFrame>> waiting = new ArrayDeque<>();

  private final Deque<Long> marks = new ArrayDeque<>();

  /** A line that was opened just now. */
  public FakePhone(CountedWorld world, LineAcceptor acceptor, String lineId) {
    this.world = world;
    var ends = world.run(Source.<LineEvent>queue(1000)
        .via(acceptor.accept(lineId, Optional.empty(), Dispatchers.DefaultDispatcherId()))
        .toMat(Sink.foreach(this::take), Keep.both()));
    line = ends.first();
    over = ends.second();
  }

  /** Says which call this is. */
  public void dial(UUID callId) {
    send(new LineEvent.Announced(callId));
  }

  /** Who is on the phone. */
  public ScriptedCaller caller() {
    return caller;
  }

  /** Presses a key. */
  public void press(char key) {
    send(new LineEvent.KeyPressed(key));
  }

  /** Words that are typed instead of spoken. */
  public void type(String words) {
    send(new LineEvent.Typed(words));
  }

  /** From now on the line brings nothing, or sound again. */
  public void mute(boolean nothing) {
    muted = nothing;
  }

  /** From now on the line plays so many frames late, and tells what it has played. */
  public FakePhone playsLate(int frames) {
    late = frames;
    return this;
  }

  /** The caller hangs up. */
  public void hangUp() {
    gone = true;
    line.complete();
    world.settle();
  }

  /** Lets time pass, the caller saying what he has to say. */
  public void pass(int ms) {
    for (int passed = 0; passed < ms; passed += FRAME_MS) {
      if (!gone) {
        AudioFrame next = muted ? AudioFrame.silence(8000) : caller.next();
        sent.add(next);
        if (!muted) {
          send(new LineEvent.Heard(next));
        }
      }
      world.pass(FRAME_MS);
    }
  }

  /** Lets time pass until something holds. */
  public void passUntil(String what, BooleanSupplier holds) {
    for (int passed = 0; !holds.getAsBoolean(); passed += FRAME_MS) {
      if (passed > PATIENCE_MS) {
        throw new AssertionError("never: " + what + "; heard " + heard);
      }
      pass(FRAME_MS);
    }
  }

  /** Lets time pass until the caller begins to hear these words. */
  public void passUntilHears(String words) {
    passUntil("hears " + words, () -> now.equals(Optional.of(words)));
  }

  /** Lets time pass until the caller has said all and hears nothing. */
  public void passUntilQuiet() {
    pass(FRAME_MS);
    passUntil("quiet", () -> caller.done() && now.isEmpty());
  }

  /** What the caller hears now. */
  public Optional<String> hearsNow() {
    return now;
  }

  /** What the line brought in each 20 ms that passed, silence where it brought nothing. */
  public List<AudioFrame> sent() {
    return sent;
  }

  /** What the line got. */
  public List<AudioFrame> received() {
    return received;
  }

  /** What the caller has heard, without the silence between. */
  public List<Said> heard() {
    return heard;
  }

  /** The words the caller has heard, at least in part. */
  public List<String> heardWords() {
    return heard.stream().map(Said::words).toList();
  }

  /** How many frames the line has got. */
  public int frames() {
    return frames;
  }

  /** Whether the bot has hung up. */
  public boolean hungUp() {
    return hungUp;
  }

  /** How often the line was asked to take back what was sent. */
  public int flushes() {
    return flushes;
  }

  /** The end of what the line gets. */
  public CompletionStage<Done> over() {
    return over;
  }

  private void send(LineEvent event) {
    line.offer(event);
    world.settle();
  }

  private void take(LineCommand command) {
    if (hungUp) {
      throw new AssertionError(command + " after the hang-up");
    }
    if (command instanceof LineCommand.Play play) {
      frames++;
      received.add(play.frame());
      waiting.add(Optional.of(play.frame()));
      if (flushed) {
        waiting.addAll(Collections.nCopies(late, Optional.empty()));
        flushed = false;
      }
      playWaiting();
    } else if (command instanceof LineCommand.Mark mark) {
      marks.add(mark.frames());
    } else if (command instanceof LineCommand.Flush) {
      flushes++;
      flushed = true;
      waiting.clear();
      marks.clear();
      played = frames;
    } else if (command instanceof LineCommand.HangUp) {
      hungUp = true;
      now = Optional.empty();
    }
  }

  private void playWaiting() {
    while (waiting.size() > late) {
      Optional<AudioFrame> next = waiting.remove();
      hear(next.flatMap(SpokenSound::wordsIn));
      played += next.isPresent() ? 1 : 0;
    }
    while (late > 0 && !marks.isEmpty() && marks.peek() <= played) {
      line.offer(new LineEvent.Played(marks.remove()));
    }
  }

  private void hear(Optional<String> words) {
    words.ifPresent(said -> {
      boolean goesOn = now.equals(words);
      int before = goesOn ? heard.remove(heard.size() - 1).ms() : 0;
      heard.add(new Said(said, before + FRAME_MS));
    });
    now = words;
  }
}
