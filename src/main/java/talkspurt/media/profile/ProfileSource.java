package talkspurt.media.profile;

/** Where conversations find the profiles in force, which may become others while calls run. Thread-safe. */
public interface ProfileSource {

  /** The profile for calls that ask for none, now. */
  Profile standard();

  /**
   * The profile of that name; the standard one if it is there no more since the call was taken.
   *
   * @param version which of its versions is wanted: where it is used by calls still; else the one in force
   */
  Profile get(String name, String version);

  /** The same, for a call that keeps it, with all that serves it, until the lease is released. */
  Lease lease(String name, String version);

  /** A profile that a conversation uses. */
  interface Lease {

    Profile profile();

    /** The conversation is over. Does nothing the second time. */
    void release();
  }
}
