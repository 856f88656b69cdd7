package talkspurt.control;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows what was kept in the last minute, so that a page that asks every second does not fill the audit. */
final class AuditRepeats {

  private static final Duration FOR = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private record Key(AuditAction action, String target, String token, String address) {
    static Key of(AuditEntry entry) {
      return new Key(entry.action(), entry.target(), entry.token(), entry.address());
    }
  }

  private final Map<Key, Instant> kept = new LinkedHashMap<>();

  /** Whether the same is kept of less than a minute before. */
  synchronized boolean has(AuditEntry entry) {
    Instant before = kept.get(Key.of(entry));
    return before != null && entry.at().isBefore(before.plus(FOR));
  }

  /** It is kept. */
  synchronized void keep(AuditEntry entry) {
    if (!entry.action().repeated()) {
      return;
    }
    kept.remove(Key.of(entry));
    kept.put(Key.of(entry), entry.at());
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
  }
}
