package talkspurt.http;

import static akka.http.javadsl.server.Directives.complete;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import talkspurt.control.AuditAction;

/**
 * One thing that can be asked, how, and by whom.
 *
 * @param path such as {@code /api/calls/{id}/recording/{part}}, where parts in braces stand for any
 * @param access who may ask it
 * @param answer how it is answered
 * @param audit what is kept of it before it is answered; empty: nothing
 */
public record Endpoint(
    HttpMethod method,
    String path,
    Access access,
    Function<Asked, Route> answer,
    Function<Asked, Optional<AuditAction>> audit) {

  private static final String VARIABLE = "{id}";
  private static final String SECOND_VARIABLE = "{part}";

  private Endpoint(HttpMethod method, String path, Access access, Function<Asked, Route> answer) {
    this(method, path, access, answer, asked -> Optional.empty());
  }

  /** The same, of which it is kept that it was asked. */
  Endpoint audited(AuditAction action) {
    return auditedAs(asked -> Optional.of(action));
  }

  /** The same, of which it may be kept that it was asked, as it is asked. */
  Endpoint auditedAs(Function<Asked, Optional<AuditAction>> action) {
    return new Endpoint(method, path, access, answer, action);
  }

  /** A line that Asterisk brings: an upgrade to a WebSocket, or why not. */
  public static Endpoint line(String path, Function<HttpRequest, HttpResponse> upgrade) {
    return get(path, Access.LINES, asked -> complete(upgrade.apply(asked.request())));
  }

  static Endpoint get(String path, Access access, Function<Asked, Route> answer) {
    return new Endpoint(HttpMethods.GET, path, access, answer);
  }

  static Endpoint head(String path, Access access, Function<Asked, Route> answer) {
    return new Endpoint(HttpMethods.HEAD, path, access, answer);
  }

  static Endpoint post(String path, Access access, Function<Asked, Route> answer) {
    return new Endpoint(HttpMethods.POST, path, access, answer);
  }

  static Endpoint put(String path, Access access, Function<Asked, Route> answer) {
    return new Endpoint(HttpMethods.PUT, path, access, answer);
  }

  static Endpoint patch(String path, Access access, Function<Asked, Route> answer) {
    return new Endpoint(HttpMethods.PATCH, path, access, answer);
  }

  static Endpoint delete(String path, Access access, Function<Asked, Route> answer) {
    return new Endpoint(HttpMethods.DELETE, path, access, answer);
  }

  /**
   * What a path has in the place of {@code {id}}, empty text where it has no such part; nothing where
   * the path is another.
   *
   * @param parts of the path, decoded
   */
  Optional<String> match(List<String> parts) {
    String[] own = path.equals("/") ? new String[0] : path.substring(1).split("/");
    if (own.length != parts.size()) {
      return Optional.empty();
    }
    String variable = "";
    for (int i = 0; i < own.length; i++) {
      if (own[i].equals(VARIABLE) && !parts.get(i).isEmpty()) {
        variable = parts.get(i);
      } else if (own[i].equals(SECOND_VARIABLE) && !parts.get(i).isEmpty()) {
        continue; // whoever answers looks at the path itself
      } else if (!own[i].equals(parts.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variable);
  }

  /** The parts of a path between its slashes; one that ends in a slash has an empty last part. */
  static List<String> parts(Iterable<String> segments, String path) {
    List<String> parts = new ArrayList<>();
    segments.forEach(parts::add);
    if (path.length() > 1 && path.endsWith("/")) {
      parts.add("");
    }
    return parts;
  }
}
