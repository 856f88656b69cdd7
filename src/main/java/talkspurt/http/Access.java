package talkspurt.http;

import java.util.Optional;
import talkspurt.access.Role;

/** Who may ask something of the API. */
public enum Access {
  /** Whoever reaches it: it tells nothing that is worth hiding. */
  ANYBODY(null),
  /** Whoever opens a page, by a link from anywhere: what it holds is the same for all. */
  PAGES(null),
  /** Asterisk, which brings a line: from the networks of lines, without a token. */
  LINES(null),
  /** Dialplans. */
  CALL_START(Role.CALL_START),
  /** Who watches. */
  READ(Role.READ),
  /** Who changes what a call does. */
  OPERATE(Role.OPERATE),
  /** Who hears what was said. */
  LISTEN(Role.LISTEN),
  /** Who decides for all calls. */
  ADMIN(Role.ADMIN);

  private final Role role;

  Access(Role role) {
    this.role = role;
  }

  /** The role that a token must cover, where one is needed. */
  Optional<Role> role() {
    return Optional.ofNullable(role);
  }
}
