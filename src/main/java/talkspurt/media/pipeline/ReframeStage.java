package talkspurt.media.pipeline;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import java.time.Duration;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Reframer;
import talkspurt.loop.StageTimer;
import talkspurt.media.playout.EchoReference;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.NanoClock;

/**
 * Sound as it comes from the line to frames of 20 ms without holes; see {@link Reframer}. While
 * the line brings nothing at all it lets silence out, because the stages behind tell time by frames.
 */
final class ReframeStage extends GraphStage<FlowShape<AudioFrame, AudioFrame>> {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Inlet<AudioFrame> in = Inlet.create("FrameCut.in");
  private final Outlet<AudioFrame> out = Outlet.create("FrameCut.out");
  private final FlowShape<AudioFrame, AudioFrame> shape = FlowShape.of(in, out);
  private final EchoReference voice;
  private final NanoClock clock;
  private final LineMetrics metrics;
  private final PipelineNews news;

  ReframeStage(EchoReference voice, NanoClock clock, LineMetrics metrics, PipelineNews news) {
    this.voice = voice;
    this.clock = clock;
    this.metrics = metrics;
    this.news = news;
  }

  @Override
  public FlowShape<AudioFrame, AudioFrame> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Cutting();
  }

  private final class Cutting extends GraphStageLogic implements InHandler, OutHandler {

    private Reframer cutter;
    private StageTimer looks;

    Cutting() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      cutter = new Reframer(voice.rateHz(), nowMs());
      looks = StageTimer.of(this, clock, this::look);
      looks.every(LOOK_EVERY);
    }

    @Override
    public void postStop() {
      looks.close();
    }

    /** What is held up behind this stage is not missing. */
    private void look() {
      if (isAvailable(out)) {
        long filledBefore = cutter.filledMs();
        letOut(cutter.pass(nowMs()), filledBefore, 0);
      }
    }

    @Override
    public void onPush() {
      long filledBefore = cutter.filledMs();
      long lateBefore = cutter.lateMs();
      List<AudioFrame> frames = cutter.cut(grab(in), nowMs());
      voice.rate(cutter.rateHz());
      long lateMs = cutter.lateMs() - lateBefore;
      voice.late(lateMs);
      letOut(frames, filledBefore, lateMs);
      if (isAvailable(out)) {
        pull(in);
      }
    }

    @Override
    public void onPull() {
      if (!hasBeenPulled(in)) {
        pull(in);
      }
    }

    /** What was cut is still let out. */
    @Override
    public void onUpstreamFinish() {
      complete(out);
    }

    private void letOut(List<AudioFrame> frames, long filledBefore, long lateMs) {
      long filledMs = cutter.filledMs() - filledBefore;
      metrics.heardFilled(filledMs);
      if (filledMs > 0 || lateMs > 0) {
        news.reframed(filledMs, lateMs);
      }
      if (frames.size() == 1) {
        emit(out, frames.get(0));
      } else if (!frames.isEmpty()) {
        emitMultiple(out, frames.iterator());
      }
    }

    private double nowMs() {
      return clock.nanoTime() / 1e6;
    }
  }
}
