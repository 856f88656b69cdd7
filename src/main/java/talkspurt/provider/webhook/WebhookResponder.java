package talkspurt.provider.webhook;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaType;
import akka.japi.pf.PFBuilder;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.provider.ToolResult;
import talkspurt.provider.Tools;
import talkspurt.provider.agent.ReplySentences;
import talkspurt.provider.agent.ThoughtsFirst;
import talkspurt.provider.transport.EventStream;
import talkspurt.provider.transport.LineSplitter;
import talkspurt.provider.transport.OnTerminationStage;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Traced;
import talkspurt.provider.webhook.TurnBody.Told;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.OpenSpan;
import talkspurt.telemetry.ProviderMetrics;

/**
 * Answers by a web service of the user's own: each turn is posted as JSON, and answered by one JSON
 * object, by events or by lines of JSON. Where the caller breaks in, it is told so.
 */
public final class WebhookResponder implements Responder {

  /** As a profile calls it. */
  public static final String KIND = "webhook";

  private static final Logger LOG = LoggerFactory.getLogger(WebhookResponder.class);
  private static final int MAX_AHEAD = 32;
  private static final int LONGEST_LINE = 1 << 18;
  private static final int MAX_UNREADABLE = 10;

  private final WebhookSettings settings;
  private final ProviderHttpClient peer;
  private final SignedRequests requests;
  private final NanoClock clock;
  private final ProviderMetrics metrics;
  private final ThoughtsFirst thoughts = ThoughtsFirst.unknown();

  private WebhookResponder(
      ProviderHttpClient peer,
      WebhookSettings settings,
      InstantSource instants,
      NanoClock clock,
      ProviderMetrics metrics) {
    this.settings = settings;
    this.peer = peer;
    this.requests = new SignedRequests(settings.token(), settings.signing(), instants);
    this.clock = clock;
    this.metrics = metrics;
  }

  /** One for all calls of a profile. */
  public static Responder create(
      ActorSystem<?> system,
      WebhookSettings settings,
      InstantSource instants,
      NanoClock clock,
      ProviderMetrics metrics) {
    return create(
        ProviderHttpClient.create(system, settings.peer(), metrics),
        settings,
        instants,
        clock,
        metrics);
  }

  /** The same, at a server that may be known already. */
  public static Responder create(
      ProviderHttpClient peer,
      WebhookSettings settings,
      InstantSource instants,
      NanoClock clock,
      ProviderMetrics metrics) {
    return new WebhookResponder(peer, settings, instants, clock, metrics);
  }

  @Override
  public Source<Part, NotUsed> respond(Request request, Tools tools) {
    return Source.lazySource(() -> {
          metrics.asked("agent", KIND);
          return new Reply(request, tools).round(1, List.of());
        })
        .mapMaterializedValue(any -> NotUsed.getInstance())
        .buffer(MAX_AHEAD, OverflowStrategy.backpressure());
  }

  @Override
  public void interrupted(String call, Cut cut) {
    settings
        .interruptUrl()
        .ifPresent(url -> peer.send(requests.post(url, TurnBody.interrupt(call, cut)))
            .thenAccept(reply -> {
              if (reply instanceof ProviderHttpClient.Reply.Answered answered) {
                peer.discard(answered.response());
              } else if (reply instanceof ProviderHttpClient.Reply.Failed failed) {
                metrics.providerFailed(KIND, failed.failure().kind().name());
                LOG.info(
                    "an interruption could not be sent to the agent: {}",
                    failed.failure().detail());
              }
            }));
  }

  /** One object; or events, or lines, of which each is one. */
  private Source<AgentMessage, NotUsed> messages(HttpResponse response, Round round) {
    MediaType type = response.entity().getContentType().mediaType();
    if (type.mainType().equals("text") && type.subType().equals("event-stream")) {
      EventStream events = new EventStream(LONGEST_LINE);
      return peer.body(response, round::whole)
          .mapConcat(bytes -> read(events.add(bytes), events.tooLong()))
          .concatLazy(Source.lazySource(() -> Source.from(ended(events.rest(), events.tooLong()))));
    }
    if (type.subType().contains("ndjson") || type.subType().contains("jsonl")) {
      LineSplitter lines = new LineSplitter(LONGEST_LINE);
      return peer.body(response, round::whole)
          .mapConcat(bytes -> read(lines.add(bytes), lines.tooLong()))
          .concatLazy(
              Source.lazySource(() -> Source.from(ended(List.of(lines.rest()), lines.tooLong()))));
    }
    if (type.subType().equals("json")) {
      return peer.body(response)
          .fold(ByteString.emptyByteString(), ByteString::concat)
          .mapConcat(whole -> ended(List.of(whole.utf8String()), false));
    }
    peer.discard(response);
    return Source.single(new AgentMessage.Trouble("content-type"));
  }

  private static List<AgentMessage> read(List<String> data, boolean tooLong) {
    List<AgentMessage> messages = new ArrayList<>();
    data.stream()
        .filter(each -> !each.isBlank())
        .forEach(each -> messages.addAll(AgentCodec.decode(each)));
    if (tooLong) {
      messages.add(new AgentMessage.Trouble("line-too-long"));
    }
    return messages;
  }

  /** The end of a body is the end of the answer, be it told or not. */
  private static List<AgentMessage> ended(List<String> data, boolean tooLong) {
    List<AgentMessage> messages = read(data, tooLong);
    messages.add(new AgentMessage.Done());
    return messages;
  }

  /** One reply: rounds of words and of tools. */
  private final class Reply {

    private final Request request;
    private final Tools tools;
    private final ReplySentences sentences;
    private final long askedAt = clock.nanoTime();
    private boolean begun;

