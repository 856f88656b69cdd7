package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.testkit.javadsl.TestKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Responder.Line;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Responder.Part.Say;
import talkspurt.provider.Responder.Part.UseTool;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.Responder.Speaker;
import talkspurt.provider.Responder.ToolRun;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Tools;

class ScriptedResponderTest {

  private static final ActorSystem SYSTEM = Streams.system();
  private static final UseTool END = new UseTool("end_call", Map.of());
  private static final UseTool TO_SALES =
      new UseTool("transfer_call", Map.of("destination", "queues,sales,1"));

  private final ScriptedResponder responder = new ScriptedResponder(new Script(
      List.of(
          new Script.Topic(
              "hours",
              List.of("hours"),
              "1",
              "We open at nine, {callerId}. We close at six! Anything else?",
              Script.Then.of("listen")),
          new Script.Topic(
              "sales",
              List.of("sales"),
              "2",
              "To sales.",
              Script.Then.of("transfer queues,sales,1")),
          new Script.Topic("goodbye", List.of("goodbye"), "", "Bye.", Script.Then.of("hang-up"))),
      List.of("Pardon, {callerId}? Say sales.", "I still do not follow.", "Press zero."),
      List.of("Hello?", "Still there?", "Goodbye then."),
      "No such key.",
      "Nobody is free."));

  @AfterAll
  static void terminate() {
    TestKit.shutdownActorSystem(SYSTEM);
  }

  @Test
  void saysATopicSentenceBySentenceWithItsVariables() {
    assertThat(reply(new Cue.Words("your hours please")))
        .containsExactly(
            new Say("We open at nine, 4711."),
            new Say("We close at six!"),
            new Say("Anything else?"));
  }

  @Test
  void usesAToolAfterItsWords() {
    assertThat(reply(new Cue.Words("sales"))).containsExactly(new Say("To sales."), TO_SALES);
    assertThat(reply(new Cue.Digits("2"))).containsExactly(new Say("To sales."), TO_SALES);
    assertThat(reply(new Cue.Words("goodbye"))).containsExactly(new Say("Bye."), END);
  }

  @Test
  void tellsOfKeysItDoesNotKnow() {
    assertThat(reply(new Cue.Digits("9"))).containsExactly(new Say("No such key."));
  }

  @Test
  void tellsThatATransferFailed() {
    assertThat(reply(new Cue.TransferFailed())).containsExactly(new Say("Nobody is free."));
  }

  @Test
  void hangsUpAfterTheLastSilence() {
    assertThat(reply(new Cue.Silence(1))).containsExactly(new Say("Hello?"));
    assertThat(reply(new Cue.Silence(2))).containsExactly(new Say("Still there?"));
    assertThat(reply(new Cue.Silence(3))).containsExactly(new Say("Goodbye then."), END);
    assertThat(reply(new Cue.Silence(4))).containsExactly(new Say("Goodbye then."), END);
  }

  @Test
  void asksOtherwiseEachTimeItDoesNotUnderstandInARow() {
    Cue nothing = new Cue.Words("");
    Line first = bot("Pardon, 4711? Say sales.");
    Line second = bot("I still do not follow.");
    Line third = bot("Press zero.");
    assertThat(reply(nothing)).first().isEqualTo(new Say("Pardon, 4711?"));
    assertThat(reply(nothing, first)).containsExactly(new Say("I still do not follow."));
    assertThat(reply(nothing, first, caller(), second)).containsExactly(new Say("Press zero."));
    assertThat(reply(nothing, first, second, third)).containsExactly(new Say("Press zero."));
  }

  @Test
  void beginsTheRowAnewOnceItHasUnderstood() {
    assertThat(reply(new Cue.Words(""), bot("Pardon, 4711? Say sales."), bot("To sales.")))
        .first()
        .isEqualTo(new Say("Pardon, 4711?"));
  }

  @Test
  void countsAPromptThatWasHeardInPart() {
    assertThat(reply(new Cue.Words("mumble"), bot("Pardon, 4711?")))
        .containsExactly(new Say("I still do not follow."));
  }

  @Test
  void doesNotCountAPromptThatWasNotHeard() {
    assertThat(reply(new Cue.Words("mumble"), bot(""))).first().isEqualTo(new Say("Pardon, 4711?"));
  }

