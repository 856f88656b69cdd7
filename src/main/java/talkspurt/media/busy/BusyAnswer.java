package talkspurt.media.busy;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import talkspurt.media.profile.Voice;

/**
 * What callers of a profile hear when there is no place for them.
 *
 * @param waits whether they wait for one; else they are let go when they have heard it
 * @param words what is said
 * @param language BCP 47 tag
 * @param voice who says it
 * @param longest how long they wait at most
 * @param again after how much silence those who wait hear it again
 */
public record BusyAnswer(
    boolean waits, String words, String language, Voice voice, Duration longest, Duration again) {

  public BusyAnswer {
    within("longest-wait", longest, 5_000, 24 * 3_600_000);
    within("say-again-after", again, 1_000, 3_600_000);
  }
}
