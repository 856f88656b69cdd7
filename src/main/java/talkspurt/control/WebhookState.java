package talkspurt.control;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a webhook is.
 *
 * @param position up to which number events were looked at for it
 * @param disabledAs with which settings its receiver said that it wants no more; empty: with none
 * @param disabledAt when it said so
 * @param failingSince since when it has taken nothing; empty while it takes what it is sent
 * @param failedAt when it did not take something last
 * @param failure why; empty where it took all
 * @param deliveredAt when it took something last
 */
public record WebhookState(
    String name,
    long position,
    String disabledAs,
    Optional<Instant> disabledAt,
    Optional<Instant> failingSince,
    Optional<Instant> failedAt,
    String failure,
    Optional<Instant> deliveredAt) {

  /** Of one to which nothing was sent yet. */
  static WebhookState begun(String name, long position) {
    return new WebhookState(
        name,
        position,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty());
  }

  /** Whether its receiver wants no more as long as its settings are these. */
  public boolean disabled(String settings) {
    return disabledAs.equals(settings);
  }

  /** The same, with an event that it refused though it takes others. */
  public WebhookState refused(Instant at, String why) {
    return new WebhookState(
        name, position, disabledAs, disabledAt, failingSince, Optional.of(at), why, deliveredAt);
  }

  /** The same, of a receiver that is there. */
  public WebhookState back() {
    return new WebhookState(
        name, position, disabledAs, disabledAt, Optional.empty(), failedAt, failure, deliveredAt);
  }

  /** The same, with what it took. */
  public WebhookState delivered(Instant at) {
    return new WebhookState(
        name,
        position,
        disabledAs,
        disabledAt,
        Optional.empty(),
        failedAt,
        failure,
        Optional.of(at));
  }

  /** The same, of a receiver that took nothing. */
  public WebhookState failed(Instant at, String why) {
    return new WebhookState(
        name,
        position,
        disabledAs,
        disabledAt,
        failingSince.or(() -> Optional.of(at)),
        Optional.of(at),
        why,
        deliveredAt);
  }

  /** The same, of a receiver that wants no more. */
  public WebhookState gone(Instant at, String settings, String why) {
    return new WebhookState(
        name,
        position,
        settings,
        Optional.of(at),
        Optional.empty(),
        Optional.of(at),
        why,
        deliveredAt);
  }
}
