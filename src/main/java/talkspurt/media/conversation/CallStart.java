package talkspurt.media.conversation;

import java.util.Optional;
import talkspurt.call.Variant;

/**
 * The one line of the log that tells that a call has begun: told when its first line is attached and
 * the first sound has come, or when it is plain that none will come soon. Not thread-safe.
 */
final class CallStart {

  private final String kind;
  private Optional<String> profile = Optional.empty();
  private boolean announced;
  private int rateHz;
  private boolean told;

  /**
   * @param line the id of the line, which begins with its kind
   */
  CallStart(String line) {
    this.kind = line.replaceFirst("-.*", "");
  }

  /** The call's first line is attached; what is to be logged now. */
  Optional<String> attached(
      String profileName, String version, Variant variant, boolean wasAnnounced) {
    String named = version.isEmpty() ? profileName : profileName + " " + version;
    profile = Optional.of(variant
        .known()
        .map(name -> named + ", variant " + name + " of " + variant.experiment()
            + (variant.forced() ? " (forced)" : ""))
        .orElse(named));
    announced = wasAnnounced;
    return rateHz > 0 ? tell() : Optional.empty();
  }

  /** The first sound has come, in this rate; what is to be logged now. */
  Optional<String> sounds(int hz) {
    rateHz = hz;
    return tell();
  }

  /** No sound has come, or the line is gone; what is to be logged now. */
  Optional<String> noSound() {
    return tell();
  }

  private Optional<String> tell() {
    if (told || profile.isEmpty()) {
      return Optional.empty();
    }
    told = true;
    return Optional.of("call started: profile " + profile.get() + ", " + kind + " line "
        + (rateHz > 0 ? "at " + rateHz + " Hz" : "without sound yet") + ", "
        + (announced ? "announced" : "not announced"));
  }
}
