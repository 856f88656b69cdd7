package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.japi.Pair;
import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.media.conversation.ConversationMessage.BotBegan;
import talkspurt.media.conversation.ConversationMessage.BotCleared;
import talkspurt.media.conversation.ConversationMessage.BotEnded;
import talkspurt.media.conversation.ConversationMessage.BotMarked;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.settings.BotSettings;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech.Output;

class BotSpeechStageTest {

  private static final BotSettings SETTINGS =
      new BotSettings(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(1));

  private final CountedWorld world = new CountedWorld();
  private final List<OfDialogue> told = new ArrayList<>();
  private BoundedSourceQueue<Output> bot;
  private Runnable silence;
  private int read;

  @BeforeEach
  void open() {
    Pair<BoundedSourceQueue<Output>, Runnable> ends = world.run(Source.<Output>queue(1000)
        .map(said -> {
          read++;
          return said;
        })
        .toMat(Sink.fromGraph(new BotSpeechStage(SETTINGS, told::add)), Keep.both()));
    bot = ends.first();
    silence = ends.second();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void aTurnIsGivenOutAsItIsPulledAndOverWhenNothingComes() {
    says(3);
    TestSubscriber.Probe<TtsPiece> turn = turn(0);
    turn.request(3);
    world.settle();
    turn.expectNextN(3);
    turn.request(1);
    world.pass(480);
    says(1);
    turn.expectNext();
    turn.request(1);
    world.pass(480);
    turn.expectNoMessage(scala.concurrent.duration.Duration.Zero());
    world.pass(40);
    turn.expectComplete();
    says(1);
    assertThat(told).hasSize(2).hasOnlyElementsOfType(BotBegan.class);
  }

  @Test
  void aTurnThatIsNotPulledIsNotOver() {
    says(3);
    TestSubscriber.Probe<TtsPiece> turn = turn(0);
    world.pass(5000);
    turn.request(3);
    world.settle();
    turn.expectNextN(3);
    turn.expectNoMessage(scala.concurrent.duration.Duration.Zero());
  }

  @Test
  void readsUntilEnoughWaits() {
    says(200);
    assertThat(read).isBetween(50, 52);
    turn(0).request(10);
    world.settle();
    assertThat(read).isBetween(60, 62);
  }

  @Test
  void marksAreInTheirPlaceOrToldAlone() {
    offer(new Output.Mark("before"));
    says(1);
    offer(new Output.Mark("behind"));
    assertThat(told.get(0)).isEqualTo(new BotMarked("before"));
    assertThat(told.get(2)).isEqualTo(new BotMarked("behind"));
    TestSubscriber.Probe<TtsPiece> turn = turn(1);
    turn.request(2);
    world.settle();
    assertThat(turn.expectNext()).isInstanceOf(TtsPiece.Sound.class);
    assertThat(turn.expectNext()).isEqualTo(new TtsPiece.Mark("behind"));
  }

  @Test
  void clearEndsTheTurnAndDropsWhatWaits() {
    says(10);
    TestSubscriber.Probe<TtsPiece> turn = turn(0);
    turn.request(1);
    world.settle();
    turn.expectNext();
    offer(new Output.Clear());
    turn.expectComplete();
    assertThat(told.get(1)).isEqualTo(new BotCleared());
    says(1);
    assertThat(told.get(2)).isInstanceOf(BotBegan.class);
  }

  @Test
  void whatFollowsADroppedTurnWithoutABreakIsDroppedToo() {
    says(10);
    turn(0).cancel();
    world.settle();
    for (int n = 0; n < 50; n++) {
      says(1);
      world.pass(20);
    }
    assertThat(told).hasSize(1);
    world.pass(500);
    says(1);
    assertThat(told).hasSize(2);
  }

  @Test
  void soundWithoutEndIsNotDroppedForEver() {
    says(10);
    turn(0).cancel();
    world.settle();
    for (int n = 0; n < 249; n++) {
      says(1);
      world.pass(20);
    }
    assertThat(told).hasSize(1);
    says(2);
    assertThat(told).hasSize(2);
  }

  @Test
  void clearAfterADroppedTurnMakesWayForTheNext() {
    says(10);
    turn(0).cancel();
    world.settle();
    offer(new Output.Clear());
    says(1);
    assertThat(told).last().isInstanceOf(BotBegan.class);
  }

  @Test
  void whatWasSaidBeforeTheEndIsGivenOut() {
    ProviderFailure why = new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "fake", "gone");
    says(3);
    offer(new Output.Failed(why));
    bot.complete();
    world.settle();
    assertThat(told.get(1)).isEqualTo(new BotEnded(Optional.of(why)));
    TestSubscriber.Probe<TtsPiece> turn = turn(0);
    turn.request(4);
    world.settle();
    turn.expectNextN(3);
    turn.expectComplete();
  }

  @Test
  void aBotThatIsSilencedIsReadToItsEnd() {
    says(200);
    TestSubscriber.Probe<TtsPiece> turn = turn(0);
    silence.run();
    world.settle();
    turn.ensureSubscription();
    turn.expectComplete();
    assertThat(read).isEqualTo(200);
    says(5);
    offer(new Output.Mark("late"));
    bot.complete();
    world.settle();
    assertThat(read).isEqualTo(206);
    assertThat(told).hasSize(1);
  }

  private void says(int frames) {
    for (int n = 0; n < frames; n++) {
      bot.offer(new Output.Audio(AudioFrame.silence(8000)));
    }
    world.settle();
  }

  private void offer(Output said) {
    bot.offer(said);
    world.settle();
  }

  private TestSubscriber.Probe<TtsPiece> turn(int index) {
    TestSubscriber.Probe<TtsPiece> probe = world.run(((BotBegan) told.get(index))
        .speech()
        .toMat(TestSink.create(world.system().classicSystem()), Keep.right()));
    probe.ensureSubscription();
    return probe;
  }
}
