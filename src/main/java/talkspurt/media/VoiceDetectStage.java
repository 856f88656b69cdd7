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
import talkspurt.audio.VoiceDetector;

/** Says of each frame how likely somebody speaks in it. */
final class VoiceDetectStage extends GraphStage<FlowShape<HeardFrame, HeardFrame>> {

  private final Inlet<HeardFrame> in = Inlet.create("VoiceDetect.in");
  private final Outlet<HeardFrame> out = Outlet.create("VoiceDetect.out");
  private final FlowShape<HeardFrame, HeardFrame> shape = FlowShape.of(in, out);
  private final Supplier<VoiceDetector> detectors;

  VoiceDetectStage(Supplier<VoiceDetector> detectors) {
    this.detectors = detectors;
  }

  @Override
  public FlowShape<HeardFrame, HeardFrame> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Detecting();
  }

  private final class Detecting extends GraphStageLogic implements InHandler, OutHandler {

    private final VoiceDetector detector = detectors.get();

    Detecting() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void onPush() {
      HeardFrame heard = grab(in);
      push(out, heard.speech(detector.speech(heard.frame())));
    }

    @Override
    public void onPull() {
      pull(in);
    }
  }
}
