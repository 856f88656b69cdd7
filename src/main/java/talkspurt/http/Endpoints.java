package talkspurt.http;

import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.reject;

import akka.Done;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Rejections;
import akka.http.javadsl.server.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.access.ApiToken;
import talkspurt.control.AuditAction;

/** Finds what a request asks for, and lets the guard decide before it is answered. */
final class Endpoints {

  private final List<Endpoint> all;
  private final Guard guard;
  private final Auditing audit;

  private Endpoints(List<Endpoint> all, Guard guard, Auditing audit) {
    this.all = List.copyOf(all);
    this.guard = guard;
    this.audit = audit;
  }

  static Route route(List<Endpoint> all, Guard guard, Auditing audit) {
    Endpoints endpoints = new Endpoints(all, guard, audit);
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
    return onSuccess(guard.admit(request, endpoint), token -> {
      Asked asked = new Asked(request, id, token);
      Optional<AuditAction> action = endpoint.audit().apply(asked);
      return action.isEmpty()
          ? endpoint.answer().apply(asked)
          : onSuccess(kept(action.get(), asked), kept -> endpoint.answer().apply(asked));
    });
  }

  /** What cannot be kept is not answered, unless it is a change of a live call. */
  private CompletionStage<Done> kept(AuditAction action, Asked asked) {
    String target =
        action.ofNumber() || action.ofCall() && Checked.isCallId(asked.id()) ? asked.id() : "";
    CompletionStage<Done> kept = audit.keep(
        action,
        action.ofCall() ? target.toLowerCase(Locale.ROOT) : target,
        asked.token().map(ApiToken::name).orElse(""),
        Guard.address(asked.request()).getHostAddress());
    return action.keptFirst()
        ? kept.exceptionallyCompose(fault -> CompletableFuture.failedStage(Problem.of(
                ProblemKind.UNAVAILABLE, "this is audited, and the audit cannot be written now")
            .found()))
        : CompletableFuture.completedFuture(Done.done());
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
