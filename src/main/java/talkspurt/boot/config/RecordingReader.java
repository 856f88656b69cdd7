package talkspurt.boot.config;

import static talkspurt.settings.Bounds.within;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.media.profile.RecordingPolicy.Mode;
import talkspurt.recording.RecordingFormat;
import talkspurt.recording.RecordingSettings;

/** Reads how recordings are kept, and which profiles want them. */
final class RecordingReader {

  /** The block's name, of the engine and of profiles. */
  static final String KEY = "recording";

  private static final String MODE = "mode";
  private static final String ANNOUNCEMENT = "announcement";
  private static final String MIN_FREE = "min-free-mib";
  private static final int MAX_FREE_MIB = 1 << 20;

  private RecordingReader() {}

  /** How recordings are kept; below the folder of data where no other is named. */
  static RecordingSettings settings(
      ConfigSection block, Path dataDir, Map<String, String> environment) {
    int mib = block.number(MIN_FREE);
    within(MIN_FREE, mib, 1, MAX_FREE_MIB);
    return new RecordingSettings(
        folder(block.text("folder"), dataDir),
        RecordingFormat.of(block.text("format")),
        block.number("tracks"),
        block.flag("trace"),
        block.duration("queue"),
        (long) mib << 20,
        block
            .section("encryption")
            .check(encryption -> RecordingKeysReader.keys(encryption, environment)),
        block.section("store").check(store -> BucketReader.bucket(store, environment)));
  }

  private static Path folder(String text, Path dataDir) {
    try {
      return text.isBlank()
          ? dataDir.resolve("recordings")
          : Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException wrong) {
      throw new IllegalArgumentException("folder is '" + text + "'; allowed: a directory");
    }
  }

  /** What a profile wants; nothing is recorded where it does not say so. */
  static RecordingPolicy policy(ConfigSection profile, Profile.Pipeline pipeline) {
    if (!profile.has(KEY)) {
      return RecordingPolicy.OFF;
    }
    RecordingPolicy policy =
        profile.section(KEY).check(block -> wanted(block.only(MODE, ANNOUNCEMENT), pipeline));
    return PrivacyReader.transcript(profile) == PrivacyReader.Transcript.ON
        ? policy
        : policy.withoutWords();
  }

  private static RecordingPolicy wanted(ConfigSection block, Profile.Pipeline pipeline) {
    Mode mode = mode(block);
    if (mode != Mode.ANNOUNCED) {
      if (block.has(ANNOUNCEMENT)) {
        throw new IllegalArgumentException(
            ANNOUNCEMENT + " is for mode = announced, but mode is " + mode.label());
      }
      return new RecordingPolicy(mode, "");
    }
    if (!(pipeline instanceof Profile.Agent agent)) {
      throw new IllegalArgumentException(
          "mode is announced, but the bot has no greeting of the profile's; allowed with a bot: off, on,"
              + " after-consent");
    }
    String words = block.has(ANNOUNCEMENT) ? block.text(ANNOUNCEMENT).strip() : "";
    if (words.isEmpty() || !greeting(agent).contains(words)) {
      throw new IllegalArgumentException(ANNOUNCEMENT + " is '" + words
          + "', which the greeting does not hold; allowed: the sentences of the greeting that tell"
          + " callers of the recording");
    }
    return new RecordingPolicy(mode, words);
  }

  private static String greeting(Profile.Agent agent) {
    return agent.greeting() instanceof Prompt.Say say
        ? say.words()
        : ((Prompt.Play) agent.greeting()).words();
  }

  private static Mode mode(ConfigSection block) {
    String label = block.text(MODE);
    if (label.equals("true") || label.equals("false")) {
      return label.equals("true") ? Mode.ON : Mode.OFF; // HOCON reads a bare on as a flag
    }
    return Arrays.stream(Mode.values())
        .filter(mode -> mode.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("mode is '" + label + "'; allowed: "
            + Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "))));
  }
}
