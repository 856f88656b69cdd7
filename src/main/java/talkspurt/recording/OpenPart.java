package talkspurt.recording;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import talkspurt.audio.AudioFrame;

/**
 * A file of a recording, as the line sees it that is recorded: frames go into a queue, and where that is full
 * they are lost and counted. The line's thread puts frames in, the writer takes them out.
 */
final class OpenPart {

  private final UUID call;
  private final int number;
  private final int queueMs;
  private final Consumer<RecordingNews> told;
  private final AtomicReference<RecordingEnd> end = new AtomicReference<>();
  private volatile FrameQueue queue;
  private volatile int rateHz;
  private volatile long heard;
  private volatile long lost;
  private volatile boolean closed;

  OpenPart(UUID call, int number, int queueMs, Consumer<RecordingNews> told) {
    this.call = call;
    this.number = number;
    this.queueMs = queueMs;
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

  // ---- the line's thread

  /** Whether frames of this rate may be added. */
  boolean takes(int hz) {
    return rateHz == 0 || rateHz == hz;
  }

  /**
   * 20 ms of the line.
   *
   * @param silenced whether silence is to stand in their place
   */
  void hear(AudioFrame line, AudioFrame bot, boolean silenced) {
    if (closed) {
      return;
    }
    int count = line.samples().length;
    if (rateHz == 0) {
      queue = new FrameQueue(count, queueMs / AudioFrame.FRAME_MS);
      rateHz = line.rateHz();
    }
    if (!silenced && !queue.put(line.samples(), bot.samples(), heard, lost)) {
      lost += count;
    }
    heard += count;
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

  /** What comes from now on is not taken. */
  void close() {
    closed = true;
  }
}
