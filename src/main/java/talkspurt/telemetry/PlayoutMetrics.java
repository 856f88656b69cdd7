package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted of playout. Thread-safe. */
public final class PlayoutMetrics {

  private final CounterDataPoint framesPlayed;
  private final CounterDataPoint framesSkipped;
  private final DistributionDataPoint playoutLateness;
  private final CounterDataPoint underruns;
  private final Counter sentences;
  private final Counter gaps;
  private final Histogram headRoom;
  private final Gauge reserve;
  private final Map<String, Voice> voices = new ConcurrentHashMap<>();

  PlayoutMetrics(Figures figures) {
    framesPlayed =
        figures.counter("talkspurt_frames_played", "20 ms frames that were sent to lines");
    framesSkipped = figures.counter(
        "talkspurt_playout_skipped_frames", "Frame times that passed in stalls of 100 ms or more");
    playoutLateness = figures.histogram(
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
    underruns = figures.counter(
        "talkspurt_playout_underruns", "Times that speech was interrupted for want of sound");
    sentences = figures.labelled(
        "talkspurt_voice_sentences", "Sentences whose sound was whole or was cut", "voice");
    gaps = figures.labelled(
        "talkspurt_voice_gaps", "Times that a sentence was interrupted for want of sound", "voice");
    headRoom = figures.timedBy(
        "voice",
        "talkspurt_voice_head_room_seconds",
        "How much sound of a sentence waited when more of it came",
        0.01,
        0.02,
        0.04,
        0.06,
        0.08,
        0.1,
        0.15,
        0.2,
        0.3,
        0.5,
        1);
    reserve = figures.labelledGauge(
        "talkspurt_voice_reserve_seconds", "Below so much sound more is asked for", "voice");
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

  /** Speech was interrupted for want of sound. */
  public void underrun() {
    underruns.inc();
  }

  /** What is counted of the voice of this name; of one without a name nothing is. */
  public Voice voice(String name) {
    return name.isEmpty() ? Voice.NOBODY : voices.computeIfAbsent(name, this::known);
  }

  private Voice known(String name) {
    return new Voice(Optional.of(new OfVoice(
        sentences.labelValues(name),
        gaps.labelValues(name),
        headRoom.labelValues(name),
        reserve.labelValues(name))));
  }

  private record OfVoice(
      CounterDataPoint sentences,
      CounterDataPoint gaps,
      DistributionDataPoint headRoom,
      GaugeDataPoint reserve) {}

  /** One voice. Thread-safe. */
  public static final class Voice {

    /** Of whom nothing is counted. */
    public static final Voice NOBODY = new Voice(Optional.empty());

    private final Optional<OfVoice> figures;

    private Voice(Optional<OfVoice> figures) {
      this.figures = figures;
    }

    /** A sentence has come to its end, while so much is kept in reserve. */
    public void sentence(int reserveMs) {
      figures.ifPresent(of -> {
        of.sentences.inc();
        of.reserve.set(reserveMs / 1000.0);
      });
    }

    /** A sentence was interrupted for want of sound. */
    public void gap() {
      figures.ifPresent(of -> of.gaps.inc());
    }

    /** So much sound waited when more of the sentence came. */
    public void headRoom(int ms) {
      figures.ifPresent(of -> of.headRoom.observe(ms / 1000.0));
    }
  }
}
