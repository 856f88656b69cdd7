package talkspurt.probe;

import java.util.OptionalLong;
import talkspurt.audio.AudioFrame;
import talkspurt.probe.ProbeResult.Kind;

/**
 * Where a synthetic caller is in its call. Steps are 20 ms long; what is heard in one is loud, quiet or nothing. It
 * has no clock and no socket.
 */
sealed interface ProbeState {

  /** How much loud sound in a row is the bot's voice, in steps. */
  int VOICE = 5;

  /** How much quiet ends what the bot says, in steps. */
  int PAUSE = 50;

  /** After so long a greeting the caller speaks into it, in steps. */
  int LONG_GREETING = 1000;

  /** How much of an answer is listened to, in steps. */
  int LONG_ANSWER = 500;

  /** What was heard in a step. */
  enum Sound {
    /** No frame came. */
    NONE,
    QUIET,
    LOUD
  }

  /** The state 20 ms later. */
  ProbeState after(Sound sound, Limits limits);

  /** What the plan comes to in steps. */
  record Limits(int greeting, int question, int answer) {

    static Limits of(ProbePlan plan) {
      int frame = AudioFrame.samplesPerFrame(ProbePlan.RATE_HZ);
      int question = plan.keys().isEmpty()
          ? (plan.question().samples().length + frame - 1) / frame
          : plan.keys().length() * Asking.STEPS_PER_KEY;
      return new Limits(steps((int) plan.greetingTimeout().toMillis()), question, steps((int)
          plan.answerTimeout().toMillis()));
    }

    private static int steps(int ms) {
      return ms / AudioFrame.FRAME_MS;
    }
  }

  /** The first sound of the greeting is waited for. */
  record AwaitingGreeting(int steps, int loud, int quiet) implements ProbeState {

    static final AwaitingGreeting BEGIN = new AwaitingGreeting(0, 0, 0);

    @Override
    public ProbeState after(Sound sound, Limits limits) {
      int now = sound == Sound.LOUD ? loud + 1 : 0;
      int heard = sound == Sound.QUIET ? quiet + 1 : quiet;
      if (now == VOICE) {
        return new HearingGreeting(ms(steps + 1 - VOICE), 0, 0);
      }
      if (steps + 1 < limits.greeting()) {
        return new AwaitingGreeting(steps + 1, now, heard);
      }
      return heard == 0 && now == 0
          ? new Over(
              ProbeResult.early(Kind.NO_AUDIO, "no frame in " + ms(limits.greeting()) + " ms"))
          : new Over(
              ProbeResult.early(Kind.NO_GREETING, "none in " + ms(limits.greeting()) + " ms"));
    }
  }

  /** The greeting is listened to. */
  record HearingGreeting(long greetingMs, int steps, int quiet) implements ProbeState {

    @Override
    public ProbeState after(Sound sound, Limits limits) {
      int silent = sound == Sound.LOUD ? 0 : quiet + 1;
      return silent == PAUSE || steps + 1 == LONG_GREETING
          ? new Asking(greetingMs, 0)
          : new HearingGreeting(greetingMs, steps + 1, silent);
    }
  }

  /** The question is asked; {@code step} is what is said next. */
  record Asking(long greetingMs, int step) implements ProbeState {

    static final int STEPS_PER_KEY = 10;

    @Override
    public ProbeState after(Sound sound, Limits limits) {
      return step + 1 < limits.question()
          ? new Asking(greetingMs, step + 1)
          : new AwaitingAnswer(greetingMs, 0, 0);
    }
  }

  /** The first sound of the answer is waited for. */
  record AwaitingAnswer(long greetingMs, int steps, int loud) implements ProbeState {

    @Override
    public ProbeState after(Sound sound, Limits limits) {
      int now = sound == Sound.LOUD ? loud + 1 : 0;
      if (now == VOICE) {
        return new HearingAnswer(greetingMs, ms(steps + 1 - VOICE), 0, 0);
      }
      return steps + 1 < limits.answer()
          ? new AwaitingAnswer(greetingMs, steps + 1, now)
          : new Over(new ProbeResult(
              Kind.NO_ANSWER,
              "none in " + ms(limits.answer()) + " ms",
              OptionalLong.of(greetingMs),
              OptionalLong.empty()));
    }
  }

  /** The answer is listened to. */
  record HearingAnswer(long greetingMs, long answerMs, int steps, int quiet) implements ProbeState {

    @Override
    public ProbeState after(Sound sound, Limits limits) {
      int silent = sound == Sound.LOUD ? 0 : quiet + 1;
      return silent == PAUSE || steps + 1 == LONG_ANSWER
          ? new Over(new ProbeResult(
              Kind.ANSWERED, "", OptionalLong.of(greetingMs), OptionalLong.of(answerMs)))
          : new HearingAnswer(greetingMs, answerMs, steps + 1, silent);
    }
  }

  /** The call is over. */
  record Over(ProbeResult result) implements ProbeState {

    @Override
    public ProbeState after(Sound sound, Limits limits) {
      return this;
    }
  }

  private static long ms(int steps) {
    return (long) steps * AudioFrame.FRAME_MS;
  }
}
