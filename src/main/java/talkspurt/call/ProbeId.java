package talkspurt.call;

import java.util.UUID;

/**
 * Ids of synthetic calls. Such a call is told from a caller's by its id alone, wherever the id is known: a UUID of
 * version 8 (RFC 9562: made by rules of our own) that begins with {@value #PREFIX}. No random UUID is one.
 */
public final class ProbeId {

  /** What each of them begins with in text. */
  public static final String PREFIX = "70726f62-";

  private static final int HEAD = 0x70726f62;
  private static final int VERSION = 8;

  private ProbeId() {}

  /**
   * One with these bits, apart from those that mark it.
   *
   * @param random of version 4, such as {@link UUID#randomUUID()}
   */
  public static UUID of(UUID random) {
    long low = random.getMostSignificantBits() & 0xffff_0fffL;
    return new UUID((long) HEAD << 32 | low | VERSION << 12, random.getLeastSignificantBits());
  }

  /** Whether a call with this id is synthetic. */
  public static boolean is(UUID callId) {
    return callId.version() == VERSION && (int) (callId.getMostSignificantBits() >>> 32) == HEAD;
  }

  /** The same of an id in text, as {@link UUID#toString()} writes it. */
  public static boolean is(String callId) {
    return callId.length() == 36 && callId.startsWith(PREFIX) && callId.charAt(14) == '8';
  }
}
