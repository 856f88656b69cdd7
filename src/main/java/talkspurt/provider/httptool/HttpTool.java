package talkspurt.provider.httptool;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import talkspurt.provider.Schema;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.Secret;

/**
 * A tool that is run by an HTTP request.
 *
 * @param spec as the model reads it; its parameters are a JSON Schema of 2020-12 of an object
 * @param method {@code POST} with the arguments as a JSON object, or {@code GET} with them in the query
 * @param peer the server; its {@code answerTimeout} is the limit for the whole answer
 * @param token sent as a bearer token
 * @param with fields that are added to the arguments and that the model does not know of, with
 *     <code>{names}</code> of what is known of the call
 * @param fromCall arguments that only the call may supply, and what of it: {@code caller}, {@code dnid}, {@code lext} or
 *     {@code var.NAME}
 * @param patience how long a reply waits for it
 */
public record HttpTool(
    ToolSpec spec,
    String method,
    PeerSettings peer,
    Optional<Secret> token,
    Map<String, String> with,
    Map<String, String> fromCall,
    Duration patience) {

  public HttpTool {
    with = Map.copyOf(with);
    fromCall = Map.copyOf(fromCall);
    Schema.of(spec.parameters());
    for (Map.Entry<String, String> one : fromCall.entrySet()) {
      if (!one.getValue().matches("caller|dnid|lext|var\\.[A-Za-z0-9_]{1,64}")) {
        throw new IllegalArgumentException("from-call." + one.getKey() + " is '" + one.getValue()
            + "'; allowed: caller, dnid, lext, var.NAME");
      }
      if (with.containsKey(one.getKey())) {
        throw new IllegalArgumentException(
            one.getKey() + " is in with and in from-call; allowed: one of them");
      }
    }
    if (!method.equals("POST") && !method.equals("GET")) {
      throw new IllegalArgumentException("method is " + method + "; allowed: POST, GET");
    }
    within("pending-after", patience, 100, 60_000);
  }

  /** As a model reads it: without what only the call supplies. */
  ToolSpec offered() {
    return fromCall.isEmpty()
        ? spec
        : new ToolSpec(
            spec.name(), spec.description(), Schema.without(spec.parameters(), fromCall.keySet()));
  }

  /** What the call supplies for an argument; empty where it has nothing. */
  String supplied(String argument, Map<String, String> variables) {
    String source = fromCall.get(argument);
    String name = source.equals("caller")
        ? "callerId"
        : source.startsWith("var.") ? source.substring(4) : source;
    return variables.getOrDefault(name, "");
  }
}
