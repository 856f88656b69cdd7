package talkspurt.media.unannounced;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.ActorAttributes;
import akka.stream.javadsl.Flow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.media.playout.BoundedBufferStage;
import talkspurt.media.unannounced.WaitingLine.Outcome;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.NanoClock;

/**
 * Hands on the lines whose call is known, and lets those wait that name one which nobody announced: a line may be
 * ahead of its call start. Until then nothing hears it and it is played nothing, so a flood of invented ids takes
 * little from callers. Thread-safe.
 */
public final class UnannouncedLines implements LineAcceptor {

  private static final Logger LOG = LoggerFactory.getLogger(UnannouncedLines.class);
  private static final int MAX_LINES_A_MINUTE = 10;

  /** Its id and the keys that are pressed meanwhile; its sound is not kept. */
  private static final int MAX_EVENTS = 64;

  private final ActorSystem<?> system;
  private final LineAcceptor others;
  private final CallDirectory calls;
  private final Duration timeout;
  private final int max;
  private final LineMetrics metrics;
  private final Queue<WaitingLine> waiting = new ArrayDeque<>();
  private final LimitedLog limit = new LimitedLog(NanoClock.system(), MAX_LINES_A_MINUTE);

  /**
   * @param others answers the lines whose call is known
   * @param timeout how long a line may be ahead of its call start
   * @param max how many may wait at once; the one that has waited longest is released for another
   */
  public UnannouncedLines(
      ActorSystem<?> system,
      LineAcceptor others,
      CallDirectory calls,
      Duration timeout,
      int max,
      LineMetrics metrics) {
    this.system = system;
    this.others = others;
    this.calls = calls;
    this.timeout = timeout;
    this.max = max;
    this.metrics = metrics;
  }

  /** A line that names its call later is handed on, too: nobody can know yet. */
  @Override
  public Flow<LineEvent, LineCommand, NotUsed> accept(
      String line, Optional<UUID> callId, String dispatcher) {
    if (callId.isEmpty() || calls.here(callId.get())) {
      return others.accept(line, callId, dispatcher);
    }
    WaitingLine unknown = new WaitingLine(callId.get(), calls, timeout);
    admit(unknown);
    look(unknown);
    return Flow.<LineEvent>create()
        .watchTermination((flow, end) -> {
          end.whenComplete((done, failure) -> unknown.becomes(Outcome.GONE));
          return flow;
        })
        .filter(unknown::keeps)
        .via(new BoundedBufferStage<>(MAX_EVENTS, event -> true, event -> {}))
        .via(Flow.completionStageFlow(unknown
            .outcome()
            .thenApply(outcome -> goesOn(outcome, line, callId, dispatcher)
                .addAttributes(ActorAttributes.dispatcher(dispatcher)))));
  }

  private void admit(WaitingLine unknown) {
    Optional<WaitingLine> tooLong = Optional.empty();
    synchronized (waiting) {
      waiting.removeIf(line -> !line.waits());
      if (waiting.size() >= max) {
        tooLong = Optional.of(waiting.remove());
      }
      waiting.add(unknown);
    }
    tooLong.ifPresent(line -> line.becomes(Outcome.CROWDED_OUT));
  }

  private void look(WaitingLine unknown) {
    unknown.look();
    if (unknown.waits()) {
      system
          .scheduler()
          .scheduleOnce(WaitingLine.LOOK_EVERY, () -> look(unknown), system.executionContext());
    }
  }

  private Flow<LineEvent, LineCommand, NotUsed> goesOn(
      Outcome outcome, String line, Optional<UUID> callId, String dispatcher) {
    return switch (outcome) {
      case CALL_FOUND -> others.accept(line, callId, dispatcher);
      case GONE -> LineAcceptor.hangUp();
      case NOT_ANNOUNCED -> {
        told(outcome, "no call start came within " + timeout.toMillis() + " ms");
        yield LineAcceptor.hangUp();
      }
      case CROWDED_OUT -> {
        told(outcome, "more than " + max + " wait for their call start (calls.max-unannounced)");
        yield LineAcceptor.hangUp();
      }
    };
  }

  private void told(Outcome outcome, String why) {
    metrics.notAnnounced();
    limit.log(
        outcome.name(), more -> LOG.warn("line of an unknown call released: {}{}", why, more));
  }
}
