package talkspurt.provider.httptool;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
 * @param patience how long a reply waits for it
 */
public record HttpTool(
    ToolSpec spec,
    String method,
    PeerSettings peer,
    Optional<Secret> token,
    Map<String, String> with,
    Duration patience) {

  public HttpTool {
    with = Map.copyOf(with);
    Schema.of(spec.parameters());
    if (!method.equals("POST") && !method.equals("GET")) {
      throw new IllegalArgumentException("method is " + method + "; allowed: POST, GET");
    }
    within("pending-after", patience, 100, 60_000);
  }
}
