package talkspurt.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What whoever holds a token may do. */
public enum Role {
  /** Announce calls, ask what the dialplan should do next, and tell what came of a transfer. */
  CALL_START,
  /** See calls, figures and nodes. */
  READ,
  /** See calls, and change them: hang up, change a bot's session. */
  OPERATE,
  /** Hear recordings of calls, and see calls. */
  LISTEN,
  /** Everything. */
  ADMIN;

  /**
   * Of a setting.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Role of(String label) {
    return Arrays.stream(values())
        .filter(role -> role.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("roles has '" + label + "'; allowed: "
            + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "))));
  }

  /** Its name in settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether who has it may do what another role may. */
  public boolean covers(Role wanted) {
    return this == wanted || this == ADMIN || (this == OPERATE || this == LISTEN) && wanted == READ;
  }
}
