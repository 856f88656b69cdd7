package talkspurt.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Location;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.text.OutsideText;

/** Where programs have us open lines to Asterisk, which waits at an address of its own. */
public final class LineRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(LineRoutes.class);
  private static final LimitedLog NOT_OPENED = new LimitedLog(NanoClock.system(), 20);
  private static final int MAX_REASON = 200;
  private static final List<String> FIELDS = List.of("url", "callId");
  private static final String URL_ALLOWED = "ws:// or wss://, host, path ending in /media/ID";

  private final LineOpening opening;
  private final Supplier<UUID> newIds;
  private final Handling handling;

  private LineRoutes(LineOpening opening, Supplier<UUID> newIds, HttpSettings settings) {
    this.opening = opening;
    this.newIds = newIds;
    this.handling = new Handling(settings);
  }

  /**
   * The routes.
   *
   * @param newIds makes the ids of calls that come without one
   */
  public static List<Endpoint> create(
      LineOpening opening, Supplier<UUID> newIds, HttpSettings settings) {
    LineRoutes routes = new LineRoutes(opening, newIds, settings);
    return List.of(Endpoint.post(
        "/api/lines/websocket", Access.CALL_START, routes.handling.withBody(routes::open)));
  }

  private CompletionStage<HttpResponse> open(Asked asker, RequestBody body) {
    Map<String, String> asked = body.isForm() ? form(body) : json(body);
    asked.keySet().stream().filter(name -> !FIELDS.contains(name)).findFirst().ifPresent(name -> {
      throw Checked.bad(name, name, String.join(", ", FIELDS));
    });
    URI url = url(Optional.ofNullable(asked.get("url")));
    UUID callId = Optional.ofNullable(asked.get("callId"))
        .map(text -> Checked.callId("callId", text))
        .orElseGet(newIds);
    return opening.open(url, callId).thenApply(outcome -> answer(outcome, callId));
  }

  private static Map<String, String> json(RequestBody body) {
    Map<String, String> fields = new HashMap<>();
    body.json(", application/x-www-form-urlencoded")
        .properties()
        .forEach(field ->
            fields.put(field.getKey(), StartBody.string(field.getKey(), field.getValue())));
    return fields;
  }

  /** As Asterisk's CURL() posts it. */
  private static Map<String, String> form(RequestBody body) {
    Map<String, String> fields = new HashMap<>();
    FormFields.of(body.text()).forEach(field -> fields.put(field.name(), field.value()));
    return fields;
  }

  private static URI url(Optional<String> asked) {
    String text = Checked.text(
        "url",
        asked.orElseThrow(
            () -> Problem.badField("url", "is missing; allowed: " + URL_ALLOWED).found()));
    try {
      URI url = new URI(text);
      boolean scheme = text.startsWith("ws://") || text.startsWith("wss://");
      if (scheme && url.getHost() != null && url.getPath().matches(".*/media/[^/]+")) {
        return url;
      }
    } catch (URISyntaxException wrong) {
      // told below
    }
    throw Checked.bad("url", text, URL_ALLOWED);
  }

  private static HttpResponse answer(LineOpening.Outcome outcome, UUID callId) {
    if (outcome instanceof LineOpening.Opened opened) {
      return Json.answer(
              StatusCodes.CREATED,
              ContentTypes.APPLICATION_JSON,
              new LineOpened(opened.line(), callId.toString()))
          .addHeader(Location.create("/api/calls/" + callId));
    } else if (outcome instanceof LineOpening.NotAllowed) {
      throw Problem.of(
              ProblemKind.HOST_NOT_ALLOWED,
              "talkspurt.websocket.allowed-hosts does not name this host and port")
          .found();
    } else if (outcome instanceof LineOpening.TooMany) {
      logged(callId, "as many lines are open as may be");
      throw Problem.of(ProblemKind.UNAVAILABLE, "as many lines are open as may be")
          .foundAndLogged();
    } else if (outcome instanceof LineOpening.NotOpened not) {
      logged(callId, not.why());
      throw Problem.of(ProblemKind.LINE_NOT_OPENED, not.why()).foundAndLogged();
    }
    throw new AssertionError(outcome);
  }

  private static void logged(UUID callId, String why) {
    NOT_OPENED.log(
        "not-opened",
        more -> LOG.warn(
            "no line to Asterisk for call {}: {}{}",
            callId,
            OutsideText.forLog(why, MAX_REASON),
            more));
  }

  /** The answer to a line that stands. */
  record LineOpened(String line, String callId) {}
}
