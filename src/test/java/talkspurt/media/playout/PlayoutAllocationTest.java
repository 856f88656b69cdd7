package talkspurt.media.playout;

import static talkspurt.fake.Allocation.atMost;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineCommand;
import talkspurt.telemetry.Metrics;

/** What a frame costs the heap on its way out, and as the echo's reference. */
class PlayoutAllocationTest {

  private static final TtsPiece SOUND = new TtsPiece.Sound(AudioFrame.silence(8000));

  private final EchoReference voice = new EchoReference();
  private final Deque<ReplyInput> pulled = new ArrayDeque<>();
  private long now = 1;

  @TestFactory
  Stream<DynamicTest> aFrame() {
    LinePlayout silent = playout();
    LinePlayout speaking = playout();
    speaking.obey(new PlayoutOrder.Speak(1, Source.empty()), now);
    return Stream.of(
        atMost(200, "playout, silence", () -> release(silent)),
        atMost(650, "playout, speech", () -> release(speaking)),
        atMost(0, "echo reference", () -> voice.beside(160)));
  }

  private LinePlayout playout() {
    return new LinePlayout(PlayoutBufferTest.SETTINGS, voice, new Metrics(), new Taking(), now);
  }

  private void release(LinePlayout playout) {
    while (!pulled.isEmpty()) {
      playout.arrived(pulled.remove(), SOUND, now);
    }
    now += FramePacer.FRAME_NANOS;
    playout.release(now);
  }

  /** Takes all. */
  private final class Taking implements LinePlayout.Line {
    @Override
    public boolean takes() {
      return true;
    }

    @Override
    public void push(LineCommand command) {}

    @Override
    public void send(LineCommand command) {}

    @Override
    public void hangUp() {}

    @Override
    public void tell(PlayoutEvent event) {}

    @Override
    public void wakeAt(long dueNanos) {}

    @Override
    public ReplyInput.Feed run(Source<TtsPiece, NotUsed> source, ReplyInput input) {
      return new ReplyInput.Feed() {
        @Override
        public void pull() {
          pulled.add(input);
        }

        @Override
        public void cancel() {}
      };
    }
  }
}
