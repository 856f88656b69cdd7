package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CallScene;
import talkspurt.fake.Eventually;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakePhone;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Transcriber;
import talkspurt.provider.UsageMeter;

class ConversationsTest {

  private final CallScene scene = new CallScene().announce();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void anAgentsCallerIsTranscribedFromTheFirstUtteranceOnInThePlansWords() {
    scene.responder().to("hours", "From nine to five.");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    assertThat(scene.transcriber().opened()).as("before anybody spoke").isEmpty();
    phone.caller().says("hours", 800);
    phone.passUntilHears("From nine to five.");
    assertThat(scene.transcriber().opened())
        .extracting(asked -> asked.with(UsageMeter.NONE))
        .containsExactly(new Transcriber.Request("en", List.of("sales", "support")));
  }

  @Test
  void aBotHearsItsCallerItselfAndNobodyTranscribes() {
    FakeBot bot = scene.bot();
    FakePhone phone = scene.dial();
    phone.pass(100);
    bot.opens();
    phone.caller().says("hours", 800);
    phone.pass(3000);
    assertThat(scene.transcriber().opened()).isEmpty();
    assertThat(scene.responder().asked()).isEmpty();
    assertThat(bot.heard()).isNotEmpty();
    bot.says("From nine to five.", 1000);
    phone.passUntilHears("From nine to five.");
  }

  @Test
  void linesAreCountedFromTheirFirstMomentToTheirLast() {
    assertThat(scene.conversations().open()).isZero();
    FakePhone first = scene.dial();
    FakePhone second = scene.open();
    assertThat(scene.conversations().open()).isEqualTo(2);
    assertThat(scene.door().lines()).containsExactly("line-1 opened", "line-2 opened");
    first.hangUp();
    first.pass(1000);
    Eventually.holds(() -> assertThat(scene.conversations().open()).isEqualTo(1));
    second.hangUp();
    second.pass(1000);
    Eventually.holds(() -> {
      assertThat(scene.conversations().open()).isZero();
      assertThat(scene.door().lines()).hasSize(4).contains("line-1 closed", "line-2 closed");
    });
  }

  @Test
  void newLinesAreReleasedAndOldOnesStayWhileTheNodeDrains() {
    FakePhone old = scene.dial();
    old.passUntilHears(CallScene.GREETING);
    scene.conversations().handNewLinesOver();
    FakePhone late = scene.open();
    late.pass(100);
    assertThat(late.hungUp()).isTrue();
    late.hangUp();
    old.pass(1000);
    assertThat(old.hungUp()).isFalse();
    Eventually.holds(() -> assertThat(scene.conversations().open()).isEqualTo(1));
  }

  @Test
  void allLinesAreReleasedWhenTheyAreHandedOver() {
    FakePhone first = scene.dial();
    FakePhone second = scene.open();
    scene.conversations().handOver(Duration.ZERO);
    first.pass(100);
    assertThat(List.of(first.hungUp(), second.hungUp())).containsOnly(true);
  }

  @Test
  void aLineWhoseConversationDiesIsHungUp() {
    scene.onlooker((call, seen) -> {
      throw new IllegalStateException("a fault of ours");
    });
    FakePhone phone = scene.dial();
    phone.passUntil("hung up", phone::hungUp);
    phone.hangUp();
    phone.pass(1000);
    Eventually.holds(() -> {
      assertThat(scene.conversations().open()).isZero();
      assertThat(scene.door().lines()).containsExactly("line-1 opened", "line-1 closed");
    });
  }

  @Test
  void whatMayFailInCallsOfAnAgentIsCountedFromZero() {
    scene.conversations();
    assertCounted(Set.of("agent", "voice", "transcriber", "tool"));
  }

  @Test
  void whatMayFailInCallsOfABotIsCountedFromZero() {
    scene.bot();
    scene.conversations();
    assertCounted(Set.of("bot", "voice", "tool"));
  }

  private void assertCounted(Set<String> parts) {
    Set<String> kinds = Set.of(ProviderFailure.Kind.values()).stream()
        .map(ProviderFailure.Kind::label)
        .collect(Collectors.toSet());
    Set<String> expected = parts.stream()
        .flatMap(part -> kinds.stream().map(kind -> "receptionist " + part + " " + kind + " 0.0"))
        .collect(Collectors.toSet());
    assertThat(scene.metrics().registry().scrape().stream()
            .filter(metric -> metric.getMetadata().getName().equals("talkspurt_call_failures"))
            .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
            .map(point ->
                point.getLabels().get("profile") + " " + point.getLabels().get("part") + " "
                    + point.getLabels().get("reason") + " " + point.getValue()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
