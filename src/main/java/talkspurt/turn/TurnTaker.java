package talkspurt.turn;

import static talkspurt.turn.TurnAction.CALLER_SILENT;
import static talkspurt.turn.TurnAction.COMMIT_CALLER_TURN;
import static talkspurt.turn.TurnAction.KEEP;
import static talkspurt.turn.TurnAction.NONE;
import static talkspurt.turn.TurnAction.PAUSE;
import static talkspurt.turn.TurnAction.SPEECH_BEGAN;
import static talkspurt.turn.TurnAction.SPEECH_ENDED;
import static talkspurt.turn.TurnAction.YIELD;

import java.time.Duration;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.KeyPressed;
import talkspurt.turn.TurnSignal.SettingsChanged;
import talkspurt.turn.TurnSignal.WordsHeard;

/**
 * Decides who has the floor, 20 ms by 20 ms.
 *
 * <p>An interruption is judged in two stages (Rose and Kim, ASRU 2003): speech over the bot pauses
 * it at once, and what the speech then turns out to be yields the floor or keeps it. Evidence
 * accumulates over gaps: a frame of speech adds one, a frame without takes half of one away. Not
 * thread-safe.
 */
public final class TurnTaker {

  private static final int FRAME_MS = 20;
  private static final double DECAY = 0.5;
  private static final double ONSET_MS = 80;

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
    /** The bot is paused because the caller speaks. */
    JUDGING,
    /** The bot is paused, the caller has stopped; final words are on their way. */
    JUDGING_WORDS
  }

  private TurnSettings settings;
  private Phase phase = Phase.QUIET;
  private double evidence;
  private int voicedMs;
  private int silentMs;
  private int waitedMs;
  private long utterance;
  private long firstOfTurn = 1;
  private final SortedMap<Long, String> said = new TreeMap<>();

  /** A caller and a bot that have not met yet. */
  public TurnTaker(TurnSettings settings) {
    this.settings = settings;
  }

  /** Number of the utterance that is open or was the last one; from 1. */
  public long utterance() {
    return utterance;
  }

  /** What the caller said in the turn that is open or was the last one. */
  public String words() {
    StringJoiner words = new StringJoiner(" ");
    said.values().stream().filter(part -> !part.isBlank()).forEach(words::add);
    return words.toString().strip();
  }

  /** Whether the caller's sound belongs to an open utterance. */
  public boolean hearing() {
    return phase == Phase.TALKING || phase == Phase.JUDGING;
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
      return heard.utterance() >= firstOfTurn && heard.utterance() <= utterance
          ? onWords(heard)
          : NONE;
    }
    if (signal instanceof KeyPressed) {
      return onKey();
    }
    if (signal instanceof SettingsChanged changed) {
      settings = changed.settings();
      return NONE;
    }
    throw new AssertionError(signal);
  }

  private TurnAction onFrame(FrameHeard frame) {
    boolean voiced = frame.speech() >= settings.speechThreshold();
    evidence = voiced ? evidence + 1 : Math.max(0, evidence - DECAY);
    voicedMs += voiced ? FRAME_MS : 0;
    silentMs = voiced ? 0 : silentMs + FRAME_MS;
    waitedMs += FRAME_MS;
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

  private TurnAction quiet(boolean botHasFloor) {
    if (botHasFloor) {
      return enter(Phase.PLAYING, NONE);
    }
    if (evidenceMs() >= ONSET_MS) {
      return beginTurn(Phase.TALKING, SPEECH_BEGAN);
    }
    return passed(waitedMs, settings.repromptAfter()) ? enter(Phase.QUIET, CALLER_SILENT) : NONE;
  }

  private TurnAction talking(boolean botHasFloor) {
    if (botHasFloor) {
      return enter(Phase.JUDGING, PAUSE);
    }
    return passed(silentMs, settings.endOfTurn())
        ? enter(Phase.AWAITING_WORDS, SPEECH_ENDED)
        : NONE;
  }

  private TurnAction awaitingWords() {
    if (evidenceMs() >= ONSET_MS) {
      return open(Phase.TALKING, SPEECH_BEGAN);
    }
    return passed(waitedMs, settings.wordsWithin()) ? complete() : NONE;
  }

  /** A short noise in which nothing was understood is no turn. */
  private TurnAction complete() {
    boolean noise = words().isEmpty() && !passed(voicedMs, settings.wordsAfter());
    return enter(Phase.QUIET, noise ? NONE : COMMIT_CALLER_TURN);
  }

  private TurnAction playing(boolean botHasFloor) {
    if (!botHasFloor) {
      return enter(Phase.QUIET, NONE);
    }
    if (passed((int) evidenceMs(), settings.pauseAfter())) {
      return beginTurn(Phase.JUDGING, PAUSE);
    }
    return NONE;
  }

  /** A bot that had nothing left to say when it was to be paused has yielded already. */
  private TurnAction judging(boolean botHasFloor) {
    if (!botHasFloor || contentHeard() || passed(voicedMs, patience())) {
      return enter(Phase.TALKING, YIELD);
    }
    return passed(silentMs, settings.keepAfter()) ? enter(Phase.JUDGING_WORDS, SPEECH_ENDED) : NONE;
  }

  private TurnAction judgingWords(boolean botHasFloor) {
    if (!botHasFloor) {
      return enter(Phase.AWAITING_WORDS, YIELD);
    }
    if (evidenceMs() >= ONSET_MS) {
      return open(Phase.JUDGING, SPEECH_BEGAN);
    }
    return passed(waitedMs, settings.judgeWithin()) ? enter(Phase.PLAYING, KEEP) : NONE;
  }

  /** A caller who is heard to say "yes, yes, ok" may go on for longer. */
  private Duration patience() {
    return words().isEmpty() ? settings.yieldAfter() : settings.yieldAfter().multipliedBy(2);
  }

  private boolean contentHeard() {
    return passed(voicedMs, settings.wordsAfter()) && takesFloor();
  }

  private boolean takesFloor() {
    return !settings.backchannels().cover(words());
  }

  private TurnAction onWords(WordsHeard heard) {
    said.put(heard.utterance(), heard.words());
    if (phase == Phase.JUDGING && (contentHeard() || heard.last() && takesFloor())) {
      return enter(Phase.TALKING, YIELD);
    }
    if (!heard.last() || heard.utterance() != utterance) {
      return NONE;
    }
    if (phase == Phase.AWAITING_WORDS) {
      return complete();
    }
    if (phase == Phase.JUDGING_WORDS) {
      return takesFloor() ? enter(Phase.COMPLETE, YIELD) : enter(Phase.PLAYING, KEEP);
    }
    return NONE;
  }

  /** A key takes the floor at once, from the caller's own voice too; what it means is not ours. */
  private TurnAction onKey() {
    return switch (phase) {
      case PLAYING, JUDGING, JUDGING_WORDS -> enter(Phase.QUIET, YIELD);
      case QUIET, TALKING, AWAITING_WORDS, COMPLETE -> enter(Phase.QUIET, NONE);
    };
  }

  private TurnAction beginTurn(Phase next, TurnAction action) {
    said.clear();
    firstOfTurn = utterance + 1;
    return open(next, action);
  }

  private TurnAction open(Phase next, TurnAction action) {
    utterance++;
    voicedMs = (int) evidenceMs();
    silentMs = 0;
    return enter(next, action);
  }

  private TurnAction enter(Phase next, TurnAction action) {
    boolean keepsEvidence = next == Phase.TALKING || next == Phase.JUDGING;
    phase = next;
    waitedMs = 0;
    evidence = keepsEvidence ? evidence : 0;
    return action;
  }

  private double evidenceMs() {
    return evidence * FRAME_MS;
  }

  private static boolean passed(int elapsedMs, Duration limit) {
    return elapsedMs >= limit.toMillis();
  }
}
