package talkspurt.control;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long each kind is kept.
 *
 * @param kept from the end of a call on; a kind that is not among these is kept for ever
 */
public record RetentionRule(Map<RetentionKind, Duration> kept) {

  /** All is kept for ever. */
  public static final RetentionRule FOR_EVER = new RetentionRule(Map.of());

  public RetentionRule {
    kept = Map.copyOf(kept);
  }

  /** How long a kind is kept; empty: for ever. It goes with {@link RetentionKind#goesWith another} at the latest. */
  public Optional<Duration> of(RetentionKind kind) {
    Optional<Duration> own = Optional.ofNullable(kept.get(kind));
    Optional<Duration> other = kind.goesWith().flatMap(this::of);
    if (own.isEmpty() || other.isEmpty()) {
      return own.or(() -> other);
    }
    return own.get().compareTo(other.get()) <= 0 ? own : other;
  }

  /**
   * The same with other times for some kinds.
   *
   * @param others empty: for ever
   */
  public RetentionRule with(Map<RetentionKind, Optional<Duration>> others) {
    Map<RetentionKind, Duration> all = new EnumMap<>(RetentionKind.class);
    all.putAll(kept);
    others.forEach((kind, time) ->
        time.ifPresentOrElse(known -> all.put(kind, known), () -> all.remove(kind)));
    return new RetentionRule(all);
  }
}
