package talkspurt.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;

/** What is counted of lines: their life, what peers send, what is heard and played. Thread-safe. */
public final class LineMetrics {

  private final GaugeDataPoint linesOpen;
  private final CounterDataPoint linesAccepted;
  private final Counter linesClosed;
  private final Counter unreadable;
  private final Counter lineFaults;
  private final DistributionDataPoint queued;
  private final CounterDataPoint lineRested;
  private final CounterDataPoint queueFull;
  private final CounterDataPoint framesHeard;
  private final CounterDataPoint filledMs;
  private final CounterDataPoint takeOversRefused;
  private final CounterDataPoint keysDropped;
  private final CounterDataPoint notAnnounced;

  LineMetrics(Figures figures) {
    linesOpen = figures.gauge("talkspurt_lines_open", "Lines that are open now");
    linesAccepted = figures.counter("talkspurt_lines_accepted", "Lines that were opened");
    linesClosed = figures.labelled(
        "talkspurt_lines_closed", "Lines that were closed, by who or what did it", "cause");
    unreadable = figures.labelled(
        "talkspurt_line_unreadable", "Messages of a peer that could not be read, by why", "why");
    lineFaults = figures.labelled(
        "talkspurt_line_faults", "Faults found in the audio of lines, by kind", "fault");
    queued = figures.histogram(
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
    lineRested = figures.counter(
        "talkspurt_line_rested_frames",
        "Frame times in which nothing was sent because too much waited");
    queueFull = figures.counter(
        "talkspurt_line_queue_full", "Times that Asterisk's queue was full (MEDIA_XOFF)");
    framesHeard = figures.counter("talkspurt_frames_heard", "20 ms frames that came from lines");
    filledMs = figures.counter(
        "talkspurt_heard_filled_milliseconds", "Silence put where a line's audio was missing");
    takeOversRefused = figures.counter(
        "talkspurt_line_takeovers_refused",
        "Lines released because another line carried their call and its caller was heard");
    keysDropped = figures.counter(
        "talkspurt_keys_dropped", "Keys of lines that brought more than anybody can press");
    notAnnounced = figures.counter(
        "talkspurt_lines_not_announced", "Lines released because nobody announced their call");
    Figures.exist(
        linesClosed,
        "ended",
        "failed",
        "reset",
        "host_lost",
        "too_many",
        "not_allowed",
        "crowded_out",
        "token",
        "tls");
  }

  /** A line was opened. */
  public void lineOpened() {
    linesOpen.inc();
    linesAccepted.inc();
  }

  /** How many are open. */
  public long openNow() {
    return (long) linesOpen.get();
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

  /** A line was released because nobody announced its call. */
  public void notAnnounced() {
    notAnnounced.inc();
  }

  /** A peer sent what could not be read. */
  public void unreadable(String why) {
    unreadable.labelValues(why).inc();
  }

  /** A message of a peer may be unreadable for this reason. */
  public void unreadableKnown(String why) {
    unreadable.initLabelValues(why);
  }

  /** A fault was found in the audio of a line. */
  public void lineFault(String fault) {
    lineFaults.labelValues(fault).inc();
  }

  /** A kind of fault that lines may have is known. */
  public void lineFaultKnown(String fault) {
    lineFaults.initLabelValues(fault);
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

  /** Silence was put where a line's audio was missing. */
  public void heardFilled(long ms) {
    filledMs.inc(ms);
  }

  /** A line was released because another line carried its call and was heard. */
  public void takeOverRefused() {
    takeOversRefused.inc();
  }

  /** A key was dropped because too many came. */
  public void keyDropped() {
    keysDropped.inc();
  }
}
