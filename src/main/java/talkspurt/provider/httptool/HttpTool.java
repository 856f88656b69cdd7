package talkspurt.provider.httptool;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import talkspurt.provider.CallArguments;
import talkspurt.provider.Schema;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.Secret;

/**
 * A tool that is run by an HTTP request.
 *
 * @param spec as the model reads it; its parameters are a JSON Schema of 2020-12 of an object
 * @param sent what the request is
 * @param peer the server; its {@code answerTimeout} is the limit for the whole answer
 * @param own arguments that the model does not give; it does not know of {@code with}, and is not shown
 *     {@code from-call} in the schema
 * @param result what of a good answer the model is told
 * @param statuses what it is told in place of a failure, by the status of the answer
 * @param patience how long a reply waits for it
 */
public record HttpTool(
    ToolSpec spec,
    Sent sent,
    PeerSettings peer,
    CallArguments own,
    ResultMapping result,
    Map<Integer, String> statuses,
    Duration patience) {

  private static final List<String> WITH_BODY = List.of("POST", "PUT", "PATCH");
  private static final List<String> WITH_QUERY = List.of("GET", "DELETE");

  /** They tell of us or of the server, not of what was asked for. */
  private static final Set<Integer> NO_ANSWERS = Set.of(401, 403, 407, 408, 425, 429);

  /**
   * What a request is.
   *
   * @param method {@code POST}, {@code PUT} or {@code PATCH} with the arguments as a JSON object, or {@code GET} or
   *     {@code DELETE} with them in the query; those in the path are in neither
   * @param token sent as a bearer token
   * @param body in place of the arguments as they are
   */
  public record Sent(
      String method,
      UrlTemplate url,
      Optional<Secret> token,
      Map<String, Secret> headers,
      Optional<BodyTemplate> body) {

    public Sent {
      headers = Map.copyOf(headers);
      if (!WITH_BODY.contains(method) && !WITH_QUERY.contains(method)) {
        throw new IllegalArgumentException(
            "method is " + method + "; allowed: POST, PUT, PATCH, GET, DELETE");
      }
      if (body.isPresent() && !WITH_BODY.contains(method)) {
        throw new IllegalArgumentException(
            "body is there with method = " + method + "; allowed with: " + WITH_BODY);
      }
      if (token.isPresent()
          && headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
        throw new IllegalArgumentException(
            "headers has Authorization beside a token; allowed: one of them");
      }
    }

    boolean query() {
      return WITH_QUERY.contains(method);
    }
  }

  public HttpTool {
    statuses = Map.copyOf(statuses);
    Schema.of(spec.parameters());
    for (int status : statuses.keySet()) {
      if (status < 400 || status > 499 || NO_ANSWERS.contains(status)) {
        throw new IllegalArgumentException("statuses has " + status + "; allowed: 400 to 499 but "
            + NO_ANSWERS.stream().sorted().toList());
      }
    }
    Set<String> sure = new HashSet<>(Schema.required(spec.parameters()));
    sure.addAll(own.names());
    for (String name : sent.url().names()) {
      if (!sure.contains(name)) {
        throw new IllegalArgumentException("url names {" + name
            + "}; allowed: arguments that parameters.required, with or from-call has, which are "
            + sure.stream().sorted().toList());
      }
    }
    Set<String> known = new HashSet<>(Schema.properties(spec.parameters()));
    known.addAll(own.names());
    for (String name : sent.body().map(BodyTemplate::names).orElse(Set.of())) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("body names {" + name
            + "}; allowed: arguments of parameters, with or from-call, which are "
            + known.stream().sorted().toList());
      }
    }
    within("pending-after", patience, 100, 60_000);
  }

  /**
   * One of these.
   *
   * @param url with names of arguments in its path
   * @param body a JSON object with names of arguments, in place of the arguments as they are
   */
  public static Sent sent(
      String method,
      String url,
      Optional<Secret> token,
      Map<String, Secret> headers,
      Optional<String> body) {
    return new Sent(method, new UrlTemplate(url), token, headers, body.map(BodyTemplate::of));
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
