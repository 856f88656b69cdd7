package talkspurt.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.Materializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request's body, read whole within the limits of size and time. */
record RequestBody(MediaType type, Optional<String> charset, byte[] bytes) {

  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([^;\"\\s]+)", Pattern.CASE_INSENSITIVE);

  static CompletionStage<RequestBody> read(
      HttpRequest request, HttpSettings limits, Materializer materializer) {
    return request
        .entity()
        .withSizeLimit(limits.maxBodyBytes())
        .toStrict(limits.bodyTimeout().toMillis(), materializer)
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
    Matcher charset = CHARSET.matcher(read.getContentType().toString());
    return new RequestBody(
        read.getContentType().mediaType(),
        charset.find() ? Optional.of(charset.group(1)) : Optional.empty(),
        read.getData().toArray());
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /**
   * The body as text: in the character set it says it has, where that is one we know; else in the
   * Unicode form that its first bytes show. What cannot be read is U+FFFD.
   */
  String text() {
    String text = new String(bytes, charset.flatMap(RequestBody::known).orElseGet(this::unicode));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Optional<Charset> known(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  /** As JSON begins with an ASCII character, so many zeros show how many bytes one takes. */
  private Charset unicode() {
    int first = bytes.length > 0 ? bytes[0] & 0xFF : -1;
    int second = bytes.length > 1 ? bytes[1] & 0xFF : -1;
    if (first == 0xFE && second == 0xFF || first == 0 && second > 0) {
      return StandardCharsets.UTF_16BE;
    }
    if (first == 0xFF && second == 0xFE || first > 0 && second == 0) {
      return StandardCharsets.UTF_16LE;
    }
    return StandardCharsets.UTF_8;
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
    return Json.object(text());
  }

  private boolean is(MediaType wanted) {
    return type.mainType().equals(wanted.mainType()) && type.subType().equals(wanted.subType());
  }
}