  private final ScriptedResponder cashier = new ScriptedResponder(new Script(
      List.of(new Script.Topic(
          "pay", List.of("pay"), "", "With pleasure.", Script.Then.of("collect card"))),
      List.of("Pardon?"),
      List.of("Hello?", "Bye."),
      "No such key.",
      "Nobody is free.",
      Map.of(
          "card",
          new Script.OnCollected(
              "It is paid. Bye.", "That did not work.", Script.Then.of("hang-up")))));

  @Test
  void hasTheCallerAskedForAValue() {
    List<String> used = new ArrayList<>();
    assertThat(pays(used, new ToolResult.AtTheEnd(), List.of(caller()), Optional.empty()))
        .containsExactly(new Say("With pleasure."));
    assertThat(used).containsExactly("collect {\"name\":\"card\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"collected\":\"card\",\"ref\":\"[card]\",\"tool\":\"pay\",\"argument\":\"number\"} | pay {\"number\":\"[card]\"} | It is paid.",
        "{\"collected\":\"card\",\"value\":\"12\",\"tool\":\"pay\",\"argument\":\"n\"} | pay {\"n\":\"12\"} | It is paid.",
        "{\"collected\":\"card\",\"value\":\"12\"} | '' | It is paid.",
        "{\"collected\":null,\"why\":\"nothing\"} | '' | That did not work.",
      })
  void givesAValueToItsToolAndTellsHowThatCameOut(String outcome, String tool, String told) {
    List<String> used = new ArrayList<>();
    List<Line> history = List.of(caller(), bot("Your card?"), caller());
    assertThat(pays(used, new ToolResult.Returned("ok"), history, Optional.of(outcome)))
        .first()
        .isEqualTo(new Say(told));
    assertThat(used).isEqualTo(tool.isEmpty() ? List.of() : List.of(tool));
    if (!tool.isEmpty()) {
      assertThat(pays(used, new ToolResult.Failed("no"), history, Optional.of(outcome)))
          .containsExactly(new Say("That did not work."));
    }
    List<Line> later = List.of(caller(), caller(), bot("It is paid."), caller());
    assertThat(pays(used, new ToolResult.Returned("ok"), later, Optional.of(outcome)))
        .as("the next time it is asked for anew")
        .containsExactly(new Say("With pleasure."));
  }

  private List<Part> pays(
      List<String> used, ToolResult result, List<Line> history, Optional<String> outcome) {
    Tools tools = new Tools() {
      @Override
      public List<ToolSpec> offered() {
        return List.of();
      }

      @Override
      public CompletionStage<ToolResult> use(String name, String arguments) {
        used.add(name + " " + arguments);
        return CompletableFuture.completedFuture(result);
      }
    };
    List<ToolRun> runs = outcome.stream()
        .map(told ->
            new ToolRun(1, 1, "k", "collect", Map.of("name", "card"), Optional.of(told), true))
        .toList();
    Request request = new Request(
        "c", 4, "en", history, new Cue.Words("pay"), Map.of(), runs, "", Optional.empty());
    return cashier
        .respond(request, tools)
        .runWith(Sink.seq(), SYSTEM)
        .toCompletableFuture()
        .join();
  }

  @Test
  void leavesOutVariablesItDoesNotKnow() {
    Request request = request(List.of(), new Cue.Words("hours"), Map.of());
    assertThat(parts(request)).first().isEqualTo(new Say("We open at nine, ."));
  }

  private List<Part> reply(Cue cue, Line... history) {
    return parts(request(List.of(history), cue, Map.of("callerId", "4711")));
  }

  private static Request request(List<Line> history, Cue cue, Map<String, String> variables) {
    return new Request("call", 1, "en", history, cue, variables, List.of(), "", Optional.empty());
  }

  private List<Part> parts(Request request) {
    return responder
        .respond(request, Tools.none())
        .runWith(Sink.seq(), SYSTEM)
        .toCompletableFuture()
        .join();
  }

  private static Line bot(String words) {
    return new Line(Speaker.BOT, words);
  }

  private static Line caller() {
    return new Line(Speaker.CALLER, "mumble");
  }
}
