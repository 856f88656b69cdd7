package talkspurt.boot.config;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import talkspurt.recording.RecordingKeys;

/** Reads the keys that recordings are encrypted with: secrets, by ids that stand in the files. */
final class RecordingKeysReader {

  private static final String KEYS = "keys";
  private static final String ID = "[A-Za-z0-9_-]+";

  private RecordingKeysReader() {}

  static RecordingKeys keys(ConfigSection block, Map<String, String> environment) {
    String current = block.text("key-id");
    return new RecordingKeys(
        current.isEmpty() ? Optional.empty() : Optional.of(current), all(block, environment));
  }

  /** The keys of a block by their ids, each of {@link RecordingKeys#KEY_BYTES} bytes. */
  static Map<String, byte[]> all(ConfigSection block, Map<String, String> environment) {
    ConfigSection keys = block.section(KEYS);
    Map<String, byte[]> all = new TreeMap<>();
    for (String id : keys.keys()) {
      if (!id.matches(ID)) {
        throw new IllegalArgumentException(
            "keys has the id '" + id + "'; allowed: letters, digits, '-' and '_'");
      }
      ConfigSection key = keys.section(id).only("env", "file");
      byte[] bytes = SecretReader.secret(key, "", environment)
          .flatMap(secret -> decoded(secret.text()))
          .orElseThrow(() -> new IllegalArgumentException("keys." + id
              + " is no key; allowed: env or file with " + RecordingKeys.KEY_BYTES
              + " bytes in base64, or as " + 2 * RecordingKeys.KEY_BYTES
              + " hexadecimal digits (openssl rand -base64 32)"));
      all.put(id, bytes);
    }
    return all;
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      byte[] key = text.length() == 2 * RecordingKeys.KEY_BYTES
          ? HexFormat.of().parseHex(text)
          : Base64.getDecoder().decode(text);
      return key.length == RecordingKeys.KEY_BYTES ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException neither) {
      return Optional.empty();
    }
  }
}
