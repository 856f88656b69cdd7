package talkspurt.fake;

import akka.actor.typed.ActorSystem;
import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.transport.NotOpened;
import talkspurt.provider.transport.SocketOpener;
import talkspurt.websocket.SocketMessage;

/**
 * A server of OpenAI's Realtime API that says what the test has it say, and is as strict as the real
 * one: what is wrong is an error event, and kept. One session a connection.
 */
public final class FakeRealtime {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RATE_HZ = 24_000;
  private static final int DELTA_MS = 100;

  /** What a session was told of an item's end. */
  public record Cut(String item, int audioEndMs) {}

  private final List<String> errors = new ArrayList<>();
  private final List<String> received = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final Deque<NotOpened> refusals = new ArrayDeque<>();
  private boolean beta;
  private boolean silent;
  private int ids;
  private Optional<Bills> bills = Optional.empty();

  /** Knows the events of the beta alone. */
  public FakeRealtime beta() {
    beta = true;
    return this;
  }

  /** Keeps a bill of its responses, also of those that were cancelled, and tells what each took. */
  public FakeRealtime bills(Bills kept) {
    bills = Optional.of(kept);
    return this;
  }

  /** Tells nothing from now on, or does again. */
  public FakeRealtime silent(boolean from) {
    silent = from;
    return this;
  }

  /** The next connection does not come about. */
  public FakeRealtime refuses(ProviderFailure.Kind kind) {
    refusals.add(new NotOpened(new ProviderFailure(kind, "fake", "refused"), Duration.ZERO));
    return this;
  }

  /** Connections that need no network. */
  public SocketOpener opener(ActorSystem<?> system) {
    return talk -> {
      if (!refusals.isEmpty()) {
        return CompletableFuture.completedFuture(Optional.of(refusals.remove()));
      }
      var ends = Source.<SocketMessage>queue(10_000).preMaterialize(system);
      BoundedSourceQueue<SocketMessage> out = ends.first();
      Session session =
          open(text -> out.offer(new SocketMessage.Text(text)), out::complete, out::fail);
      Flow<SocketMessage, SocketMessage, ?> peer = Flow.fromSinkAndSource(
          Flow.of(SocketMessage.class)
              .map(message -> session.hears(((SocketMessage.Text) message).text()))
              .to(Sink.onComplete(over -> session.over = true)),
          ends.second());
      peer.join(talk).run(system);
      return CompletableFuture.completedFuture(Optional.empty());
    };
  }

  /** A session for a connection of whatever kind. */
  public synchronized Session open(
      Consumer<String> out, Runnable close, Consumer<Throwable> breakOff) {
    Session session = new Session(out, close, breakOff);
    sessions.add(session);
    session.tell("session.created").putObject("session").put("type", "realtime");
    return session.flush();
  }

  /** All sessions there were. */
  public synchronized List<Session> sessions() {
    return List.copyOf(sessions);
  }

  /** The session there is. */
  public synchronized Session session() {
    return sessions.get(sessions.size() - 1);
  }

  /** The codes of the errors that were told. */
  public synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  /** The types of what was received, but for sound. */
  public synchronized List<String> received() {
    return received.stream().filter(type -> !type.endsWith("append")).toList();
  }

  /** One session. */
  public final class Session {

    private final Consumer<String> out;
    private final Runnable close;
    private final Consumer<Throwable> breakOff;
    private final List<ObjectNode> told = new ArrayList<>();
    private final List<JsonNode> updates = new ArrayList<>();
    private final List<JsonNode> items = new ArrayList<>();
    private final List<JsonNode> wishes = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final Map<String, Integer> generated = new HashMap<>();
    private short[] buffer = {};
    private int appended;
    private String active = "";
    private String item = "";
    private boolean voiced;
    private volatile boolean over;

    private Session(Consumer<String> out, Runnable close, Consumer<Throwable> breakOff) {
      this.out = out;
      this.close = close;
      this.breakOff = breakOff;
    }

    /** What it was asked to be, oldest first. */
    public List<JsonNode> updates() {
      return updates;
    }

    /** The items it was given. */
    public List<JsonNode> items() {
      return items;
    }

