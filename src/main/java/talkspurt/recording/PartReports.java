package talkspurt.recording;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Tells calls that files of theirs can be had. Whoever writes files asks until the call is known to know, after a restart, too: so no call is left without
 * that news.
 */
public interface PartReports {

  /**
   * A file is closed, and stays where it is.
   *
   * @param file as it is called in the folder
   * @param written when something was last written to it
   * @return whether the call knows; false: it is too early to tell, ask again. Fails where the call cannot be asked now
   */
  CompletionStage<Boolean> ended(String file, Instant written);

  /**
   * A file is in the bucket; otherwise as {@link #ended}.
   *
   * @param place where, for people
   */
  CompletionStage<Boolean> stored(String file, String place, Instant written);
}
