package talkspurt.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;
import talkspurt.call.Destination;

/** Where an operator sends a caller, as it is asked for: {@code {"destination": "sales"}}. */
final class TransferBody {

  private static final String DESTINATION = "destination";

  private TransferBody() {}

  /**
   * The place.
   *
   * @param named those of the profile, by name
   */
  static Destination read(JsonNode body, Map<String, String> named) {
    body.properties().forEach(field -> {
      if (!field.getKey().equals(DESTINATION)) {
        throw Checked.bad(field.getKey(), field.getKey(), DESTINATION);
      }
    });
    if (!body.has(DESTINATION)) {
      throw Problem.badField(DESTINATION, "is missing; allowed: " + allowed(named))
          .found();
    }
    String sent = StartBody.string(DESTINATION, body.get(DESTINATION));
    try {
      return new Destination(named.getOrDefault(sent, sent));
    } catch (IllegalArgumentException noPlace) {
      throw Checked.bad(DESTINATION, sent, allowed(named));
    }
  }

  private static String allowed(Map<String, String> named) {
    String any = "CONTEXT,EXTEN,PRIORITY";
    return named.isEmpty() ? any : any + ", or " + String.join(", ", new TreeSet<>(named.keySet()));
  }
}