    /** The responses it was asked for. */
    public List<JsonNode> wishes() {
      return wishes;
    }

    /** Where its items were cut. */
    public List<Cut> cuts() {
      return cuts;
    }

    /** How much sound it was sent, in ms. */
    public int appendedMs() {
      return (int) (appended * 1000L / RATE_HZ);
    }

    /** The response that is going on, or empty. */
    public String active() {
      synchronized (FakeRealtime.this) {
        return active;
      }
    }

    /** Whether the other side has closed its connection. */
    public boolean over() {
      return over;
    }

    /** Notes that. */
    public void isOver() {
      over = true;
    }

    // ---- what the model does

    /** Words of the response that is going on, with their sound. */
    public Session says(String words, int ms) {
      synchronized (FakeRealtime.this) {
        beginItem();
        delta(name("output_audio_transcript"), words + " ");
        sound(SpokenSound.samples(words, ms, RATE_HZ));
        return flush();
      }
    }

    /** Words of the response that is going on, without their sound. */
    public Session tellsWords(String words) {
      synchronized (FakeRealtime.this) {
        beginItem();
        delta(name("output_audio_transcript"), words + " ");
        return flush();
      }
    }

    /** The sound of words that were told, or will be. */
    public Session sounds(String words, int ms) {
      synchronized (FakeRealtime.this) {
        beginItem();
        sound(SpokenSound.samples(words, ms, RATE_HZ));
        return flush();
      }
    }

    /** The same, with sound as it is. */
    public Session sounds(byte[] bytes) {
      synchronized (FakeRealtime.this) {
        beginItem();
        delta(name("output_audio"), Base64.getEncoder().encodeToString(bytes));
        return flush();
      }
    }

    /** Sound of an item, as a server sends it that knows of no cancelling yet. */
    public Session soundsLate(String response, String ofItem) {
      synchronized (FakeRealtime.this) {
        tell(name("output_audio") + ".delta")
            .put("response_id", response)
            .put("item_id", ofItem)
            .put("delta", base64(SpokenSound.samples("late", 100, RATE_HZ)));
        return flush();
      }
    }

    /** Wants a tool. */
    public Session calls(String call, String name, String arguments) {
      synchronized (FakeRealtime.this) {
        tell("response.function_call_arguments.done")
            .put("response_id", active)
            .put("call_id", call)
            .put("name", name)
            .put("arguments", arguments);
        tell("response.output_item.done")
            .put("response_id", active)
            .putObject("item")
            .put("type", "function_call")
            .put("call_id", call)
            .put("name", name)
            .put("arguments", arguments);
        return flush();
      }
    }

    /** The response is complete. */
    public Session isDone() {
      synchronized (FakeRealtime.this) {
        done("completed", "");
        return flush();
      }
    }

    /** The response failed. */
    public Session fails(String code) {
      synchronized (FakeRealtime.this) {
        done("failed", code);
        return flush();
      }
    }

    /** Its own detector hears the caller: the response is cut. */
    public Session hearsTheCaller() {
      synchronized (FakeRealtime.this) {
        tell("input_audio_buffer.speech_started").put("item_id", id("item"));
        if (!active.isEmpty()) {
          done("cancelled", "turn_detected");
        }
        return flush();
      }
    }

    /** Its own detector has the caller's turn. */
    public Session takesTheTurn() {
      synchronized (FakeRealtime.this) {
        commitBuffer();
        create();
        return flush();
      }
    }

    /** Whatever may come. */
    public Session tells(String text) {
      out.accept(text);
      return this;
    }

    /** Nothing is allowed for a while. */
    public Session isExhausted(double seconds) {
      synchronized (FakeRealtime.this) {
        tell("rate_limits.updated")
            .putArray("rate_limits")
            .addObject()
            .put("name", "tokens")
            .put("limit", 1000)
            .put("remaining", 0)
            .put("reset_seconds", seconds);
        return flush();
      }
    }

    /** Tells an error that nobody caused. */
    public Session errs(String code) {
      synchronized (FakeRealtime.this) {
        tell("error").putObject("error").put("type", "x").put("code", code).put("message", "m");
        return flush();
      }
    }

    /** Closes the connection. */
    public void closes() {
      close.run();
    }

