package talkspurt.media.profile;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * What callers on hold hear, again and again.
 *
 * @param prompt a recording, or words
 * @param every how long it is silent in between
 */
public record Hold(Prompt prompt, Duration every) {

  public Hold {
    within("every", every, 0, 600_000);
  }
}
