package talkspurt.provider.chat;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaRanges;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.Accept;
import akka.japi.pf.PFBuilder;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import talkspurt.language.Wording;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.provider.Retriever;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Tools;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.agent.ReplySentences;
import talkspurt.provider.agent.ThoughtsFirst;
import talkspurt.provider.chat.ToolWishes.Wish;
import talkspurt.provider.transport.OnTerminationStage;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Traced;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.OpenSpan;
import talkspurt.telemetry.ProviderMetrics;

/**
 * Answers by a model behind an OpenAI-compatible server. Its words leave as soon as the first clause
 * is there, and are read ahead a little, so that tools run while what was said before is heard.
 */
public final class ChatResponder implements Responder {

  /** As a profile calls it. */
  public static final String KIND = "openai-chat";

  private static final int MAX_AHEAD = 32;
  private static final int LONGEST_LINE = 1 << 18;

  private final ChatSettings settings;
  private final ProviderHttpClient peer;
  private final Optional<Retriever> knowledge;
  private final NanoClock clock;
  private final ProviderMetrics metrics;
  private final ThoughtsFirst thoughts;

  private ChatResponder(
      ChatSettings settings,
      ProviderHttpClient peer,
      Optional<Retriever> knowledge,
      NanoClock clock,
      ProviderMetrics metrics) {
    this.settings = settings;
    this.peer = peer;
    this.knowledge = knowledge;
    this.clock = clock;
    this.metrics = metrics;
    thoughts = new ThoughtsFirst(settings.thinksFirst(), settings.model());
  }

  /** One for all calls of a profile. */
  public static Responder create(
      ActorSystem<?> system, ChatSettings settings, NanoClock clock, ProviderMetrics metrics) {
    return create(
        settings,
        ProviderHttpClient.create(system, settings.peer(), metrics),
        Optional.empty(),
        clock,
        metrics);
  }

  /**
   * The same, by a server that may be known already.
   *
   * @param knowledge documents that it may answer by
   */
  public static Responder create(
      ChatSettings settings,
      ProviderHttpClient peer,
      Optional<Retriever> knowledge,
      NanoClock clock,
      ProviderMetrics metrics) {
    return new ChatResponder(settings, peer, knowledge, clock, metrics);
  }

  @Override
  public Source<Part, NotUsed> respond(Request request, Tools tools) {
    return Source.lazySource(() -> begun(request, tools, clock.nanoTime()))
        .mapMaterializedValue(any -> NotUsed.getInstance())
        .buffer(MAX_AHEAD, OverflowStrategy.backpressure());
  }

  private Source<Part, NotUsed> begun(Request request, Tools tools, long askedAt) {
    metrics.asked("agent", KIND);
    return knowledge
        .map(documents -> Source.completionStageSource(documents
                .told(request)
                .thenApply(known -> new Reply(request, known, tools, askedAt).round(1)))
            .mapMaterializedValue(any -> NotUsed.getInstance()))
        .orElseGet(() -> new Reply(request, "", tools, askedAt).round(1));
  }

  @Override
  public Duration takesNothingFor() {
    return peer.takesNothingFor();
  }

  /** One reply: rounds of the model's words and of tools, until it has said what it wants. */
  private final class Reply {

    private final Tools tools;
    private final UsageMeter meter;
    private final Wording words;
    private final ChatDialogue dialogue;
    private final ReplySentences sentences;
    private final long askedAt;
    private boolean begun;

    Reply(Request request, String known, Tools tools, long askedAt) {
      this.askedAt = askedAt;
      this.tools = tools;
      this.meter = request.meter();
      this.words = request.speech().wording();
      this.dialogue = new ChatDialogue(settings, request, known);
      this.sentences = new ReplySentences(request.speech().sentences(), thoughts);
    }

