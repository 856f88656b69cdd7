package talkspurt.media.pipeline;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.DtmfDetector;
import talkspurt.audio.EchoReport;
import talkspurt.audio.Heard;
import talkspurt.audio.NearEndDetector;
import talkspurt.media.playout.EchoReference;
import talkspurt.media.settings.HearingSettings;
import talkspurt.telemetry.LineMetrics;

/**
 * Hears the caller in each frame, knowing what was sent to the line beside it: takes the bot's echo
 * out and says how likely the caller speaks. One {@link NearEndDetector} a line, from its first frame to its last,
 * so that what one turn taught it serves the next.
 */
final class HearingStage extends GraphStage<FlowShape<AudioFrame, HeardFrame>> {

  private static final int REPORT_EVERY_FRAMES = 50;

  private final Inlet<AudioFrame> in = Inlet.create("Hearing.in");
  private final Outlet<HeardFrame> out = Outlet.create("Hearing.out");
  private final FlowShape<AudioFrame, HeardFrame> shape = FlowShape.of(in, out);
  private final HearingSettings settings;
  private final EchoReference voice;
  private final HearingTally tally;
  private final LineMetrics metrics;
  private final PipelineNews news;

  /**
   * The hearing of one line.
   *
   * @param news told of each frame, and from time to time of the echo
   */
  HearingStage(
      HearingSettings settings,
      EchoReference voice,
      HearingTally tally,
      LineMetrics metrics,
      PipelineNews news) {
    this.settings = settings;
    this.voice = voice;
    this.tally = tally;
    this.metrics = metrics;
    this.news = news;
  }

  @Override
  public FlowShape<AudioFrame, HeardFrame> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Listening();
  }

  private final class Listening extends GraphStageLogic implements InHandler, OutHandler {

    private NearEndDetector ear;
    private DtmfDetector keys;
    private int rateHz;
    private int frames;

    Listening() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void onPush() {
      AudioFrame line = grab(in);
      metrics.frameHeard();
      useRate(line.rateHz());
      AudioFrame bot = voice.beside(line.samples().length);
      Heard heard = ear.hear(line, bot);
      news.sound(line, bot, heard, voice.hasFloor());
      char key = keys == null ? DtmfDetector.NONE : keys.hear(line.samples());
      frames++;
      if (frames % REPORT_EVERY_FRAMES == 0) {
        EchoReport echo = ear.echo();
        tally.echo(echo);
        news.echo(echo);
      }
      push(out, new HeardFrame(heard.clean(), voice.hasFloor(), heard.speech(), key));
    }

    /** A line that turns out to speak another rate is another line. */
    private void useRate(int lineRateHz) {
      if (lineRateHz != rateHz) {
        rateHz = lineRateHz;
        ear = settings.ears().apply(rateHz);
        keys = settings.inBandKeys() ? new DtmfDetector(rateHz) : null;
      }
    }

    @Override
    public void onPull() {
      pull(in);
    }
  }
}
