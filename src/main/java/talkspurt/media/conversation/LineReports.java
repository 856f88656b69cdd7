package talkspurt.media.conversation;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.EchoReport;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Failure;
import talkspurt.call.LineFault;
import talkspurt.media.pipeline.HearingReport;
import talkspurt.media.pipeline.LineFinding;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.telemetry.Metrics;

/** Tells metrics, log and journal what goes wrong on one line, and how the caller was heard. */
final class LineReports {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final Metrics metrics;
  private final Consumer<Fact> journal;
  private final FailureTally failures = new FailureTally();

  /**
   * @param journal told of what the durable half should know
   */
  LineReports(Metrics metrics, Consumer<Fact> journal) {
    this.metrics = metrics;
    this.journal = journal;
  }

  /**
   * Somebody who serves the call has failed.
   *
   * @param profile the call's, or empty
   */
  void failed(String profile, Failure.Part part, int turn, ProviderFailure why, boolean madeGood) {
    String name = part.name().toLowerCase(Locale.ROOT);
    metrics.calls().callFailure(profile, name, why.kind().label());
    Optional<Failure> counted = failures.count(part, why, madeGood);
    counted.ifPresent(failure -> {
      LOG.warn(
          "{} failed in turn {}: {}{}: {}, {}{}{}",
          name,
          turn,
          failure.provider(),
          failure.address().isEmpty() ? "" : " at " + failure.address(),
          failure.kind(),
          failure.detail(),
          madeGood ? madeGood(why.kind()) : "",
          failure.times() > 1 ? " (" + failure.times() + " times)" : "");
      journal.accept(new Fact.Failed(part, turn, failure));
    });
  }

  /**
   * A tool was given arguments that it does not take.
   *
   * @param objection what is wrong with them; for the journal, not for the log
   */
  void misused(String profile, int turn, String tool, String objection) {
    ProviderFailure why = new ProviderFailure(Kind.REJECTED_REQUEST, tool, objection);
    metrics.calls().callFailure(profile, "tool", why.kind().label());
    failures.count(Failure.Part.TOOL, why, false).ifPresent(failure -> {
      LOG.warn(
          "tool not run in turn {}: {} was given arguments that it does not take; the call's timeline tells which",
          turn,
          failure.provider());
      journal.accept(new Fact.Failed(Failure.Part.TOOL, turn, failure));
    });
  }

  private static String madeGood(ProviderFailure.Kind kind) {
    return kind == ProviderFailure.Kind.SPEECH_GAP
        ? "; the sentence went on"
        : "; another took over";
  }

  /** The line's audio is not as it should be, or is again. */
  void fault(LineFinding finding) {
    LineFault fault = finding.fault();
    if (finding.cleared()) {
      LOG.info("line fault {} is over", fault.label());
      journal.accept(new Fact.FaultCleared(fault));
    } else {
      metrics.lines().lineFault(fault.label());
      LOG.warn(
          "line fault {}: {} ({}). Usually: {}. Remedy: {}",
          fault.label(),
          fault.what(),
          finding.detail(),
          fault.cause(),
          fault.remedy());
      journal.accept(new Fact.FaultFound(fault, finding.detail()));
    }
  }

  /** How the caller was heard, now that the line is gone. */
  void heard(HearingReport heard) {
    LOG.info("hearing: {}", heard.text());
    EchoReport echo = heard.echo();
    if (echo.delayMs() < 0) {
      metrics.turns().noEcho();
    } else {
      metrics.turns().echoKnown(echo.delayMs(), echo.lossDb(), echo.removedDb(), echo.jumps());
    }
    metrics.turns().falseInterruptions(heard.falseInterruptions());
  }
}
