package talkspurt.boot;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Lets of a connection pass what {@link ArteryFrames} lets pass, and closes it with the first byte that
 * does not, without a frame in time, or for want of a place.
 */
final class CheckFramesStage extends GraphStage<FlowShape<ByteString, ByteString>> {

  private static final String FIRST_FRAME = "first frame";

  private final Inlet<ByteString> in = Inlet.create("CheckFrames.in");
  private final Outlet<ByteString> out = Outlet.create("CheckFrames.out");
  private final ArteryFrames frames;
  private final InetAddress from;
  private final DoorPlaces places;
  private final Duration firstFrameTimeout;
  private final Consumer<DoorRefusal> refused;

  /**
   * One connection; not to be run twice.
   *
   * @param refused is told why it was closed, once
   */
  CheckFramesStage(
      ArteryFrames frames,
      InetAddress from,
      DoorPlaces places,
      Duration firstFrameTimeout,
      Consumer<DoorRefusal> refused) {
    this.frames = frames;
    this.from = from;
    this.places = places;
    this.firstFrameTimeout = firstFrameTimeout;
    this.refused = refused;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic implements DoorPlaces.Guest {

    private final AsyncCallback<DoorRefusal> close = createAsyncCallback(this::close);
    private boolean known;

    Logic() {
      super(CheckFramesStage.this.shape());
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          take(grab(in));
        }
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          pull(in);
        }
      });
    }

    @Override
    public void preStart() {
      places.enter(this);
      scheduleOnce(FIRST_FRAME, firstFrameTimeout);
    }

    @Override
    public void onTimer(Object key) {
      close(DoorRefusal.HEADER_TIMEOUT);
    }

    @Override
    public void postStop() {
      places.leave(this, known);
    }

    @Override
    public InetAddress address() {
      return from;
    }

    @Override
    public void giveWay() {
      close.invoke(DoorRefusal.TOO_MANY);
    }

    private void take(ByteString bytes) {
      ByteString passed = frames.take(bytes);
      if (frames.begun() && !known) {
        if (!places.known(this)) {
          close(DoorRefusal.TOO_MANY);
          return;
        }
        known = true;
        cancelTimer(FIRST_FRAME);
      }
      if (frames.refusal().isPresent()) {
        if (!passed.isEmpty()) {
          push(out, passed);
        }
        close(frames.refusal().get());
      } else if (passed.isEmpty()) {
        pull(in);
      } else {
        push(out, passed);
      }
    }

    private void close(DoorRefusal why) {
      refused.accept(why);
      completeStage();
    }
  }
}
