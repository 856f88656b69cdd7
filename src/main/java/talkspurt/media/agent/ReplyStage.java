package talkspurt.media.agent;

import akka.NotUsed;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.javadsl.Source;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Filler;
import talkspurt.provider.Responder.Part;

/** Has the parts of a reply spoken one after the other, as {@link ReplySequencer} says. */
final class ReplyStage extends GraphStage<FlowShape<Part, TtsPiece>> {

  private static final String WAITED = "waited";

  private final Inlet<Part> in = Inlet.create("reply.in");
  private final Outlet<TtsPiece> out = Outlet.create("reply.out");
  private final ReplySequencer.Mouth mouth;
  private final FillerHooks waits;
  private final Filler filler;
  private final CompletableFuture<TurnCommitted> granted;

  ReplyStage(
      ReplySequencer.Mouth mouth,
      FillerHooks waits,
      Filler filler,
      CompletableFuture<TurnCommitted> granted) {
    this.mouth = mouth;
    this.waits = waits;
    this.filler = filler;
    this.granted = granted;
  }

  @Override
  public FlowShape<Part, TtsPiece> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Speaking();
  }

  private final class Speaking extends TimerGraphStageLogic
      implements InHandler, OutHandler, ReplySequencer.Streams {

    private final ReplySequencer sequencer = new ReplySequencer(this, mouth, waits, filler);

    Speaking() {
      super(shape());
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      if (granted.isDone() && !granted.isCompletedExceptionally()) {
        sequencer.allow(granted.join());
      } else {
        AsyncCallback<TurnCommitted> later = createAsyncCallback(grant -> {
          sequencer.allow(grant);
          sequencer.serve();
        });
        granted.thenAccept(later::invoke);
      }
    }

    @Override
    public void onPush() {
      sequencer.arrived(grab(in));
      sequencer.serve();
    }

    @Override
    public void onUpstreamFinish() {
      sequencer.serve();
    }

    @Override
    public void onPull() {
      sequencer.serve();
    }

    @Override
    public void onTimer(Object key) {
      sequencer.waited();
    }

    @Override
    public boolean wanted() {
      return isAvailable(out) && !isClosed(out);
    }

    @Override
    public void give(TtsPiece piece) {
      push(out, piece);
    }

    @Override
    public void complete() {
      completeStage();
    }

    @Override
    public boolean closed() {
      return isClosed(out);
    }

    @Override
    public boolean agentDone() {
      return isClosed(in);
    }

    @Override
    public void askAgent() {
      if (!isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    @Override
    public void cancelAgent() {
      if (!isClosed(in)) {
        cancel(in);
      }
    }

    @Override
    public void time(Duration patience) {
      if (!isTimerActive(WAITED)) {
        scheduleOnce(WAITED, patience);
      }
    }

    @Override
    public void stopTimer() {
      cancelTimer(WAITED);
    }

    @Override
    public ReplySegment.Feed run(Source<TtsPiece, NotUsed> voice, ReplySegment segment) {
      return new Voice(voice, segment);
    }

    private final class Voice extends AbstractInHandler implements ReplySegment.Feed {

      private final SubSinkInlet<TtsPiece> inlet = new SubSinkInlet<>("reply.segment");
      private final ReplySegment segment;

      Voice(Source<TtsPiece, NotUsed> source, ReplySegment segment) {
        this.segment = segment;
        inlet.setHandler(this);
        source.runWith(inlet.sink(), subFusingMaterializer());
      }

      @Override
      public void onPush() {
        sequencer.spoken(segment, inlet.grab());
      }

      @Override
      public void onUpstreamFinish() {
        sequencer.ended(segment);
      }

      @Override
      public void pull() {
        inlet.pull();
      }

      @Override
      public boolean pulled() {
        return inlet.hasBeenPulled();
      }

      @Override
      public void cancel() {
        if (!inlet.isClosed()) {
          inlet.cancel();
        }
      }
    }
  }
}
