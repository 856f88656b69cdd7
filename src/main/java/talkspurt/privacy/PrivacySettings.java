package talkspurt.privacy;

/**
 * How what is kept of calls is protected.
 *
 * @param journal how the journal keeps calls that begin from now on
 * @param masters what keys of calls are encrypted with
 */
public record PrivacySettings(Journal journal, MasterKeys masters) {

  /** How journal and snapshots keep a call; a call that began one way goes on that way. */
  public enum Journal {
    /** Encrypted, each call under a key of its own. */
    SEALED,
    /** As it is: while nodes of a version that cannot read the other are in the cluster. */
    PLAIN
  }
}
