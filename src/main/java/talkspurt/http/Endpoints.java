package talkspurt.http;

import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.reject;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Rejections;
import akka.http.javadsl.server.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds what a request asks for, and lets the guard decide before it is answered. */
final class Endpoints {

  private final List<Endpoint> all;
  private final Guard guard;

  private Endpoints(List<Endpoint> all, Guard guard) {
    this.all = List.copyOf(all);
    this.guard = guard;
  }

  static Route route(List<Endpoint> all, Guard guard) {
    Endpoints endpoints = new Endpoints(all, guard);
    return extractRequest(endpoints::answer);
  }

  private Route answer(HttpRequest request) {
    List<String> parts =
        Endpoint.parts(request.getUri().pathSegments(), request.getUri().getPathString());
    List<Endpoint> here = new ArrayList<>();
    for (Endpoint endpoint : all) {
      Optional<String> id = endpoint.match(parts);
      if (id.isPresent() && endpoint.method().equals(request.method())) {
        return answer(endpoint, id.get(), request);
      }
      id.ifPresent(same -> here.add(endpoint));
    }
    return otherMethods(here);
  }

  private Route answer(Endpoint endpoint, String id, HttpRequest request) {
    return onSuccess(
        guard.admit(request, endpoint),
        token -> endpoint.answer().apply(new Asked(request, id, token)));
  }

  /** With none there is nothing at the path. */
  private static Route otherMethods(List<Endpoint> here) {
    Route[] rejected = here.stream()
        .map(endpoint -> reject(Rejections.method(endpoint.method())))
        .toArray(Route[]::new);
    return rejected.length == 0
        ? reject()
        : concat(rejected[0], Arrays.copyOfRange(rejected, 1, rejected.length));
  }
}
