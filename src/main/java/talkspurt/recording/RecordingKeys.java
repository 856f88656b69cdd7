package talkspurt.recording;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keys that files of recordings are encrypted with, by their ids: 32 bytes each. Never printed.
 *
 * @param current id of the key of files that are made from now on; empty where they are not encrypted
 * @param all every key by its id; those of older files among them
 */
public record RecordingKeys(Optional<String> current, Map<String, byte[]> all) {

  /** How long a key is. */
  public static final int KEY_BYTES = 32;

  /** Longer ids do not fit into the head of a file. */
  public static final int MAX_ID_BYTES = 64;

  /** Files are not encrypted, and those that are cannot be read. */
  public static final RecordingKeys NONE = new RecordingKeys(Optional.empty(), Map.of());

  public RecordingKeys {
    all = Map.copyOf(all);
    all.forEach((id, key) -> {
      int length = id.getBytes(StandardCharsets.UTF_8).length;
      if (length == 0 || length > MAX_ID_BYTES) {
        throw new IllegalArgumentException(
            "keys has the id '" + id + "'; allowed: 1 to " + MAX_ID_BYTES + " bytes");
      }
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException("keys." + id + " is " + key.length
            + " bytes long; allowed: " + KEY_BYTES + ", in base64 or as " + 2 * KEY_BYTES
            + " hexadecimal digits (openssl rand -base64 32)");
      }
    });
    if (current.isPresent() && !all.containsKey(current.get())) {
      throw new IllegalArgumentException("key-id is '" + current.get() + "', which is not in keys");
    }
  }

  /**
   * A key.
   *
   * @throws MissingKeyException where there is none of that id
   */
  byte[] of(String id) throws MissingKeyException {
    byte[] key = all.get(id);
    if (key == null) {
      throw new MissingKeyException(id);
    }
    return key;
  }

  @Override
  public String toString() {
    return "keys " + new TreeMap<>(all).keySet()
        + current.map(id -> ", of new files " + id).orElse("");
  }
}
