package talkspurt.provider.bot;

import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;

/**
 * Tells silence of a bot that should speak from silence between its utterances.
 *
 * <p>A bot that tells where its replies begin and end claims to speak in each. One that does not may
 * send silence at all times; it is to be heard once the caller has spoken to it. Told by two threads:
 * thread-safe.
 */
final class BotSilence {

  /** So much silence at the beginning of a reply is no pause before its first word. */
  static final int MAX_IN_REPLY_MS = 3_000;

  /** So long the caller waits for the first sound of a bot that was never heard. */
  static final int MAX_ASKED_MS = 10_000;

  /** The same of a bot that was heard before, which may have nothing to say to "one moment". */
  static final int MAX_ASKED_AGAIN_MS = 30_000;

  /**
   * So long the caller waits for a bot that was never heard, told by the caller's own frames: they come
   * whether or not the bot sends any. All pauses since the caller's first words count that are longer
   * than {@link #PAUSE_MS}, so that a caller who asks again and again does not wait for ever. Longer than
   * {@link #MAX_ASKED_MS}: a stream of silence is judged by its own length.
   */
  static final int MAX_WAIT_MS = 12_000;

  /** After so many silent replies without a sound between the bot is of no use. */
  static final int MAX_IN_A_ROW = 3;

  /** So much of the caller's speech, with no longer pause than {@link #PAUSE_MS}, is said to the bot. */
  static final int SPOKEN_TO_MS = 300;

  static final int PAUSE_MS = 700;

  /** What becomes of something that the bot says. */
  enum Step {
    PASS,
    /** It is the rest of a reply that has failed. */
    DROP,
    /** Before it the bot's reply fails. */
    REPLY_FAILS,
    /** In place of it the bot fails. */
    BOT_FAILS
  }

  /**
   * What to do.
   *
   * @param silentMs how much silence it was, or how long the caller waited, where that is a failure
   * @param inReply whether it was in a reply with a beginning and an end
   */
  record Verdict(Step step, long silentMs, boolean inReply) {}

  static final Verdict PASS = new Verdict(Step.PASS, 0, false);
  private static final Verdict DROP = new Verdict(Step.DROP, 0, false);

  private boolean everHeard;
  private int inARow;

  private int voicedMs;
  private int pauseMs;
  private boolean asked;
  private double sinceAskedMs;
  private boolean waiting;

  /** Pauses that are over; {@link #pauseMs} is the one that is not. */
  private int waitedMs;

  private boolean replying;
  private boolean words;
  private boolean settled;
  private boolean failed;
  private double replyMs;

  /** Something the bot is told; the bot fails here where it has nothing to fail by itself. */
  synchronized Verdict told(Input input) {
    if (input instanceof Input.Audio sound) {
      caller(sound);
      return waits();
    } else if (input instanceof Input.Interrupted
        || input instanceof Input.CallerTurn turn && turn.step() == Input.CallerTurn.Step.BEGINS) {
      settled = true; // what is cut off before its first word is no failure
    }
    return PASS;
  }

  private Verdict waits() {
    int ms = waitedMs + pauseMs;
    if (!waiting || everHeard || pauseMs <= PAUSE_MS || ms < MAX_WAIT_MS) {
      return PASS;
    }
    waiting = false;
    return new Verdict(Step.BOT_FAILS, ms, false);
  }

  private void caller(Input.Audio sound) {
    int ms = sound.frame().durationMs();
    if (!sound.voiced()) {
      pauseMs += ms;
      voicedMs = pauseMs > PAUSE_MS ? 0 : voicedMs;
      return;
    }
    waitedMs += pauseMs > PAUSE_MS ? pauseMs : 0;
    pauseMs = 0;
    voicedMs += ms;
    if (voicedMs >= SPOKEN_TO_MS) {
      asked = true;
      sinceAskedMs = 0;
      waitedMs = waiting ? waitedMs : 0;
      waiting = true;
    }
  }

  /** Something the bot says. */
  synchronized Verdict said(Output said) {
    if (said instanceof Output.Audio audio) {
      return sound(audio.frame());
    }
    if (said instanceof Output.ReplyBegins
        || said instanceof Output.ReplyFailed
        || said instanceof Output.ToolCall) {
      waiting = false; // it is at work
    }
    if (said instanceof Output.ReplyBegins) {
      replying = true;
      words = false;
      settled = false;
      failed = false;
      replyMs = 0;
    } else if (said instanceof Output.Words more) {
      words |= !more.more().isBlank();
    } else if (said instanceof Output.ReplyEnds) {
      boolean silent = replyMs > 0 && !settled && !failed && (words || !everHeard);
      Verdict verdict = silent ? fails(replyMs, true) : PASS;
      replying = false;
      return verdict;
    }
    return PASS;
  }

  private Verdict sound(AudioFrame frame) {
    if (Level.audible(frame.samples())) {
      everHeard = true;
      inARow = 0;
      asked = false;
      settled = true;
      failed = false;
      return PASS;
    }
    double ms = frame.samples().length * 1000.0 / frame.rateHz();
    if (replying) {
      return silentReply(ms);
    }
    sinceAskedMs += ms;
    if (!asked || sinceAskedMs < (everHeard ? MAX_ASKED_AGAIN_MS : MAX_ASKED_MS)) {
      return PASS;
    }
    asked = false;
    return fails(sinceAskedMs, false);
  }

  private Verdict silentReply(double ms) {
    replyMs += ms;
    if (failed) {
      return DROP;
    }
    if (settled || replyMs < MAX_IN_REPLY_MS) {
      return PASS;
    }
    return fails(replyMs, true);
  }

  /** A bot without replies that was never heard will not be heard by the next turn either. */
  private Verdict fails(double silentMs, boolean inReply) {
    failed = inReply;
    inARow += inReply ? 1 : 0;
    boolean useless = inReply ? inARow >= MAX_IN_A_ROW : !everHeard;
    Step step = useless ? Step.BOT_FAILS : Step.REPLY_FAILS;
    return new Verdict(step, Math.round(silentMs), inReply);
  }
}
