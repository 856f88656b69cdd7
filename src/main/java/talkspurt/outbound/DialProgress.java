package talkspurt.outbound;

/** What the exchange tells of an attempt. */
public sealed interface DialProgress {

  /** It rings. */
  record Ringing() implements DialProgress {}

  /** Somebody or something answered. */
  record Answered() implements DialProgress {}

  /** Released before anybody answered. The last that is told. */
  record Released(ReleaseCause cause) implements DialProgress {}

  /** Never sent: surely not dialled. The last that is told; the same attempt may be ordered again later. */
  record NotSent(String why) implements DialProgress {}

  /** Sent, and nothing is known of it: it may ring. The last that is told. */
  record Lost(String why) implements DialProgress {}
}
