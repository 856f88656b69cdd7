package talkspurt.turn;

import static talkspurt.turn.TurnAction.CALLER_SILENT;
import static talkspurt.turn.TurnAction.COMMIT_CALLER_TURN;
import static talkspurt.turn.TurnAction.NONE;
import static talkspurt.turn.TurnAction.PAUSE;
import static talkspurt.turn.TurnAction.RESUME;
import static talkspurt.turn.TurnAction.SPEECH_BEGAN;
import static talkspurt.turn.TurnAction.SPEECH_ENDED;
import static talkspurt.turn.TurnAction.TURN_NOT_OVER;
import static talkspurt.turn.TurnAction.YIELD;

import java.time.Duration;
import talkspurt.text.SpokenWords;
import talkspurt.turn.Interruption.By;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.KeyPressed;
import talkspurt.turn.TurnSignal.SettingsChanged;
import talkspurt.turn.TurnSignal.TurnEndLikely;
import talkspurt.turn.TurnSignal.WordsHeard;

/**
 * Decides who has the floor, 20 ms by 20 ms.
 *
 * <p>An interruption is judged in two stages (Rose and Kim, ASRU 2003): speech over the bot pauses
 * it at once, and what the speech then turns out to be makes the bot yield the floor or resume. A duration of
 * speech is there when so many frames of speech lie within a third more of them: three within four
 * frames, five within seven. Not thread-safe.
 */
public final class TurnTaker {

  private static final int FRAME_MS = 20;
  private static final Duration ONSET = Duration.ofMillis(80);
  private static final int ANSWER_WITHIN_MS = 1500;

  private enum Phase {
    /** Nobody speaks. */
    QUIET,
    /** The caller speaks and has the floor. */
    TALKING,
    /** The caller has stopped; final words are on their way. */
    AWAITING_WORDS,
    /** The caller's turn is complete and told with the next frame. */
    COMPLETE,
    /** The bot has the floor and the caller is silent. */
    PLAYING,
    /** The caller speaks over the bot, which is paused for it unless only words may interrupt. */
    JUDGING,
    /** The caller who spoke over the bot has stopped; final words are on their way. */
    JUDGING_WORDS
  }

  private TurnSettings settings;
  private Phase phase = Phase.QUIET;
  private long recent;
  private int onsetMs;
  private boolean resumed;

  /** Whether the recogniser wrote of this utterance that it is a noise. */
  private boolean noise;

  /** Whether the words of a turn whose end is awaited are all there. */
  private boolean wordsKnown;

  private boolean undecided;

  /** Whether the bot ended while words that may answer it were on their way. */
  private boolean answerAwaited;

  private int voicedMs;
  private int silentMs;
  private int waitedMs;
  private long utterance;
  private final TurnWords said = new TurnWords();
  private final TurnEnd end;

  /** Whether something was said that only a key makes a turn. */
  private boolean keyAwaited;

  /** Whether that key was pressed, and the last words are on their way. */
  private boolean keyed;

  private int endedAfterMs;

  /** Whether the turn ended by silence over the bot, however long: the bot has yielded since. */
  private boolean endedOverBot;

  private int dueMs = Integer.MAX_VALUE;

  /** The pause before the voice that is heard now or was heard last. */
  private int pauseMs;

  private int sinceTurnMs = Integer.MAX_VALUE / 2;

  /** A caller and a bot that have not met yet. */
  public TurnTaker(TurnSettings settings) {
    this.settings = settings;
    this.end = new TurnEnd(settings.endOfTurn());
  }

  /** Number of the utterance that is open or was the last one; from 1. */
  public long utterance() {
    return utterance;
  }

  /** What the caller said in the turn that is open or was the last one. */
  public String words() {
    return said.all();
  }

  /** Whether the caller's sound belongs to an open utterance. */
  public boolean hearing() {
    return phase == Phase.TALKING || phase == Phase.JUDGING;
  }

  /** How long before the utterance was opened it had begun, in ms, as far as it was noticed. */
  public int onsetMs() {
    return onsetMs;
  }

  /** How long the caller has been silent since the last speech, in ms. */
  public int silentMs() {
    return silentMs;
  }

  /**
   * Of the caller's silence, how much the end of the turn that was committed last had to wait for; what is
   * more than that its words were waited for. In ms.
   */
  public int dueMs() {
    return Math.min(dueMs, silentMs);
  }

  /** The settings that hold now. */
  public TurnSettings settings() {
    return settings;
  }

