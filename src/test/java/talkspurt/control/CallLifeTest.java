package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.Config;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.LineLoss;
import talkspurt.call.TurnInput;
import talkspurt.control.CallReply.Done;

/** A whole call on each database, with the process stopped in the midst of it. */
class CallLifeTest {

  private final UUID callId = UUID.randomUUID();

  @Test
  void aCallOutlivesItsProcessOnH2(@TempDir Path directory) {
    assertOutlivesItsProcess(TestDatabase.h2(directory));
  }

  @Test
  void aCallOutlivesItsProcessOnPostgres() throws SQLException {
    assertOutlivesItsProcess(TestDatabase.postgres("life"));
  }

  private void assertOutlivesItsProcess(Config config) {
    int before = 60;
    try (Node node = Node.startPatient(config)) {
      node.ask(callId, new CallRequest.Register(PLAN));
      node.attach(callId, "A", node.live());
      node.report(callId, "A", new Fact.SpeechPlayed(0, words("Hello.")));
      node.report(callId, "A", new Fact.TurnTaken(1, new TurnInput.Words(words("Tell me more"))));
      for (int segment = 5; segment <= before; segment++) {
        node.report(callId, "A", new Fact.SegmentPlayed(1, words("Part " + segment + ".")));
      }
    }
    try (Node node = Node.startPatient(config)) {
      node.eventually(() ->
          assertThat(node.events(callId)).contains(new LineLost(AT, "A", LineLoss.NODE_LOST)));
      TestProbe<Instruction> live = node.live();
      Done back = (Done) node.attach(callId, "B", live);
      assertThat(back.call().instruction()).isInstanceOf(Instruction.Answer.class);
      Instruction.Answer answer = (Instruction.Answer) back.call().instruction();
      assertThat(answer.heard().text()).startsWith("Part 5. Part 6.").endsWith("Part 60.");
      assertThat(answer.history()).hasSize(2);
      node.report(callId, "B", new Fact.ToolWanted(1, "k1", "end_call", Map.of()));
      node.report(callId, "B", new Fact.SpeechPlayed(1, words("All of it.")));
      live.fishForMessage(
          Duration.ofSeconds(10),
          told -> told.equals(new Instruction.HangUp(EndReason.COMPLETED))
              ? FishingOutcomes.complete()
              : FishingOutcomes.continueAndIgnore());
      CallStory story = Node.answer(node.log.story(callId)).orElseThrow();
      assertThat(story.events().subList(before, story.events().size()))
          .extracting(CallEvent::getClass)
          .extracting(Class::getSimpleName)
          .containsExactly(
              "LineLost",
              "LineAttached",
              "ToolRequested",
              "ReplyPlayed",
              "ToolReturned",
              "CallEnded");
      assertThat(story.events()).contains(new LineAttached(AT, "B"));
      assertThat(story.events()).endsWith(new CallEnded(AT, EndReason.COMPLETED));
      node.eventually(() -> assertThat(node.newest(false, 10))
          .extracting(
              CallLogEntry::callId,
              CallLogEntry::state,
              entry -> entry.endReason().orElse(""))
          .containsExactly(tuple(callId.toString(), "Ended", "COMPLETED")));
    }
  }
}
