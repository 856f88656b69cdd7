package talkspurt.call;

import java.util.Locale;
import java.util.Optional;

/** Who called whom. Stored by name. */
public enum Direction {
  /** The caller called. */
  INBOUND,
  /** The engine, or a dialplan for it, called. */
  OUTBOUND;

  /** The name that users see, such as {@code outbound}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that label; empty if there is none. */
  public static Optional<Direction> of(String label) {
    for (Direction direction : values()) {
      if (direction.label().equals(label)) {
        return Optional.of(direction);
      }
    }
    return Optional.empty();
  }
}
