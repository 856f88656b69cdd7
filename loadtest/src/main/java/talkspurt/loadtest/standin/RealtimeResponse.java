package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import talkspurt.loadtest.Sound;

/**
 * One response of the Realtime API: made some times faster than it is spoken until it is as far ahead as it may
 * be, then as fast as it is spoken. It may be cancelled.
 */
final class RealtimeResponse {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PIECE_MS = 200;
  private static final int TIMES_FASTER = 4;
  private static final int MS_A_TOKEN = 50;
  private static final int READ = 120;
  private static final int HEARD = 300;

  private final WebSocketLink link;
  private final SessionSound form;
  private final String id;
  private final String item;
  private final Brain.Answer answer;
  private final boolean dies;
  private final int maxAheadMs;
  private final Bill bill;
  private int spokenMs;
  private final ArrayNode outputs = JSON.createArrayNode();
  private Optional<Sound> sound = Optional.empty();
  private IntConsumer made = ms -> {};
  private volatile boolean runs = true;
  private volatile boolean cancelled;

  RealtimeResponse(
      WebSocketLink link,
      SessionSound form,
      String id,
      String item,
      Brain.Answer answer,
      boolean dies,
      int maxAheadMs,
      Bill bill) {
    this.link = link;
    this.form = form;
    this.id = id;
    this.item = item;
    this.answer = answer;
    this.dies = dies;
    this.maxAheadMs = maxAheadMs;
    this.bill = bill;
  }

  /** What it says, and who is told how much of it is made. */
  void speaks(Sound spoken, IntConsumer toldOf) {
    sound = Optional.of(spoken);
    made = toldOf;
  }

  boolean runs() {
    return runs;
  }

  void cancel() {
    cancelled = true;
  }

  void send() {
    try {
      ObjectNode created = RealtimeServer.type("response.created");
      created.putObject("response").put("id", id).put("status", "in_progress");
      link.text(created.toString());
      if (sound.isPresent() && !speak(sound.get().samples())) return;
      if (!cancelled && answer.wish().isPresent()) wish(answer.wish().get());
      ObjectNode done = RealtimeServer.type("response.done");
      ObjectNode response = done.putObject("response").put("id", id);
      response.put("status", cancelled ? "cancelled" : "completed");
      if (cancelled)
        response
            .putObject("status_details")
            .put("type", "cancelled")
            .put("reason", "client_cancelled");
      response.set("output", outputs);
      charge(response.putObject("usage"));
      runs = false;
      link.text(done.toString());
    } catch (IOException gone) {
      runs = false;
    }
  }

  /** A response that breaks off with its session is not charged. */
  private void charge(ObjectNode usage) {
    int spoken = spokenMs / MS_A_TOKEN;
    usage.put("input_tokens", READ + HEARD).put("output_tokens", spoken);
    usage.putObject("input_token_details").put("text_tokens", READ).put("audio_tokens", HEARD);
    usage.putObject("output_token_details").put("text_tokens", 0).put("audio_tokens", spoken);
    bill.served("realtime input tokens", READ);
    bill.served("realtime audio input tokens", HEARD);
    bill.served("realtime audio output tokens", spoken);
  }

  /** False once the connection is broken off. */
  private boolean speak(short[] samples) throws IOException {
    ObjectNode message = JSON.createObjectNode()
        .put("id", item)
        .put("type", "message")
        .put("status", "in_progress")
        .put("role", "assistant");
    message.putArray("content");
    added(message);
    ObjectNode part = JSON.createObjectNode().put("type", "audio").put("transcript", "");
    link.text(of("response.content_part.added").set("part", part).toString());
    int piece = PIECE_MS * form.rateHz() / 1000;
    String[] words = answer.say().split("(?<= )");
    int told = 0;
    long begunNanos = System.nanoTime();
    for (int from = 0; from < samples.length && !cancelled; from += piece) {
      if (dies && from > samples.length / 2) {
        runs = false;
        link.cut();
        return false;
      }
      int madeMs = (int) (Math.min(samples.length, from + piece) * 1000L / form.rateHz());
      made.accept(madeMs);
      spokenMs = madeMs;
      byte[] bytes = form.bytes(samples, from, from + piece);
      link.text(of("response.output_audio.delta")
          .put("delta", Base64.getEncoder().encodeToString(bytes))
          .toString());
      for (;
          told < words.length && told <= (long) words.length * (from + piece) / samples.length;
          told++)
        link.text(of("response.output_audio_transcript.delta")
            .put("delta", words[told])
            .toString());
      long sinceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
      Faults.lateness(new Fault.Late(Duration.ofMillis(pauseMs(madeMs, sinceMs, maxAheadMs))));
    }
    link.text(of("response.output_audio.done").toString());
    link.text(of("response.output_audio_transcript.done")
        .put("transcript", answer.say())
        .toString());
    link.text(of("response.content_part.done")
        .set("part", part.put("transcript", answer.say()))
        .toString());
    message
        .put("status", cancelled ? "incomplete" : "completed")
        .withArray("content")
        .addObject()
        .put("type", "output_audio")
        .put("transcript", answer.say());
    done(message);
    return true;
  }

  /** How long to wait after a piece, when so much is made that long after the first one. */
  static long pauseMs(long madeMs, long sinceMs, int maxAheadMs) {
    return Math.max(PIECE_MS / TIMES_FASTER, madeMs - sinceMs - maxAheadMs);
  }

  private void wish(Brain.Wish wish) throws IOException {
    String call = "call-" + item;
    String arguments = JSON.writeValueAsString(wish.arguments());
    String functionItem = item + "-f";
    ObjectNode function = JSON.createObjectNode()
        .put("id", functionItem)
        .put("type", "function_call")
        .put("status", "in_progress")
        .put("call_id", call)
        .put("name", wish.tool())
        .put("arguments", "");
    added(function);
    link.text(of("response.function_call_arguments.delta", functionItem)
        .put("call_id", call)
        .put("delta", arguments)
        .toString());
    link.text(of("response.function_call_arguments.done", functionItem)
        .put("call_id", call)
        .put("name", wish.tool())
        .put("arguments", arguments)
        .toString());
    done(function.put("status", "completed").put("arguments", arguments));
  }

  private void added(ObjectNode output) throws IOException {
    link.text(ofOutput("response.output_item.added").set("item", output).toString());
    link.text(RealtimeServer.type("conversation.item.added").set("item", output).toString());
  }

  private void done(ObjectNode output) throws IOException {
    link.text(RealtimeServer.type("conversation.item.done").set("item", output).toString());
    link.text(ofOutput("response.output_item.done").set("item", output).toString());
    outputs.add(output);
  }

  /** Of the output that comes after those that are done. */
  private ObjectNode ofOutput(String type) {
    return RealtimeServer.type(type).put("response_id", id).put("output_index", outputs.size());
  }

  private ObjectNode of(String type, String ofItem) {
    return ofOutput(type).put("item_id", ofItem);
  }

  /** Of the sound of the message. */
  private ObjectNode of(String type) {
    return of(type, item).put("content_index", 0);
  }
}
