package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What is counted of recognisers, voices, agents and tools. Thread-safe. */
public final class ProviderMetrics {

  private static final double NANOS_PER_SECOND = 1e9;

  private final CounterDataPoint transcriptionDropped;
  private final Counter providerFailures;
  private final Counter requests;
  private final Counter retries;
  private final Map<String, Long> takesNothingUntilNanos = new ConcurrentSkipListMap<>();
  private final NanoClock clock;
  private final Histogram transcriberFirstWords;
  private final Histogram transcriberFinals;
  private final Counter transcribersTakenOver;
  private final Gauge resting;
  private final Histogram synthesizerFirstSound;
  private final Counter synthesizersTakenOver;
  private final Counter synthesizerCache;
  private final Histogram firstWords;
  private final Histogram toolTimes;

  ProviderMetrics(Figures figures, NanoClock clock) {
    this.clock = clock;
    transcriptionDropped = figures.counter(
        "talkspurt_transcription_dropped_frames", "Frames a transcriber was too slow for");
    providerFailures = figures.labelled(
        "talkspurt_provider_failures", "Failures of providers", "provider", "kind");
    requests = figures.labelled(
        "talkspurt_provider_requests",
        "What providers were asked: utterances, sentences, turns, or conversations of bots",
        "port",
        "provider");
    retries = figures.labelled(
        "talkspurt_provider_retries",
        "Requests that were sent again, and connections that were opened again, after a failure",
        "provider");
    GaugeWithCallback.builder()
        .name("talkspurt_provider_quota_wait_seconds")
        .help("For how long a provider has said that it takes no more; 0: it does")
        .labelNames("provider")
        .callback(told -> takesNothingUntilNanos.forEach(
            (provider, until) -> told.call(secondsUntil(until), provider)))
        .register(figures.registry());
    transcriberFirstWords = figures.timed(
        "talkspurt_transcriber_first_words_seconds",
        "From an utterance reaching a transcriber to its first words");
    transcriberFinals = figures.timed(
        "talkspurt_transcriber_final_seconds", "From the end of an utterance to its final words");
    transcribersTakenOver = figures.labelled(
        "talkspurt_transcriber_taken_over", "Utterances given to a fallback", "provider");
    resting = Gauge.builder()
        .name("talkspurt_provider_resting")
        .help("Whether a provider is not asked because it failed too often in a row (open breaker)")
        .labelNames("port", "provider")
        .register(figures.registry());
    synthesizerFirstSound = figures.timed(
        "talkspurt_synthesizer_first_sound_seconds",
        "From a sentence being asked for to its first sound");
    synthesizersTakenOver = figures.labelled(
        "talkspurt_synthesizer_taken_over", "Sentences given to a fallback", "provider");
    synthesizerCache = figures.labelled(
        "talkspurt_synthesizer_cache", "Sentences looked for in the cache of speech", "outcome");
    firstWords = Histogram.builder()
        .name("talkspurt_responder_first_words_seconds")
        .help("From a turn being put to an agent to its first words, by provider")
        .labelNames("provider")
        .classicOnly()
        .classicUpperBounds(0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10)
        .register(figures.registry());
    toolTimes = Histogram.builder()
        .name("talkspurt_tool_seconds")
        .help("How long a tool took, by its name and what came of it")
        .labelNames("tool", "outcome")
        .classicOnly()
        .classicUpperBounds(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
        .register(figures.registry());
    Figures.exist(synthesizerCache, "hit", "miss");
    toolTimes.initLabelValues("unknown", "refused");
  }

  /** A transcriber was too slow for a frame. */
  public void transcriptionDropped() {
    transcriptionDropped.inc();
  }

  private double secondsUntil(long nanos) {
    return Math.max(0, (nanos - clock.nanoTime()) / NANOS_PER_SECOND);
  }

  /** A provider behind a port ({@code transcriber}, {@code voice}, {@code agent}, {@code bot}) is asked. */
  public void asked(String port, String provider) {
    requests.labelValues(port, provider).inc();
  }

  /** A provider may be asked. */
  public void askedKnown(String port, String provider) {
    requests.initLabelValues(port, provider);
  }

  /** A provider is asked again after a failure. */
  public void retried(String provider) {
    retries.labelValues(provider).inc();
  }

  /** A provider may be asked again, and may say that it takes no more for a while. */
  public void limitsKnown(String provider) {
    retries.initLabelValues(provider);
    takesNothingUntilNanos.putIfAbsent(provider, clock.nanoTime());
  }

  /** A provider says how it stands now: zero, it takes more. */
  public void quotaTold(String provider, Duration wait) {
    takesNothingUntilNanos.put(provider, clock.nanoTime() + wait.toNanos());
  }

  /** A provider failed. */
  public void providerFailed(String provider, String kind) {
    providerFailures.labelValues(provider, kind).inc();
  }

  /** A provider may fail in this way. */
  public void providerFailureKnown(String provider, String kind) {
    providerFailures.initLabelValues(provider, kind);
  }

  /** Whether the breaker of the provider behind a port is open. */
  public void providerResting(String port, String provider, boolean open) {
    resting.labelValues(port, provider).set(open ? 1 : 0);
  }

  /** The first words of an utterance came so long after it began. */
  public void transcriberFirstWords(String provider, long nanos) {
    transcriberFirstWords.labelValues(provider).observe(nanos / 1e9);
  }

  /** The final words of an utterance came so long after it was over. */
  public void transcriberFinal(String provider, long nanos) {
    transcriberFinals.labelValues(provider).observe(nanos / 1e9);
  }

  /** An utterance was given to a fallback. */
  public void transcriberTookOver(String provider) {
    transcribersTakenOver.labelValues(provider).inc();
  }

  /** A profile names this transcriber. */
  public void transcriberKnown(String provider) {
    transcriberFirstWords.initLabelValues(provider);
    transcriberFinals.initLabelValues(provider);
    transcribersTakenOver.initLabelValues(provider);
  }

  /** The first sound of a sentence came so long after it was asked for. */
  public void synthesizerFirstSound(String provider, long nanos) {
    synthesizerFirstSound.labelValues(provider).observe(nanos / 1e9);
  }

  /** A sentence was given to a fallback. */
  public void synthesizerTookOver(String provider) {
    synthesizersTakenOver.labelValues(provider).inc();
  }

  /** A profile names this voice. */
  public void synthesizerKnown(String provider) {
    synthesizerFirstSound.initLabelValues(provider);
    synthesizersTakenOver.initLabelValues(provider);
  }

  /** A sentence was looked for in the cache of speech. */
  public void synthesizerCache(String outcome) {
    synthesizerCache.labelValues(outcome).inc();
  }

  /** An agent has begun to answer. */
  public void firstWords(String provider, long nanos) {
    firstWords.labelValues(provider).observe(nanos / 1e9);
  }

  /** A profile names this agent. */
  public void responderKnown(String provider) {
    firstWords.initLabelValues(provider);
  }

  /** A tool has run. */
  public void toolRan(String tool, String outcome, long nanos) {
    toolTimes.labelValues(tool, outcome).observe(nanos / 1e9);
  }

  /** A profile names this tool. */
  public void toolKnown(String tool) {
    for (String outcome : List.of("returned", "failed", "refused")) {
      toolTimes.initLabelValues(tool, outcome);
    }
  }
}
