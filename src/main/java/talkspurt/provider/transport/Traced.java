package talkspurt.provider.transport;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.telemetry.TraceParent;

/** Requests to providers, told in which trace they stand (W3C Trace Context). */
public final class Traced {

  private Traced() {}

  /** The request, in this trace if there is one. */
  public static HttpRequest request(HttpRequest request, Optional<String> traceparent) {
    return traceparent
        .map(place -> request.addHeader(RawHeader.create(TraceParent.NAME, place)))
        .orElse(request);
  }

  /** Headers of a connection, and the trace if there is one. */
  public static List<HttpHeader> headers(
      Iterable<HttpHeader> headers, Optional<String> traceparent) {
    List<HttpHeader> all = new ArrayList<>();
    headers.forEach(all::add);
    traceparent.map(place -> RawHeader.create(TraceParent.NAME, place)).ifPresent(all::add);
    return all;
  }
}
