package talkspurt.media.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.ToolUse;
import talkspurt.call.TurnInput;
import talkspurt.collect.Collect;
import talkspurt.collect.CollectAction;
import talkspurt.collect.CollectAction.Question;
import talkspurt.collect.CollectSignal;
import talkspurt.collect.CollectState;
import talkspurt.collect.CollectStep;
import talkspurt.collect.Collected;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.media.conversation.ConversationMessage.CollectDue;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.telemetry.NanoClock;

/**
 * Has the caller of one line asked for values, one after the other, as their {@link CollectState}s decide. While it
 * does, keys and words are no turns: they come here, and nothing else receives them. Lives on the conversation's
 * thread.
 */
public final class Collecting {

  /** What it may ask of its dialogue. */
  public interface Floor {

    /** Whether nothing is being said, nor about to be. */
    boolean idle();

    /** The caller is to hear {@link #question}, as a turn of the bot's own. */
    void ask();

    /** What is being said is to end: the caller enters the value. */
    void hush();

    /**
     * Whether a value is collected from now on.
     *
     * @param keysAlone whether the caller's sound goes to nobody meanwhile
     */
    void collects(boolean collects, boolean keysAlone);

    /** All that was asked for is known, and told by name: the agent goes on. */
    void over(TurnInput input, String told);
  }

