package talkspurt.control;

import java.time.Instant;

/**
 * What was asked for new calls, last.
 *
 * @param revision grows with each change, by 1
 * @param mode what becomes of new calls
 * @param by who asked: the name of a token, or empty
 * @param at when
 */
public record Admission(long revision, AdmissionMode mode, String by, Instant at)
    implements CborSerializable {

  /** Nobody has asked for anything. */
  static final Admission NEVER_SET = new Admission(0, AdmissionMode.OPEN, "", Instant.EPOCH);

  boolean newerThan(Admission other) {
    return revision > other.revision;
  }
}
