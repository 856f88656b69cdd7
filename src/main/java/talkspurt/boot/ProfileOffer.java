package talkspurt.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import talkspurt.boot.config.Settings;

/** What somebody who has a key of OpenAI, and has not chosen a profile yet, may want to know. Nothing is done by itself. */
final class ProfileOffer {

  private static final String KEY = "OPENAI_API_KEY";
  private static final String FILE = "conf/profiles/openai.conf";
  private static final Set<String> NOT_CHOSEN = Set.of("receptionist");

  private ProfileOffer() {}

  /**
   * How to have the profile {@code openai} answer; nothing for who has settings, or no key.
   *
   * @param config the file of settings, or null
   * @param folder from which the process was started
   * @param jar whether it was started from its jar
   */
  static Optional<String> of(
      Path config, Settings settings, Map<String, String> environment, Path folder, boolean jar) {
    boolean chosen = config != null
        || !NOT_CHOSEN.contains(settings.defaultProfile())
        || !NOT_CHOSEN.containsAll(
            settings.config().getObject("talkspurt.profiles").keySet());
    if (chosen || environment.getOrDefault(KEY, "").isBlank()) {
      return Optional.empty();
    }
    String offer = KEY + " is set, and the embedded receptionist answers. To have OpenAI answer, ";
    return Optional.of(offer + (Files.exists(folder.resolve(FILE)) ? run(jar) : write()));
  }

  private static String run(boolean jar) {
    String profile = "-Dtalkspurt.default-profile=openai ";
    return "stop and run: "
        + (jar
            ? "java " + profile + "-jar target/talkspurt.jar --config " + FILE
            : "mvn -q compile exec:java " + profile + "-Dexec.args=\"--config " + FILE + "\"");
  }

  private static String write() {
    return "start with --config FILE, in which stands: include classpath(\"profiles/openai.conf\"),"
        + " talkspurt.default-profile = openai";
  }
}
