package talkspurt.outbound;

import java.util.Objects;
import java.util.Optional;

/**
 * Who is to be called, and what somebody says allows it.
 *
 * @param number whose phone rings
 * @param consent where the called party's consent is written down, as the requester calls it; empty for none
 * @param window when the requester wants the call to be made
 */
public record DialRequest(DialNumber number, Optional<String> consent, DialWindow window) {

  /** A request; a consent reference of blanks is none. */
  public DialRequest {
    Objects.requireNonNull(number);
    Objects.requireNonNull(window);
    consent = consent.filter(reference -> !reference.isBlank());
  }
}
