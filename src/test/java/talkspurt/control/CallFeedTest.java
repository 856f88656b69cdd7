package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import talkspurt.call.SpokenText;
import talkspurt.control.Playback.Kind;

class CallFeedTest {

  private final UUID call = UUID.randomUUID();

  @Test
  void whoFollowsACallSeesWhatItsLinePlaysOnAnyNodeAlsoOneThatComesLater() {
    try (Node first = Node.start(NodeConfig.h2Memory("feed"))) {
      CallFeed<Playback> here = CallFeed.start(first.system, "playback", 256);
      CompletionStage<Playback> seen =
          here.follow(call).filter(what -> what.turn() == 2).runWith(Sink.head(), first.system);
      TestSubscriber.Probe<Playback> local =
          here.follow(call).runWith(TestSink.create(first.system), first.system);
      local.request(1);
      first.eventually(() -> {
        here.tell(UUID.randomUUID(), playback(7));
        here.tell(call, playback(1));
        assertThat(local.expectNext().turn()).isEqualTo(1);
      });
      assertThat(here.followed(call)).isTrue();
      assertThat(here.followed(UUID.randomUUID())).isFalse();
      local.cancel();

      try (Node second = Node.join(first, NodeConfig.h2Memory("feed"))) {
        CallFeed<Playback> there = CallFeed.start(second.system, "playback", 256);
        second.eventually(() -> {
          there.tell(call, playback(2));
          assertThat(seen.toCompletableFuture()).isDone();
        });
        second.eventually(() -> {
          assertThat(there.followed(call)).isFalse();
          assertThat(here.followed(call)).isFalse();
        });
        assertThat(Node.answer(seen)).isEqualTo(playback(2));
      }
    }
  }

  private static Playback playback(int turn) {
    return new Playback("line", Kind.PLAYED, turn, 1, 20, 40, new SpokenText("words"));
  }
}
