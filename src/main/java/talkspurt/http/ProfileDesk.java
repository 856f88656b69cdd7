package talkspurt.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import talkspurt.control.ProfileVersion;

/** Where the API asks about profiles. Thread-safe. */
public interface ProfileDesk {

  /**
   * A profile in force.
   *
   * @param standard whether it answers calls that ask for none
   * @param settings all that shapes its calls, by key; secrets are masked
   */
  record InForce(
      String name,
      String version,
      boolean standard,
      Instant since,
      SortedMap<String, Value> settings) {}

  /**
   * A value.
   *
   * @param origin file and line, or {@code default}
   */
  record Value(String value, String origin) {}

  /**
   * What a reading of the profiles came to.
   *
   * @param outcome taken, unchanged or faulty
   * @param changed profiles that have another version now, or are new or gone
   * @param faults all that is wrong, each with file and line; what was in force stays then
   * @param needsStart settings that were changed and hold only from the next start on
   */
  record Reloaded(
      String outcome, List<String> changed, List<String> faults, List<String> needsStart) {}

  /** All of them, by their names. */
  List<InForce> all();

  /** One of them. */
  Optional<InForce> profile(String name);

  /**
   * Reads the files again, here and on the other nodes, each its own.
   *
   * @param by who asks: the name of a token, or empty
   * @return what it came to here
   */
  CompletionStage<Reloaded> reload(String by);

  /**
   * What would be wrong if the files said this of a profile; changes nothing.
   *
   * @param text a file of profiles, or the inside of this profile's block
   */
  CompletionStage<List<String>> check(String profile, String text);

  /** Which versions of it came into force when, newest first. */
  CompletionStage<List<ProfileVersion>> versions(String profile, int most);
}
