package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Map;

/** What is counted of turn-taking and of the echo that it has to live with. Thread-safe. */
public final class TurnMetrics {

  /** Former names of actions: counted beside the names of today until version 0.2. */
  private static final Map<String, String> FORMER = Map.of("resume", "keep");

  private final Counter turnActions;
  private final DistributionDataPoint pauses;
  private final Histogram judged;
  private final DistributionDataPoint echoDelay;
  private final DistributionDataPoint echoLoss;
  private final DistributionDataPoint echoRemoved;
  private final CounterDataPoint echoJumps;
  private final CounterDataPoint linesWithoutEcho;
  private final CounterDataPoint falseInterruptions;

  TurnMetrics(Figures figures) {
    turnActions = figures.labelled("talkspurt_turn_actions", "Decisions about the floor", "action");
    pauses = figures.histogram(
        "talkspurt_onset_to_pause_seconds",
        "From the caller's speech being noticed to the bot being paused",
        0.06,
        0.08,
        0.1,
        0.15,
        0.2,
        0.3,
        0.5);
    judged = figures.timedBy(
        "outcome",
        "talkspurt_barge_in_pause_seconds",
        "For how long the bot was silent until a barge-in was judged: it yields, or resumes",
        0.2,
        0.4,
        0.6,
        0.8,
        1,
        1.5,
        2,
        3,
        5);
    Figures.exist(judged, "yield", "resume");
    echoDelay = figures.histogram(
        "talkspurt_echo_delay_seconds",
        "How late the bot's echo came back, one observation a line",
        0.02,
        0.05,
        0.1,
        0.2,
        0.3,
        0.5,
        0.8);
    echoLoss = figures.histogram(
        "talkspurt_echo_return_loss_decibels",
        "How much softer the bot came back than it was sent (ERL), one observation a line",
        0,
        6,
        12,
        18,
        24,
        30,
        40);
    echoRemoved = figures.histogram(
        "talkspurt_echo_return_loss_enhancement_decibels",
        "How much of the echo was predicted and taken away (ERLE), one observation a line",
        3,
        6,
        10,
        15,
        20,
        25,
        30);
    echoJumps = figures.counter(
        "talkspurt_echo_jumps", "Times that an echo was found at a new delay in a line's life");
    linesWithoutEcho =
        figures.counter("talkspurt_lines_without_echo", "Lines that closed without any echo found");
    falseInterruptions = figures.counter(
        "talkspurt_false_pauses", "Times that the bot resumed because nothing was said");
  }

  /** A decision about the floor was taken. */
  public void turnAction(String action) {
    turnActions.labelValues(action).inc();
    if (FORMER.containsKey(action)) {
      turnActions.labelValues(FORMER.get(action)).inc();
    }
  }

  /** A decision about the floor that may be taken is known. */
  public void turnActionKnown(String action) {
    turnActions.initLabelValues(action);
    if (FORMER.containsKey(action)) {
      turnActions.initLabelValues(FORMER.get(action));
    }
  }

  /** The bot was paused so many ms after the caller began. */
  public void paused(int onsetMs) {
    pauses.observe(onsetMs / 1e3);
  }

  /** The bot was paused for so many ms when it yielded or resumed. */
  public void judged(String outcome, int pausedMs) {
    judged.labelValues(outcome).observe(pausedMs / 1e3);
  }

  /** The bot resumed so many times because nothing was said. */
  public void falseInterruptions(int count) {
    falseInterruptions.inc(count);
  }

  /** A line has closed on which an echo was known: its delay in ms, ERL and ERLE in dB, its jumps. */
  public void echoKnown(int delayMs, float lossDb, float removedDb, int jumps) {
    echoDelay.observe(delayMs / 1e3);
    echoLoss.observe(lossDb);
    echoRemoved.observe(removedDb);
    echoJumps.inc(jumps);
  }

  /** A line has closed on which no echo was found. */
  public void noEcho() {
    linesWithoutEcho.inc();
  }
}
