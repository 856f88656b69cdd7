package talkspurt.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;
import talkspurt.line.audiosocket.AudioSocketPhone;
import talkspurt.probe.ProbeResult.Kind;
import talkspurt.probe.ProbeState.Asking;
import talkspurt.probe.ProbeState.HearingAnswer;
import talkspurt.probe.ProbeState.Over;
import talkspurt.probe.ProbeState.Sound;
import talkspurt.telemetry.NanoClock;

/** A synthetic caller's line: says and hears 20 ms at a time. Blocks the thread it is called on. */
final class ProbeLine {

  private static final int CONNECT_MS = 5000;
  private static final int FRAME = AudioFrame.samplesPerFrame(ProbePlan.RATE_HZ);
  private static final long STEP_NANOS = AudioFrame.FRAME_MS * 1_000_000L;

  private final ProbePlan plan;
  private final ProbeState.Limits limits;
  private final NanoClock clock;

  ProbeLine(ProbePlan plan, NanoClock clock) {
    this.plan = plan;
    this.limits = ProbeState.Limits.of(plan);
    this.clock = clock;
  }

  /**
   * Makes the call, and hangs up once it knows what came of it.
   *
   * @param ended run before it hangs up, while the call is still there; sees the result, and may tell another
   */
  ProbeResult call(InetSocketAddress engine, UUID callId, Judge ended) throws InterruptedException {
    ProbeState state = ProbeState.AwaitingGreeting.BEGIN;
    try (AudioSocketPhone phone = AudioSocketPhone.connect(engine, callId, CONNECT_MS)) {
      long begun = clock.nanoTime();
      for (int step = 0; !(state instanceof Over); step++) {
        waitUntil(begun + step * STEP_NANOS);
        speak(phone, state);
        state = state.after(sound(phone.hear()), limits);
      }
      return ended.judge(((Over) state).result());
    } catch (IOException lost) {
      return lost(state, lost);
    }
  }

  /** Sees a call that has just come to its end. */
  interface Judge {

    /** What came of it. */
    ProbeResult judge(ProbeResult result) throws InterruptedException;
  }

  private static ProbeResult lost(ProbeState state, IOException why) {
    String detail = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    if (state instanceof HearingAnswer heard) {
      // a bot may well hang up once it has answered
      return new ProbeResult(
          Kind.ANSWERED,
          "",
          OptionalLong.of(heard.greetingMs()),
          OptionalLong.of(heard.answerMs()));
    }
    return ProbeResult.early(Kind.LINE_LOST, detail);
  }

  private void waitUntil(long due) throws InterruptedException {
    for (long early = due - clock.nanoTime(); early > 0; early = due - clock.nanoTime()) {
      LockSupport.parkNanos(early);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void speak(AudioSocketPhone phone, ProbeState state) throws IOException {
    if (!(state instanceof Asking asking)) {
      phone.say(AudioFrame.silence(ProbePlan.RATE_HZ));
    } else if (plan.keys().isEmpty()) {
      int from = asking.step() * FRAME;
      phone.say(new AudioFrame(
          ProbePlan.RATE_HZ, Arrays.copyOfRange(plan.question().samples(), from, from + FRAME)));
    } else {
      if (asking.step() % Asking.STEPS_PER_KEY == 0) {
        phone.press(plan.keys().charAt(asking.step() / Asking.STEPS_PER_KEY));
      }
      phone.say(AudioFrame.silence(ProbePlan.RATE_HZ));
    }
  }

  private Sound sound(List<AudioFrame> heard) {
    if (heard.isEmpty()) {
      return Sound.NONE;
    }
    boolean loud = heard.stream().anyMatch(frame -> Level.dbfs(frame.samples()) > plan.levelDbfs());
    return loud ? Sound.LOUD : Sound.QUIET;
  }
}
