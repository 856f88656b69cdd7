package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Responder.Part.Say;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.Tools;

class FallbackResponderTest {

  private static final Part FAILED =
      new Part.Failed(new ProviderFailure(Kind.UNREACHABLE, "first", "gone"));
  private static final Part GAVE_WAY = new Part.GaveWay(((Part.Failed) FAILED).failure());
  private static final Request REQUEST = new Request(
      "call", 1, "en", List.of(), new Cue.Words("hi"), Map.of(), List.of(), "", Optional.empty());

  private static ActorTestKit kit;
  private final List<String> asked = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("fallback");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void theNextTakesOverWhereNothingWasSaid() {
    assertThat(reply(List.of(FAILED), List.of(FAILED), List.of(new Say("Hello."))))
        .containsExactly(GAVE_WAY, GAVE_WAY, new Say("Hello."));
    assertThat(asked).containsExactly("0", "1", "2");
    assertThat(failures).containsExactly("first UNREACHABLE", "first UNREACHABLE");
  }

  @Test
  void nobodyElseIsAskedWhereTheFirstIsWell() {
    assertThat(reply(List.of(new Say("One."), new Say("Two.")), List.of(new Say("Never."))))
        .containsExactly(new Say("One."), new Say("Two."));
    assertThat(asked).containsExactly("0");
    assertThat(reply(List.of(), List.of(new Say("Never.")))).isEmpty();
  }

  @Test
  void whatWasSaidIsNotSaidByAnother() {
    assertThat(reply(List.of(new Say("One."), FAILED), List.of(new Say("One, again."))))
        .containsExactly(new Say("One."), FAILED);
    assertThat(failures).isEmpty();
  }

  @Test
  void whenAllFailItIsTold() {
    assertThat(reply(List.of(FAILED), List.of(FAILED))).containsExactly(GAVE_WAY, FAILED);
  }

  @SafeVarargs
  private List<Part> reply(List<Part>... answers) {
    asked.clear();
    List<Responder> all = new ArrayList<>();
    for (List<Part> answer : answers) {
      int number = all.size();
      all.add((request, tools) -> {
        asked.add(Integer.toString(number));
        return Source.from(answer);
      });
    }
    return new FallbackResponder(all, (who, kind) -> failures.add(who + " " + kind))
        .respond(REQUEST, Tools.none())
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .join();
  }

  @Test
  void takesSomethingAsLongAsOneOfThemDoes() {
    assertThat(chain(Duration.ofSeconds(9), Duration.ofSeconds(4)).takesNothingFor())
        .isEqualTo(Duration.ofSeconds(4));
    assertThat(chain(Duration.ofSeconds(9), Duration.ZERO).takesNothingFor()).isZero();
  }

  private static FallbackResponder chain(Duration... spent) {
    return new FallbackResponder(
        Stream.of(spent).map(FallbackResponderTest::spent).toList(), (provider, kind) -> {});
  }

  private static Responder spent(Duration wait) {
    return new Responder() {
      @Override
      public Source<Part, NotUsed> respond(Request request, Tools tools) {
        return Source.empty();
      }

      @Override
      public Duration takesNothingFor() {
        return wait;
      }
    };
  }
}
