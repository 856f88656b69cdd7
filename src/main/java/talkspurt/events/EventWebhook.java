package talkspurt.events;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import talkspurt.control.EventFilter;

/**
 * A webhook of the settings.
 *
 * @param name of 1 to 64 letters, digits, {@code -}, {@code _} and {@code .}
 * @param url where events are posted to
 * @param wanted which events
 * @param masked whether of numbers only the last digits are told
 * @param content whether words are told, too
 */
public record EventWebhook(
    String name, URI url, EventFilter wanted, boolean masked, boolean content) {

  private static final int SHOWN_BYTES = 16;

  public EventWebhook {
    within("name", name.length(), 1, 64);
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "name is '" + name + "'; allowed: letters, digits, '-', '_' and '.'");
    }
  }

  /** What tells these settings from others. */
  public String fingerprint() {
    String all = url + "\n" + new TreeSet<>(wanted.types()) + "\n"
        + new TreeSet<>(wanted.profiles()) + "\n" + masked + content;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
