package talkspurt.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An event that a host tells whoever follows its manager interface.
 *
 * @param id the same whenever it is told
 * @param type what kind of event
 * @param timestamp when it happened, UTC by ISO 8601
 * @param callId empty: of no call
 * @param profile of the call
 * @param data JSON, without line ends
 */
public record ExchangeEvent(
    String id,
    String type,
    String timestamp,
    Optional<String> callId,
    Optional<String> profile,
    String data) {

  /** Asterisk discards lines of more than 1,024 bytes, name and all. */
  static final int MAX_LINE_BYTES = 1_000;

  /** The data, unless they are too long for a line of AMI. */
  public Optional<String> line() {
    return data.getBytes(StandardCharsets.UTF_8).length <= MAX_LINE_BYTES
        ? Optional.of(data)
        : Optional.empty();
  }
}
