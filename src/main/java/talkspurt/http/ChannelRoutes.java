package talkspurt.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import talkspurt.access.Role;
import talkspurt.call.ChannelCommand;
import talkspurt.call.ChannelCommand.Direction;
import talkspurt.call.CommandOutcome;
import talkspurt.control.AuditAction;
import talkspurt.control.ChannelDesk;
import talkspurt.control.ChannelDesk.Begun;

/** What operators and programs have Asterisk do with a caller's channel: keys, mute, telephones that hear it. */
public final class ChannelRoutes {

  private static final String DIGITS = "digits";
  private static final String DIRECTION = "direction";
  private static final String PHONE = "phone";
  private static final String DIRECTIONS =
      "in (the caller is not heard), out (hears nothing), both";

  private final CallService desk;
  private final ChannelDesk channels;
  private final Supplier<UUID> ids;
  private final Handling handling;

  private ChannelRoutes(
      CallService desk, ChannelDesk channels, Supplier<UUID> ids, HttpSettings settings) {
    this.desk = desk;
    this.channels = channels;
    this.ids = ids;
    this.handling = new Handling(settings);
  }

  /**
   * The routes.
   *
   * @param ids names commands that come without an Idempotency-Key
   */
  public static List<Endpoint> create(
      CallService desk, ChannelDesk channels, Supplier<UUID> ids, HttpSettings settings) {
    ChannelRoutes routes = new ChannelRoutes(desk, channels, ids, settings);
    return List.of(
        routes.operated("digits", ChannelRoutes::digits),
        routes.operated("mute", body -> new ChannelCommand.Mute(direction(body))),
        routes.operated("unmute", body -> new ChannelCommand.Unmute(direction(body))),
        routes
            .endpoint(
                "monitor", Access.LISTEN, body -> new ChannelCommand.Monitor(routes.phone(body)))
            .audited(AuditAction.LISTEN),
        Endpoint.post(
                "/api/calls/{id}/join",
                Access.OPERATE,
                routes.handling.withBody((asked, body) -> routes.join(asked, body.json(""))))
            .audited(AuditAction.CHANGE_CALL));
  }

  private Endpoint operated(String name, Function<JsonNode, ChannelCommand> read) {
    return endpoint(name, Access.OPERATE, read).audited(AuditAction.CHANGE_CALL);
  }

  private Endpoint endpoint(String name, Access access, Function<JsonNode, ChannelCommand> read) {
    return Endpoint.post(
        "/api/calls/{id}/" + name,
        access,
        handling.withBody((asked, body) -> command(asked, read.apply(body.json("")))));
  }

  /** Whoever joins a call hears it, which those who may change calls may not for that alone. */
  private CompletionStage<HttpResponse> join(Asked asked, JsonNode body) {
    if (!asked.may(Role.LISTEN)) {
      throw Problem.of(
              ProblemKind.NOT_ALLOWED,
              "whoever joins a call hears it: this needs a token with roles operate and listen")
          .found();
    }
    return command(asked, new ChannelCommand.Join(phone(body)));
  }

  private String phone(JsonNode body) {
    only(body, PHONE);
    String name = body.has(PHONE) ? StartBody.string(PHONE, body.get(PHONE)) : "";
    if (!channels.phones().contains(name)) {
      throw Checked.bad(
          PHONE,
          name,
          channels.phones().isEmpty()
              ? "none, since talkspurt.exchange.phones has none"
              : "one of talkspurt.exchange.phones: " + String.join(", ", channels.phones()));
    }
    return name;
  }

  private static ChannelCommand digits(JsonNode body) {
    only(body, DIGITS);
    String keys = body.has(DIGITS) ? StartBody.string(DIGITS, body.get(DIGITS)) : "";
    try {
      return new ChannelCommand.SendDigits(keys);
    } catch (IllegalArgumentException wrong) {
      throw Problem.badField(
              DIGITS,
              "allowed: 1 to " + ChannelCommand.SendDigits.MAX_KEYS
                  + " of 0 to 9, *, #, A to D; w waits half a second, W a second")
          .found();
    }
  }

  private static Direction direction(JsonNode body) {
    only(body, DIRECTION);
    String sent = body.has(DIRECTION) ? StartBody.string(DIRECTION, body.get(DIRECTION)) : "both";
    for (Direction direction : Direction.values()) {
      if (direction.name().toLowerCase(Locale.ROOT).equals(sent)) {
        return direction;
      }
    }
    throw Checked.bad(DIRECTION, sent, DIRECTIONS);
  }

  private static void only(JsonNode body, String field) {
    body.properties().forEach(one -> {
      if (!one.getKey().equals(field)) {
        throw Checked.bad(one.getKey(), one.getKey(), field);
      }
    });
  }

  private CompletionStage<HttpResponse> command(Asked asked, ChannelCommand command) {
    String id = InterventionBody.id(asked, () -> ids.get().toString());
    return desk.story(asked)
        .thenCompose(story -> channels.begin(story, command, id, InterventionBody.by(asked)))
        .thenCompose(begun -> {
          if (begun instanceof Begun.NoChannel none) {
            throw Problem.of(ProblemKind.NO_CHANNEL, none.why()).found();
          } else if (begun instanceof Begun.Refused refused) {
            throw Problem.of(refused.why()).found();
          }
          return ((Begun.Sending) begun).outcome();
        })
        .thenApply(outcome -> answer(id, outcome));
  }

  private static HttpResponse answer(String id, CommandOutcome outcome) {
    if (outcome instanceof CommandOutcome.Done) {
      Map<String, Object> done = new LinkedHashMap<>();
      done.put("id", id);
      done.put("outcome", outcome.label());
      return Json.ok(done);
    }
    throw Problem.of(kind(outcome), outcome.why()).found();
  }

  private static ProblemKind kind(CommandOutcome outcome) {
    if (outcome instanceof CommandOutcome.Refused) {
      return ProblemKind.EXCHANGE_REFUSED;
    }
    return outcome instanceof CommandOutcome.Unreachable
        ? ProblemKind.EXCHANGE_UNREACHABLE
        : ProblemKind.EXCHANGE_SILENT;
  }
}
