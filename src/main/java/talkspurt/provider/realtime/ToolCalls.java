package talkspurt.provider.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import talkspurt.provider.realtime.ToolPart.Told;

/**
 * The tool calls of a conversation: puts the parts of each together and gives it out once, in whichever
 * events the server tells it and however often. Not thread-safe.
 */
final class ToolCalls {

  /**
   * A call that is to run.
   *
   * @param id ours: one of its own even where the server uses an id again
   */
  record Call(String id, String name, String arguments) {}

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private static final int MOST = 16;
  private static final int LONGEST_ARGUMENTS = 32_768;
  private static final String NO_ARGUMENTS = "{}";

  /** One call of the response that runs, as far as it is told. */
  private static final class Growing {
    private String item = "";
    private String call = "";
    private String name = "";
    private final StringBuilder pieces = new StringBuilder();
    private String arguments = "";
    private boolean cut;
    private boolean given;

    void add(ToolPart part) {
      item = item.isEmpty() ? part.item() : item;
      call = call.isEmpty() ? part.call() : call;
      name = name.isEmpty() ? part.name() : name;
      if (part.told() == Told.MORE) {
        if (pieces.length() + part.arguments().length() <= LONGEST_ARGUMENTS) {
          pieces.append(part.arguments());
        }
      } else if (!part.arguments().isBlank() && (none(arguments) || !readable(arguments))) {
        arguments = part.arguments();
      }
      cut = part.told() == Told.CUT || cut && part.told() != Told.WHOLE;
    }

    String arguments() {
      String told = none(arguments) ? pieces.toString() : arguments;
      return none(told) ? NO_ARGUMENTS : told;
    }

    private static boolean none(String arguments) {
      return arguments.isBlank() || arguments.strip().matches("null|\\{\\s*\\}");
    }

    boolean is(ToolPart part) {
      if (!call.isEmpty() && !part.call().isEmpty()) {
        return call.equals(part.call());
      }
      boolean items = !item.isEmpty() && !part.item().isEmpty();
      if (items && item.equals(part.item())) {
        return true;
      }
      // the same call may be told under another item
      String told = none(part.arguments()) ? NO_ARGUMENTS : part.arguments();
      return name.equals(part.name())
          && (!given && !items || given && !name.isEmpty() && same(arguments(), told));
    }

    private static boolean same(String arguments, String others) {
      return arguments.equals(others)
          || tree(arguments).filter(tree(others).orElse(null)::equals).isPresent();
    }
  }

  private final List<Growing> running = new ArrayList<>();
  private final Set<String> used = new HashSet<>();

  /** The calls that have not returned, by our ids. */
  private final Map<String, Call> pending = new HashMap<>();

  /** The server's ids of those, by ours. */
  private final Map<String, String> servers = new HashMap<>();

  private boolean tooMany;

  /** A response begins. */
  void begin() {
    running.clear();
    tooMany = false;
  }

  /** Another session follows; it knows calls by our ids. */
  void leaveSession() {
    begin();
    servers.replaceAll((id, server) -> id);
  }

  /** The server tells of a call of the response that runs; the call, where it is to run now. */
  Optional<Call> told(ToolPart part) {
    Optional<Growing> known = running.stream().filter(call -> call.is(part)).findFirst();
    if (known.isEmpty() && running.size() >= MOST) {
      tooMany = true;
      return Optional.empty();
    }
    Growing call = known.orElseGet(() -> {
      Growing begins = new Growing();
      running.add(begins);
      return begins;
    });
    if (call.given) {
      return Optional.empty();
    }
    call.add(part);
    boolean complete = part.told() == Told.WHOLE
        || part.told() == Told.ARGUMENTS && !call.arguments().equals(NO_ARGUMENTS);
    return complete && !call.cut && !call.name.isEmpty() && readable(call.arguments())
        ? give(call)
        : Optional.empty();
  }

  /**
   * The response is over: what was not told in whole. Of a response that is complete, the calls are to
   * run as far as they are known, so that the model hears what is wrong with their arguments.
   */
  List<Call> end(boolean complete) {
    List<Call> rest = new ArrayList<>();
    for (Growing call : running) {
      if (complete && !call.given && !call.cut && !call.name.isEmpty()) {
        give(call).ifPresent(rest::add);
      }
    }
    return rest;
  }

  /** Whether a call of the response that runs, or ended last, was given out. */
  boolean given(ToolPart part) {
    return running.stream().anyMatch(call -> call.given && call.is(part));
  }

  /** How many calls of the response that has ended will never run. */
  int lost() {
    return (int) running.stream().filter(call -> !call.given).count() + (tooMany ? 1 : 0);
  }

  /** The server's id of a call that has returned; it may be used again. */
  String returned(String id) {
    pending.remove(id);
    String server = servers.remove(id);
    return server == null ? id : server;
  }

  private Optional<Call> give(Growing call) {
    call.given = true;
    String server = call.call.isEmpty() ? call.item : call.call;
    Call asked = new Call(server, call.name, call.arguments());
    boolean again = !server.isEmpty()
        && pending.keySet().stream()
            .anyMatch(id -> servers.get(id).equals(server)
                && pending.get(id).name().equals(asked.name())
                && pending.get(id).arguments().equals(asked.arguments()));
    if (again) {
      return Optional.empty();
    }
    String id = server.isEmpty() ? "call" : server;
    for (int time = 2; !used.add(id); time++) {
      id = (server.isEmpty() ? "call" : server) + "-" + time;
    }
    Call given = new Call(id, asked.name(), asked.arguments());
    pending.put(id, given);
    servers.put(id, server.isEmpty() ? id : server);
    return Optional.of(given);
  }

  /** Whether the arguments are all there: a JSON object. */
  private static boolean readable(String arguments) {
    return tree(arguments).filter(JsonNode::isObject).isPresent();
  }

  private static Optional<JsonNode> tree(String arguments) {
    try {
      return Optional.ofNullable(MAPPER.readTree(arguments));
    } catch (JsonProcessingException | StackOverflowError cut) {
      return Optional.empty();
    }
  }
}
