package talkspurt.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractMaterializer;
import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Routes that end in a function from the request to its answer. */
record Handling(HttpSettings limits) {

  /**
   * A body, should there be one, is read and dropped: Akka logs the whole target, with the caller's
   * number, when an answer overtakes the body.
   */
  Route bare(Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    return withBody((request, dropped) -> handler.apply(request));
  }

  Route withBody(BiFunction<HttpRequest, RequestBody, CompletionStage<HttpResponse>> handler) {
    return extractRequest(request -> extractMaterializer(
        materializer -> completeWithFuture(RequestBody.read(request, limits, materializer)
            .thenCompose(body -> handler.apply(request, body)))));
  }
}