  /** Takes one signal and says what is to be done. */
  public TurnAction on(TurnSignal signal) {
    if (signal instanceof FrameHeard frame) {
      return onFrame(frame);
    }
    if (signal instanceof WordsHeard heard) {
      return said.ofTurn(heard.utterance(), utterance) ? onWords(heard) : NONE;
    }
    if (signal instanceof TurnEndLikely likely) {
      end.recognised(likely.utterance() == utterance);
      return NONE;
    }
    if (signal instanceof KeyPressed pressed) {
      return settings.endOfTurn().endedBy(pressed.key()) ? onEndKey() : onKey();
    }
    if (signal instanceof TurnSignal.Typed) {
      return onKey();
    }
    if (signal instanceof SettingsChanged changed) {
      return use(changed.settings());
    }
    throw new AssertionError(signal);
  }

  /** What nothing may interrupt any more goes on at once, whoever speaks. */
  private TurnAction use(TurnSettings other) {
    settings = other;
    keyAwaited &= keyed || settings.endOfTurn().byKey();
    end.use(settings.endOfTurn());
    boolean judging = phase == Phase.JUDGING || phase == Phase.JUDGING_WORDS;
    return judging && settings.interruption().by() == By.NOTHING ? resume(false) : NONE;
  }

  private TurnAction onFrame(FrameHeard frame) {
    boolean voiced = frame.speech() >= settings.speechThreshold();
    recent = recent << 1 | (voiced ? 1 : 0);
    voicedMs += voiced ? FRAME_MS : 0;
    if (voiced) {
      voiced();
    }
    silentMs = voiced ? 0 : silentMs + FRAME_MS;
    waitedMs += FRAME_MS;
    sinceTurnMs = Math.min(sinceTurnMs + FRAME_MS, Integer.MAX_VALUE / 2);
    end.frame();
    return switch (phase) {
      case QUIET -> quiet(frame.botHasFloor());
      case TALKING -> talking(frame.botHasFloor());
      case AWAITING_WORDS -> awaitingWords();
      case COMPLETE -> complete();
      case PLAYING -> playing(frame.botHasFloor());
      case JUDGING -> judging(frame.botHasFloor());
      case JUDGING_WORDS -> judgingWords(frame.botHasFloor());
    };
  }

  /** While final words are awaited, a click does not change when the turn ends. */
  private void voiced() {
    if (phase == Phase.TALKING) {
      end.paused(silentMs);
    }
    if (phase != Phase.AWAITING_WORDS) {
      end.recognised(false);
    }
    if (silentMs >= ONSET.toMillis()) {
      pauseMs = silentMs;
    }
  }

  private TurnAction quiet(boolean botHasFloor) {
    if (botHasFloor) {
      return enter(Phase.PLAYING, NONE);
    }
    if (answerAwaited && passed(waitedMs, settings.wordsTimeout())) {
      return lateAnswer();
    }
    if (spoken(ONSET)) {
      return begin(answerAwaited || keyAwaited, Phase.TALKING, SPEECH_BEGAN);
    }
    return passed(waitedMs, settings.repromptAfter()) ? enter(Phase.QUIET, CALLER_SILENT) : NONE;
  }

  private TurnAction talking(boolean botHasFloor) {
    if (botHasFloor) {
      return switch (settings.interruption().by()) {
        case VOICE -> enter(Phase.JUDGING, PAUSE);
        case WORDS -> enter(Phase.JUDGING, NONE);
        case KEYS, NOTHING -> enter(Phase.PLAYING, SPEECH_ENDED);
      };
    }
    if (!end.wantsWords(silentMs)) {
      return keyAwaited ? NONE : end.likelihood(silentMs, voicedMs, false);
    }
    endedAfterMs = silentMs;
    endedOverBot = false;
    return enter(Phase.AWAITING_WORDS, SPEECH_ENDED);
  }

  private TurnAction awaitingWords() {
    if (keyed) {
      return passed(waitedMs, settings.wordsTimeout()) ? endedByKey() : NONE;
    }
    if (keyAwaited) {
      return enter(Phase.QUIET, TURN_NOT_OVER);
    }
    if (spoken(ONSET)) {
      end.paused(endedAfterMs + waitedMs);
      return open(Phase.TALKING, SPEECH_BEGAN);
    }
    return wordsKnown && silentForLong() || passed(waitedMs, settings.wordsTimeout())
        ? turnOver()
        : end.likelihood(silentMs, voicedMs, wordsKnown);
  }

  private TurnAction turnOver() {
    TurnAction action = complete();
    dueMs = end.silenceMs();
    return action;
  }

