package talkspurt.media.bot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import talkspurt.audio.AudioFrame;
import talkspurt.language.SentenceRules;
import talkspurt.media.bot.TranscriptGuard.Question;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.provider.SpeechToSpeech.Output;

/**
 * Holds what a bot says until its words are known and may be heard. Where in the sound a sentence begins nobody tells: it
 * is taken to be where a voice that speaks faster than the bot has would have come to it, so that rather the end of the
 * sentence before is lost than the beginning of this one is heard. Sound whose words do not come in time goes on as it is
 * played, and ends where they turn out to be forbidden. Sound whose words a model is asked of waits for the answer, which
 * comes in any case. Time is an argument, in ms. Not thread-safe.
 */
final class SpeechGuard {

  /** In such pieces sound is held. */
  private static final int PIECE_MS = 40;

  /** How much of the sound whose words are late goes on before it is played. */
  private static final int LATE_AHEAD_MS = 200;

  /** What of the bot's is heard. */
  sealed interface State {}

  /** Nothing is being said. */
  record Between() implements State {}

  /** A reply, as far as it is judged. */
  record Checking(Reply reply) implements State {}

  /** One whose words did not come in time: it goes on as it is played. */
  record Late(Reply reply) implements State {}

  /** One of which no more is heard, but for words of {@code left} characters whose sound went on. */
  record Withholding(Reply reply, int left) implements State {}

  /** A reply, and the item of it that comes. */
  private static final class Reply {
    private final String name;
    private Optional<TranscriptGuard> words = Optional.empty();
    private String item = "";
    private long itemFromMicros;
    private long arrivedMicros;
    private long passedMicros;
    private int wordsPassed;
    private int itemWordsFrom;
    private boolean itemOver;

    /** What is forbidden in it, while what is said before that still comes. */
    private Optional<TranscriptGuard.Hit> hit = Optional.empty();

    Reply(String name) {
      this.name = name;
    }
  }

  /** Something that waits, and where in the sound of the reply it ends. */
  private record Held(Output output, long endMicros) {}

  private final BotGuardrails rules;
  private final SentenceRules sentences;
  private final SpeakingPace pace = new SpeakingPace();
  private final Deque<Held> held = new ArrayDeque<>();
  private final List<GuardAction> actions = new ArrayList<>();
  private State state = new Between();

  /** When all that went on will have been played. */
  private long playedAt = Long.MIN_VALUE;

  private OptionalLong waitsSince = OptionalLong.empty();

  /** Of what a model was asked last, and has not answered. */
  private Optional<Question> asked = Optional.empty();

  /** What came behind an item while a model is still to answer of that. */
  private final Deque<Output> behind = new ArrayDeque<>();

  private boolean gone;

  /**
   * @param sentences how the language of the call ends them
   */
  SpeechGuard(BotGuardrails rules, SentenceRules sentences) {
    this.rules = rules;
    this.sentences = sentences;
  }

  State state() {
    return state;
  }

