package talkspurt.media;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import java.util.function.Supplier;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EchoCanceller;
import talkspurt.telemetry.Metrics;

/** Takes the bot's own voice out of each frame, knowing what was let go to the line beside it. */
final class EchoCancelStage extends GraphStage<FlowShape<AudioFrame, HeardFrame>> {

  private final Inlet<AudioFrame> in = Inlet.create("EchoCancel.in");
  private final Outlet<HeardFrame> out = Outlet.create("EchoCancel.out");
  private final FlowShape<AudioFrame, HeardFrame> shape = FlowShape.of(in, out);
  private final Supplier<EchoCanceller> cancellers;
  private final BotVoice voice;
  private final Metrics metrics;

  EchoCancelStage(Supplier<EchoCanceller> cancellers, BotVoice voice, Metrics metrics) {
    this.cancellers = cancellers;
    this.voice = voice;
    this.metrics = metrics;
  }

  @Override
  public FlowShape<AudioFrame, HeardFrame> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Cancelling();
  }

  private final class Cancelling extends GraphStageLogic implements InHandler, OutHandler {

    private final EchoCanceller canceller = cancellers.get();

    Cancelling() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void onPush() {
      AudioFrame heard = grab(in);
      AudioFrame played = voice.beside(heard.samples().length);
      metrics.frameHeard();
      push(out, new HeardFrame(canceller.cancel(heard, played), voice.hasFloor(), 0));
    }

    @Override
    public void onPull() {
      pull(in);
    }
  }
}