  /** A short noise in which nothing was understood is no turn, nor is what was written down as one. */
  private TurnAction complete() {
    boolean nothing = words().isEmpty() && (noise || !passed(voicedMs, settings.wordsAfter()));
    sinceTurnMs = nothing ? sinceTurnMs : 0;
    keyAwaited = false;
    return enter(Phase.QUIET, nothing ? TURN_NOT_OVER : COMMIT_CALLER_TURN);
  }

  private TurnAction playing(boolean botHasFloor) {
    if (!botHasFloor) {
      return botEnded();
    }
    if (!spoken(settings.pauseAfter())) {
      return NONE;
    }
    boolean goesOn = undecided && !passed(waitedMs, settings.wordsTimeout());
    return switch (settings.interruption().by()) {
      case VOICE -> begin(goesOn, Phase.JUDGING, PAUSE);
      case WORDS -> begin(goesOn, Phase.JUDGING, SPEECH_BEGAN);
      case KEYS, NOTHING -> NONE;
    };
  }

  /** "Yes" over the last words of a question did not take the floor, but answers it, be it recognised late. */
  private TurnAction botEnded() {
    boolean justNow = resumed && waitedMs <= ANSWER_WITHIN_MS;
    boolean known = !undecided || !said.of(utterance).isEmpty();
    enter(Phase.QUIET, NONE);
    answerAwaited = justNow && !known;
    return justNow && known && !words().isEmpty() ? COMMIT_CALLER_TURN : NONE;
  }

  /** A bot that had nothing left to say when it was to be paused has yielded already. */
  private TurnAction judging(boolean botHasFloor) {
    if (!botHasFloor || wordsTakeFloor() || voiceTakesFloor()) {
      return enter(Phase.TALKING, YIELD);
    }
    return passed(silentMs, settings.resumeAfter())
        ? enter(Phase.JUDGING_WORDS, SPEECH_ENDED)
        : NONE;
  }

  private TurnAction judgingWords(boolean botHasFloor) {
    if (!botHasFloor) {
      endedAfterMs = silentMs;
      endedOverBot = true;
      return enter(Phase.AWAITING_WORDS, YIELD);
    }
    if (spoken(ONSET)) {
      return open(Phase.JUDGING, SPEECH_BEGAN);
    }
    return passed(waitedMs, settings.judgeTimeout()) ? resume(true) : NONE;
  }

  /** The bot resumes; words that are still on their way may change that. */
  private TurnAction resume(boolean wordsMissing) {
    TurnAction action = enter(Phase.PLAYING, RESUME);
    resumed = true;
    undecided = wordsMissing;
    return action;
  }

  /** A caller who is heard to say "yes, yes, ok" may go on for longer. */
  private boolean voiceTakesFloor() {
    Duration patience =
        words().isEmpty() ? settings.yieldAfter() : settings.yieldAfter().multipliedBy(2);
    return settings.interruption().by() == By.VOICE
        && !(noise && words().isEmpty())
        && passed(voicedMs, patience);
  }

  /** Words of which too little was heard may be a mishearing; a command is worth more of a risk. */
  private boolean wordsTakeFloor() {
    return passed(2 * voicedMs, settings.wordsAfter()) && commanded()
        || passed(voicedMs, settings.wordsAfter()) && content();
  }

  private boolean commanded() {
    return settings.commands().occurIn(words());
  }

  private boolean content() {
    return !settings.backchannels().cover(words())
        && SpokenWords.count(words()) >= settings.interruption().words();
  }

  private TurnAction onWords(WordsHeard heard) {
    if (heard.utterance() == utterance) {
      noise = heard.noise();
    }
    said.heard(heard);
    end.said(words());
    if (phase == Phase.JUDGING && (wordsTakeFloor() || heard.last() && content())) {
      return enter(Phase.TALKING, YIELD);
    }
    if (!heard.last() || heard.utterance() != utterance) {
      return NONE;
    }
    return switch (phase) {
      case AWAITING_WORDS -> lastWords();
      case JUDGING_WORDS -> takeFloor() ? enter(Phase.COMPLETE, YIELD) : resume(false);
      case PLAYING -> lateWords();
      case QUIET -> lateAnswer();
      case TALKING, COMPLETE, JUDGING -> NONE;
    };
  }

  private TurnAction lateAnswer() {
    boolean answered = answerAwaited && !words().isEmpty();
    answerAwaited = false;
    return answered ? COMMIT_CALLER_TURN : NONE;
  }