  /** When time is to be told, if nothing comes before. */
  OptionalLong dueAt() {
    if (waitsSince.isEmpty() || state instanceof Checking && undecided()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(state instanceof Late ? playedAt - LATE_AHEAD_MS + 1 : lateAt());
  }

  private long lateAt() {
    return Math.max(playedAt, waitsSince.getAsLong()) + rules.hold().toMillis();
  }

  /** The bot says or does this. */
  List<GuardAction> on(Output said, long now) {
    if (said instanceof Output.Clear) {
      clear(said, now);
    } else if (!behind.isEmpty() || waitsForAnswer(said, now)) {
      behind.add(said);
    } else {
      take(said, now);
    }
    return tick(now);
  }

  /** A model has told what it makes of a sentence, or that nothing came of it. */
  List<GuardAction> answered(Question question, Optional<Forbidden> by, long now) {
    if (asked.equals(Optional.of(question))) {
      asked = Optional.empty();
      waitsSince = waitsSince.isPresent() ? OptionalLong.of(now) : waitsSince;
      reply().ifPresent(open -> {
        open.hit = open.words.orElseThrow().answered(by).or(() -> open.hit);
        stopAtHit(open, open.itemOver, now);
      });
      goOn(now);
    }
    return tick(now);
  }

  /** What came behind an item that all answers have come to. */
  private void goOn(long now) {
    while (!behind.isEmpty() && !waitsForAnswer(behind.peek(), now)) {
      take(behind.remove(), now);
    }
    if (gone && behind.isEmpty()) {
      reply().ifPresent(open -> endItem(open, now));
      release(now, undecided() ? limit() : Long.MAX_VALUE);
    }
  }

  /** Whether nothing waits for an answer, so that nothing more comes once the bot is gone. */
  boolean settled() {
    return behind.isEmpty() && !undecided();
  }

  /** Whether this ends an item that a model is still to answer of. */
  private boolean waitsForAnswer(Output said, long now) {
    boolean ends = said instanceof Output.Transcript words
        ? reply().filter(open -> !words.item().equals(open.item)).isPresent()
        : !(said instanceof Output.Audio
            || said instanceof Output.Words
            || said instanceof Output.ToolCall
            || said instanceof Output.CallerTook
            || said instanceof Output.CallerSaid);
    if (ends) {
      reply().ifPresent(open -> endItem(open, now));
    }
    return ends && undecided();
  }

  private boolean undecided() {
    return question().isPresent();
  }

  private Optional<Question> question() {
    return reply().flatMap(open -> open.words).flatMap(TranscriptGuard::question);
  }

  private void take(Output said, long now) {
    if (said instanceof Output.Transcript words) {
      reply().ifPresent(open -> transcript(open, words, now));
    } else if (said instanceof Output.Audio audio) {
      sound(audio.frame());
      reply().ifPresent(open -> stopAtHit(open, false, now));
    } else if (said instanceof Output.Words || said instanceof Output.ToolCall) {
      inReply(said);
    } else {
      if (!(said instanceof Output.CallerTook || said instanceof Output.CallerSaid)) {
        reply().ifPresent(open -> endItem(open, now));
      }
      held.add(new Held(said, arrived()));
      if (said instanceof Output.ReplyBegins begins) {
        release(now, Long.MAX_VALUE);
        state = new Checking(new Reply(begins.reply()));
      } else if (said instanceof Output.ReplyEnds || said instanceof Output.Failed) {
        release(now, Long.MAX_VALUE);
        state = new Between();
      }
    }
  }

  /** The bot is gone: nothing more comes. */
  List<GuardAction> end(long now) {
    gone = true;
    goOn(now);
    return tick(now);
  }

  /** Time has passed. */
  List<GuardAction> tick(long now) {
    release(now, limit());
    if (waitsSince.isPresent()
        && state instanceof Checking open
        && !undecided()
        && now >= lateAt()) {
      state = new Late(open.reply());
    }
    if (state instanceof Late) {
      releaseLate(now);
    }
    ask();
    return take();
  }

  /** One question after the other: sentences are spoken more slowly than they are judged. */
  private void ask() {
    Optional<Question> next = question();
    if (!next.equals(asked)) {
      asked = next;
      next.ifPresent(question -> actions.add(new GuardAction.Ask(question)));
    }
  }

  private List<GuardAction> take() {
    List<GuardAction> taken = List.copyOf(actions);
    actions.clear();
    return taken;
  }

  private Optional<Reply> reply() {
    if (state instanceof Checking open) {
      return Optional.of(open.reply());
    }
    return state instanceof Late late ? Optional.of(late.reply()) : Optional.empty();
  }

  private long arrived() {
    return reply().map(open -> open.arrivedMicros).orElse(0L);
  }

  // ---- what comes

  private void sound(AudioFrame frame) {
    if (state instanceof Withholding) {
      return;
    }
    int size = frame.rateHz() * PIECE_MS / 1000;
    short[] samples = frame.samples();
    for (int from = 0; from < samples.length; from += size) {
      short[] piece = samples.length <= size
          ? samples
          : Arrays.copyOfRange(samples, from, Math.min(samples.length, from + size));
      reply().ifPresent(open -> open.arrivedMicros += piece.length * 1_000_000L / frame.rateHz());
      held.add(new Held(new Output.Audio(new AudioFrame(frame.rateHz(), piece)), arrived()));
    }
  }

  private void inReply(Output said) {
    if (!(state instanceof Withholding rest)) {
      held.add(new Held(said, arrived()));
    } else if (said instanceof Output.ToolCall wish) {
      actions.add(new GuardAction.Refuse(wish));
    } else if (said instanceof Output.Words words && rest.left() > 0) {
      String more = words.more().substring(0, Math.min(rest.left(), words.more().length()));
      state = new Withholding(rest.reply(), rest.left() - more.length());
      actions.add(new GuardAction.Pass(new Output.Words(more)));
    }
  }

  /** What waits of its sound is not wanted any more; marks are answered all the same. */
  private void clear(Output clear, long now) {
    if (undecided()) {
      reply().ifPresent(open -> {
        open.words.ifPresent(TranscriptGuard::forgetQuestions);
        open.itemOver = true;
      });
    }
    held.removeIf(waits -> isSpeech(waits.output()));
    behind.removeIf(SpeechGuard::isSpeech);
    held.add(new Held(clear, 0));
    while (!held.isEmpty()) {
      actions.add(new GuardAction.Pass(held.remove().output()));
    }
    waitsSince = OptionalLong.empty();
    playedAt = Long.MIN_VALUE;
    goOn(now);
  }

  private static boolean isSpeech(Output output) {
    return output instanceof Output.Audio || output instanceof Output.Words;
  }

  private void transcript(Reply open, Output.Transcript words, long now) {
    if (!words.item().equals(open.item) || open.words.isEmpty()) {
      endItem(open, now);
      open.item = words.item();
      open.words = Optional.of(new TranscriptGuard(rules.rules(), sentences));
      open.itemFromMicros = open.arrivedMicros;
      open.itemWordsFrom = open.wordsPassed;
      open.itemOver = false;
    }
    TranscriptGuard guard = open.words.get();
    if (open.hit.isEmpty() && !words.more().isEmpty()) {
      open.hit = guard.add(words.more());
    }
    if (open.hit.isEmpty() && words.complete()) {
      open.hit = guard.complete();
    }
    stopAtHit(open, false, now);
  }

  /**
   * Nothing more is heard where the sound has come to what is forbidden.
   *
   * @param all whether no more sound comes before it
   */
  private void stopAtHit(Reply open, boolean all, long now) {
    if (open.hit.isPresent()
        && !undecided()
        && !(state instanceof Withholding)
        && (all || open.arrivedMicros >= limit(open))) {
      withhold(open, open.hit.get(), now);
    }
  }

  /** Nothing more comes of the item: neither words nor sound. */
  private void endItem(Reply open, long now) {
    if (open.itemOver) {
      return;
    }
    open.itemOver = true;
    open.words.ifPresent(guard -> {
      pace.learn(guard.text(), (int) ((open.arrivedMicros - open.itemFromMicros) / 1000));
      open.hit = open.hit.or(guard::complete);
      stopAtHit(open, true, now);
    });
  }

  // ---- what is not heard

  private void withhold(Reply open, TranscriptGuard.Hit hit, long now) {
    TranscriptGuard guard = open.words.orElseThrow();
    String fine = guard.text().substring(0, hit.from());
    release(now, limit(open));
    boolean heard = open.passedMicros > open.itemFromMicros + 1000L * pace.ms(fine);
    int left = heard ? Math.max(0, open.itemWordsFrom + fine.length() - open.wordsPassed) : 0;
    if (heard) {
      actions.add(new GuardAction.Pass(new Output.Clear()));
    }
    actions.add(new GuardAction.Withhold(
        open.name, (int) (open.passedMicros / 1000), hit.rule(), hit.sentence()));
    state = new Withholding(open, left);
    List<Held> rest = List.copyOf(held);
    held.clear();
    waitsSince = OptionalLong.empty();
    for (Held waits : rest) {
      if (waits.output() instanceof Output.Words || waits.output() instanceof Output.ToolCall) {
        inReply(waits.output());
      } else if (!(waits.output() instanceof Output.Audio)) {
        actions.add(new GuardAction.Pass(waits.output()));
      }
    }
  }

  // ---- what is heard

  /** How far the sound of the reply may be heard, by its words. */
  private long limit() {
    return reply().map(this::limit).orElse(Long.MAX_VALUE);
  }

  private long limit(Reply open) {
    if (open.words.isEmpty()) {
      return open.itemFromMicros;
    }
    TranscriptGuard guard = open.words.get();
    boolean decided = guard.question().isEmpty();
    if (open.hit.isEmpty() && guard.isComplete() && decided) {
      return Long.MAX_VALUE;
    }
    String fine = open.hit
        .filter(hit -> decided)
        .map(hit -> guard.text().substring(0, hit.from()))
        .orElseGet(guard::passed);
    return open.itemFromMicros + 1000L * pace.leastMs(fine);
  }

  private void release(long now, long limitMicros) {
    while (!held.isEmpty()) {
      Held next = held.peek();
      if (next.output() instanceof Output.Audio && next.endMicros() > limitMicros) {
        waitsSince = waitsSince.isPresent() ? waitsSince : OptionalLong.of(now);
        return;
      }
      if (next.output() instanceof Output.Audio && state instanceof Late late) {
        state = new Checking(late.reply()); // its words have come
      }
      waitsSince = OptionalLong.empty();
      pass(held.remove(), now);
    }
  }

  private void releaseLate(long now) {
    while (!held.isEmpty()
        && (playedAt < now + LATE_AHEAD_MS || !(held.peek().output() instanceof Output.Audio))) {
      pass(held.remove(), now);
    }
    if (held.isEmpty()) {
      waitsSince = OptionalLong.empty();
    }
  }

  private void pass(Held next, long now) {
    actions.add(new GuardAction.Pass(next.output()));
    if (next.output() instanceof Output.Audio audio) {
      playedAt = Math.max(playedAt, now) + audio.frame().durationMs();
      reply().ifPresent(open -> open.passedMicros = next.endMicros());
    } else if (next.output() instanceof Output.Words words) {
      reply().ifPresent(open -> open.wordsPassed += words.more().length());
    }
  }
}