    /** Breaks the connection off. */
    public void breaksOff() {
      breakOff.accept(new IllegalStateException("broken off"));
    }

    // ---- what it is told

    /** A message of the client's. */
    public String hears(String text) {
      synchronized (FakeRealtime.this) {
        JsonNode event = tree(text);
        String type = event.path("type").asText();
        received.add(type);
        take(type, event.path("event_id").asText(), event);
        flush();
        return text;
      }
    }

    private void take(String type, String id, JsonNode event) {
      switch (type) {
        case "session.update" -> update(id, event.path("session"));
        case "input_audio_buffer.append" -> append(event.path("audio").asText());
        case "input_audio_buffer.clear" -> {
          buffer = new short[0];
          tell("input_audio_buffer.cleared");
        }
        case "input_audio_buffer.commit" -> {
          if (buffer.length < RATE_HZ / 10) {
            error(id, "input_audio_buffer_commit_empty");
          } else {
            commitBuffer();
          }
        }
        case "conversation.item.create" -> item(id, event.path("item"));
        case "conversation.item.truncate" -> truncate(id, event);
        case "response.create" -> {
          wishes.add(event.path("response"));
          if (active.isEmpty()) {
            create();
          } else {
            error(id, "conversation_already_has_active_response");
          }
        }
        case "response.cancel" -> {
          if (active.isEmpty()) {
            error(id, "response_cancel_not_active");
          } else {
            done("cancelled", "client_cancelled");
          }
        }
        default -> error(id, "unknown_event");
      }
    }

    private void update(String id, JsonNode session) {
      String wrong = beta ? wrongInBeta(session) : wrong(session);
      JsonNode voice =
          beta ? session.path("voice") : session.path("audio").path("output").path("voice");
      if (!wrong.isEmpty()) {
        error(id, wrong);
      } else if (voiced && !voice.isMissingNode()) {
        error(id, "cannot_update_voice");
      } else {
        updates.add(session);
        tell("session.updated").set("session", session);
      }
    }

    private String wrong(JsonNode session) {
      JsonNode input = session.path("audio").path("input");
      if (session.has("modalities") || session.has("input_audio_format")) {
        return "beta_api_shape_disabled";
      }
      return session.path("type").asText().equals("realtime")
              && session.path("output_modalities").toString().equals("[\"audio\"]")
              && input.path("format").path("type").asText().equals("audio/pcm")
              && input.path("format").path("rate").asInt() == RATE_HZ
              && !session.path("audio").path("output").path("format").has("rate")
              && input.has("turn_detection")
          ? ""
          : "invalid_value";
    }

    private String wrongInBeta(JsonNode session) {
      return session.path("input_audio_format").asText().equals("pcm16")
              && session.path("output_audio_format").asText().equals("pcm16")
              && !session.has("type")
          ? ""
          : "invalid_value";
    }

    private void append(String audio) {
      byte[] bytes = Base64.getDecoder().decode(audio);
      short[] samples = new short[bytes.length / 2];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      int before = buffer.length;
      buffer = Arrays.copyOf(buffer, before + samples.length);
      System.arraycopy(samples, 0, buffer, before, samples.length);
      appended += samples.length;
    }

    private void commitBuffer() {
      String committed = id("item");
      String words = SpokenSound.most(buffer);
      buffer = new short[0];
      tell("input_audio_buffer.committed").put("item_id", committed);
      added(committed);
      ObjectNode completed = tell("conversation.item.input_audio_transcription.completed")
          .put("item_id", committed)
          .put("content_index", 0)
          .put("transcript", words);
      bills.ifPresent(kept -> {
        completed.putObject("usage").put("type", "duration").put("seconds", 1.25);
        kept.served("openai-realtime-transcription", Unit.SOUND_MS, 1250);
      });
    }

    private void added(String added) {
      if (beta) {
        tell("conversation.item.created").putObject("item").put("id", added);
      } else {
        tell("conversation.item.added").putObject("item").put("id", added);
        tell("conversation.item.done").putObject("item").put("id", added);
      }
    }

