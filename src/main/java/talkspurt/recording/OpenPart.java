package talkspurt.recording;

import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Heard;
import talkspurt.audio.NearEndDetector;
import talkspurt.trace.FrameMark;
import talkspurt.trace.TraceEvent;

/**
 * A file of a recording, as the line sees it that is recorded: frames go into a queue, and where that is full
 * they are lost and counted. The line's thread puts frames in, the writer takes them out.
 */
final class OpenPart {

  private static final int MAX_NOTES = 500;
  private static final long NANOS_PER_MS = 1_000_000;

  private final UUID call;
  private final int number;
  private final int queueMs;
  private final int wantedTracks;
  private final Consumer<RecordingNews> told;
  private final Queue<Noted> notes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger untold = new AtomicInteger();
  private final AtomicReference<RecordingEnd> end = new AtomicReference<>();
  private volatile FrameQueue queue;
  private volatile int rateHz;
  private volatile long heard;
  private volatile long lost;
  private volatile boolean withFirstSound;
  private volatile boolean closed;
  private volatile long before;
  private long firstNanos;
  private boolean resumes = true;

  /** What happened before a frame was heard, both counted from the part's first. */
  record Noted(long frame, TraceEvent event) {}

  OpenPart(UUID call, int number, int queueMs, int tracks, Consumer<RecordingNews> told) {
    this.call = call;
    this.number = number;
    this.queueMs = queueMs;
    this.wantedTracks = tracks;
    this.told = told;
  }

  UUID call() {
    return call;
  }

  int number() {
    return number;
  }

  Consumer<RecordingNews> told() {
    return told;
  }

  /** Frames of the line from before it was begun belong to it. */
  void withFirstSound() {
    withFirstSound = true;
  }

  // ---- the line's thread

  boolean isWithFirstSound() {
    return withFirstSound;
  }

  /** Whether frames of this rate may be added. */
  boolean takes(int hz) {
    return rateHz == 0 || rateHz == hz;
  }

  /** Whether the next frame is the first, or the first behind a pause. */
  boolean resumes() {
    return resumes;
  }

  /** How many frames of the line came before the first of this part. */
  void before(long frames) {
    before = frames;
  }

  /**
   * 20 ms of the line.
   *
   * @param heard what hearing made of the line
   * @param botHasFloor whether the bot has the floor
   * @param nowNanos when it was heard
   */
  void hear(AudioFrame line, AudioFrame bot, Heard heard, boolean botHasFloor, long nowNanos) {
    if (closed) {
      return;
    }
    begin(line, nowNanos);
    int lateMs = (int) ((nowNanos - firstNanos) / NANOS_PER_MS - frames() * AudioFrame.FRAME_MS);
    long mark = FrameMark.pack(
        heard.speech(),
        botHasFloor,
        line.samples(),
        bot.samples(),
        heard.clean().samples(),
        lateMs);
    resumes = false;
    int count = line.samples().length;
    if (!queue.put(
        line.samples(), bot.samples(), heard.clean().samples(), this.heard, lost, mark)) {
      lost += count;
    }
    this.heard += count;
  }

  /** 20 ms of the line, in the place of which silence is to stand. */
  void silence(AudioFrame line, long nowNanos) {
    if (!closed) {
      begin(line, nowNanos);
      resumes = true;
      heard += line.samples().length;
    }
  }

  private void begin(AudioFrame line, long nowNanos) {
    if (rateHz == 0) {
      queue = new FrameQueue(
          line.samples().length,
          queueMs / AudioFrame.FRAME_MS,
          NearEndDetector.cleansAtRateOf(line.rateHz()) ? wantedTracks : 2);
      firstNanos = nowNanos;
      rateHz = line.rateHz();
    }
  }

  // ---- any thread

  /** Something happened just now; as much of it is kept as may wait. */
  void note(TraceEvent event) {
    if (closed) {
      return;
    }
    if (waiting.incrementAndGet() > MAX_NOTES) {
      waiting.decrementAndGet();
      untold.incrementAndGet();
    } else {
      notes.add(new Noted(frames(), event));
    }
  }

  private long frames() {
    int hz = rateHz;
    return hz == 0 ? 0 : heard / AudioFrame.samplesPerFrame(hz);
  }

  // ---- whoever records

  /** Nothing more is added; the first reason holds. */
  void end(RecordingEnd why) {
    end.compareAndSet(null, why);
  }

  // ---- the writer's thread

  /** Why it is to end; null while it is not. */
  RecordingEnd end() {
    return end.get();
  }

  /** How many samples were heard, those silenced and lost among them. */
  long heard() {
    return heard;
  }

  /** How many of them were lost. */
  long lost() {
    return lost;
  }

  /** 0 before the first frame. */
  int rateHz() {
    return rateHz;
  }

  /** Null before the first frame. */
  FrameQueue queue() {
    return queue;
  }

  /** How many frames of the line came before the first of this part. */
  long before() {
    return before;
  }

  /** What was noted next; null where there is nothing. */
  Noted takeNote() {
    Noted note = notes.poll();
    if (note != null) {
      waiting.decrementAndGet();
    }
    return note;
  }

  /** How many notes there was no room for since this was asked last. */
  int takeUntold() {
    return untold.getAndSet(0);
  }

  /** What comes from now on is not taken. */
  void close() {
    closed = true;
  }
}
