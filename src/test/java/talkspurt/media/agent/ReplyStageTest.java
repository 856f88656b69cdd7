package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.playout.TtsPiece.SegmentBegins;
import talkspurt.media.playout.TtsPiece.SegmentBreaks;
import talkspurt.media.playout.TtsPiece.SegmentEnds;
import talkspurt.media.profile.Filler;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Responder.Part.Retract;
import talkspurt.provider.Responder.Part.Say;
import talkspurt.provider.Tools;

/** What of a reply turns out to be thoughts is not heard, as far as it was not yet. */
class ReplyStageTest {

  private static final TtsPiece SOUND = new TtsPiece.Sound(new AudioFrame(8000, new short[160]));
  private static final String ENDLESS = "endless";
  private static final String NO_SOUND = "no sound";

  private final CountedWorld world = new CountedWorld();
  private final List<String> voiced = new ArrayList<>();
  private final CompletableFuture<TurnCommitted> granted = new CompletableFuture<>();
  private TestPublisher.Probe<Part> agent;
  private TestSubscriber.Probe<TtsPiece> line;

  private final ReplySequencer.Mouth mouth = new ReplySequencer.Mouth() {
    @Override
    public Source<TtsPiece, NotUsed> speech(Part part) {
      if (!(part instanceof Say say)) {
        voiced.add(part.toString());
        return Source.empty();
      }
      voiced.add(say.sentence());
      Source<TtsPiece, NotUsed> begins = Source.<TtsPiece>single(new SegmentBegins(say.sentence()));
      return switch (say.sentence()) {
        case ENDLESS -> begins.concat(Source.repeat(SOUND));
        case NO_SOUND -> begins.concat(Source.never());
        default -> begins.concat(Source.from(List.of(SOUND, new SegmentEnds())));
      };
    }

    @Override
    public Source<TtsPiece, NotUsed> filler(String words) {
      return Source.empty();
    }

    @Override
    public void gaveWay(ProviderFailure failure) {}

    @Override
    public Source<TtsPiece, NotUsed> apology(Optional<String> waitedFor) {
      return Source.single(new SegmentBegins("Sorry."));
    }
  };

  private final FillerHooks waits = new FillerHooks() {
    @Override
    public Optional<String> filler(String waitsFor) {
      return Optional.empty();
    }

    @Override
    public void agentSpoke() {}

    @Override
    public void sounded() {}
  };

  @AfterEach
  void end() {
    world.close();
  }

  private void begin() {
    var probes = world.run(TestSource.<Part>create(world.system())
        .via(new ReplyStage(mouth, waits, Filler.none(), granted))
        .toMat(TestSink.create(world.system()), Keep.both()));
    world.settle();
    agent = probes.first();
    line = probes.second();
  }

  private void tell(Part... parts) {
    for (Part part : parts) {
      agent.sendNext(part);
    }
    world.settle();
  }

  private void grant() {
    granted.complete(new TurnCommitted(Tools.none(), Duration.ofSeconds(10)));
    world.settle();
  }

  @Test
  void whatIsBeingSaidStopsAndWhatWaitsIsNotSaid() {
    grant();
    begin();
    tell(new Say(ENDLESS), new Say("b"), new Say("c"));
    line.request(3);
    world.settle();
    line.expectNext(new SegmentBegins(ENDLESS), SOUND, SOUND);
    tell(new Retract(3), new Say("d"));
    line.request(10);
    world.settle();
    line.expectNext(new SegmentBreaks(), new SegmentBegins("d"), SOUND, new SegmentEnds());
    agent.sendComplete();
    world.settle();
    line.expectComplete();
    assertThat(voiced).doesNotContain("c");
  }

  @Test
  void whatDoesNotSoundYetIsNotHeardAtAll() {
    grant();
    begin();
    tell(new Say(NO_SOUND), new Say("b"));
    line.request(10);
    tell(new Retract(2), new Say("d"));
    world.settle();
    line.expectNext(new SegmentBegins("d"), SOUND, new SegmentEnds());
    agent.sendComplete();
    world.settle();
    line.expectComplete();
    assertThat(voiced).containsExactly(NO_SOUND, "d");
  }

  @Test
  void onlyTheLastSentencesAreTakenBack() {
    begin();
    tell(new Say("a"), new Say("b"), new Say("c"), new Retract(2), new Say("d"));
    agent.sendComplete();
    grant();
    line.request(10);
    world.settle();
    line.expectNext(new SegmentBegins("a"), SOUND, new SegmentEnds());
    line.expectNext(new SegmentBegins("d"), SOUND, new SegmentEnds());
    line.expectComplete();
    assertThat(voiced).containsExactly("a", "d");
  }

  @Test
  void whatIsTakenBackBeforeTheReplyIsGrantedIsNotHeard() {
    begin();
    tell(new Say("a"), new Say("b"), new Retract(2), new Say("d"));
    agent.sendComplete();
    grant();
    line.request(10);
    world.settle();
    line.expectNext(new SegmentBegins("d"), SOUND, new SegmentEnds());
    line.expectComplete();
  }

  @Test
  void aToolBehindSentencesThatWaitKeepsItsPlace() {
    grant();
    begin();
    tell(new Say("a"), new Say("b"), new Part.UseTool("book", Map.of()));
    agent.sendComplete();
    line.request(10);
    world.settle();
    line.expectNext(new SegmentBegins("a"), SOUND, new SegmentEnds());
    line.expectNext(new SegmentBegins("b"), SOUND, new SegmentEnds());
    line.expectComplete();
    assertThat(voiced).hasSize(3).last().asString().contains("book");
  }

  @Test
  void anAgentWaitsWhereMuchIsUnsaid() {
    AtomicInteger told = new AtomicInteger();
    line = world.run(Source.repeat("a")
        .<Part>map(sentence -> new Say(sentence + told.incrementAndGet()))
        .via(new ReplyStage(mouth, waits, Filler.none(), granted))
        .toMat(TestSink.create(world.system()), Keep.right()));
    line.request(1);
    world.settle();
    assertThat(told.get()).isBetween(32, 128);
    assertThat(voiced).containsExactly("a1");
  }
}
