package talkspurt.provider.httptool;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Optional;
import talkspurt.provider.Schema;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.CallArguments;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.Secret;

/**
 * A tool that is run by an HTTP request.
 *
 * @param spec as the model reads it; its parameters are a JSON Schema of 2020-12 of an object
 * @param method {@code POST} with the arguments as a JSON object, or {@code GET} with them in the query
 * @param peer the server; its {@code answerTimeout} is the limit for the whole answer
 * @param token sent as a bearer token
 * @param own arguments that the model does not give; it does not know of {@code with}, and is not shown
 *     {@code from-call} in the schema
 * @param patience how long a reply waits for it
 */
public record HttpTool(
    ToolSpec spec,
    String method,
    PeerSettings peer,
    Optional<Secret> token,
    CallArguments own,
    Duration patience) {

  public HttpTool {
    Schema.of(spec.parameters());
    if (!method.equals("POST") && !method.equals("GET")) {
      throw new IllegalArgumentException("method is " + method + "; allowed: POST, GET");
    }
    within("pending-after", patience, 100, 60_000);
  }

  /** As a model reads it: without what only the call supplies. */
  ToolSpec offered() {
    return own.fromCall().isEmpty()
        ? spec
        : new ToolSpec(
            spec.name(),
            spec.description(),
            Schema.without(spec.parameters(), own.fromCall().keySet()));
  }
}
