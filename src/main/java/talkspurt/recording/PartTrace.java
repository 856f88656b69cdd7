package talkspurt.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.HearingNet;
import talkspurt.trace.GzipMembers;
import talkspurt.trace.TraceEvent;
import talkspurt.trace.TraceHead;
import talkspurt.trace.TraceWriter;

/** The trace of one part, in a file beside its sound. Not thread-safe. */
final class PartTrace implements AutoCloseable {

  /** How the names of traces end. */
  static final String SUFFIX = ".trace.gz";

  private final OpenPart part;
  private final OwnedFile file;
  private final TraceWriter writer;
  private final int frameSamples;
  private long paused;
  private long pausedFrom;

  /** In an empty file, for a part of which the first frame was heard. */
  PartTrace(OpenPart part, int number, Instant at, OwnedFile file, GzipMembers members) {
    this.part = part;
    this.file = file;
    this.frameSamples = AudioFrame.samplesPerFrame(part.rateHz());
    this.writer = new TraceWriter(
        new TraceHead(
            TraceHead.VERSION,
            part.call(),
            number,
            at,
            part.rateHz(),
            AudioFrame.FRAME_MS,
            part.before(),
            HearingNet.standard().version()),
        members);
  }

  /** Bytes written so far. */
  long bytes() {
    return file.length();
  }

  /**
   * What was heard in a frame.
   *
   * @param place of its first sample
   */
  void frame(long place, long mark) {
    endPause();
    writer.frame(place / frameSamples, mark);
  }

  /** Samples from this place on are silence in place of sound that could not be written in time. */
  void lost(long place, long samples) {
    endPause();
    writer.event(place / frameSamples, new TraceEvent.Lost(samples / frameSamples));
  }

  /** The same of sound that was not to be kept. */
  void paused(long place, long samples) {
    if (paused == 0) {
      pausedFrom = place / frameSamples;
    }
    paused += samples / frameSamples;
  }

  private void endPause() {
    if (paused > 0) {
      writer.event(pausedFrom, new TraceEvent.Paused(paused));
      paused = 0;
    }
  }

  /** Writes what was noted, and whole seconds of what was heard. */
  void write() throws IOException {
    take();
    Optional<ByteBuffer> second = writer.second();
    if (second.isPresent()) {
      file.append(second.get());
    }
  }

  private void take() {
    for (OpenPart.Noted note = part.takeNote(); note != null; note = part.takeNote()) {
      writer.event(note.frame(), note.event());
    }
    int untold = part.takeUntold();
    if (untold > 0) {
      writer.event(part.heard() / frameSamples, new TraceEvent.Untold(untold));
    }
  }

  /** Writes what is left. */
  @Override
  public void close() throws IOException {
    try (file) {
      take();
      endPause();
      file.append(writer.rest());
    }
  }

  /** Gives up what is not written yet. */
  void abandon() {
    file.abandon();
  }
}
