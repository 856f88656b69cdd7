package talkspurt.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import talkspurt.control.CallPlace;

/** A place in the list of calls as one word, for the client to give back as it is. */
final class Cursor {

  private static final String ALLOWED = "the nextCursor of an earlier answer";
  private static final char BETWEEN = '|';

  private Cursor() {}

  static String text(CallPlace place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((place.registeredAt().toString() + BETWEEN + place.callId())
            .getBytes(StandardCharsets.US_ASCII));
  }

  static CallPlace read(String field, String text) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      int between = place.indexOf(BETWEEN);
      String callId = place.substring(between + 1);
      if (between > 0 && Checked.isCallId(callId)) {
        return new CallPlace(Checked.storable(Instant.parse(place.substring(0, between))), callId);
      }
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      // told below
    }
    throw Checked.bad(field, text, ALLOWED);
  }
}