  /** What is pressed so soon behind a value belongs to it, such as an end key that was not needed. */
  private static final Duration TRAILING = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Collecting.class);
  private static final long NANOS_PER_MS = 1_000_000;

  private record Wanted(String key, Collect what, Consumer<Boolean> over) {}

  private final Dialogue.Host host;
  private final NanoClock clock;
  private final InstantSource instants;
  private final Floor floor;
  private final SecretValues secrets;
  private final Deque<Wanted> waiting = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private Optional<Wanted> wanted = Optional.empty();
  private CollectState state;
  private Question question = new Question.First();
  private long trailingUntil;
  private boolean closed;
  private ZoneId zone = ZoneOffset.UTC;
  private Wording words = LanguagePack.shipped("en").wording();

  /** @param instants what day it is by */
  public Collecting(Dialogue.Host host, NanoClock clock, InstantSource instants, Floor floor) {
    this.host = host;
    this.clock = clock;
    this.instants = instants;
    this.floor = floor;
    this.secrets = new SecretValues(clock);
    this.trailingUntil = clock.nanoTime();
  }

  /** From now on what came of it is told in these words, and it is today what it is there. */
  void use(Wording other, ZoneId there) {
    words = other;
    zone = there;
  }

  SecretValues secrets() {
    return secrets;
  }

  /** Whether the caller is asked for a value now. */
  public boolean active() {
    return wanted.isPresent();
  }

  /** What is asked for now, and how; only while {@link #active}. */
  public Question question() {
    return question;
  }

  /** The value that is asked for now. */
  public Optional<Collect> what() {
    return wanted.map(Wanted::what);
  }

  /**
   * The wish for a value is in the journal under this key: it is asked for once nothing else is said.
   *
   * @param over told whether there is one, when that is known
   */
  void begin(String key, Collect what, Consumer<Boolean> over) {
    known.add(key);
    if (closed) {
      return;
    }
    waiting.add(new Wanted(key, what, over));
    if (!active()) {
      next();
    }
  }

  private void next() {
    Wanted now = waiting.remove();
    wanted = Optional.of(now);
    state = CollectState.waiting(now.what(), LocalDate.ofInstant(instants.instant(), zone));
    floor.collects(true, !now.what().spoken());
    host.secret(now.what().secret());
    host.remind(new CollectDue(), Duration.ZERO); // what is said before may be over
  }

  /** The line is released or gone, or the call's time is over. */
  public void close() {
    closed = true;
    stop();
    secrets.clear();
  }

  private void stop() {
    boolean was = active();
    wanted = Optional.empty();
    waiting.clear();
    host.forget(new CollectDue());
    if (was) {
      floor.collects(false, false);
      host.secret(false);
    }
  }

  // ---- what happens on the line

  /** A key was pressed; whether it was taken. */
  public boolean key(char key) {
    if (!active()) {
      return clock.nanoTime() - trailingUntil < 0;
    }
    if (!floor.idle()) {
      floor.hush(); // whatever the profile lets interrupt its bot, keys do here
    }
    on(new CollectSignal.Key(key));
    return true;
  }

  /** A decision about the floor was taken; whether it concerned a value. */
  public boolean turned(TurnOutcome.Acted acted) {
    if (!active()) {
      return false;
    }
    switch (acted.action()) {
      case SPEECH_BEGAN, PAUSE -> on(new CollectSignal.SpeechBegan());
      case TURN_NOT_OVER, RESUME -> on(new CollectSignal.SpeechCameToNothing());
      case COMMIT_CALLER_TURN -> on(new CollectSignal.Said(acted.words()));
      default -> {}
    }
    return true;
  }

  /** Time has passed, or something has ended. */
  public void due() {
    if (active()) {
      quiet();
      on(new CollectSignal.TimePassed());
    }
  }

  /** Something that was said may be over. */
  public void quiet() {
    if (active() && floor.idle()) {
      on(new CollectSignal.Quiet());
    }
  }

  private long nowMs() {
    return clock.nanoTime() / NANOS_PER_MS;
  }

  private void on(CollectSignal signal) {
    if (!active()) {
      return;
    }
    CollectStep step = state.on(signal, nowMs());
    state = step.next();
    OptionalLong due = state.due();
    if (due.isPresent()) {
      host.remind(new CollectDue(), Duration.ofMillis(Math.max(0, due.getAsLong() - nowMs())));
    } else {
      host.forget(new CollectDue());
    }
    step.actions().forEach(this::act);
  }

  private void act(CollectAction action) {
    if (action instanceof CollectAction.Ask ask) {
      question = ask.question();
      floor.ask();
    } else if (action instanceof CollectAction.End end) {
      end(end.result());
    } else {
      throw new AssertionError(action);
    }
  }

  private void end(Collected result) {
    Wanted over = wanted.orElseThrow();
    LOG.info("asked for {}: {}", over.what().name(), told(result));
    over.over().accept(result instanceof Collected.Value);
    CollectOutcome outcome = CollectOutcome.of(over.what(), result, secrets, words);
    host.toolReturned(over.key(), outcome.told());
    trailingUntil = clock.nanoTime() + TRAILING.toNanos();
    question = new Question.First(); // it may hold the value
    if (result instanceof Collected.Value && !waiting.isEmpty()) {
      next();
      return;
    }
    waiting.forEach(left -> host.toolReturned(left.key(), CollectOutcome.left(words)));
    stop();
    floor.over(outcome.input(), outcome.told());
  }

  /** Without the value. */
  private static String told(Collected result) {
    return result instanceof Collected.Value value
        ? value.keyed() ? "keyed" : "spoken"
        : ((Collected.Nothing) result).why().text();
  }

  // ---- lines that were lost

  /**
   * Reports the result of values asked for on a lost line as unknown.
   *
   * @param uses of tools, as the durable half knows them
   * @return what an agent reads of them, if there were any
   */
  public Optional<String> tellsLost(List<ToolUse> uses) {
    List<ToolUse> lost = uses.stream()
        .filter(use -> use.name().equals(Collect.TOOL) && use.forsaken())
        .filter(use -> known.add(use.key()))
        .toList();
    lost.forEach(use -> host.toolReturned(use.key(), CollectOutcome.lost(words)));
    return lost.isEmpty() ? Optional.empty() : Optional.of(CollectOutcome.lost(words));
  }

  /** What a tool has told: where that is nothing, it may be known all the same. */
  public static Optional<String> outcome(ToolUse use, Wording wording) {
    return use.outcome()
        .or(() -> use.name().equals(Collect.TOOL) && use.forsaken()
            ? Optional.of(CollectOutcome.lost(wording))
            : Optional.empty());
  }
}
