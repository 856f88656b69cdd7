package talkspurt.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.telemetry.Metrics;

class MediaLoopsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 17})
  void thereAreOneToSixteen(int count) {
    assertThatThrownBy(() -> new MediaLoops(count)).hasMessageContaining("1 to 16");
  }

  @Test
  void aLineGetsAPlaceWhereTheFewestAre() {
    MediaLoops loops = new MediaLoops(3);
    List<MediaLoops.Place> places =
        List.of(loops.place(), loops.place(), loops.place(), loops.place());
    assertThat(places)
        .extracting(MediaLoops.Place::dispatcher)
        .containsExactly(
            "talkspurt.media-loop-dispatchers.1",
            "talkspurt.media-loop-dispatchers.2",
            "talkspurt.media-loop-dispatchers.3",
            "talkspurt.media-loop-dispatchers.1");
    assertThat(loops.lines()).containsExactly(2, 1, 1);
    places.get(1).leave();
    places.get(1).leave();
    assertThat(loops.lines()).as("left once").containsExactly(2, 0, 1);
    assertThat(loops.place().dispatcher()).isEqualTo("talkspurt.media-loop-dispatchers.2");
  }

  @Test
  void eachLoopIsAThreadOfItsOwnThatTellsOfItself() {
    ActorTestKit kit =
        ActorTestKit.create("loops", ConfigFactory.parseString("akka.loglevel = WARNING"));
    try {
      Metrics metrics = new Metrics();
      MediaLoops loops = MediaLoops.start(kit.system());
      loops.report(metrics.loops());
      MediaLoops.Place place = loops.place();
      TestProbe<MediaLoop> loop = kit.createTestProbe();
      for (int actor = 0; actor < 3; actor++) {
        kit.spawn(
            Behaviors.setup(context -> {
              loop.ref().tell(MediaLoop.current().orElseThrow());
              return Behaviors.stopped();
            }),
            DispatcherSelector.fromConfig(place.dispatcher()));
      }
      MediaLoop first = loop.receiveMessage();
      assertThat(loop.receiveMessage()).isSameAs(first);
      assertThat(loop.receiveMessage()).isSameAs(first);
      assertThat(metrics.registry().scrape().stream())
          .anyMatch(each -> each.getMetadata().getName().equals("talkspurt_media_loop_busy_seconds")
              && each.getDataPoints().stream()
                  .anyMatch(point -> "media-loop-1".equals(point.getLabels().get("loop"))));
    } finally {
      kit.shutdownTestKit();
    }
  }

  @Test
  void noOtherThreadIsALoop() {
    assertThat(MediaLoop.current()).isEmpty();
  }
}
