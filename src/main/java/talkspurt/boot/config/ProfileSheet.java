package talkspurt.boot.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that shapes the calls of a profile, key by key: what it says itself and, where it says nothing, what
 * holds for all.
 *
 * @param entries by key; nested blocks have points in it
 */
public record ProfileSheet(SortedMap<String, Entry> entries) {

  /** Stands in the place of a secret. */
  public static final String MASK = "***";

  private static final int VERSION_LENGTH = 12;

  /**
   * One value.
   *
   * @param value as text; a list as JSON; {@link #MASK} for a secret
   * @param origin file and line, or {@code default}
   */
  public record Entry(String value, String origin) {}

  public ProfileSheet {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** The values without where they stand. */
  public SortedMap<String, String> values() {
    SortedMap<String, String> values = new TreeMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.value()));
    return values;
  }

  /** The first 12 hexadecimal digits of the SHA-256 of all keys and values, whatever file they stand in. */
  public String version() {
    StringBuilder canonical = new StringBuilder();
    for (Map.Entry<String, Entry> one : entries.entrySet()) {
      String value = one.getValue().value();
      canonical
          .append(one.getKey())
          .append('=')
          .append(value.length())
          .append(':')
          .append(value);
      canonical.append('\n');
    }
    return digest(canonical.toString().getBytes(StandardCharsets.UTF_8))
        .substring(0, VERSION_LENGTH);
  }

  /** SHA-256 in hexadecimal digits. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}
