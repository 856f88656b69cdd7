package talkspurt.provider.whisper;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.OutgoingConnectionBuilder;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.japi.pf.PFBuilder;
import akka.stream.OverflowStrategy;
import akka.stream.StreamLimitReachedException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.PluggedTransport;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.RetryAfter;
import talkspurt.provider.transport.Traced;

/**
 * Speech to text over HTTP: each utterance is one request when it is over, so there are no partial
 * words. Each request has a connection of its own, which ends with it.
 */
public final class WhisperTranscriber implements Transcriber {

  static final String NAME = "whisper";

  private static final int MAX_WAITING = 8;
  private static final long LONGEST_ANSWER_BYTES = 1 << 20;
  private static final Duration BEFORE_RETRY = Duration.ofMillis(100);

  /** Shorter ones are refused by OpenAI, and are no words. */
  private static final int SHORTEST_SAMPLES = WhisperCodec.RATE_HZ / 10;

  private final WhisperSettings settings;
  private final ActorSystem<?> system;
  private final AtomicInteger requests = new AtomicInteger();

  /** A transcriber by this server. */
  public WhisperTranscriber(WhisperSettings settings, ActorSystem<?> system) {
    this.settings = settings;
    this.system = system;
  }

  @Override
  public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
    int most = (int) (settings.longestUtterance().toMillis() * WhisperCodec.RATE_HZ / 1000);
    String known = request.detects() ? "" : request.language().split("-")[0];
    String language = settings.language().isEmpty() ? known : settings.language();
    return Flow.of(SttInput.class)
        .statefulMapConcat(() -> new WholeUtterance.Collector(most)::hear)
        .buffer(MAX_WAITING, OverflowStrategy.backpressure())
        .flatMapConcat(utterance -> answer(utterance, language, request.meter()));
  }

  private Source<TranscriptEvent, NotUsed> answer(
      WholeUtterance utterance, String language, UsageMeter meter) {
    long number = utterance.number();
    if (utterance.samples().length < SHORTEST_SAMPLES) {
      return Source.single(new TranscriptEvent.Final(number, ""));
    }
    if (requests.incrementAndGet() > settings.maxRequests()) {
      requests.decrementAndGet();
      return Source.single(failed(number, Kind.OVERLOADED, "too many requests of ours"));
    }
    HttpRequest request =
        Traced.request(request(utterance, language), meter.trace().traceparent());
    UtteranceUsage usage = new UtteranceUsage(meter, utterance.samples().length);
    return attempt(request, number, usage, settings.retries())
        .completionTimeout(settings.answerTimeout())
        .recover(new PFBuilder<Throwable, TranscriptEvent>()
            .match(
                TimeoutException.class,
                late -> failed(number, Kind.UNREACHABLE, "no answer in time"))
            .build())
        .watchTermination((any, end) -> {
          end.whenComplete((done, failure) -> {
            requests.decrementAndGet();
            usage.over();
          });
          return NotUsed.getInstance();
        });
  }

  private HttpRequest request(WholeUtterance utterance, String language) {
    URI base = settings.baseUrl();
    HttpRequest request = HttpRequest.POST(base.getRawPath() + "/audio/transcriptions")
        .withEntity(
            WhisperCodec.form(utterance.samples(), settings.model(), language, settings.prompt()));
    return ProviderHttpClient.authorized(request, settings.key());
  }

  private Source<TranscriptEvent, NotUsed> attempt(
      HttpRequest request, long number, UtteranceUsage usage, int retries) {
    PluggedTransport transport = PluggedTransport.ofAkka();
    usage.asked();
    return Source.single(request)
        .via(connection(transport))
        .flatMapConcat(response -> event(response, number, usage))
        .watchTermination((any, end) -> {
          end.whenComplete((done, failure) -> transport.pull());
          return any;
        })
        .orElse(Source.single(failed(number, Kind.UNREACHABLE, "broke off")))
        .recover(new PFBuilder<Throwable, TranscriptEvent>()
            .match(
                StreamLimitReachedException.class,
                endless -> failed(number, Kind.BROKE_PROTOCOL, "an answer without end"))
            .matchAny(broken -> {
              usage.refused();
              return failed(number, Kind.UNREACHABLE, "can not be asked");
            })
            .build())
        .flatMapConcat(event -> event instanceof TranscriptEvent.Failed failed
                && failed.failure().worthRetrying()
                && retries > 0
            ? attempt(request, number, usage, retries - 1).initialDelay(BEFORE_RETRY)
            : Source.single(event));
  }

  private Flow<HttpRequest, HttpResponse, ?> connection(PluggedTransport transport) {
    URI base = settings.baseUrl();
    boolean secure = base.getScheme().equalsIgnoreCase("https");
    ClientConnectionSettings patience = ClientConnectionSettings.create(system.classicSystem())
        .withTransport(transport)
        .withConnectingTimeout(scala.concurrent.duration.Duration.create(
            settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS));
    int standard = secure ? 443 : 80;
    OutgoingConnectionBuilder builder = Http.get(system)
        .connectionTo(base.getHost())
        .toPort(base.getPort() < 0 ? standard : base.getPort())
        .withClientConnectionSettings(patience);
    return secure ? builder.https() : builder.http();
  }

  private Source<TranscriptEvent, ?> event(
      HttpResponse response, long number, UtteranceUsage usage) {
    if (!response.status().isSuccess()) {
      usage.refused();
      ProviderFailure failure = ProviderFailure.ofStatus(NAME, response.status().intValue());
      response.discardEntityBytes(system);
      return Source.<TranscriptEvent>single(new TranscriptEvent.Failed(number, failure))
          .initialDelay(stayAway(response));
    }
    return response
        .entity()
        .withoutSizeLimit()
        .getDataBytes()
        .limitWeighted(LONGEST_ANSWER_BYTES, part -> (long) part.size())
        .fold(ByteString.emptyByteString(), ByteString::concat)
        .map(body -> event(WhisperCodec.decode(body), number, usage));
  }

  /** How long the server asks us to wait; longer than an answer may take is no retry. */
  private Duration stayAway(HttpResponse response) {
    return RetryAfter.of(response)
        .filter(wait -> wait.compareTo(settings.answerTimeout()) < 0)
        .orElse(Duration.ZERO);
  }

  private static TranscriptEvent event(WhisperAnswer answer, long number, UtteranceUsage usage) {
    if (answer instanceof WhisperAnswer.Words said) {
      usage.told(said.usage());
      return new TranscriptEvent.Final(number, said.words(), said.language());
    } else if (answer instanceof WhisperAnswer.Failure) {
      usage.refused();
      return failed(number, Kind.REJECTED_REQUEST, "an error in an answer");
    } else if (answer instanceof WhisperAnswer.Unreadable) {
      return failed(number, Kind.BROKE_PROTOCOL, "an unparseable answer");
    }
    throw new AssertionError(answer);
  }

  private static TranscriptEvent failed(long number, Kind kind, String detail) {
    return new TranscriptEvent.Failed(number, new ProviderFailure(kind, NAME, detail));
  }
}
