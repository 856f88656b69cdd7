package talkspurt.provider.tts;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Compression;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Request;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.transport.ConnectionPool;
import talkspurt.provider.transport.ConnectionPool.Taken;
import talkspurt.provider.transport.HttpConnection;
import talkspurt.provider.transport.OnTerminationStage;
import talkspurt.provider.transport.ProviderFault;
import talkspurt.provider.transport.Retries;
import talkspurt.provider.transport.RetryAfter;
import talkspurt.provider.transport.Traced;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/**
 * A server that answers a sentence with its sound over HTTP. A connection serves one sentence at a
 * time; what is not played yet waits in the server, and a sentence that nobody wants any more closes
 * its connection. Thread-safe.
 */
public final class TtsHttp {

  private static final int MAX_ERROR_BYTES = 4096;
  private static final int UNPACKED_BYTES = 16_384;

  /** What asks for as much is not believed. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(100_000);

  /** Some servers take less than one for a character. */
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private static final Pattern CODE =
      Pattern.compile("\"(?:code|type|status)\"\\s*:\\s*\"([a-zA-Z0-9_.-]{1,64})\"");

  private final ActorSystem<?> system;
  private final VoiceServer server;
  private final String charactersHeader;
  private final ConnectionPool<HttpConnection> connections;
  private final Retries retries;

  private TtsHttp(
      ActorSystem<?> system,
      VoiceServer server,
      String charactersHeader,
      NanoClock clock,
      ProviderMetrics metrics) {
    this.system = system;
    this.server = server;
    this.charactersHeader = charactersHeader;
    this.connections = new ConnectionPool<>(server.maxConnections());
    this.retries = new Retries(server, clock, metrics);
  }

  /** A server that nobody has asked yet. */
  public static TtsHttp create(
      ActorSystem<?> system, VoiceServer server, NanoClock clock, ProviderMetrics metrics) {
    return create(system, server, "", clock, metrics);
  }

  /**
   * A server that nobody has asked yet, and that tells how many characters it takes for a sentence.
   *
   * @param charactersHeader the header of its answers in which it does; empty: it does not
   */
  public static TtsHttp create(
      ActorSystem<?> system,
      VoiceServer server,
      String charactersHeader,
      NanoClock clock,
      ProviderMetrics metrics) {
    return new TtsHttp(system, server, charactersHeader, clock, metrics);
  }

  /**
   * The sound of a sentence, as the answer to this HTTP request brings it; whatever goes wrong is a
   * {@link ProviderFault}.
   *
   * @param asked without the sentence's trace, which is added here
   * @param reader makes a reader for each answer, given the rate that the answer tells, if any
   */
  public Source<Sound, NotUsed> say(
      Request sentence, HttpRequest asked, Function<OptionalInt, SoundReader> reader) {
    HttpRequest traced = Traced.request(asked, sentence.meter().trace().traceparent());
    return retries.of(() -> {
      Taken<HttpConnection> taken = taken(connections.take(this::open));
      return answer(new Asked(sentence, traced, reader), taken);
    });
  }

  private record Asked(
      Request sentence, HttpRequest request, Function<OptionalInt, SoundReader> reader) {}

  private Source<Sound, NotUsed> answer(Asked asked, Taken<HttpConnection> taken) {
    HttpConnection connection = taken.connection();
    CompletionStage<Source<Sound, NotUsed>> body = connection
        .ask(asked.request())
        .handle((response, failure) -> {
          if (taken.used() && (failure != null || response.isEmpty())) {
            return Source.failed(new Stale());
          }
          return failure == null ? sound(asked, response) : Source.failed(failure);
        });
    return Source.completionStageSource(body)
        .mapMaterializedValue(later -> NotUsed.getInstance())
        .via(new OnTerminationStage<>(complete -> release(connection, complete)))
        .via(SoundStream.patience(server.firstSoundTimeout(), server.nextSoundTimeout()))
        .recoverWithRetries(
            1, Stale.class, () -> answer(asked, taken(connections.fresh(this::open))))
        .mapError(
            Throwable.class,
            failure -> failure instanceof Stale || !ProviderFault.known(failure)
                ? failure
                : ProviderFault.of(server.provider(), failure));
  }

  private Taken<HttpConnection> taken(Optional<Taken<HttpConnection>> taken) {
    return taken.orElseThrow(() -> ProviderFault.overloaded(
        server.provider(),
        "all " + server.maxConnections() + " connections are in use",
        Optional.empty()));
  }

