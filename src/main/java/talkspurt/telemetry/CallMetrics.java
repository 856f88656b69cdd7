package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** What is counted of calls: their ends, failures, answers and reports. Thread-safe. */
public final class CallMetrics {

  private final Counter callFailures;
  private final Counter fillers;
  private final Counter speculations;
  private final CounterDataPoint factsRetried;
  private final CounterDataPoint factsRefused;
  private final Histogram responseLatency;
  private final Counter callsEnded;
  private final Counter variantsEnded;
  private final Histogram callDurations;
  private final Map<String, LongSupplier> liveCalls = new ConcurrentSkipListMap<>();
  private final Map<String, LongSupplier> admissions = new ConcurrentSkipListMap<>();
  private final Map<String, Map<String, DoubleSupplier>> budgets =
      Map.of("day", new ConcurrentSkipListMap<>(), "month", new ConcurrentSkipListMap<>());
  private final Counter budgetsReached;
  private final Counter startsRefused;
  private final Counter busyCallers;
  private final Counter costs;
  private final Counter handoffs;
  private final Counter guardrails;
  private final Counter guardrailQuestions;
  private final Counter consents;
  private volatile LongSupplier overloaded = () -> 0;
  private volatile LongSupplier busyNow = () -> 0;

  CallMetrics(Figures figures) {
    callFailures = figures.labelled(
        "talkspurt_call_failures",
        "Failures of whoever serves a call, by its profile, by what failed and why",
        "profile",
        "part",
        "reason");
    fillers = figures.labelled(
        "talkspurt_fillers",
        "Times that the caller was told to wait a moment, by what was waited for",
        "for");
    speculations = figures.labelled(
        "talkspurt_speculation",
        "Replies prepared before the caller's turn was over, by what became of them",
        "outcome");
    factsRetried = figures.counter(
        "talkspurt_facts_retried", "Facts told again because the call did not answer in time");
    factsRefused =
        figures.counter("talkspurt_facts_refused", "Facts that the call's state did not allow");
    responseLatency = Histogram.builder()
        .name("talkspurt_response_latency_seconds")
        .help("From the caller's last sound to the first of the answer, by what was waited for")
        .labelNames("part")
        .classicOnly()
        .classicUpperBounds(0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5)
        .register(figures.registry());
    callsEnded = figures.labelled(
        "talkspurt_calls", "Calls that ended, by the profile and why", "profile", "reason");
    variantsEnded = figures.labelled(
        "talkspurt_variant_calls",
        "Calls of profiles with variants that ended, by the profile, its variant and why",
        "profile",
        "variant",
        "reason");
    callDurations = Histogram.builder()
        .name("talkspurt_call_duration_seconds")
        .help("From the first line of a call to its end, by the profile")
        .labelNames("profile")
        .classicOnly()
        .classicUpperBounds(1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
        .register(figures.registry());
    GaugeWithCallback.builder()
        .name("talkspurt_calls_active")
        .help("Calls of this node that are live, by their state")
        .labelNames("state")
        .callback(told -> liveCalls.forEach((state, calls) -> told.call(calls.getAsLong(), state)))
        .register(figures.registry());
    GaugeWithCallback.builder()
        .name("talkspurt_admission")
        .help("What becomes of new calls: 1 for the mode that holds")
        .labelNames("mode")
        .callback(told -> admissions.forEach((mode, on) -> told.call(on.getAsLong(), mode)))
        .register(figures.registry());
    startsRefused = figures.labelled(
        "talkspurt_call_starts_refused", "Call starts that found no place, by why", "why");
    GaugeWithCallback.builder()
        .name("talkspurt_overloaded")
        .help("1: this node cannot keep up, and takes no new calls")
        .callback(told -> told.call(overloaded.getAsLong()))
        .register(figures.registry());
    costs = figures.labelled(
        "talkspurt_cost",
        "What calls cost, in the currency of the settings, by the profile and who is paid",
        "profile",
        "provider");
    budgets.forEach((period, known) -> GaugeWithCallback.builder()
        .name("talkspurt_" + period + "_budget_used_ratio")
        .help("How much of what calls of a profile (*: of all) may cost in a " + period
            + " is used up; 1: all of it")
        .labelNames("profile")
        .callback(told -> known.forEach((of, used) -> told.call(used.getAsDouble(), of)))
        .register(figures.registry()));
    budgetsReached = figures.labelled(
        "talkspurt_budgets_reached",
        "Budgets of which so much is used up, in percent; each told once in the cluster",
        "period",
        "percent");
    handoffs = figures.labelled(
        "talkspurt_handoffs",
        "Callers handed over to another agent of their profile, by whom they were handed to",
        "profile",
        "agent");
    guardrails = figures.labelled(
        "talkspurt_guardrails",
        "Sentences that were withheld, or added to what an agent said, by the rule",
        "profile",
        "rule",
        "outcome");
    consents = figures.labelled(
        "talkspurt_consents",
        "Callers who were asked whether they agree that the call is recorded, or said later that they do not",
        "profile",
        "answer");
    guardrailQuestions = figures.labelled(
        "talkspurt_guardrail_questions",
        "Sentences of which a model was asked before they were spoken, by what it came to",
        "profile",
        "outcome");
    busyCallers = figures.labelled(
        "talkspurt_busy_callers",
        "Callers without a place who were told so on a line, by what became of them",
        "outcome");
    GaugeWithCallback.builder()
        .name("talkspurt_busy_callers_now")
        .help("Callers without a place who are told so on a line of this node, or wait there")
        .callback(told -> told.call(busyNow.getAsLong()))
        .register(figures.registry());
    Figures.exist(busyCallers, "heard", "found-a-place", "waited-in-vain", "hung-up");
    Figures.exist(fillers, "words", "journal", "agent", "voice");
    Figures.exist(speculations, "taken", "thrown");
    Figures.exist(
        responseLatency,
        "whole",
        "silence",
        "stt",
        "journal",
        "responder",
        "tts",
        "playout",
        "bot");
  }

  /** Somebody who serves a call of this profile failed. */
  public void callFailure(String profile, String part, String reason) {
    callFailures.labelValues(profile, part, reason).inc();
  }

  /** Calls of this profile can fail by this part for this reason, and have not yet. */
  public void callFailureKnown(String profile, String part, String reason) {
    callFailures.initLabelValues(profile, part, reason);
  }

  /** A call has ended. */
  public void callEnded(String profile, String reason) {
    callsEnded.labelValues(profile, reason).inc();
  }

  /** The same of a call that a variant of its profile answered. */
  public void variantEnded(String profile, String variant, String reason) {
    variantsEnded.labelValues(profile, variant, reason).inc();
  }

  /** A profile has a variant: the figures of its calls begin at 0. */
  public void variantKnown(String profile, String variant, List<String> reasons) {
    reasons.forEach(reason -> variantsEnded.initLabelValues(profile, variant, reason));
  }

  /** A call that was answered has lasted so long. */
  public void callLasted(String profile, Duration time) {
    callDurations.labelValues(profile).observe(time.toMillis() / 1e3);
  }

  /** How many live calls of this node are in a state. */
  public void liveCalls(String state, LongSupplier calls) {
    liveCalls.put(state, calls);
  }

  /** How many calls of this node are live. */
  public long liveNow() {
    return liveCalls.values().stream().mapToLong(LongSupplier::getAsLong).sum();
  }

  /** A profile is there, and calls of it may end for these reasons: their figures begin at 0. */
  public void profileKnown(String profile, List<String> reasons) {
    reasons.forEach(reason -> callsEnded.initLabelValues(profile, reason));
    callDurations.initLabelValues(profile);
  }

  /** The caller was told to wait a moment, for that. */
  public void filler(String waitsFor) {
    fillers.labelValues(waitsFor).inc();
  }

  /** A reply that was prepared before the caller's turn was over was taken or thrown away. */
  public void speculated(boolean taken) {
    speculations.labelValues(taken ? "taken" : "thrown").inc();
  }

  /** A caller was handed over to this agent of a profile. */
  public void handedOff(String profile, String agent) {
    handoffs.labelValues(profile, agent).inc();
  }

  /** Callers of a profile may be handed over to this agent, and none has been yet. */
  public void handoffKnown(String profile, String agent) {
    handoffs.initLabelValues(profile, agent);
  }

  /** By this rule of a profile a sentence was withheld or added. */
  public void guarded(String profile, String rule, String outcome) {
    guardrails.labelValues(profile, rule, outcome).inc();
  }

  /** By this rule of a profile sentences may be withheld or added, and none was yet. */
  public void guardKnown(String profile, String rule, String outcome) {
    guardrails.initLabelValues(profile, rule, outcome);
  }

  /** A model was asked of a sentence: it passed, was withheld, or there was no answer (late, failed). */
  public void sentenceAsked(String profile, String outcome) {
    guardrailQuestions.labelValues(profile, outcome).inc();
  }

  /** Models are asked of sentences of a profile, and none has been yet. */
  public void sentencesAreAsked(String profile) {
    for (String outcome : new String[] {"passed", "withheld", "late", "failed"}) {
      guardrailQuestions.initLabelValues(profile, outcome);
    }
  }

  /** A caller agrees that the call is recorded ({@code given}), or does not ({@code refused}). */
  public void consent(String profile, String answer) {
    consents.labelValues(profile, answer).inc();
  }

  /** Callers of a profile are asked, and none has answered yet. */
  public void consentKnown(String profile) {
    for (String answer : new String[] {"given", "refused"}) {
      consents.initLabelValues(profile, answer);
    }
  }

  /** A fact was told again. */
  public void factRetried() {
    factsRetried.inc();
  }

  /** A fact was refused. */
  public void factRefused() {
    factsRefused.inc();
  }

  /** An answer began to sound; the caller waited so long for this part of it. */
  public void responded(String part, long nanos) {
    responseLatency.labelValues(part).observe(nanos / 1e9);
  }

  /** What becomes of new calls may be this. */
  public void admissionKnown(String mode, LongSupplier on) {
    admissions.put(mode, on);
  }

  /** A call of this profile has cost so much more, for what this provider was used. */
  public void cost(String profile, String provider, double amount) {
    costs.labelValues(profile, provider).inc(amount);
  }

  /** Calls of this profile may cost something for this provider. */
  public void costKnown(String profile, String provider) {
    costs.initLabelValues(profile, provider);
  }

  /** Calls of a profile, or all, may cost only so much in a day, or month; how much of that is used up. */
  public void budgetKnown(String period, String profile, DoubleSupplier used) {
    budgets.get(period).put(profile, used);
  }

  /** So much of a budget may be used up. */
  public void budgetReachedKnown(String period, int percent) {
    budgetsReached.initLabelValues(period, Integer.toString(percent));
  }

  /** So much of a budget is used up. */
  public void budgetReached(String period, int percent) {
    budgetsReached.labelValues(period, Integer.toString(percent)).inc();
  }

  /** A call start found no place. */
  public void startRefused(String why) {
    startsRefused.labelValues(why).inc();
  }

  /** Call starts may be refused for this reason. */
  public void startRefusalKnown(String why) {
    startsRefused.initLabelValues(why);
  }

  /** Whether the node cannot keep up: 1 or 0. */
  public void overloadKnown(LongSupplier on) {
    overloaded = on;
  }

  /** A caller without a place was told so on a line; what became of them. */
  public void busyCaller(String outcome) {
    busyCallers.labelValues(outcome).inc();
  }

  /** How many such callers there are now. */
  public void busyCallersKnown(LongSupplier callers) {
    busyNow = callers;
  }
}
