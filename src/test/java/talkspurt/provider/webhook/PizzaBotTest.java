package talkspurt.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Responder.Line;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.Responder.Speaker;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Tools;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/** The bot of {@code src/docs/your-own-bot.md}, asked as a call asks it. */
class PizzaBotTest {

  private static ActorTestKit kit;
  private static Process bot;
  private static URI url;

  private final List<Line> history = new ArrayList<>();
  private final List<String> used = new ArrayList<>();
  private int turn;

  @BeforeAll
  static void start() throws IOException {
    try {
      bot = new ProcessBuilder("python3", "conf/examples/pizza_bot.py", "0")
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException missing) {
      Assumptions.abort("python3 is not installed: skipped");
    }
    String line = new BufferedReader(
            new InputStreamReader(bot.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
    assertThat(line).startsWith("the pizza bot listens at http://127.0.0.1:");
    url = URI.create(line.substring(line.indexOf("http")));
    kit = ActorTestKit.create("pizza");
  }

  @AfterAll
  static void stop() {
    if (kit != null) {
      kit.shutdownTestKit();
    }
    if (bot != null) {
      bot.destroy();
    }
  }

  @Test
  void anOrderIsTakenTurnByTurn() {
    assertThat(says("what do you have"))
        .containsExactly(
            new Part.Say("We have cheese, salami and mushroom."),
            new Part.Say("Which one would you like?"));
    assertThat(says("a mushroom pizza please"))
        .containsExactly(new Part.Say("One mushroom."), new Part.Say("Small, medium or large?"));
    assertThat(says("large"))
        .containsExactly(
            new Part.Say("One large mushroom, ready in twenty minutes."), new Part.Say("Goodbye!"));
    assertThat(used).containsExactly("end_call{}");
  }

  @Test
  void whoWantsAPersonIsConnected() {
    assertThat(says("a person please")).containsExactly(new Part.Say("I am connecting you."));
    assertThat(used).containsExactly("transfer_call{\"to\":\"operator\"}");
  }

  @Test
  void whoKeepsSilentIsAskedOnceMore() {
    assertThat(asked(new Cue.Silence(1))).containsExactly(new Part.Say("Are you still there?"));
    assertThat(used).isEmpty();
    asked(new Cue.Silence(2));
    assertThat(used).containsExactly("end_call{}");
  }

  private List<Part> says(String words) {
    history.add(new Line(Speaker.CALLER, words));
    return asked(new Cue.Words(words));
  }

  private List<Part> asked(Cue cue) {
    turn++;
    return WebhookResponder.create(
            kit.system(),
            new WebhookSettings(
                PeerSettingsOf.url("webhook", url, 2, PeerSettingsOf.PATIENT_MS),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                2),
            () -> Instant.EPOCH,
            NanoClock.system(),
            new Metrics().providers())
        .respond(
            new Request(
                "call", turn, "en", history, cue, Map.of(), List.of(), "", Optional.empty()),
            new EndAndTransfer())
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private final class EndAndTransfer implements Tools {

    @Override
    public List<ToolSpec> offered() {
      return Stream.of("end_call", "transfer_call")
          .map(name -> new ToolSpec(name, name, "{}"))
          .toList();
    }

    @Override
    public CompletionStage<ToolResult> use(String name, String arguments) {
      used.add(name + arguments);
      return CompletableFuture.completedFuture(new ToolResult.AtTheEnd());
    }
  }
}