  private HttpConnection open(ConnectionPool<HttpConnection> kept) {
    HttpConnection[] made = new HttpConnection[1];
    made[0] = HttpConnection.open(system, server, () -> kept.gone(made[0]));
    return made[0];
  }

  private void release(HttpConnection connection, boolean complete) {
    OptionalLong free = complete ? connections.free(connection) : OptionalLong.empty();
    if (free.isEmpty()) {
      connections.gone(connection);
      connection.close();
      return;
    }
    system
        .scheduler()
        .scheduleOnce(
            server.keepFor(),
            () -> {
              if (connections.withdraw(connection, free.getAsLong())) {
                connection.close();
              }
            },
            system.executionContext());
  }

  private Source<Sound, NotUsed> sound(Asked asked, Optional<HttpResponse> answered) {
    TtsContentType label = answered
        .map(response -> TtsContentType.of(response.entity().getContentType().toString()))
        .orElse(TtsContentType.NONE);
    return SoundStream.read(
        server.provider(),
        asked.sentence().text(),
        body(asked, answered, label).map(ByteString::toArray),
        () -> label.checked(server.provider(), asked.reader().apply(label.rateHz())));
  }

  private Source<ByteString, NotUsed> body(
      Asked asked, Optional<HttpResponse> answered, TtsContentType label) {
    if (answered.isEmpty()) {
      return Source.failed(ProviderFault.of(
          Kind.UNREACHABLE, server.provider(), "the connection was closed without an answer"));
    }
    HttpResponse response = answered.get();
    Source<ByteString, NotUsed> bytes = unpacked(response);
    int status = response.status().intValue();
    if (status >= 200 && status < 300 && !label.text()) {
      characters(response)
          .ifPresent(count -> asked.sentence().meter().told(Unit.CHARACTERS, count));
      return bytes;
    }
    return bytes
        .recover(Throwable.class, ByteString::emptyByteString)
        .takeWithin(Duration.ofSeconds(1))
        .limitWeighted(MAX_ERROR_BYTES, piece -> (long) piece.size())
        .recover(Throwable.class, ByteString::emptyByteString)
        .fold(ByteString.emptyByteString(), ByteString::concat)
        .map(text -> {
          throw refused(status, code(text.utf8String()), retryAfter(response));
        });
  }

  /** How many characters the server takes for a sentence, where it says so. */
  private OptionalLong characters(HttpResponse response) {
    return (charactersHeader.isEmpty()
            ? Optional.<String>empty()
            : response.getHeader(charactersHeader).map(header -> header.value().strip()))
        .filter(COUNT.asMatchPredicate())
        .map(count -> OptionalLong.of(Math.round(Double.parseDouble(count))))
        .orElse(OptionalLong.empty());
  }

  /** Packed as nobody asked for, but some proxies do. */
  private Source<ByteString, NotUsed> unpacked(HttpResponse response) {
    Source<ByteString, NotUsed> bytes =
        response.entity().getDataBytes().mapMaterializedValue(any -> NotUsed.getInstance());
    String packed = response
        .getHeader("Content-Encoding")
        .map(header -> header.value().strip().toLowerCase(Locale.ROOT))
        .orElse("");
    return switch (packed) {
      case "", "identity" -> bytes;
      case "gzip", "x-gzip" -> bytes.via(Compression.gunzip(UNPACKED_BYTES));
      case "deflate" -> bytes.via(Compression.inflate(UNPACKED_BYTES));
      default ->
        Source.failed(ProviderFault.of(
            Kind.BROKE_PROTOCOL, server.provider(), "sound packed in a way that is not read"));
    };
  }

  private ProviderFault refused(int status, String code, Optional<Duration> retryAfter) {
    return status >= 200 && status < 300
        ? ProviderFault.of(
            Kind.BROKE_PROTOCOL, server.provider(), ("text instead of sound " + code).strip())
        : ProviderFault.ofStatus(server.provider(), status, code, retryAfter);
  }

  /** The name of an error; its message may repeat what was to be said. */
  private static String code(String body) {
    Matcher code = CODE.matcher(body);
    return code.find() ? code.group(1) : "";
  }

  private static Optional<Duration> retryAfter(HttpResponse response) {
    return RetryAfter.of(response).filter(wait -> wait.compareTo(LONGEST_WAIT) < 0);
  }

  /** A connection that was kept had been closed by the server. */
  private static final class Stale extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stale() {
      super("a kept connection was closed", null, false, false);
    }
  }
}
