package talkspurt.privacy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that keys of calls are encrypted with: one for those to come, and earlier ones for those that are there.
 * Without any, keys of calls are kept as they are.
 */
public final class MasterKeys {

  /** No master key: who has the table of keys can read calls. */
  public static final MasterKeys NONE = new MasterKeys("", Map.of());

  private final String current;
  private final Map<String, CallKey> keys;

  /**
   * Master keys by their ids.
   *
   * @param current the id of the one for new keys; empty for none
   * @throws IllegalArgumentException where the current one is not among them
   */
  public MasterKeys(String current, Map<String, CallKey> keys) {
    if (!current.isEmpty() && !keys.containsKey(current)) {
      throw new IllegalArgumentException("master-key is '" + current + "'; allowed: one of "
          + keys.keySet().stream().sorted().toList());
    }
    this.current = current;
    this.keys = Map.copyOf(keys);
  }

  /** The id of the master key for new keys; empty for none. */
  public String current() {
    return current;
  }

  /** A call's key as it is kept from now on. */
  public WrappedKey wrap(String callId, CallKey key) {
    return current.isEmpty()
        ? new WrappedKey("", key.bytes())
        : new WrappedKey(current, keys.get(current).seal(key.bytes(), context(callId)));
  }

  /** The key; empty where its master key is not known, or it is another call's. */
  public Optional<CallKey> unwrap(String callId, WrappedKey wrapped) {
    Optional<byte[]> bytes = wrapped.master().isEmpty()
        ? Optional.of(wrapped.bytes())
        : Optional.ofNullable(keys.get(wrapped.master()))
            .flatMap(master -> master.open(wrapped.bytes(), context(callId)));
    return bytes.filter(found -> found.length == CallKey.BYTES).map(CallKey::new);
  }

  private static byte[] context(String callId) {
    return ("key|" + callId).getBytes(StandardCharsets.UTF_8);
  }
}
