package talkspurt.http;

import akka.http.javadsl.model.HttpHeader;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import talkspurt.access.ApiToken;
import talkspurt.call.Intervention;
import talkspurt.call.Intervention.When;

/** Words that somebody brings into a call, in the JSON body of a POST. */
final class InterventionBody {

  /** More would be a speech; callers hang up. */
  static final int MAX_SAID = 1000;

  static final int MAX_HINT = 4000;

  private static final String TEXT = "text";
  private static final String INTERRUPT = "interrupt";
  private static final String LANGUAGE = "language";
  private static final String ANSWER = "answer";
  private static final List<String> OF_SAY = List.of(TEXT, INTERRUPT, LANGUAGE);
  private static final List<String> OF_HINT = List.of(TEXT, ANSWER, INTERRUPT);
  private static final Map<String, When> WHENS =
      Map.of("now", When.NOW, "after-sentence", When.AFTER_SENTENCE, "when-quiet", When.WHEN_QUIET);
  private static final String KEY = "idempotency-key";

  private InterventionBody() {}

  static Intervention say(Asked asked, JsonNode body, Supplier<String> ids, Instant now) {
    refuseOthers(body, OF_SAY);
    String language = body.has(LANGUAGE)
        ? Checked.language(LANGUAGE, StartBody.string(LANGUAGE, body.get(LANGUAGE)))
        : "";
    return Intervention.say(
        id(asked, ids),
        text(body, MAX_SAID),
        by(asked),
        when(body).orElse(When.WHEN_QUIET),
        language,
        now);
  }

  static Intervention hint(Asked asked, JsonNode body, Supplier<String> ids, Instant now) {
    refuseOthers(body, OF_HINT);
    boolean answer = false;
    if (body.has(ANSWER)) {
      if (!body.get(ANSWER).isBoolean()) {
        throw Checked.bad(ANSWER, body.get(ANSWER).toString(), "true or false");
      }
      answer = body.get(ANSWER).booleanValue();
    }
    Optional<When> when = when(body);
    if (when.isPresent() && !answer) {
      throw Problem.badField(
              INTERRUPT, "says when the agent is to speak; allowed with answer = true")
          .found();
    }
    return Intervention.hint(
        id(asked, ids),
        text(body, MAX_HINT),
        by(asked),
        answer,
        when.orElse(answer ? When.AFTER_SENTENCE : When.WHEN_QUIET),
        now);
  }

  private static void refuseOthers(JsonNode body, List<String> known) {
    body.properties().forEach(field -> {
      if (!known.contains(field.getKey())) {
        throw Checked.bad(field.getKey(), field.getKey(), String.join(", ", known));
      }
    });
  }

  private static String text(JsonNode body, int most) {
    if (!body.has(TEXT)) {
      throw Problem.badField(TEXT, "is missing; allowed: the words").found();
    }
    String text = Checked.lines(TEXT, StartBody.string(TEXT, body.get(TEXT)), most);
    if (text.isBlank()) {
      throw Problem.badField(TEXT, "is empty; allowed: 1 to " + most + " characters")
          .found();
    }
    return text.strip();
  }

  private static Optional<When> when(JsonNode body) {
    if (!body.has(INTERRUPT)) {
      return Optional.empty();
    }
    String sent = StartBody.string(INTERRUPT, body.get(INTERRUPT));
    if (!WHENS.containsKey(sent)) {
      throw Checked.bad(INTERRUPT, sent, "now, after-sentence, when-quiet");
    }
    return Optional.of(WHENS.get(sent));
  }

  static String name(When when) {
    return when.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Who asks twice under one key wants one thing. */
  static String id(Asked asked, Supplier<String> ids) {
    Optional<String> key = asked.request().getHeader(KEY).map(HttpHeader::value);
    key.filter(sent -> !sent.matches("[A-Za-z0-9._:-]{1,64}")).ifPresent(sent -> {
      throw Checked.bad("Idempotency-Key", sent, "1 to 64 letters, digits, '.', '_', ':', '-'");
    });
    return key.orElseGet(ids);
  }

  /** Whose token it is; empty without tokens. */
  static String by(Asked asked) {
    return asked.token().map(ApiToken::name).orElse("");
  }
}
