package talkspurt.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialRequest;
import talkspurt.outbound.DialWindow;
import talkspurt.outbound.OutboundOrder;
import talkspurt.outbound.ReleaseCause;
import talkspurt.outbound.RetryPlan.Attempt;

/** Pure: what a row of an outbound call holds as JSON: what was asked for, which is sealed, and the attempts. */
final class OutboundContent {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NUMBER = "number";
  private static final String ZONES = "zones";
  private static final String VARIABLES = "variables";
  private static final String CALLER_ID = "callerId";
  private static final String CONSENT = "consent";
  private static final String FROM = "from";
  private static final String UNTIL = "until";
  private static final String RINGING = "ringingMs";
  private static final String ATTEMPTS = "attempts";
  private static final String OUTCOME = "outcome";
  private static final String AT = "at";
  private static final String Q850 = "q850";
  private static final String TEXT = "text";

  private OutboundContent() {}

  /** What belongs to the row of this call alone. */
  static byte[] context(UUID id) {
    return ("OUTBOUND|" + id).getBytes(StandardCharsets.UTF_8);
  }

  /** What was asked for, but for what has columns of its own. */
  static byte[] bytes(OutboundOrder order) {
    DialRequest request = order.request();
    ObjectNode content = JSON.createObjectNode();
    content.put(NUMBER, request.number().e164());
    ArrayNode zones = content.putArray(ZONES);
    request.number().zones().stream().map(ZoneId::getId).sorted().forEach(zones::add);
    ObjectNode variables = content.putObject(VARIABLES);
    order.variables().forEach(variables::put);
    order.callerId().ifPresent(shown -> content.put(CALLER_ID, shown));
    request.consent().ifPresent(reference -> content.put(CONSENT, reference));
    content.put(FROM, request.window().from().toString());
    content.put(UNTIL, request.window().until().toString());
    content.put(RINGING, order.ringing().toMillis());
    content.put(ATTEMPTS, order.attempts());
    return text(content).getBytes(StandardCharsets.UTF_8);
  }

  /** The reverse. */
  static OutboundOrder order(byte[] bytes, String profile, String trunk, String campaign) {
    JsonNode content = tree(new String(bytes, StandardCharsets.UTF_8));
    Set<ZoneId> zones = new HashSet<>();
    content.path(ZONES).forEach(zone -> zones.add(ZoneId.of(zone.asText())));
    Map<String, String> variables = new HashMap<>();
    content
        .path(VARIABLES)
        .properties()
        .forEach(one -> variables.put(one.getKey(), one.getValue().asText()));
    return new OutboundOrder(
        new DialRequest(
            new DialNumber(content.path(NUMBER).asText(), zones),
            maybe(content, CONSENT),
            new DialWindow(
                Instant.parse(content.path(FROM).asText()),
                Instant.parse(content.path(UNTIL).asText()))),
        profile,
        variables,
        maybe(content, CALLER_ID),
        trunk,
        Duration.ofMillis(content.path(RINGING).asLong()),
        content.path(ATTEMPTS).asInt(),
        Optional.of(campaign).filter(name -> !name.isEmpty()));
  }

  /** The attempts that are over. */
  static String attempts(List<Attempt> attempts) {
    ArrayNode all = JSON.createArrayNode();
    for (Attempt attempt : attempts) {
      ObjectNode one = all.addObject();
      one.put(OUTCOME, attempt.outcome().wire());
      one.put(AT, attempt.at().toString());
      attempt.cause().ifPresent(cause -> {
        one.put(Q850, cause.q850());
        one.put(TEXT, cause.text());
      });
    }
    return text(all);
  }

  /** The reverse. */
  static List<Attempt> attempts(String json) {
    List<Attempt> attempts = new ArrayList<>();
    tree(json)
        .forEach(one -> attempts.add(new Attempt(
            DialOutcome.of(one.path(OUTCOME).asText()).orElse(DialOutcome.UNKNOWN),
            Instant.parse(one.path(AT).asText()),
            one.has(Q850)
                ? Optional.of(
                    new ReleaseCause(one.path(Q850).asInt(), one.path(TEXT).asText()))
                : Optional.empty())));
    return attempts;
  }

  private static Optional<String> maybe(JsonNode content, String field) {
    return content.has(field) ? Optional.of(content.path(field).asText()) : Optional.empty();
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String text(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
