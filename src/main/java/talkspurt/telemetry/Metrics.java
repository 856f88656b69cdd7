package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Everything that is counted, under the names Prometheus sees. Thread-safe. */
public final class Metrics {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final GaugeDataPoint linesOpen = gauge("talkspurt_lines_open", "Lines that are open now");
  private final CounterDataPoint linesAccepted =
      counter("talkspurt_lines_accepted", "Lines that were opened");
  private final Counter linesClosed =
      labelled("talkspurt_lines_closed", "Lines that were closed, by who or what did it", "cause");
  private final Counter unreadable = labelled(
      "talkspurt_line_unreadable", "Messages of a peer that could not be read, by why", "why");
  private final Counter lineFaults =
      labelled("talkspurt_line_faults", "Faults found in the audio of lines, by kind", "fault");
  private final DistributionDataPoint queued = histogram(
      "talkspurt_line_queued_frames",
      "20 ms frames that waited to be played in Asterisk, as it told (chan_websocket)",
      0,
      1,
      2,
      3,
      5,
      10,
      50,
      900);
  private final CounterDataPoint lineRested = counter(
      "talkspurt_line_rested_frames",
      "Frame times in which nothing was sent because too much waited");
  private final CounterDataPoint queueFull =
      counter("talkspurt_line_queue_full", "Times that Asterisk's queue was full (MEDIA_XOFF)");
  private final CounterDataPoint framesHeard =
      counter("talkspurt_frames_heard", "20 ms frames that came from lines");
  private final CounterDataPoint framesPlayed =
      counter("talkspurt_frames_played", "20 ms frames that were sent to lines");
  private final CounterDataPoint filledMs = counter(
      "talkspurt_heard_filled_milliseconds", "Silence put where a line's audio was missing");
  private final CounterDataPoint framesSkipped = counter(
      "talkspurt_playout_skipped_frames", "Frame times that passed in stalls of 100 ms or more");
  private final DistributionDataPoint playoutLateness = histogram(
      "talkspurt_playout_lateness_seconds",
      "How late a frame was sent",
      0.001,
      0.002,
      0.005,
      0.01,
      0.02,
      0.05,
      0.1,
      0.5);
  private final CounterDataPoint underruns =
      counter("talkspurt_playout_underruns", "Times that speech was interrupted for want of sound");
  private final CounterDataPoint transcriptionDropped =
      counter("talkspurt_transcription_dropped_frames", "Frames a transcriber was too slow for");
  private final CounterDataPoint botDeaf = counter(
      "talkspurt_bot_dropped_inputs", "Frames and notices that a profile's bot was too slow for");
  private final Counter botUnreadable = labelled(
      "talkspurt_bot_unreadable", "Messages of a profile's bot that were skipped, by why", "why");
  private final Counter botReconnects = labelled(
      "talkspurt_bot_reconnects", "Connections to a bot that were opened again", "provider");
  private final Histogram botFirstSound = Histogram.builder()
      .name("talkspurt_bot_first_sound_seconds")
      .help("From a bot being asked to speak to its first sound, by provider")
      .labelNames("provider")
      .classicOnly()
      .classicUpperBounds(0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10)
      .register(registry);
  private final Counter turnActions =
      labelled("talkspurt_turn_actions", "Decisions about the floor", "action");
  private final DistributionDataPoint pauses = histogram(
      "talkspurt_onset_to_pause_seconds",
      "From the caller's speech being noticed to the bot being paused",
      0.06,
      0.08,
      0.1,
      0.15,
      0.2,
      0.3,
      0.5);
  private final DistributionDataPoint echoDelay = histogram(
      "talkspurt_echo_delay_seconds",
      "How late the bot's echo came back, one observation a line",
      0.02,
      0.05,
      0.1,
      0.2,
      0.3,
      0.5,
      0.8);
  private final DistributionDataPoint echoLoss = histogram(
      "talkspurt_echo_return_loss_decibels",
      "How much softer the bot came back than it was sent (ERL), one observation a line",
      0,
      6,
      12,
      18,
      24,
      30,
      40);
  private final DistributionDataPoint echoRemoved = histogram(
      "talkspurt_echo_return_loss_enhancement_decibels",
      "How much of the echo was predicted and taken away (ERLE), one observation a line",
      3,
      6,
      10,
      15,
      20,
      25,
      30);
  private final CounterDataPoint echoJumps = counter(
      "talkspurt_echo_jumps", "Times that an echo was found at a new delay in a line's life");
  private final CounterDataPoint linesWithoutEcho =
      counter("talkspurt_lines_without_echo", "Lines that closed without any echo found");
  private final CounterDataPoint falsePauses =
      counter("talkspurt_false_pauses", "Pauses of the bot for nothing that was said");
  private final Counter providerFailures =
      labelled("talkspurt_provider_failures", "Failures of providers", "provider", "kind");
  private final Counter callFailures = labelled(
      "talkspurt_call_failures",
      "Failures of whoever serves a call, by its profile, by what failed and why",
      "profile",
      "part",
      "reason");
  private final Histogram transcriberFirstWords = timed(
      "talkspurt_transcriber_first_words_seconds",
      "From an utterance reaching a transcriber to its first words");
  private final Histogram transcriberFinals = timed(
      "talkspurt_transcriber_final_seconds", "From the end of an utterance to its final words");
  private final Counter transcribersTakenOver =
      labelled("talkspurt_transcriber_taken_over", "Utterances given to a fallback", "provider");
  private final Gauge resting = Gauge.builder()
      .name("talkspurt_provider_resting")
      .help("Whether a provider is not asked because it failed too often in a row (open breaker)")
      .labelNames("port", "provider")
      .register(registry);
  private final Histogram synthesizerFirstSound = timed(
      "talkspurt_synthesizer_first_sound_seconds",
      "From a sentence being asked for to its first sound");
  private final Counter synthesizersTakenOver =
      labelled("talkspurt_synthesizer_taken_over", "Sentences given to a fallback", "provider");
  private final Counter synthesizerCache = labelled(
      "talkspurt_synthesizer_cache", "Sentences looked for in the cache of speech", "outcome");
  private final Histogram firstWords = Histogram.builder()
      .name("talkspurt_responder_first_words_seconds")
      .help("From a turn being put to an agent to its first words, by provider")
      .labelNames("provider")
      .classicOnly()
      .classicUpperBounds(0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10)
      .register(registry);
  private final Histogram toolTimes = Histogram.builder()
      .name("talkspurt_tool_seconds")
      .help("How long a tool took, by its name and what came of it")
      .labelNames("tool", "outcome")
      .classicOnly()
      .classicUpperBounds(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
      .register(registry);
  private final Counter fillers = labelled(
      "talkspurt_fillers",
      "Times that the caller was told to wait a moment, by what was waited for",
      "for");
  private final Counter speculations = labelled(
      "talkspurt_speculation",
      "Replies prepared before the caller's turn was over, by what became of them",
      "outcome");
  private final CounterDataPoint factsRetried = counter(
      "talkspurt_facts_retried", "Facts told again because the call did not answer in time");
  private final CounterDataPoint takeOversRefused = counter(
      "talkspurt_line_takeovers_refused",
      "Lines released because another line carried their call and its caller was heard");
  private final CounterDataPoint keysDropped =
      counter("talkspurt_keys_dropped", "Keys of lines that brought more than anybody can press");
  private final CounterDataPoint factsRefused =
      counter("talkspurt_facts_refused", "Facts that the call's state did not allow");
  private final Histogram responseLatency = Histogram.builder()
      .name("talkspurt_response_latency_seconds")
      .help("From the caller's last sound to the first of the answer, by what was waited for")
      .labelNames("part")
      .classicOnly()
      .classicUpperBounds(0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5)
      .register(registry);

  private final DistributionDataPoint journalWrites = histogram(
      "talkspurt_journal_write_seconds",
      "How long the journal took to make a batch of events durable",
      0.001,
      0.002,
      0.005,
      0.01,
      0.02,
      0.05,
      0.1,
      0.2,
      0.5,
      1,
      2,
      5);
  private final Counter journalFailures = labelled(
      "talkspurt_journal_failures", "Writes and replays of the journal that failed", "what");
  private final Counter callsEnded =
      labelled("talkspurt_calls", "Calls that ended, by the profile and why", "profile", "reason");
  private final Histogram callDurations = Histogram.builder()
      .name("talkspurt_call_duration_seconds")
      .help("From the first line of a call to its end, by the profile")
      .labelNames("profile")
      .classicOnly()
      .classicUpperBounds(1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
      .register(registry);
  private final Map<String, LongSupplier> liveCalls = new ConcurrentSkipListMap<>();
  private final Counter callLogRefused = labelled(
      "talkspurt_call_log_refused",
      "Rows of the call log that the database did not take as they were, by what was kept",
      "kept");
  private final CounterDataPoint callLogUnreadable = counter(
      "talkspurt_call_log_unreadable_events",
      "Events that this program cannot read and the call log lacks");
  private final DistributionDataPoint connectionsTaken = histogram(
      "talkspurt_database_connection_wait_seconds",
      "How long a connection to the database was waited for",
      0.0001,
      0.001,
      0.01,
      0.1,
      0.5,
      1,
      3);
  private final CounterDataPoint connectionsMissed = counter(
      "talkspurt_database_connection_timeouts", "Times that no connection to the database came");

  /** Counters at zero, and the JVM's own figures. */
  public Metrics() {
    JvmMetrics.builder().register(registry);
    GaugeWithCallback.builder()
        .name("talkspurt_calls_active")
        .help("Calls of this node that are live, by their state")
        .labelNames("state")
        .callback(told -> liveCalls.forEach((state, calls) -> told.call(calls.getAsLong(), state)))
        .register(registry);
    exist(fillers, "words", "journal", "agent", "voice");
    exist(speculations, "taken", "thrown");
    exist(journalFailures, "write", "replay");
    exist(synthesizerCache, "hit", "miss");
    exist(callLogRefused, "reduced", "nothing");
    toolTimes.initLabelValues("unknown", "refused");
    exist(linesClosed, "ended", "failed", "reset", "too_many");
    for (String part :
        List.of("whole", "silence", "stt", "journal", "responder", "tts", "playout", "bot")) {
      responseLatency.initLabelValues(part);
    }
  }

  /** Where everything is registered. */
  public PrometheusRegistry registry() {
    return registry;
  }

  /** A line was opened. */
  public void lineOpened() {
    linesOpen.inc();
    linesAccepted.inc();
  }

  /** A line was closed. */
  public void lineClosed(String cause) {
    linesOpen.dec();
    linesClosed.labelValues(cause).inc();
  }

  /** A line was turned away before it was opened. */
  public void lineRefused(String cause) {
    linesClosed.labelValues(cause).inc();
  }

  /** A peer sent what could not be read. */
  public void unreadable(String why) {
    unreadable.labelValues(why).inc();
  }

  /** A fault was found in the audio of a line. */
  public void lineFault(String fault) {
    lineFaults.labelValues(fault).inc();
  }

  /** Asterisk told how many frames wait to be played. */
  public void queued(int frames) {
    queued.observe(frames);
  }

  /** A frame time passed in which a line was given nothing because too much waited there. */
  public void lineRested() {
    lineRested.inc();
  }

  /** Asterisk's queue is full. */
  public void queueFull() {
    queueFull.inc();
  }

  /** A frame came from a line. */
  public void frameHeard() {
    framesHeard.inc();
  }

  /** A frame was sent to a line. */
  public void framePlayed(long lateNanos) {
    framesPlayed.inc();
    playoutLateness.observe(lateNanos / 1e9);
  }

  /** Frame times passed without a frame. */
  public void framesSkipped(long count) {
    framesSkipped.inc(count);
  }

  /** Silence was put where a line's audio was missing. */
  public void heardFilled(long ms) {
    filledMs.inc(ms);
  }

  /** Speech was interrupted for want of sound. */
  public void underrun() {
    underruns.inc();
  }

  /** A transcriber was too slow for a frame. */
  public void transcriptionDropped() {
    transcriptionDropped.inc();
  }

  /** A bot was too slow for a frame or a notice. */
  public void botDeaf() {
    botDeaf.inc();
  }

  /** A bot sent what could not be read, or is not known. */
  public void botUnreadable(String why) {
    botUnreadable.labelValues(why).inc();
  }

  /** From a bot being asked to speak to its first sound. */
  public void botFirstSound(String provider, long nanos) {
    botFirstSound.labelValues(provider).observe(nanos / 1e9);
  }

  /** A bot's connection was lost and is opened again. */
  public void botReconnected(String provider) {
    botReconnects.labelValues(provider).inc();
  }

  /** A decision about the floor was taken. */
  public void turnAction(String action) {
    turnActions.labelValues(action).inc();
  }

  /** The bot was paused so many ms after the caller began. */
  public void paused(int onsetMs) {
    pauses.observe(onsetMs / 1e3);
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

  /** So many pauses were for nothing that was said. */
  public void falsePauses(int count) {
    falsePauses.inc(count);
  }

  /** A provider failed. */
  public void providerFailed(String provider, String kind) {
    providerFailures.labelValues(provider, kind).inc();
  }

  /** Somebody who serves a call of this profile failed. */
  public void callFailure(String profile, String part, String reason) {
    callFailures.labelValues(profile, part, reason).inc();
  }

  /** Calls of this profile can fail by this part for this reason, and have not yet. */
  public void callFailureKnown(String profile, String part, String reason) {
    callFailures.initLabelValues(profile, part, reason);
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

  /** Whether the breaker of the provider behind a port is open. */
  public void providerResting(String port, String provider, boolean open) {
    resting.labelValues(port, provider).set(open ? 1 : 0);
  }

  /** The first sound of a sentence came so long after it was asked for. */
  public void synthesizerFirstSound(String provider, long nanos) {
    synthesizerFirstSound.labelValues(provider).observe(nanos / 1e9);
  }

  /** A sentence was given to a fallback. */
  public void synthesizerTookOver(String provider) {
    synthesizersTakenOver.labelValues(provider).inc();
  }

  /** A sentence was looked for in the cache of speech. */
  public void synthesizerCache(String outcome) {
    synthesizerCache.labelValues(outcome).inc();
  }

  /** An agent has begun to answer. */
  public void firstWords(String provider, long nanos) {
    firstWords.labelValues(provider).observe(nanos / 1e9);
  }

  /** A tool has run. */
  public void toolRan(String tool, String outcome, long nanos) {
    toolTimes.labelValues(tool, outcome).observe(nanos / 1e9);
  }

  /** The caller was told to wait a moment, for that. */
  public void filler(String waitsFor) {
    fillers.labelValues(waitsFor).inc();
  }

  /** A reply that was prepared before the caller's turn was over was taken or thrown away. */
  public void speculated(boolean taken) {
    speculations.labelValues(taken ? "taken" : "thrown").inc();
  }

  /** A line was released because another line carried its call and was heard. */
  public void takeOverRefused() {
    takeOversRefused.inc();
  }

  /** A key was dropped because too many came. */
  public void keyDropped() {
    keysDropped.inc();
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

  /** The journal has made events durable. */
  public void journalWritten(long nanos) {
    journalWrites.observe(nanos / 1e9);
  }

  /** A write or a replay of the journal failed. */
  public void journalFailed(String what) {
    journalFailures.labelValues(what).inc();
  }

  /** A profile is there, and calls of it may end for these reasons: their figures begin at 0. */
  public void profileKnown(String profile, List<String> reasons) {
    reasons.forEach(reason -> callsEnded.initLabelValues(profile, reason));
    callDurations.initLabelValues(profile);
  }

  /** A kind of fault that lines may have is known. */
  public void lineFaultKnown(String fault) {
    lineFaults.initLabelValues(fault);
  }

  /** A decision about the floor that may be taken is known. */
  public void turnActionKnown(String action) {
    turnActions.initLabelValues(action);
  }

  /** A message of a peer may be unreadable for this reason. */
  public void unreadableKnown(String why) {
    unreadable.initLabelValues(why);
  }

  /** A message of a profile's bot may be unreadable for this reason. */
  public void botUnreadableKnown(String why) {
    botUnreadable.initLabelValues(why);
  }

  /** A provider may fail in this way. */
  public void providerFailureKnown(String provider, String kind) {
    providerFailures.initLabelValues(provider, kind);
  }

  /** A profile names this transcriber. */
  public void transcriberKnown(String provider) {
    transcriberFirstWords.initLabelValues(provider);
    transcriberFinals.initLabelValues(provider);
    transcribersTakenOver.initLabelValues(provider);
  }

  /** A profile names this voice. */
  public void synthesizerKnown(String provider) {
    synthesizerFirstSound.initLabelValues(provider);
    synthesizersTakenOver.initLabelValues(provider);
  }

  /** A profile names this agent. */
  public void responderKnown(String provider) {
    firstWords.initLabelValues(provider);
  }

  /** A profile names this bot. */
  public void botKnown(String provider) {
    botFirstSound.initLabelValues(provider);
    botReconnects.initLabelValues(provider);
  }

  /** A profile names this tool. */
  public void toolKnown(String tool) {
    for (String outcome : List.of("returned", "failed", "refused")) {
      toolTimes.initLabelValues(tool, outcome);
    }
  }

  /** A call has ended. */
  public void callEnded(String profile, String reason) {
    callsEnded.labelValues(profile, reason).inc();
  }

  /** A call that was answered has lasted so long. */
  public void callLasted(String profile, Duration time) {
    callDurations.labelValues(profile).observe(time.toMillis() / 1e3);
  }

  /** How many live calls of this node are in a state. */
  public void liveCalls(String state, LongSupplier calls) {
    liveCalls.put(state, calls);
  }

  /** A row of the call log was refused by the database, and kept without its details or not at all. */
  public void callLogRefused(boolean reduced) {
    callLogRefused.labelValues(reduced ? "reduced" : "nothing").inc();
  }

  /** An event of a call could not be read, and the call log goes on without it. */
  public void callLogUnreadable() {
    callLogUnreadable.inc();
  }

  /** A connection to the database was waited for so long. */
  public void databaseConnectionTaken(long nanos) {
    connectionsTaken.observe(nanos / 1e9);
  }

  /** No connection to the database came in time. */
  public void databaseConnectionMissed() {
    connectionsMissed.inc();
  }

  /** How many connections to the database work and rest, and how many threads wait for one. */
  public void databasePool(IntSupplier active, IntSupplier idle, IntSupplier waiting) {
    GaugeWithCallback.builder()
        .name("talkspurt_database_connections")
        .help("Connections to the database")
        .labelNames("state")
        .callback(told -> {
          told.call(active.getAsInt(), "active");
          told.call(idle.getAsInt(), "idle");
        })
        .register(registry);
    GaugeWithCallback.builder()
        .name("talkspurt_database_threads_waiting")
        .help("Threads that wait for a connection to the database")
        .callback(told -> told.call(waiting.getAsInt()))
        .register(registry);
  }

  /** How much of the disk of H2's file is free, and whether that is too little to take calls. */
  public void databaseDisk(DoubleSupplier freeBytes, BooleanSupplier full) {
    GaugeWithCallback.builder()
        .name("talkspurt_database_disk_free_bytes")
        .help("Free space of the disk that the file of H2 is on")
        .callback(told -> told.call(freeBytes.getAsDouble()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("talkspurt_database_disk_full")
        .help("1 while so little is free that nothing is written to H2")
        .callback(told -> told.call(full.getAsBoolean() ? 1 : 0))
        .register(registry);
  }

  private CounterDataPoint counter(String name, String help) {
    return Counter.builder().name(name).help(help).register(registry);
  }

  /** Begins at 0: a series that appears with its first event has no rate of that event. */
  private static void exist(Counter counter, String... labels) {
    for (String label : labels) {
      counter.initLabelValues(label);
    }
  }

  private Counter labelled(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  /** A wait of the caller's, by the provider that causes it. */
  private Histogram timed(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames("provider")
        .classicOnly()
        .classicUpperBounds(0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5)
        .register(registry);
  }

  private GaugeDataPoint gauge(String name, String help) {
    return Gauge.builder().name(name).help(help).register(registry);
  }

  private DistributionDataPoint histogram(String name, String help, double... bounds) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(bounds)
        .register(registry);
  }
}
