package talkspurt.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractMaterializer;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Answers that are a function of the request. */
record Handling(HttpSettings limits) {

  /**
   * A body, should there be one, is read and dropped: Akka logs the whole target, with the caller's
   * number, when an answer overtakes the body.
   */
  Function<Asked, Route> bare(Function<Asked, CompletionStage<HttpResponse>> handler) {
    return withBody((asked, dropped) -> handler.apply(asked));
  }

  Function<Asked, Route> withBody(
      BiFunction<Asked, RequestBody, CompletionStage<HttpResponse>> handler) {
    return asked -> extractMaterializer(
        materializer -> completeWithFuture(RequestBody.read(asked.request(), limits, materializer)
            .thenCompose(body -> handler.apply(asked, body))));
  }
}
