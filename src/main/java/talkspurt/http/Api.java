package talkspurt.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.respondWithDefaultHeaders;
import static akka.http.javadsl.server.Directives.withRequestTimeoutResponse;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.headers.Allow;
import akka.http.javadsl.model.headers.CacheControl;
import akka.http.javadsl.model.headers.CacheDirectives;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.MethodRejection;
import akka.http.javadsl.server.Rejection;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The whole of what is served: the parts, and one answer to whatever goes wrong in them. */
public final class Api {

  /** Nothing is kept, guessed to be of another type, or shown within a page. */
  private static final List<HttpHeader> ON_ALL = List.of(
      CacheControl.create(CacheDirectives.NO_STORE),
      RawHeader.create("X-Content-Type-Options", "nosniff"),
      RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

  private Api() {}

  /**
   * Joins the parts; nothing leaves it unanswered, and nothing is answered that the guard does not admit.
   *
   * @param audit keeps who asked for what is audited, before that is answered
   */
  public static Route of(Guard guard, Auditing audit, List<List<Endpoint>> parts) {
    Route sealed = Endpoints.route(parts.stream().flatMap(List::stream).toList(), guard, audit)
        .seal(rejections(), exceptions());
    return withRequestTimeoutResponse(
        request -> Problems.answer(request, new TimeoutException()),
        () -> respondWithDefaultHeaders(ON_ALL, () -> sealed));
  }

  private static ExceptionHandler exceptions() {
    return ExceptionHandler.newBuilder()
        .matchAny(failure -> extractRequest(request -> complete(Problems.answer(request, failure))))
        .build();
  }

  private static RejectionHandler rejections() {
    return RejectionHandler.newBuilder()
        .handleNotFound(refuse(Problem.of(ProblemKind.UNKNOWN_PATH, "no route has this path")))
        .handleAll(MethodRejection.class, Api::refuseMethod)
        .handle(
            Rejection.class,
            other -> refuse(Problem.of(ProblemKind.BAD_REQUEST, "the request was rejected")))
        .build();
  }

  private static Route refuse(Problem problem) {
    return extractRequest(request -> complete(Problems.answer(request, problem)));
  }

  private static Route refuseMethod(List<MethodRejection> rejections) {
    HttpMethod[] allowed =
        rejections.stream().map(MethodRejection::supported).distinct().toArray(HttpMethod[]::new);
    Allow allow = Allow.create(allowed);
    Problem problem = Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "allowed: " + allow.value());
    return extractRequest(request -> complete(Problems.answer(request, problem).addHeader(allow)));
  }
}
