package talkspurt.media.pipeline;

import talkspurt.call.LineFault;

/**
 * A fault of a line was found, or is over.
 *
 * @param cleared whether it is over
 * @param detail what was observed
 */
public record LineFinding(LineFault fault, boolean cleared, String detail) {

  static LineFinding found(LineFault fault, String detail) {
    return new LineFinding(fault, false, detail);
  }

  static LineFinding over(LineFault fault) {
    return new LineFinding(fault, true, "");
  }
}
