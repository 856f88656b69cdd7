package talkspurt.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.Materializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** A request's body, read whole within the limits of size and time. */
record RequestBody(MediaType type, byte[] bytes) {

  static CompletionStage<RequestBody> read(
      HttpRequest request, HttpSettings limits, Materializer materializer) {
    return request
        .entity()
        .withSizeLimit(limits.maxBodyBytes())
        .toStrict(limits.bodyWithin().toMillis(), materializer)
        .handle(RequestBody::of);
  }

  private static RequestBody of(HttpEntity.Strict read, Throwable failure) {
    if (failure instanceof TimeoutException) {
      throw Problem.of(ProblemKind.SLOW_REQUEST, "the body took too long to arrive")
          .found();
    }
    if (failure != null) {
      throw new CompletionException(failure);
    }
    return new RequestBody(read.getContentType().mediaType(), read.getData().toArray());
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  boolean isForm() {
    return is(MediaTypes.APPLICATION_X_WWW_FORM_URLENCODED);
  }

  /** The body as a JSON object, which it must be and must say it is. */
  JsonNode json(String alsoTaken) {
    if (!is(MediaTypes.APPLICATION_JSON)) {
      String detail = "the body is " + type + "; allowed: application/json" + alsoTaken;
      throw Problem.of(ProblemKind.UNSUPPORTED_TYPE, detail).found();
    }
    return Json.object(bytes);
  }

  private boolean is(MediaType wanted) {
    return type.mainType().equals(wanted.mainType()) && type.subType().equals(wanted.subType());
  }
}
