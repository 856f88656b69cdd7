package talkspurt.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.PhoneNumber;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.DialRequest;
import talkspurt.outbound.DialWindow;
import talkspurt.outbound.OutboundOrder;

/**
 * A call to be made, as it was asked for and checked.
 *
 * @param idempotencyKey under which it is made once, however often it is asked for
 */
record OutboundBody(OutboundOrder order, Optional<String> idempotencyKey) {

  private static final String NUMBER = "number";
  private static final String PROFILE = "profile";
  private static final String VARIABLES = "variables";
  private static final String CALLER_ID = "callerId";
  private static final String WINDOW = "window";
  private static final String FROM = "from";
  private static final String UNTIL = "until";
  private static final String ATTEMPTS = "attempts";
  private static final String KEY = "idempotencyKey";
  private static final String CONSENT = "consent";
  private static final List<String> FIELDS =
      List.of(NUMBER, PROFILE, VARIABLES, CALLER_ID, WINDOW, ATTEMPTS, KEY, CONSENT);
  private static final int MAX_ATTEMPTS = 50;

  /** How long a call may be made where a request does not say. */
  private static final Duration STANDARD_WINDOW = Duration.ofDays(7);

  private static final Duration LONGEST_WINDOW = Duration.ofDays(366);

  static OutboundBody read(JsonNode body, OutboundDirectory outbound) {
    only(body, "", FIELDS);
    String profile = text(body, PROFILE)
        .orElseThrow(() ->
            Problem.badField(PROFILE, "is missing; allowed: a profile's name").found());
    OutboundDirectory.Terms terms = terms(outbound, profile);
    return new OutboundBody(
        new OutboundOrder(
            new DialRequest(
                number(
                    NUMBER,
                    text(body, NUMBER)
                        .orElseThrow(() -> Problem.badField(
                                NUMBER, "is missing; allowed: a number such as +493012345678")
                            .found()),
                    outbound),
                text(body, CONSENT),
                window(body, outbound.now())),
            profile,
            StartBody.variables(body),
            text(body, CALLER_ID).or(terms::callerId),
            terms.trunk(),
            terms.ringing(),
            attempts(body, outbound.attempts()),
            Optional.empty()),
        text(body, KEY));
  }

  static OutboundDirectory.Terms terms(OutboundDirectory outbound, String profile) {
    try {
      return outbound.terms(profile);
    } catch (IllegalArgumentException none) {
      throw Problem.badField(PROFILE, none.getMessage()).found();
    }
  }

  /** A number that can be dialled. */
  static DialNumber number(String field, String written, OutboundDirectory outbound) {
    return outbound
        .number(new PhoneNumber(Checked.text(field, written.strip())))
        .orElseThrow(() -> Problem.badField(
                field,
                "is no number that can be dialled; allowed: in the international format, such as +493012345678,"
                    + " or as it is dialled in the country of outbound.region")
            .found());
  }

  /** A window from two times, either of which may be missing. */
  static DialWindow window(Optional<Instant> from, Optional<Instant> until, Instant now) {
    Instant begins = from.orElse(now);
    Instant ends =
        until.orElseGet(() -> (begins.isAfter(now) ? begins : now).plus(STANDARD_WINDOW));
    if (!ends.isAfter(begins) || !ends.isAfter(now) || ends.isAfter(now.plus(LONGEST_WINDOW))) {
      throw Problem.badField(
              WINDOW,
              "ends at " + ends + "; allowed: after its beginning and after now, within a year")
          .found();
    }
    return new DialWindow(begins, ends);
  }

  private static DialWindow window(JsonNode body, Instant now) {
    JsonNode window = body.path(WINDOW);
    if (!window.isMissingNode() && !window.isObject()) {
      throw Checked.bad(WINDOW, window.toString(), "an object with from and until");
    }
    if (window.isObject()) {
      only(window, WINDOW + ".", List.of(FROM, UNTIL));
    }
    return window(
        text(window, FROM).map(text -> time(FROM, text)),
        text(window, UNTIL).map(text -> time(UNTIL, text)),
        now);
  }

  private static Instant time(String field, String text) {
    try {
      return Checked.time(WINDOW + "." + field, text);
    } catch (DateTimeException wrong) {
      throw Checked.bad(WINDOW + "." + field, text, "a time such as 2026-12-01T10:00:00Z");
    }
  }

  private static int attempts(JsonNode body, int otherwise) {
    JsonNode attempts = body.path(ATTEMPTS);
    if (attempts.isMissingNode()) {
      return otherwise;
    }
    if (!attempts.isInt() || attempts.intValue() < 1 || attempts.intValue() > MAX_ATTEMPTS) {
      throw Checked.bad(ATTEMPTS, attempts.toString(), "1 to " + MAX_ATTEMPTS);
    }
    return attempts.intValue();
  }

  private static Optional<String> text(JsonNode body, String field) {
    return body.has(field)
        ? Optional.of(
                Checked.text(field, StartBody.string(field, body.get(field))).strip())
            .filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  private static void only(JsonNode body, String prefix, List<String> fields) {
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      unknown.add(field.getKey());
    }
    unknown.removeAll(fields);
    if (!unknown.isEmpty()) {
      throw Checked.bad(
          prefix + unknown.get(0), String.join(", ", unknown), String.join(", ", fields));
    }
  }
}
