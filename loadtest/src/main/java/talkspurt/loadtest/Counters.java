package talkspurt.loadtest;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import talkspurt.loadtest.BargeInTimer.By;
import talkspurt.loadtest.BargeInTimer.Outcome;

/** All that is counted and timed; each loop keeps its own, and the sum of them is the run's. */
final class Counters {
  long asked;
  long connected;
  long framesSent;
  long messagesNotTaken;
  long framesReceived;
  long framesLost;
  long longGaps;
  long callsWithoutAudio;
  long reconnects;
  final Map<String, Long> linesLost = new TreeMap<>();
  final Distribution lineGap = new Distribution();
  final Distribution speechGap = new Distribution();
  final Map<String, Long> failures = new TreeMap<>();
  final Map<String, Long> endedBy = new TreeMap<>();

  /** What callers keyed while they had no line, by call: nobody can have heard it. */
  final Map<String, String> keysWithoutLine = new TreeMap<>();

  final Map<String, Long> protocolErrors = new TreeMap<>();
  final Distribution callStart = new Distribution();
  final Distribution connect = new Distribution();
  final Distribution firstAudio = new Distribution();
  final Distribution firstSound = new Distribution();
  final Distribution interval = new Distribution();
  final Distribution lead = new Distribution();
  final Distribution ownLateness = new Distribution();
  final Distribution answers = new Distribution();
  private final Map<AnswerTimer.Outcome, Long> answered = new EnumMap<>(AnswerTimer.Outcome.class);
  private final Map<By, Distribution> bargeInToSilence = new EnumMap<>(By.class);
  private final Map<By, Map<Outcome, Long>> bargeIns = new EnumMap<>(By.class);

  Counters() {
    for (By by : By.values()) {
      bargeInToSilence.put(by, new Distribution());
      bargeIns.put(by, new EnumMap<>(Outcome.class));
    }
  }

  void bargeIn(By by, Outcome outcome) {
    bargeIns.get(by).merge(outcome, 1L, Long::sum);
  }

  void stopped(By by, long afterNanos) {
    bargeInToSilence.get(by).addNanos(afterNanos);
  }

  void answer(AnswerTimer.Outcome outcome) {
    answered.merge(outcome, 1L, Long::sum);
  }

  void addAll(Counters other) {
    asked += other.asked;
    connected += other.connected;
    framesSent += other.framesSent;
    messagesNotTaken += other.messagesNotTaken;
    keysWithoutLine.putAll(other.keysWithoutLine);
    framesReceived += other.framesReceived;
    framesLost += other.framesLost;
    longGaps += other.longGaps;
    callsWithoutAudio += other.callsWithoutAudio;
    reconnects += other.reconnects;
    addCounts(linesLost, other.linesLost);
    lineGap.addAll(other.lineGap);
    speechGap.addAll(other.speechGap);
    addCounts(failures, other.failures);
    addCounts(endedBy, other.endedBy);
    addCounts(protocolErrors, other.protocolErrors);
    callStart.addAll(other.callStart);
    connect.addAll(other.connect);
    firstAudio.addAll(other.firstAudio);
    firstSound.addAll(other.firstSound);
    interval.addAll(other.interval);
    lead.addAll(other.lead);
    ownLateness.addAll(other.ownLateness);
    answers.addAll(other.answers);
    addCounts(answered, other.answered);
    for (By by : By.values()) {
      bargeInToSilence.get(by).addAll(other.bargeInToSilence.get(by));
      addCounts(bargeIns.get(by), other.bargeIns.get(by));
    }
  }

  boolean flawless() {
    return failures.isEmpty()
        && protocolErrors.isEmpty()
        && Collections.disjoint(endedBy.keySet(), List.of("reset", "lost"));
  }

  /** The figures of the report, by their names there. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("calls_asked", asked);
    figures.put("calls_connected", connected);
    figures.put("calls_failed", sum(failures));
    figures.put("failures", failures);
    figures.put("ended_by", endedBy);
    figures.put("lines_lost", linesLost);
    figures.put("reconnects", reconnects);
    figures.put("line_gap_ms", figures(lineGap, 50, 95, 100));
    figures.put("speech_gap_ms", figures(speechGap, 50, 95, 100));
    figures.put("protocol_errors", protocolErrors);
    figures.put("frames_sent", framesSent);
    figures.put("messages_not_taken", messagesNotTaken);
    figures.put("keys_without_line", keysWithoutLine);
    figures.put("frames_received", framesReceived);
    figures.put("frames_lost", framesLost);
    figures.put("gaps_of_100_ms", longGaps);
    figures.put("calls_without_audio", callsWithoutAudio);
    figures.put("call_start_ms", figures(callStart, 50, 99, 100));
    figures.put("connect_ms", figures(connect, 50, 99, 100));
    figures.put("first_audio_ms", figures(firstAudio, 50, 99, 100));
    figures.put("first_sound_ms", figures(firstSound, 50, 99, 100));
    figures.put("interval_ms", figures(interval, 50, 99, 100));
    figures.put("lead_ms", figures(lead, 50, 99, 100));
    Map<String, Object> byKind = new LinkedHashMap<>();
    for (By by : By.values()) byKind.put(by.name().toLowerCase(Locale.ROOT), bargeInFigures(by));
    figures.put("barge_in_to_silence_ms", byKind);
    figures.put("answer_ms", answerFigures());
    figures.put("own_lateness_ms", figures(ownLateness, 50, 99, 100));
    return figures;
  }

  private Map<String, Object> bargeInFigures(By by) {
    Map<String, Object> figures = figures(bargeInToSilence.get(by), 50, 90, 95, 99, 100);
    Map<Outcome, Long> outcomes = bargeIns.get(by);
    figures.put("onsets", sum(outcomes));
    for (Outcome outcome : Outcome.values())
      figures.put(outcome.name().toLowerCase(Locale.ROOT), outcomes.getOrDefault(outcome, 0L));
    return figures;
  }

  private Map<String, Object> answerFigures() {
    Map<String, Object> figures = figures(answers, 50, 90, 95, 100);
    for (AnswerTimer.Outcome outcome : AnswerTimer.Outcome.values())
      figures.put(outcome.name().toLowerCase(Locale.ROOT), answered.getOrDefault(outcome, 0L));
    return figures;
  }

  private static Map<String, Object> figures(Distribution times, int... percents) {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (int percent : percents) {
      String name = percent == 100 ? "max" : "p" + percent;
      times
          .percentile(percent)
          .ifPresentOrElse(ms -> figures.put(name, ms), () -> figures.put(name, null));
    }
    return figures;
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <K> void addCounts(Map<K, Long> counts, Map<K, Long> others) {
    others.forEach((name, count) -> counts.merge(name, count, Long::sum));
  }
}