    Reply(Request request, Tools tools) {
      this.request = request;
      this.tools = tools;
      this.sentences = new ReplySentences(request.speech().sentences(), thoughts);
    }

    Source<Part, NotUsed> round(int number, List<Told> told) {
      Round round = new Round();
      HttpRequest http =
          requests.post(settings.peer().url(), TurnBody.of(request, tools.offered(), number, told));
      OpenSpan asked = request
          .meter()
          .trace()
          .begin(
              "invoke_agent " + KIND,
              Map.of(
                  "gen_ai.operation.name",
                  "invoke_agent",
                  "gen_ai.provider.name",
                  KIND,
                  "server.address",
                  String.valueOf(settings.peer().url().getHost())));
      return peer.stream(Traced.request(http, asked.traceparent()), reply -> words(reply, round))
          .via(new OnTerminationStage<>(complete ->
              asked.end(round.failure.map(failure -> failure.kind().label()).orElse(""))))
          .concatLazy(Source.lazySource(() -> after(round, number)))
          .map(this::timed);
    }

    private Source<Part, NotUsed> words(ProviderHttpClient.Reply reply, Round round) {
      if (reply instanceof ProviderHttpClient.Reply.Failed failed) {
        round.failure = Optional.of(failed.failure());
        return Source.empty();
      }
      if (reply instanceof ProviderHttpClient.Reply.Answered answered) {
        return messages(answered.response(), round)
            .via(peer.patience())
            .recoverWith(new PFBuilder<Throwable, Source<AgentMessage, NotUsed>>()
                .matchAny(thrown -> {
                  round.fail(peer.failure(thrown));
                  return Source.empty();
                })
                .build())
            .map(message -> round.on(message, sentences))
            .takeWhile(parts -> !round.over, true)
            .<Part>mapConcat(parts -> parts);
      }
      throw new AssertionError(reply);
    }

    private Source<Part, NotUsed> after(Round round, int number) {
      List<Part> rest = new ArrayList<>();
      rest.addAll(round.uses.isEmpty() ? sentences.rest() : sentences.restWithoutThoughts());
      if (round.failure.isPresent()) {
        round.failure.filter(failure -> round.answered).ifPresent(failure -> peer.blame());
        rest.add(new Part.Failed(round.failure.get()));
        return Source.from(rest);
      }
      if (round.uses.isEmpty()) {
        return Source.from(rest);
      }
      if (number > settings.maxRounds()) {
        rest.add(new Part.Failed(peer.failure(Kind.BROKE_PROTOCOL, "wants tools without end")));
        return Source.from(rest);
      }
      return Source.from(rest).concatLazy(Source.lazySource(() -> use(round.uses, number)));
    }

    private Source<Part, NotUsed> use(List<AgentMessage.Use> uses, int number) {
      List<CompletableFuture<ToolResult>> results = uses.stream()
          .map(use -> tools.use(use.name(), use.arguments()).toCompletableFuture())
          .toList();
      return Source.completionStageSource(
              CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                  .thenApply(all -> told(uses, results, number)))
          .mapMaterializedValue(any -> NotUsed.getInstance());
    }

    private Source<Part, NotUsed> told(
        List<AgentMessage.Use> uses, List<CompletableFuture<ToolResult>> results, int number) {
      List<Told> told = new ArrayList<>();
      for (int at = 0; at < uses.size(); at++) {
        ToolResult result = results.get(at).join();
        told.add(new Told(uses.get(at).name(), uses.get(at).arguments(), result));
      }
      boolean ends = told.stream().anyMatch(one -> one.result() instanceof ToolResult.AtTheEnd);
      return ends ? Source.empty() : round(number + 1, told);
    }

    private Part timed(Part part) {
      if (!begun && part instanceof Part.Say) {
        begun = true;
        metrics.firstWords(KIND, clock.nanoTime() - askedAt);
      }
      return part;
    }
  }

  /** One answer, while it comes. */
  private static final class Round {

    private static final int MAX_USES = 16;

    private final List<AgentMessage.Use> uses = new ArrayList<>();
    private Optional<ProviderFailure> failure = Optional.empty();
    private boolean over;
    private boolean answered;
    private int unreadable;

    List<Part> on(AgentMessage message, ReplySentences sentences) {
      answered = true;
      if (message instanceof AgentMessage.Say say) {
        List<Part> whole = new ArrayList<>(sentences.add(say.words()));
        whole.addAll(sentences.rest());
        return whole;
      }
      if (message instanceof AgentMessage.Text text) {
        return sentences.add(text.more());
      }
      if (message instanceof AgentMessage.Use use) {
        uses.add(use);
        if (uses.size() > MAX_USES) {
          fail(new ProviderFailure(Kind.BROKE_PROTOCOL, KIND, "wants too many tools"));
        }
      } else if (message instanceof AgentMessage.Done) {
        over = true;
      } else if (message instanceof AgentMessage.Trouble trouble) {
        fail(new ProviderFailure(Kind.OVERLOADED, KIND, "failed: " + trouble.code()));
      } else if (message instanceof AgentMessage.Unreadable nonsense) {
        unreadable++;
        if (unreadable > MAX_UNREADABLE) {
          fail(new ProviderFailure(Kind.BROKE_PROTOCOL, KIND, nonsense.why()));
        }
      } else {
        throw new AssertionError(message);
      }
      return List.of();
    }

    boolean whole() {
      return over && failure.isEmpty();
    }

    void fail(ProviderFailure how) {
      over = true;
      answered = true;
      if (failure.isEmpty()) {
        failure = Optional.of(how);
      }
    }
  }
}
