package talkspurt.media.settings;

import java.util.Optional;
import talkspurt.audio.Ambience;

/**
 * What callers of a profile hear below the bot's voice.
 *
 * @param engines whether it is what the engine has for all calls
 * @param own what else; empty: nothing
 */
public record ProfileAmbience(boolean engines, Optional<Ambience> own) {

  /** What the engine has for all calls. */
  public static final ProfileAmbience ENGINE = new ProfileAmbience(true, Optional.empty());

  /** Nothing, whatever the engine has for other calls. */
  public static final ProfileAmbience OFF = new ProfileAmbience(false, Optional.empty());

  /** This recording. */
  public static ProfileAmbience of(Ambience recording) {
    return new ProfileAmbience(false, Optional.of(recording));
  }

  /** What is heard where the engine has this. */
  public Optional<Ambience> over(Optional<Ambience> engine) {
    return engines ? engine : own;
  }
}
