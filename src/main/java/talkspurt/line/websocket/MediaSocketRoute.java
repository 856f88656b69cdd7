package talkspurt.line.websocket;

import akka.NotUsed;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Query;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.WebSocketUpgrade;
import akka.http.scaladsl.model.IllegalUriException;
import akka.stream.javadsl.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import talkspurt.access.LineTokens;
import talkspurt.access.LineTokens.Verdict;
import talkspurt.line.CallIdText;

/**
 * Where Asterisk connects to: {@code GET /media/asterisk}, upgraded to a WebSocket of sub-protocol
 * {@code media} or none. The call is named by the parameter {@code uuid} ({@code v(uuid=…)} in the
 * dial string), else by a channel variable. Where lines have to show a token of their call start, both are in
 * the address: {@code v(uuid=…,token=…)}. Refusals are answered in one line of text, which Asterisk logs as a
 * failed connection.
 */
public final class MediaSocketRoute {

  /** Where Asterisk connects to. */
  public static final String PATH = "/media/asterisk";

  static final String PROTOCOL = "media";

  private final MediaLines lines;
  private final Optional<LineTokens> tokens;

  private MediaSocketRoute(MediaLines lines, Optional<LineTokens> tokens) {
    this.lines = lines;
    this.tokens = tokens;
  }

  /**
   * How a request for {@link #PATH} is answered.
   *
   * @param tokens what a line has to show, if anything
   */
  public static Function<HttpRequest, HttpResponse> create(
      MediaLines lines, Optional<LineTokens> tokens) {
    return new MediaSocketRoute(lines, tokens)::answer;
  }

  private HttpResponse answer(HttpRequest request) {
    Optional<WebSocketUpgrade> upgrade = request.getAttribute(AttributeKeys.webSocketUpgrade);
    if (upgrade.isEmpty()) {
      return refused(StatusCodes.UPGRADE_REQUIRED, "this address is for WebSockets of Asterisk");
    }
    List<String> offered = new ArrayList<>();
    upgrade.get().getRequestedProtocols().forEach(offered::add);
    if (!offered.isEmpty() && !offered.contains(PROTOCOL)) {
      return refused(StatusCodes.BAD_REQUEST, "the sub-protocol must be media, or none");
    }
    Optional<String> named;
    String token;
    try {
      Query query = request.getUri().query();
      named = query.get("uuid");
      token = query.get("token").orElse("");
    } catch (IllegalUriException wrong) {
      return refused(StatusCodes.BAD_REQUEST, "the query is not properly encoded");
    }
    Optional<UUID> callId = named.flatMap(CallIdText::read);
    if (named.isPresent() && callId.isEmpty()) {
      return refused(StatusCodes.BAD_REQUEST, "uuid must be a UUID of 36 characters");
    }
    if (!lines.room()) {
      return refused(StatusCodes.SERVICE_UNAVAILABLE, "too many lines are open");
    }
    Verdict verdict = tokens.map(wanted -> shown(wanted, callId, token)).orElse(Verdict.VALID);
    if (verdict != Verdict.VALID) {
      lines.refuse(verdict);
      return refused(StatusCodes.FORBIDDEN, text(verdict));
    }
    Flow<Message, Message, NotUsed> line = lines.line(MediaLines.newLine(), callId);
    return offered.isEmpty()
        ? upgrade.get().handleMessagesWith(line)
        : upgrade.get().handleMessagesWith(line, PROTOCOL);
  }

  /** A token is one of a call: without an id in the address there is nothing that it could be for. */
  private static Verdict shown(LineTokens tokens, Optional<UUID> callId, String token) {
    return callId.map(call -> tokens.use(call, token)).orElse(Verdict.MISSING);
  }

  private static String text(Verdict verdict) {
    return switch (verdict) {
      case MISSING -> "uuid and token must be in the address: v(uuid=ID,token=TOKEN)";
      case WRONG -> "the token is not for this call";
      case EXPIRED -> "the token has expired";
      case USED -> "the token was used before";
      case VALID -> throw new AssertionError(verdict);
    };
  }

  private static HttpResponse refused(StatusCode status, String why) {
    return HttpResponse.create().withStatus(status).withEntity(why);
  }
}
