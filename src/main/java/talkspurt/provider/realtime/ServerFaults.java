package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.List;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.realtime.TalkAction.GiveUp;
import talkspurt.provider.realtime.TalkAction.Warn;

/** What a server's errors mean: whom of a conversation's parts they are for. Not thread-safe. */
final class ServerFaults {

  private final CallerTurns caller;
  private final BotTurns bot;
  private final UnansweredEvents unanswered;

  ServerFaults(CallerTurns caller, BotTurns bot, UnansweredEvents unanswered) {
    this.caller = caller;
    this.bot = bot;
    this.unanswered = unanswered;
  }

  /**
   * An error.
   *
   * @param ready whether there is a session
   */
  List<TalkAction> meaning(ServerEvent.Fault fault, boolean ready, long now) {
    String code = fault.code();
    return switch (code) {
      case "invalid_api_key", "authentication_error" ->
        List.of(new GiveUp(Kind.REJECTED_CREDENTIALS, code));
      case "session_expired" -> List.of(new GiveUp(Kind.UNREACHABLE, code));
      case "beta_api_shape_disabled", "model_not_found", "insufficient_quota" ->
        List.of(new GiveUp(Kind.REJECTED_REQUEST, code));
      case "conversation_already_has_active_response" -> bot.busy(now);
      default -> {
        if (bot.nothingToStop(fault)) {
          yield bot.stopped(now);
        }
        yield ResponseRaces.late(fault) ? List.of() : refused(fault, ready, now);
      }
    };
  }

  private List<TalkAction> refused(ServerEvent.Fault fault, boolean ready, long now) {
    String code = fault.code();
    List<TalkAction> actions = new ArrayList<>();
    actions.add(new Warn(
        code.isEmpty() ? "it tells an error without a code" : "it tells an error: " + code));
    if (fault.cause().equals(SessionPlan.EVENT) && !ready) {
      actions.add(new GiveUp(Kind.REJECTED_REQUEST, "the session: " + code));
    } else if (bot.refuses(fault)) {
      actions.addAll(bot.refused(code, false, now));
    } else if (code.equals("server_error") && !ready) {
      actions.add(new GiveUp(Kind.OVERLOADED, code));
    } else if (!named(fault.cause())) {
      unanswered.refused().ifPresent(event -> actions.addAll(unnamed(event, code, now)));
    }
    return actions;
  }

  /** Whether an error names an event of ours. */
  private static boolean named(String cause) {
    return cause.startsWith(SessionPlan.EVENT)
        || cause.startsWith(SessionPlan.CHANGE_EVENT)
        || cause.startsWith(ResponseQueue.EVENT);
  }

  /** An error that names no event of ours is the answer to the oldest that has none. */
  private List<TalkAction> unnamed(UnansweredEvents.Kind event, String code, long now) {
    return switch (event) {
      case COMMIT -> {
        caller.notTaken();
        yield List.of();
      }
      case RESPOND -> bot.asked() ? bot.refused(code, true, now) : List.of();
      case CLEAR, TRUNCATE -> List.of();
    };
  }
}
