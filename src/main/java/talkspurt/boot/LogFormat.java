package talkspurt.boot;

import java.util.List;
import java.util.Map;
import talkspurt.boot.config.StartFailure;

/** The form of the log, which logback.xml takes from the environment: an unknown one would be no log at all. */
final class LogFormat {

  private static final String VARIABLE = "TALKSPURT_LOG";
  private static final String TEXT = "text";

  /** Each has a file of its own, which logback.xml includes. */
  private static final List<String> KNOWN = List.of(TEXT, "json");

  private LogFormat() {}

  /**
   * Looks at the form that is wanted.
   *
   * @throws StartFailure where there is no such form
   */
  static void check(Map<String, String> environment) {
    String wanted = environment.getOrDefault(VARIABLE, TEXT);
    if (!KNOWN.contains(wanted)) {
      throw new StartFailure("environment variable " + VARIABLE + " is '" + wanted + "'; allowed: "
          + String.join(", ", KNOWN));
    }
  }
}