  /** The final words may show that the turn goes on. */
  private TurnAction lastWords() {
    if (keyAwaited) {
      return keyed ? endedByKey() : NONE;
    }
    wordsKnown = true;
    return silentForLong() ? turnOver() : NONE;
  }

  private boolean silentForLong() {
    int passedMs = endedAfterMs + waitedMs;
    return passedMs >= end.silenceMs() || endedOverBot && !end.wantsMore();
  }

  private TurnAction lateWords() {
    boolean yield = undecided && takeFloor();
    undecided = false;
    return yield ? enter(Phase.COMPLETE, YIELD) : NONE;
  }

  private boolean takeFloor() {
    return commanded() || content();
  }

  /** A key takes the floor at once, from the caller's own voice too; what it means is not ours. */
  private TurnAction onKey() {
    keyAwaited = false;
    return switch (phase) {
      case PLAYING, JUDGING, JUDGING_WORDS ->
        settings.interruption().by() == By.NOTHING ? NONE : enter(Phase.QUIET, YIELD);
      case QUIET, TALKING, AWAITING_WORDS, COMPLETE -> enter(Phase.QUIET, NONE);
    };
  }

  /**
   * The key that ends turns: all that was said since the last turn is one, over however many pauses. The bot yields to
   * it, and words that were left unended are answered at once.
   */
  private TurnAction onEndKey() {
    return switch (phase) {
      case PLAYING, JUDGING, JUDGING_WORDS ->
        settings.interruption().by() == By.NOTHING ? NONE : yieldToEndKey();
      case TALKING -> endByKey(SPEECH_ENDED);
      case QUIET, AWAITING_WORDS ->
        keyed || !keyAwaited
            ? NONE
            : said.settled(utterance) ? endedByKey() : endByKey(SPEECH_ENDED);
      case COMPLETE -> NONE;
    };
  }

  private TurnAction yieldToEndKey() {
    if (keyAwaited && !said.settled(utterance)) {
      return endByKey(YIELD);
    }
    return enter(keyAwaited && !words().isEmpty() ? Phase.COMPLETE : Phase.QUIET, YIELD);
  }

  /** The last words are still on their way. The caller waits from the key on. */
  private TurnAction endByKey(TurnAction action) {
    enter(Phase.AWAITING_WORDS, action);
    keyed = true;
    silentMs = 0;
    return action;
  }

  /** Whoever pressed the key wants an answer, even where nothing was understood. */
  private TurnAction endedByKey() {
    silentMs = keyed ? silentMs : 0;
    sinceTurnMs = 0;
    keyAwaited = false;
    enter(Phase.QUIET, COMMIT_CALLER_TURN);
    dueMs = 0;
    return COMMIT_CALLER_TURN;
  }

  /** Of a turn of its own, or of one of which words are still on their way. */
  private TurnAction begin(boolean goesOn, Phase next, TurnAction action) {
    if (!goesOn) {
      goneOn();
      said.begin(utterance + 1);
      end.said("");
    }
    return open(next, action);
  }

  /** A turn was over sooner than others, and the caller went on: so long this caller pauses within turns. */
  private void goneOn() {
    if (sinceTurnMs < pauseMs && !passed(pauseMs, settings.endOfTurn().usual())) {
      end.paused(pauseMs);
    }
  }

  private TurnAction open(Phase next, TurnAction action) {
    utterance++;
    voicedMs = Long.bitCount(recent) * FRAME_MS;
    onsetMs = (Long.SIZE - Long.numberOfLeadingZeros(recent)) * FRAME_MS;
    silentMs = 0;
    end.recognised(false);
    noise = false;
    keyAwaited = settings.endOfTurn().byKey();
    return enter(next, action);
  }

  private TurnAction enter(Phase next, TurnAction action) {
    phase = next;
    waitedMs = 0;
    recent = 0;
    resumed = false;
    undecided = false;
    answerAwaited = false;
    wordsKnown = false;
    keyed = false;
    dueMs = Integer.MAX_VALUE;
    if (next != Phase.AWAITING_WORDS) {
      end.reset();
    }
    return action;
  }

  /** Whether the caller has spoken for so long, give or take frames that were missed. */
  private boolean spoken(Duration least) {
    int frames = (int) (least.toMillis() + FRAME_MS - 1) / FRAME_MS;
    int within = (4 * frames + 2) / 3;
    long seen = recent & (1L << within) - 1;
    if (Long.bitCount(seen) < frames) {
      return false;
    }
    recent = seen;
    return true;
  }

  private static boolean passed(int elapsedMs, Duration limit) {
    return elapsedMs >= limit.toMillis();
  }
}
