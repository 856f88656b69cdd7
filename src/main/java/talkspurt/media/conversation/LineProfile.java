package talkspurt.media.conversation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.media.profile.Profile;

/** The profile of a line's call, once it is known, in the language that the call is in now. Thread-safe. */
public final class LineProfile {

  /** What a recogniser is to be asked for. */
  private record Known(Profile profile, boolean settled) {}

  private final CompletableFuture<Profile> first = new CompletableFuture<>();
  private volatile Known now;

  /**
   * From now on the call is in this profile's language.
   *
   * @param settled whether it stays so, whatever the caller speaks
   */
  void use(Profile profile, boolean settled) {
    now = new Known(profile, settled);
    first.complete(profile);
  }

  /** The line is gone, and it was never known. */
  void cancel() {
    first.cancel(false);
  }

  /** The profile, when it is known. */
  public CompletionStage<Profile> first() {
    return first;
  }

  /** The profile, which is known. */
  public Profile now() {
    return now.profile;
  }

  /** Among which languages the caller's is to be found; none where it is known. */
  public List<String> among() {
    Known known = now;
    return known.settled || !known.profile.languages().switches()
        ? List.of()
        : known.profile.languages().spoken();
  }
}
