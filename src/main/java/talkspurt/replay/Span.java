package talkspurt.replay;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * A stretch of a recording.
 *
 * @param fromS seconds of sound heard when it began
 * @param toS seconds of sound heard when it ended
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record Span(double fromS, double toS) {

  boolean holds(double atS) {
    return fromS <= atS && atS <= toS;
  }

  double seconds() {
    return toS - fromS;
  }
}
