package talkspurt.trace;

import java.time.Instant;
import java.util.UUID;

/**
 * The first line of a trace.
 *
 * @param version of the layout; {@value #VERSION}
 * @param call whose recording it is beside
 * @param part which part of that
 * @param startedAt when the first frame was heard
 * @param rateHz samples per second of the line
 * @param frameMs how long a frame is
 * @param before how many frames of the line were heard before the first of the part
 * @param weights which training the hearing comes from
 */
public record TraceHead(
    int version,
    UUID call,
    int part,
    Instant startedAt,
    int rateHz,
    int frameMs,
    long before,
    String weights) {

  /** The layout that is written now. */
  public static final int VERSION = 1;
}
