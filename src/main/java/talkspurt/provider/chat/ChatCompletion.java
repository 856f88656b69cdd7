package talkspurt.provider.chat;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.TokenEstimate;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.ProviderHttpClient;

/** Asks a model behind an OpenAI-compatible server something that nobody waits for, and reads the whole answer. */
public final class ChatCompletion {

  /** A message of a conversation; {@code role} is system, user or assistant. */
  public record Message(String role, String content) {

    /** Without the words. */
    @Override
    public String toString() {
      return "Message[" + role + "]";
    }
  }

  /** What it came to. */
  public sealed interface Answer {

    /** The model's words. */
    record Said(String text) implements Answer {

      /** Without the words. */
      @Override
      public String toString() {
        return "Said[" + text.length() + "]";
      }
    }

    /** No answer. */
    record Failed(ProviderFailure failure) implements Answer {}
  }

  private static final int LONGEST_LINE = 1 << 20;

  private final ActorSystem<?> system;
  private final ChatSettings settings;
  private final ProviderHttpClient peer;

  /**
   * One model.
   *
   * @param settings its prompt and rounds are of no matter here
   */
  public ChatCompletion(ActorSystem<?> system, ChatSettings settings, ProviderHttpClient peer) {
    this.system = system;
    this.settings = settings;
    this.peer = peer;
  }

  /**
   * Asks; completes within the peer's limits, and never fails.
   *
   * @param schema a JSON Schema that the answer is to fit, as the server is told; without it any words will do
   * @param meter told what the model took: as its server tells it, else about that much
   */
  public CompletionStage<Answer> ask(
      List<Message> messages, Optional<ObjectNode> schema, UsageMeter meter) {
    String asked = body(messages, schema);
    HttpRequest request = HttpRequest.POST(settings.peer().below("/chat/completions"))
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, asked));
    return peer.send(ProviderHttpClient.authorized(request, settings.key())).thenCompose(reply -> {
      if (reply instanceof ProviderHttpClient.Reply.Failed failed) {
        return CompletableFuture.<Answer>completedFuture(new Answer.Failed(failed.failure()));
      }
      if (reply instanceof ProviderHttpClient.Reply.Answered answered) {
        ChatBody body = new ChatBody(LONGEST_LINE);
        return peer.body(answered.response())
            .completionTimeout(settings.peer().answerTimeout())
            .runFold(
                new ArrayList<ChatMessage>(),
                (all, bytes) -> {
                  all.addAll(body.add(bytes));
                  return all;
                },
                system)
            .thenApply(all -> {
              all.addAll(body.rest());
              meter.used(used(asked, all));
              return said(all);
            })
            .exceptionally(broken -> {
              meter.used(used(asked, List.of()));
              return new Answer.Failed(peer.failure(broken));
            });
      }
      throw new AssertionError(reply);
    });
  }

  private static UsageMeter.Used used(String asked, List<ChatMessage> answer) {
    Usage about = Usage.of(Unit.INPUT_TOKENS, TokenEstimate.of(asked));
    UsageMeter.Used used = UsageMeter.Used.estimated(about);
    StringBuilder text = new StringBuilder();
    for (ChatMessage message : answer) {
      if (message instanceof ChatMessage.Consumed consumed) {
        used = UsageMeter.Used.unpriced(consumed.usage());
      } else if (message instanceof ChatMessage.Text more) {
        text.append(more.more());
      } else if (message instanceof ChatMessage.Whole whole) {
        text.append(whole.words());
      }
    }
    return used.source() == UsageMeter.Source.TOLD
        ? used
        : UsageMeter.Used.estimated(
            about.and(Unit.OUTPUT_TOKENS, TokenEstimate.of(text.toString())));
  }

  private Answer said(List<ChatMessage> messages) {
    StringBuilder text = new StringBuilder();
    for (ChatMessage message : messages) {
      if (message instanceof ChatMessage.Trouble trouble) {
        return new Answer.Failed(peer.failure(Kind.OVERLOADED, "failed: " + trouble.code()));
      }
      if (message instanceof ChatMessage.Text more) {
        text.append(more.more());
      } else if (message instanceof ChatMessage.Whole whole) {
        text.append(whole.words());
      }
    }
    return text.toString().isBlank()
        ? new Answer.Failed(peer.failure(Kind.BROKE_PROTOCOL, "says nothing"))
        : new Answer.Said(text.toString());
  }

  private String body(List<Message> messages, Optional<ObjectNode> schema) {
    ObjectNode body = settings.body(false);
    body.remove("stream_options");
    ArrayNode all = body.putArray("messages");
    messages.forEach(one -> all.addObject().put("role", one.role()).put("content", one.content()));
    schema.ifPresent(wanted -> {
      ObjectNode format = body.putObject("response_format").put("type", "json_schema");
      format.putObject("json_schema").put("name", "answer").set("schema", wanted);
    });
    return body.toString();
  }
}
