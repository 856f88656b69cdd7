package talkspurt.boot.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import talkspurt.privacy.CallKey;
import talkspurt.privacy.MasterKeys;
import talkspurt.privacy.PrivacySettings;
import talkspurt.privacy.PrivacySettings.Journal;

/** Reads how what is kept of calls is protected. */
final class PrivacyReader {

  /** The block of the settings, and of profiles. */
  static final String KEY = "privacy";

  private static final String TRANSCRIPT = "transcript";

  private PrivacyReader() {}

  /** What is kept of the words of a profile's calls. */
  enum Transcript {
    /** What was said. */
    ON,
    /** The same without numbers, addresses and names. */
    REDACTED,
    /** Nothing beyond the call. */
    OFF;

    /** What settings call it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is kept of the words of a profile's calls. */
  static Transcript transcript(ConfigSection profile) {
    return profile.has(KEY)
        ? profile
            .section(KEY)
            .check(block -> CollectReader.named(
                TRANSCRIPT,
                Transcript.values(),
                Transcript::label,
                block.only(TRANSCRIPT, RetentionReader.RETENTION).text(TRANSCRIPT, "on")))
        : Transcript.ON;
  }

  static PrivacySettings settings(ConfigSection block, Map<String, String> environment) {
    MasterKeys masters = block.section("master-keys").check(keys -> masters(keys, environment));
    return new PrivacySettings(journal(block.text("journal")), masters);
  }

  private static MasterKeys masters(ConfigSection block, Map<String, String> environment) {
    Map<String, CallKey> keys = new TreeMap<>();
    RecordingKeysReader.all(block, environment)
        .forEach((id, bytes) -> keys.put(id, new CallKey(bytes)));
    String current = block.text("key-id");
    if (!current.isEmpty() && !keys.containsKey(current)) {
      throw new IllegalArgumentException(
          "key-id is '" + current + "'; allowed: one of keys, which are " + keys.keySet());
    }
    return new MasterKeys(current, keys);
  }

  private static Journal journal(String choice) {
    return switch (choice) {
      case "sealed" -> Journal.SEALED;
      case "plain" -> Journal.PLAIN;
      default ->
        throw new IllegalArgumentException("journal is " + choice + "; allowed: sealed, plain");
    };
  }
}