    private void item(String id, JsonNode created) {
      String type = created.path("type").asText();
      String content = created.path("content").path(0).path("type").asText();
      boolean message = type.equals("message")
          && content.equals(
              List.of("user", "system").contains(created.path("role").asText())
                  ? "input_text"
                  : beta ? "text" : "output_text");
      if (message || type.equals("function_call") || type.equals("function_call_output")) {
        items.add(created);
        added(id("item"));
      } else {
        error(id, "invalid_item");
      }
    }

    private void truncate(String id, JsonNode event) {
      String cut = event.path("item_id").asText();
      int at = event.path("audio_end_ms").asInt();
      if (!generated.containsKey(cut) || at > generated.get(cut)) {
        error(id, "invalid_value");
        return;
      }
      cuts.add(new Cut(cut, at));
      tell("conversation.item.truncated").put("item_id", cut).put("audio_end_ms", at);
    }

    private void create() {
      active = id("resp");
      item = "";
      tell("response.created").putObject("response").put("id", active).put("status", "in_progress");
    }

    private void beginItem() {
      if (active.isEmpty()) {
        throw new IllegalStateException("there is no response");
      }
      if (item.isEmpty()) {
        item = id("item");
        generated.put(item, 0);
        tell("response.output_item.added")
            .put("response_id", active)
            .putObject("item")
            .put("id", item)
            .put("type", "message");
      }
    }

    private void sound(short[] samples) {
      voiced = true;
      int piece = RATE_HZ * DELTA_MS / 1000;
      for (int from = 0; from < samples.length; from += piece) {
        int to = Math.min(samples.length, from + piece);
        delta(name("output_audio"), base64(Arrays.copyOfRange(samples, from, to)));
      }
      generated.merge(item, samples.length * 1000 / RATE_HZ, Integer::sum);
    }

    private String name(String today) {
      return "response." + (beta ? today.replace("output_", "") : today);
    }

    private void delta(String type, String delta) {
      tell(type + ".delta")
          .put("response_id", active)
          .put("item_id", item)
          .put("output_index", 0)
          .put("content_index", 0)
          .put("delta", delta);
    }

    private void done(String status, String code) {
      ObjectNode response = tell("response.done").putObject("response");
      response.put("id", active).put("status", status);
      ObjectNode details = response.putObject("status_details");
      if (status.equals("failed")) {
        details.putObject("error").put("code", code);
      } else {
        details.put("reason", code);
      }
      bills.ifPresent(kept -> bill(kept, response.putObject("usage")));
      active = "";
    }

    /** The conversation grows with each response, and most of it is cached. */
    private void bill(Bills kept, ObjectNode usage) {
      int heard = 60 + ids;
      usage.put("input_tokens", 80 + heard).put("output_tokens", 55);
      ObjectNode read = usage.putObject("input_token_details");
      read.put("text_tokens", 80).put("audio_tokens", heard).put("cached_tokens", 50);
      read.putObject("cached_tokens_details").put("text_tokens", 30).put("audio_tokens", 20);
      usage.putObject("output_token_details").put("text_tokens", 15).put("audio_tokens", 40);
      kept.served("realtime", Unit.INPUT_TOKENS, 50);
      kept.served("realtime", Unit.CACHED_INPUT_TOKENS, 30);
      kept.served("realtime", Unit.AUDIO_INPUT_TOKENS, heard - 20);
      kept.served("realtime", Unit.CACHED_AUDIO_INPUT_TOKENS, 20);
      kept.served("realtime", Unit.OUTPUT_TOKENS, 15);
      kept.served("realtime", Unit.AUDIO_OUTPUT_TOKENS, 40);
    }

    private void error(String id, String code) {
      errors.add(code);
      tell("error")
          .putObject("error")
          .put("type", "invalid_request_error")
          .put("code", code)
          .put("message", "m")
          .put("event_id", id);
    }

    private ObjectNode tell(String type) {
      ObjectNode event = JSON.createObjectNode().put("type", type).put("event_id", id("event"));
      told.add(event);
      return event;
    }

    private Session flush() {
      if (!silent) {
        told.forEach(event -> out.accept(event.toString()));
      }
      told.clear();
      return this;
    }
  }

  private String id(String of) {
    ids++;
    return of + "_" + ids;
  }

  private static String base64(short[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
