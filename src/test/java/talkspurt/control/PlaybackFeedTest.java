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

class PlaybackFeedTest {

  private final UUID call = UUID.randomUUID();

  @Test
  void whoFollowsACallSeesWhatItsLinePlaysOnAnyNodeAlsoOneThatComesLater() {
    try (Node first = Node.start(NodeConfig.h2Memory("feed"))) {
      PlaybackFeed here = PlaybackFeed.start(first.system);
      CompletionStage<Playback> seen =
          here.follow(call).filter(what -> what.turn() == 2).runWith(Sink.head(), first.system);
      TestSubscriber.Probe<Playback> local =
          here.follow(call).runWith(TestSink.create(first.system), first.system);
      local.request(1);
      first.eventually(() -> {
        here.played(UUID.randomUUID(), playback(7));
        here.played(call, playback(1));
        assertThat(local.expectNext().turn()).isEqualTo(1);
      });
      local.cancel();

      try (Node second = Node.join(first, NodeConfig.h2Memory("feed"))) {
        PlaybackFeed there = PlaybackFeed.start(second.system);
        second.eventually(() -> {
          there.played(call, playback(2));
          assertThat(seen.toCompletableFuture()).isDone();
        });
        assertThat(Node.answer(seen)).isEqualTo(playback(2));
      }
    }
  }

  private static Playback playback(int turn) {
    return new Playback("line", Kind.PLAYED, turn, 1, 20, 40, new SpokenText("words"));
  }
}