    Source<Part, NotUsed> round(int number) {
      List<ToolSpec> offered = number <= settings.maxRounds() ? tools.offered() : List.of();
      OpenSpan asked = ChatSpan.begin(meter.trace(), settings);
      ChatRound round =
          new ChatRound(sentences, tools.offered().stream().map(ToolSpec::name).toList());
      String body = dialogue.body(offered);
      return peer.stream(
              Traced.request(http(body), asked.traceparent()), reply -> words(reply, round))
          .via(new OnTerminationStage<>(complete -> {
            round.used(body).ifPresent(meter::used);
            ChatSpan.end(asked, round);
          }))
          .concatLazy(Source.lazySource(() -> after(round, number)))
          .map(this::timed);
    }

    private Source<Part, NotUsed> words(ProviderHttpClient.Reply reply, ChatRound round) {
      if (reply instanceof ProviderHttpClient.Reply.Failed failed) {
        round.fail(failed.failure());
        return Source.single(new Part.Failed(failed.failure()));
      }
      if (reply instanceof ProviderHttpClient.Reply.Answered answered) {
        round.answered();
        return messages(answered.response(), round)
            .via(peer.patience())
            .recoverWith(new PFBuilder<Throwable, Source<ChatMessage, NotUsed>>()
                .matchAny(thrown -> broken(round, thrown))
                .build())
            .map(round::on)
            .takeWhile(parts -> !round.over(), true)
            .<Part>mapConcat(parts -> parts)
            .concatLazy(Source.lazySource(() -> Source.from(ended(round))));
      }
      throw new AssertionError(reply);
    }

    private Source<ChatMessage, NotUsed> broken(ChatRound round, Throwable thrown) {
      round.broken(peer.failure(thrown));
      return Source.empty();
    }

    private List<Part> ended(ChatRound round) {
      List<Part> parts = new ArrayList<>(round.end());
      round.failure().ifPresent(failure -> {
        peer.blame();
        parts.add(new Part.Failed(failure));
      });
      return parts;
    }

    /** Tools run all at once; the model is told when the last has returned or keeps it waiting. */
    private Source<Part, NotUsed> after(ChatRound round, int number) {
      List<Wish> wishes = round.wishes();
      if (round.failure().isPresent() || wishes.isEmpty()) {
        return Source.empty();
      }
      if (number > settings.maxRounds()) {
        return Source.single(
            new Part.Failed(peer.failure(Kind.BROKE_PROTOCOL, "wants tools without end")));
      }
      List<CompletableFuture<ToolResult>> results = wishes.stream()
          .map(wish -> tools.use(wish.name(), wish.arguments()).toCompletableFuture())
          .toList();
      return Source.completionStageSource(CompletableFuture.allOf(
                  results.toArray(CompletableFuture[]::new))
              .thenApply(all -> told(
                  round, number, results.stream().map(CompletableFuture::join).toList())))
          .mapMaterializedValue(any -> NotUsed.getInstance());
    }

    private Source<Part, NotUsed> told(ChatRound round, int number, List<ToolResult> results) {
      if (results.stream().anyMatch(ToolResult.AtTheEnd.class::isInstance)) {
        return Source.empty();
      }
      dialogue.used(
          round.said(),
          round.wishes(),
          results.stream().map(result -> result.told(words)).toList());
      return round(number + 1);
    }

    private Part timed(Part part) {
      if (!begun && part instanceof Part.Say) {
        begun = true;
        metrics.firstWords(KIND, clock.nanoTime() - askedAt);
      }
      return part;
    }
  }

  private HttpRequest http(String body) {
    HttpRequest request = HttpRequest.POST(settings.peer().below("/chat/completions"))
        .addHeader(Accept.create(
            MediaRanges.create(MediaTypes.TEXT_EVENT_STREAM),
            MediaRanges.create(MediaTypes.APPLICATION_JSON)))
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body));
    return ProviderHttpClient.authorized(request, settings.key());
  }

  private Source<ChatMessage, NotUsed> messages(HttpResponse response, ChatRound round) {
    MediaType type = response.entity().getContentType().mediaType();
    if (type.mainType().equals("text") && type.subType().equals("html")) {
      peer.discard(response);
      return Source.single(new ChatMessage.Trouble("html"));
    }
    ChatBody body = new ChatBody(LONGEST_LINE);
    return peer.body(response, round::whole)
        .mapConcat(body::add)
        .concatLazy(Source.lazySource(() -> Source.from(body.rest())));
  }
}
